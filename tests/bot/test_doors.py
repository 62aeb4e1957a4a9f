"""The three doors under fire: whatever comes in is answered with a clear status, and the program goes on."""

import asyncio
import json
import logging
import shutil
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.sections import Files, Web
from bot.settings import Settings
from bot.zalo import SECRET_HEADER, WEBHOOK_PATH
from handlers.house import Centre, House, WaysIn
from storage import web_sessions
from storage.clock import now_ms
from storage.database import open_database
from storage.files import FileStore
from tests.bot import zalo as at_zalo
from tests.bot.conftest import SECRET, free_port, settings_for
from tests.bot.telegram_server import TelegramServer
from tests.bot.zalo_server import ZaloServer
from tests.handlers import roster
from tests.handlers.conftest import Clock, database_file

__all__ = ["database_file"]

TELEGRAM = "/telegram/hook"
PRIVATE = "bimat0912345678"
"""Stands in everything that is sent, and must stand in no log."""
# The program in its thread draws its own chances (pauses between two tries), which hypothesis takes for the test's.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Do not use the .random. module:hypothesis.errors.HypothesisDeprecationWarning"
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass
class Doors:
    """The running program, from the outside, and what it logged."""

    http: httpx.Client
    log: list[str]
    csrf: str

    def answers_still(self) -> bool:
        return self.http.get("/healthz").status_code == 200

    def check(self, response: httpx.Response, *allowed: int) -> None:
        assert response.status_code in allowed, (response.status_code, response.text)
        assert not any(PRIVATE in line or "Traceback" in line for line in self.log), self.log


class _Kept(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))


