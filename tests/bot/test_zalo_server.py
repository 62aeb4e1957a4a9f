"""The stand-in itself: each answer is as documented, each limit is held, each fault strikes."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.bot.zalo_server import ZaloServer
from tests.bot.zalo_server.facts import METHODS, shape_problem

NOBODY = "https://example.vn/a.png"
GIVEN: dict[str, dict[str, Any]] = {
    "getMe": {},
    "setWebhook": {"url": "https://example.vn/zalo", "secret_token": "12345678"},
    "deleteWebhook": {},
    "sendMessage": {"chat_id": "c1", "text": "Chào", "text_styles": [{"start": 0, "len": 4, "st": ["b", "c_ff0000"]}]},
    "sendSticker": {"chat_id": "c1", "sticker": "b2f1"},
    "sendVoice": {"chat_id": "c1", "voice_url": "https://example.vn/a.aac"},
    "sendChatAction": {"chat_id": "c1", "action": "typing"},
}


@pytest.fixture
async def server() -> AsyncIterator[ZaloServer]:
    async with ZaloServer() as zalo:
        zalo.chat("c1")
        zalo.chat("g1", "GROUP")
        yield zalo


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        yield client


async def ask(http: httpx.AsyncClient, server: ZaloServer, method: str, **given: Any) -> dict[str, Any]:
    answer = await http.post(f"{server.base_url}{server.token}/{method}", json=given)
    body: dict[str, Any] = answer.json()
    return body | {"status": answer.status_code}


@pytest.mark.parametrize("method", GIVEN)
async def test_each_answer_is_as_documented(server: ZaloServer, http: httpx.AsyncClient, method: str) -> None:
    answer = await ask(http, server, method, **GIVEN[method])
    assert (answer["ok"], answer["status"]) == (True, 200)
    assert shape_problem(method, answer.get("result")) == ""
    assert server.drift == []


async def test_the_methods_are_those_of_the_documents(server: ZaloServer, http: httpx.AsyncClient) -> None:
    assert len(METHODS) == 10
    assert (await ask(http, server, "sendTemplate"))["error_code"] == 400


@pytest.mark.parametrize("encoding", ["json", "data", "params"])
async def test_fields_come_by_json_form_or_query(server: ZaloServer, http: httpx.AsyncClient, encoding: str) -> None:
    given: dict[str, Any] = {encoding: {"chat_id": "c1", "text": "Chào"}}
    answer = await http.post(f"{server.base_url}{server.token}/sendMessage", **given)
    assert answer.json()["ok"]


async def test_a_wrong_token_is_told_with_status_200(server: ZaloServer, http: httpx.AsyncClient) -> None:
    answer = await http.post(f"{server.base_url}1:wrong/getMe")
    assert (answer.status_code, answer.json()["error_code"]) == (200, 401)


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendMessage", {"chat_id": "c1", "text": ""}),
        ("sendMessage", {"chat_id": "c1", "text": "a" * 2001}),
        ("sendMessage", {"chat_id": "c1", "text": "😀" * 1001}),
        ("sendMessage", {"chat_id": "nobody", "text": "Chào"}),
        ("sendMessage", {"chat_id": 7, "text": "Chào"}),
        ("sendMessage", {"chat_id": "c1", "text": "Chào", "parse_mode": "latex"}),
        ("sendMessage", {"chat_id": "c1", "text": "Chào", "buttons": []}),
        ("sendMessage", {"chat_id": "c1", "text": "Chào", "text_styles": [{"start": 2, "len": 3, "st": ["b"]}]}),
        ("sendMessage", {"chat_id": "c1", "text": "Chào", "text_styles": [{"start": 0, "len": 1, "st": ["bold"]}]}),
        ("sendPhoto", {"chat_id": "c1", "photo": "a.png"}),
        ("sendPhoto", {"chat_id": "c1", "photo": "http://127.0.0.1:9/a.png"}),
        ("sendPhoto", {"chat_id": "c1", "photo": NOBODY, "caption": "a" * 2001}),
        ("sendVoice", {"chat_id": "g1", "voice_url": "https://example.vn/a.aac"}),
        ("sendVoice", {"chat_id": "c1", "voice_url": "https://example.vn/a.mp3"}),
        ("sendChatAction", {"chat_id": "c1", "action": "upload_photo"}),
        ("setWebhook", {"url": "http://example.vn/zalo", "secret_token": "12345678"}),
        ("setWebhook", {"url": "https://10.0.0.1/zalo", "secret_token": "12345678"}),
        ("setWebhook", {"url": "https://example.vn/zalo", "secret_token": "short"}),
        ("setWebhook", {"url": "https://example.vn/zalo"}),
    ],
)
async def test_each_limit_is_held(
    server: ZaloServer, http: httpx.AsyncClient, method: str, given: dict[str, Any]
) -> None:
    assert (await ask(http, server, method, **given))["error_code"] == 400


async def test_a_poll_gives_one_event_and_forgets_it(server: ZaloServer, http: httpx.AsyncClient) -> None:
    person = server.person("c1", "Minh")
    person.says("một")
    person.says("hai")
    first = await ask(http, server, "getUpdates", timeout="1")
    assert first["result"]["message"]["text"] == "một"
    assert shape_problem("getUpdates", first["result"]) == ""
    assert (await ask(http, server, "getUpdates", timeout="1"))["result"]["message"]["text"] == "hai"
    assert (await ask(http, server, "getUpdates", timeout="0.01"))["status"] == 408
    server.events.timeout_as_200 = True
    empty = await ask(http, server, "getUpdates", timeout="0.01")
    assert (empty["status"], empty["error_code"]) == (200, 408)


async def test_polling_is_refused_while_a_webhook_is_set(server: ZaloServer, http: httpx.AsyncClient) -> None:
    assert (await ask(http, server, "getWebhookInfo"))["error_code"] == 404
    await ask(http, server, "setWebhook", **GIVEN["setWebhook"])
    assert (await ask(http, server, "getWebhookInfo"))["result"]["url"] == GIVEN["setWebhook"]["url"]
    assert (await ask(http, server, "getUpdates"))["error_code"] == 400


@pytest.mark.parametrize(
    ("trouble", "status", "code"),
    [
        ("too_many", 429, 429),
        ("unauthorized", 200, 401),
        ("forbidden", 403, 403),
        ("timeout", 408, 408),
        ("server_error", 500, 500),
    ],
)
async def test_a_fault_strikes_once_and_has_no_effect(
    server: ZaloServer, http: httpx.AsyncClient, trouble: str, status: int, code: int
) -> None:
    server.faults.add(trouble, method="sendMessage")
    struck = await ask(http, server, "sendMessage", chat_id="c1", text="Chào")
    assert (struck["status"], struck["error_code"]) == (status, code)
    assert server.chat("c1").messages == []
    assert (await ask(http, server, "sendMessage", chat_id="c1", text="Chào"))["ok"]


async def test_a_cut_after_has_its_effect(server: ZaloServer, http: httpx.AsyncClient) -> None:
    server.faults.add("cut_after", method="sendMessage")
    with pytest.raises(httpx.HTTPError):
        await ask(http, server, "sendMessage", chat_id="c1", text="Chào")
    assert [message.text for message in server.chat("c1").messages] == ["Chào"]


async def test_the_control_side_speaks_for_people_and_tells_what_was_sent(
    server: ZaloServer, http: httpx.AsyncClient
) -> None:
    control = f"{server.root}/__zalo"
    await http.post(f"{control}/inject", json={"kind": "text", "person": "c1", "text": "Chào"})
    assert (await ask(http, server, "getUpdates", timeout="1"))["result"]["message"]["text"] == "Chào"
    for text in ("một", "hai"):
        await ask(http, server, "sendMessage", chat_id="c1", text=text)
    assert (await http.get(f"{control}/sent?chat=c1")).json() == ["một", "hai"]
    assert len((await http.get(f"{control}/spacing?chat=c1")).json()) == 1
    assert (await http.get(f"{control}/nothing")).status_code == 404
    assert (await http.post(f"{control}/inject", json={"kind": "dance"})).status_code == 400
