"""The program's own HTTP: what a messenger's call is answered with, and what the program says of itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from bot.app import App
from bot.http import LARGEST, http_app, webhook
from handlers.house import House
from tests.bot.conftest import SECRET, settings_for
from tests.bot.telegram_server import TelegramServer

PATH = "/telegram/hook"
HEADER = "x-telegram-bot-api-secret-token"
CALL = {HEADER: SECRET, "content-type": "application/json"}


class Kept:
    """What the webhook handed on; `failure` is raised in its stead."""

    def __init__(self) -> None:
        self.updates: list[bytes] = []
        self.failure: Exception | None = None

    async def accept(self, raw: bytes) -> None:
        if self.failure is not None:
            raise self.failure
        self.updates.append(raw)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
async def http(kept: Kept) -> AsyncIterator[httpx.AsyncClient]:
    app = http_app({PATH: webhook(kept.accept, HEADER, SECRET)}, str)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot", verify=False) as client:
        yield client


async def test_an_update_is_kept_before_it_is_acknowledged(http: httpx.AsyncClient, kept: Kept) -> None:
    assert (await http.post(PATH, headers=CALL, content=b'{"update_id": 1}')).status_code == 200
    assert kept.updates == [b'{"update_id": 1}']


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], f"{SECRET}x"])
async def test_who_does_not_know_the_secret_is_refused(http: httpx.AsyncClient, kept: Kept, secret: str) -> None:
    said = await http.post(PATH, headers=CALL | {HEADER: secret}, content=b"{}")
    assert (said.status_code, kept.updates) == (403, [])


async def test_a_call_without_the_secret_is_refused(http: httpx.AsyncClient, kept: Kept) -> None:
    said = await http.post(PATH, headers={"content-type": "application/json"}, content=b"{}")
    assert (said.status_code, kept.updates) == (403, [])


async def test_an_update_that_is_too_large_is_refused_by_its_declared_length(
    http: httpx.AsyncClient, kept: Kept
) -> None:
    said = await http.post(PATH, headers=CALL, content=b" " * (LARGEST + 1))
    assert (said.status_code, kept.updates) == (413, [])


async def test_an_update_that_never_says_its_length_is_cut_off(http: httpx.AsyncClient, kept: Kept) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 2**16 + 1):
            yield b" " * 2**16

    said = await http.post(PATH, headers=CALL, content=endless())
    assert (said.status_code, kept.updates) == (413, [])


async def test_what_does_not_call_itself_json_is_refused(http: httpx.AsyncClient, kept: Kept) -> None:
    said = await http.post(PATH, headers=CALL | {"content-type": "text/plain"}, content=b"{}")
    assert (said.status_code, kept.updates) == (400, [])


async def test_a_storage_that_fails_asks_the_messenger_to_come_again(http: httpx.AsyncClient, kept: Kept) -> None:
    kept.failure = sqlite3.OperationalError("disk I/O error")
    said = await http.post(PATH, headers=CALL, content=b'{"update_id": 1}')
    assert (said.status_code, said.content) == (500, b"")


async def test_in_an_outage_a_refusal_is_one_line_of_the_log(
    http: httpx.AsyncClient, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    kept.failure = ConnectionResetError()
    await http.post(PATH, headers=CALL, content=b'{"update_id": 1}')
    assert [record.getMessage() for record in caplog.records if record.name == "bot.http"] == [
        "an update could not be kept: ConnectionResetError"
    ]


async def test_an_update_that_is_still_being_kept_when_the_program_ends_is_asked_for_again() -> None:
    """The server cuts its task off, and would log as an error what that raises."""
    keeping, said = asyncio.Event(), list[Message]()

    async def accept(raw: bytes) -> None:
        keeping.set()
        await asyncio.Event().wait()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"{}"}

    async def send(message: Message) -> None:
        said.append(message)

    headers = [(name.encode(), value.encode()) for name, value in CALL.items()]
    app = http_app({PATH: webhook(accept, HEADER, SECRET)}, str)
    call = asyncio.ensure_future(app({"method": "POST", "path": PATH, "headers": headers}, receive, send))
    await keeping.wait()
    call.cancel()
    await call
    assert said[0]["status"] == 503


async def test_the_webhook_takes_posts_only(http: httpx.AsyncClient) -> None:
    assert (await http.get(PATH, headers=CALL)).status_code == 405


@pytest.mark.parametrize("body", [b"", b"hello", b"[]", b"{}", b'{"update_id": '])
async def test_what_is_no_update_is_refused_by_the_running_program(
    telegram: TelegramServer, house: House, body: bytes
) -> None:
    app = App(settings_for(telegram, "webhook"), house)
    hook = webhook(app.services["telegram"].reception.accept, HEADER, SECRET)
    transport = httpx.ASGITransport(http_app({PATH: hook}, str))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", verify=False) as client:
        assert (await client.post(PATH, headers=CALL, content=body)).status_code == 400
    await app.http.stop()
    assert await house.db.rows("select 1 from inbox") == []


async def answer_of(path: str) -> httpx.Response:
    """What a program answers of which one route fails, with what was asked in the failure."""

    async def broken(request: Request) -> Response:
        raise ValueError(request.url.query)

    app = http_app({}, str, [Route("/broken", broken)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot", verify=False) as client:
        return await client.get(path)


async def test_whoever_follows_an_address_that_leads_nowhere_is_told_so() -> None:
    for path in ("/nowhere", "/healthz/"):
        said = await answer_of(path)
        assert (said.status_code, said.text) == (404, "Không có nội dung này, hoặc đã hết hạn lưu.")


async def test_a_fault_is_one_sentence_to_its_reader_and_names_nobody_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said = await answer_of("/broken?bimat")
    assert said.status_code == 500
    assert said.text.startswith("Trợ lý gặp trục trặc")
    assert "ValueError" in caplog.text
    assert "bimat" not in caplog.text


async def test_it_is_healthy_as_soon_as_it_runs_and_ready_when_it_answers() -> None:
    ready = False
    app = http_app({}, lambda: "" if ready else "starting")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot", verify=False) as client:
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/readyz")).status_code == 503
        ready = True
        assert (await client.get("/readyz")).text == "ready"