class _Town:
    """The program with its three doors and both messengers' stand-ins, in a thread and a loop of their own."""

    def __init__(self, database: Path, folder: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._open = AsyncExitStack()
        self.port = free_port()
        self.token = self._run(self._start(database, folder))

    def close(self) -> None:
        self._run(self._open.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _start(self, database: Path, folder: Path) -> str:
        telegram = await self._open.enter_async_context(TelegramServer())
        zalo = await self._open.enter_async_context(ZaloServer())
        telegram.webhook.loopback_allowed = zalo.webhook.loopback_allowed = True
        db = await open_database(f"sqlite:///{database}?synchronous=off")
        self._open.push_async_callback(db.close)
        house = House(
            db=db, policy=roster.POLICY, regulations=roster.REGULATIONS, centre=Centre("Trung tâm"), clock=Clock(),
            files=FileStore(folder / "files"), ways_in=WaysIn(), signing_key="a key",
        )  # fmt: skip
        both = Settings(web=Web(enabled=True, port=self.port), files=Files(folder=folder / "files")).model_copy(
            update={
                "telegram": settings_for(telegram, "webhook").telegram.model_copy(
                    update={"webhook_url": f"http://127.0.0.1:{self.port}{TELEGRAM}"}
                ),
                "zalo": at_zalo.settings_for(zalo, "webhook").zalo,
            }
        )
        app = App(both, house)
        await app.start()
        self._open.push_async_callback(app.stop)
        async with asyncio.timeout(30):
            await app.ready.wait()
        assert app.web is not None
        app.web.limits.clock = _hurried()
        async with db.transaction() as tx:
            chat = await web_sessions.new_chat(tx, "Khách", now_ms())
            return (await web_sessions.open_session(tx, chat, now_ms()))[0]


def _hurried() -> Any:
    """A clock in which every look is an hour after the one before, so that no limit is met."""
    seconds = iter(range(0, 10**9, 3600))
    return lambda: next(seconds)


@pytest.fixture(scope="module")
def town(database_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Town]:
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(database_file, folder / "town.db")
    town = _Town(folder / "town.db", folder)
    yield town
    town.close()


@pytest.fixture
def doors(town: _Town) -> Iterator[Doors]:
    lines: list[str] = []
    kept = _Kept(lines)
    logging.getLogger().addHandler(kept)
    with httpx.Client(
        base_url=f"http://127.0.0.1:{town.port}", cookies={"cadrebot_session": town.token}, verify=False
    ) as http:
        yield Doors(http, lines, http.get("/api/me").json()["csrf"])
    logging.getLogger().removeHandler(kept)


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
    | st.just(PRIVATE),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
chat = st.fixed_dictionaries(
    {"id": st.integers() | st.text(max_size=5)}, optional={"type": st.text(max_size=8) | st.just("private")}
)
message = st.fixed_dictionaries(
    {},
    optional={
        "message_id": anything, "chat": chat | anything, "from": anything, "date": anything,
        "text": st.text() | anything,
        "document": anything, "photo": anything, "contact": anything, "voice": anything,
    },
)  # fmt: skip
update = st.fixed_dictionaries(
    {"update_id": st.integers(min_value=1, max_value=2**60)},
    optional={"message": message | anything, "callback_query": anything, "my_chat_member": anything, "poll": anything},
)
event = st.fixed_dictionaries(
    {"event_name": st.text(max_size=30) | st.just("message.text.received"), "message": message | anything}
)
JSON = {"content-type": "application/json"}


@FEW
@given(body=st.binary(max_size=200) | update.map(lambda value: json.dumps(value).encode()))
def test_telegrams_door_takes_no_harm(doors: Doors, body: bytes) -> None:
    said = doors.http.post(TELEGRAM, content=body, headers=JSON | {"x-telegram-bot-api-secret-token": SECRET})
    doors.check(said, 200, 400)
    assert doors.answers_still()


@FEW
@given(body=st.binary(max_size=200) | event.map(lambda value: json.dumps({"ok": True, "result": value}).encode()))
def test_zalos_door_takes_no_harm(doors: Doors, body: bytes) -> None:
    doors.check(doors.http.post(WEBHOOK_PATH, content=body, headers=JSON | {SECRET_HEADER: at_zalo.SECRET}), 200, 400)
    assert doors.answers_still()


@FEW
@given(secret=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40))
def test_a_wrong_secret_opens_no_door(doors: Doors, secret: str) -> None:
    for path, header in ((TELEGRAM, "x-telegram-bot-api-secret-token"), (WEBHOOK_PATH, SECRET_HEADER)):
        doors.check(doors.http.post(path, content=PRIVATE, headers=JSON | {header: secret}), 403)


@FEW
@given(
    fields=anything
    | st.fixed_dictionaries(
        {"id": st.text(max_size=40), "kind": st.sampled_from(["text", "tap", "x"])},
        optional={"text": st.text(), "key": st.text(max_size=80), "label": st.text(max_size=30), "message": anything},
    )
)
def test_the_web_chats_door_takes_no_harm(doors: Doors, fields: object) -> None:
    said = doors.http.post("/api/messages", json=fields, headers={"X-CSRF": doors.csrf})
    doors.check(said, 202, 400, 413, 415, 429)
    assert doors.answers_still()


@FEW
@given(
    body=st.binary(max_size=200), kind=st.sampled_from(["application/json", "text/plain", "", "multipart/form-data"])
)
def test_a_malformed_body_is_refused_by_the_web_chat(doors: Doors, body: bytes, kind: str) -> None:
    said = doors.http.post("/api/messages", content=body, headers={"X-CSRF": doors.csrf, "content-type": kind})
    doors.check(said, 400, 413, 415)


@FEW
@given(cookie=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=';,"\\'), max_size=60))
def test_a_forged_cookie_is_no_session(doors: Doors, cookie: str) -> None:
    with httpx.Client(base_url=doors.http.base_url, cookies={"cadrebot_session": cookie}, verify=False) as http:
        assert not http.get("/api/me").json()["open"]
        doors.check(http.get("/api/messages"), 401)
        doors.check(http.post("/api/messages", json={"id": "1", "kind": "text", "text": PRIVATE}), 401, 403)


@FEW
@given(path=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#?%"), max_size=60))
def test_no_path_leads_astray(doors: Doors, path: str) -> None:
    for begin in ("/f/", "/static/", "/vao/", "/api/files/", "/"):
        said = doors.http.get(f"{begin}{path}")
        doors.check(said, 200, 307, 400, 401, 404, 405, 410)
        assert "root:" not in said.text


@FEW
@given(content=st.binary(max_size=300), name=st.text(min_size=1, max_size=60))
def test_any_file_of_any_name_is_kept_or_refused(doors: Doors, content: bytes, name: str) -> None:
    said = doors.http.put(
        "/api/files/" + "a" * 20, params={"name": name}, content=content, headers={"X-CSRF": doors.csrf}
    )
    doors.check(said, 202, 400, 413, 429)
    assert doors.answers_still()
