"""What stands before the web chat: other sites, forged cookies, too much and too often."""

import asyncio

import pytest
from starlette.requests import Request

from bot.app import App
from bot.sections import Web
from bot.web.guard import FILE_LARGEST, JSON_LARGEST, LIMITS, Limits, Refusal, client_of
from bot.web.sessions import COOKIE
from handlers.house import House
from handlers.texts import web as texts
from storage.web_sessions import SESSION
from tests.bot.conftest import running
from tests.bot.web_page import Page, web_settings


class Watch:
    """A clock in seconds that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def test_without_the_sessions_token_nothing_is_changed(page: Page) -> None:
    await page.enters()
    for wrong in ("", "x" * 64, "0" * 64):
        page.csrf = wrong
        refused = await page.sends("/help")
        assert (refused.status_code, refused.json()["error"]) == (403, texts.PAGE_IS_OLD)


async def test_the_token_of_another_session_is_worth_nothing(site: App, page: Page) -> None:
    await page.enters()
    async with Page(site) as other:
        await other.enters()
        page.csrf = other.csrf
    assert (await page.sends("/help")).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[broken"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_other_sites_are_refused(page: Page, headers: dict[str, str]) -> None:
    await page.enters()
    said = {"id": "from-elsewhere", "kind": "text", "text": "/help"}
    refused = await page.post("/api/messages", said, **headers)
    assert (refused.status_code, refused.json()["error"]) == (403, texts.NOT_FROM_HERE)


async def test_our_own_page_is_known_by_the_host_it_asked(page: Page) -> None:
    await page.enters()
    origin = str(page.http.base_url).rstrip("/")
    said = {"id": "from-here", "kind": "text", "text": "/help"}
    taken = await page.post("/api/messages", said, Origin=origin, **{"Sec-Fetch-Site": "same-origin"})
    assert taken.status_code == 202


@pytest.mark.parametrize("cookie", ["", "x", "ă", "a" * 4000, "'; drop table web_session; --"])
async def test_a_forged_cookie_is_no_session(page: Page, cookie: str) -> None:
    headers = {b"Cookie": f"{COOKIE}={cookie}".encode()}
    refused = await page.http.get("/api/messages", headers=headers)
    assert (refused.status_code, refused.json()["error"]) == (401, texts.NOT_LOGGED_IN)
    assert (await page.http.get("/api/me", headers=headers)).json()["open"] is False


async def test_a_session_ends_three_months_after_it_was_last_used(site: App, page: Page) -> None:
    await page.enters()
    assert site.web is not None
    start = site.web.sessions.now()
    for moment in (start + SESSION - 3_600_000, start + 2 * SESSION - 2 * 3_600_000):
        site.web.sessions.now = lambda moment=moment: moment  # type: ignore[misc]  # the argument only binds it
        assert (await page.me())["open"]
    site.web.sessions.now = lambda: start + 4 * SESSION
    assert not (await page.me())["open"]


async def test_who_says_too_much_is_asked_to_wait(site: App, page: Page) -> None:
    await page.enters()
    assert site.web is not None
    site.web.limits.clock = watch = Watch()
    taken = await asyncio.gather(*(page.sends("/help") for _ in range(31)))
    assert sorted(answer.status_code for answer in taken) == [202] * 30 + [429]
    refused = next(answer for answer in taken if answer.status_code == 429)
    assert refused.headers["Retry-After"] == "10"
    assert "10 giây" in refused.json()["error"]
    watch.now += 10
    assert (await page.sends("/help")).status_code == 202
    await site.idle()


async def test_codes_are_not_tried_without_end(site: App, page: Page) -> None:
    await page.enters()
    assert site.web is not None
    for _ in range(LIMITS["codes"][0][0] - 1):
        site.web.limits.count("codes", page.http.headers["X-Forwarded-For"])
    assert (await page.post("/api/login", {"code": "7K3M9-QX2WA"})).status_code == 200
    assert (await page.post("/api/login", {"code": "7K3M9-QX2WA"})).status_code == 429
    async with Page(site) as other:
        await other.me()
        assert (await other.post("/api/login", {"code": "7K3M9-QX2WA"})).status_code == 200
    await site.idle()


def test_limits_slide_and_what_was_refused_does_not_count() -> None:
    limits = Limits(watch := Watch())
    for _ in range(20):
        limits.count("files", "a")
        watch.now += 60
    for _ in range(5):
        with pytest.raises(Refusal) as refused:
            limits.count("files", "a")
    assert refused.value.headers == {"Retry-After": str(3600 - 20 * 60)}
    limits.count("files", "b")
    watch.now += 3600 - 20 * 60
    limits.count("files", "a")
    with pytest.raises(Refusal):
        limits.count("files", "a")


def test_a_class_that_logs_in_from_one_address_is_let_in() -> None:
    limits = Limits(Watch())
    for _ in range(60):
        limits.count("codes", "the hall")
        limits.count("sessions", "the hall")


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "client"),
    [
        ((), "127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ((), "127.0.0.1", "", "127.0.0.1"),
        ((), "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ((), "a name", "203.0.113.9", "a name"),
        (("172.30.7.0/24",), "172.30.7.3", "203.0.113.9", "203.0.113.9"),
        (("172.30.7.0/24",), "127.0.0.1", "203.0.113.9", "127.0.0.1"),
    ],
)
def test_only_a_proxy_of_the_settings_may_name_the_client(
    proxies: tuple[str, ...], peer: str, forwarded: str, client: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    request = Request({"type": "http", "client": (peer, 1), "headers": headers})
    assert client_of(request, Web.model_validate({"proxies": proxies} if proxies else {})) == client


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"\xff", 400),
        (b'{"id": 7}', 400),
        (b'{"id": "short", "kind": "text", "text": "x"}', 400),
        (b'{"id": "long-enough", "kind": "text", "text": " "}', 400),
        (b'{"id": "long-enough", "kind": "voice", "text": "x"}', 400),
        (b'{"id": "long-enough", "kind": "tap", "key": "", "label": "x"}', 400),
        (b'{"id": "../../etc/passwd", "kind": "text", "text": "x"}', 400),
        (b'{"id": "long-enough", "kind": "text", "text": "\\u0000\\u202e\xf0\x9f\x98\x80"}', 202),
        (b" " * (JSON_LARGEST + 1), 413),
    ],
)
async def test_what_cannot_be_a_message_is_refused_in_a_sentence(page: Page, body: bytes, status: int) -> None:
    await page.enters()
    headers = {"X-CSRF": page.csrf, "Content-Type": "application/json"}
    answer = await page.http.post("/api/messages", content=body, headers=headers)
    assert answer.status_code == status
    assert status == 202 or answer.json()["error"]


async def test_a_body_that_is_said_to_be_too_long_is_not_even_read(page: Page) -> None:
    await page.enters()
    reader, writer = await asyncio.open_connection("127.0.0.1", page.http.base_url.port)
    cookie = f"{COOKIE}={page.http.cookies[COOKIE]}"
    head = f"PUT /api/files/too-large-1 HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\nX-CSRF: {page.csrf}\r\n"
    writer.write(f"{head}Content-Length: {FILE_LARGEST + 1}\r\n\r\n".encode())
    async with asyncio.timeout(2):
        answer = (await reader.read()).decode()
    assert answer.startswith("HTTP/1.1 413 ")
    assert texts.FILE_TOO_LARGE in answer
    writer.close()


async def test_every_page_is_closed_to_scripts_and_frames_from_elsewhere(page: Page) -> None:
    for path in ("/", "/api/me", "/vao/x", "/static/nothing.js"):
        headers = (await page.http.get(path)).headers
        assert "script-src 'self'" in headers["content-security-policy"], path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("web", "wanted"),
    [
        ({}, "HttpOnly; SameSite=Lax"),
        ({"public_url": "https://a.vn"}, "HttpOnly; SameSite=Lax; Secure"),
        (
            {"public_url": "https://a.vn", "frame_ancestors": ["https://b.vn"]},
            "HttpOnly; SameSite=None; Secure; Partitioned",
        ),
    ],
)
async def test_the_cookie_is_as_closed_as_its_use_allows(house: House, web: dict[str, object], wanted: str) -> None:
    async with running(web_settings(**web), house) as app, Page(app) as page:
        await page.me()
        answer = await page.post("/api/enter", {})
        assert answer.headers["set-cookie"].endswith(wanted)
        assert (
            "frame-ancestors https://b.vn" in answer.headers["content-security-policy"] or "frame_ancestors" not in web
        )
        await app.idle()


async def test_the_cookie_lives_on_by_being_used(page: Page) -> None:
    assert "set-cookie" not in (await page.http.get("/api/me")).headers
    await page.enters()
    cookie = (await page.http.get("/api/me")).headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={page.http.cookies[COOKIE]}; Path=/; Max-Age={SESSION // 1000};")
