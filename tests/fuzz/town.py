"""The whole program with all its doors open, in a thread and a loop of its own, on the small district."""

import asyncio
import itertools
import logging
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.http import HttpServer
from bot.sections import Files, Metrics, Web
from bot.settings import Settings
from bot.signed_files import SignedFiles
from bot.web.guard import csrf_of
from handlers.house import Centre, House, WaysIn
from storage import web_sessions
from storage.clock import now_ms
from storage.database import open_database
from storage.files import FileStore
from tests.bot import zalo as at_zalo
from tests.bot.conftest import SECRET, free_port, settings_for
from tests.bot.telegram_server import TelegramServer
from tests.bot.zalo_server import ZaloServer
from tests.fuzz.apart import Apart
from tests.fuzz.stored import Stored, stored
from tests.fuzz.wire import Answer, Request, ask
from tests.handlers import roster
from tests.handlers.conftest import Clock

TELEGRAM = "/telegram/hook"
METRICS = "a-token-of-the-metrics"
KEY = "a-key-that-signs-everything"
SECRETS = (SECRET, at_zalo.SECRET, METRICS, KEY)
"""What stands in no answer, whoever asks."""
_OF_THE_CREW = ("lease", "send_channel", "send_share")
"""What several processes on one database tell each other all the time."""
_ALIKE = 4
"""Looks in a row at tables that nothing was written to."""


class Town:
    """The program from the outside, and what it logged."""

    def __init__(self, url: str, folder: Path) -> None:
        self._apart = Apart()
        self._open = AsyncExitStack()
        self.folder = folder
        self.port = free_port()
        self.log: list[str] = []
        self._apart.run(self._start(url))
        self._settle()

    def close(self) -> None:
        """Stop the program, and the thread."""
        self._apart.run(self._open.aclose())
        self._apart.close()

    def asks(self, request: Request) -> Answer | None:
        """What the program answers to a request, whole or not."""
        return ask(self.port, request.written(), request.method, request.patience)

    def stored(self) -> Stored:
        """What the tables hold, once what came in before is answered."""
        found: Stored = self._apart.run(self._stored())
        return found

    async def _stored(self) -> Stored:
        await all_answered(self._app.http)
        await self._app.idle()
        await self._app.shared.questions.flush()
        return await stored(self._app.services["web"].reception.house.db, *_OF_THE_CREW)

    def _settle(self) -> None:
        """Until the work of the start is done: the jobs, the demonstration's chats."""
        alike, before = 0, self.stored()
        while alike < _ALIKE:
            time.sleep(0.1)
            now = self.stored()
            alike, before = alike + 1 if now == before else 0, now

    async def _start(self, url: str) -> None:
        telegram = await self._open.enter_async_context(TelegramServer())
        zalo = await self._open.enter_async_context(ZaloServer())
        telegram.webhook.loopback_allowed = zalo.webhook.loopback_allowed = True
        db = await open_database(url)
        self._open.push_async_callback(db.close)
        house = House(
            db=db, policy=roster.POLICY, regulations=roster.REGULATIONS, centre=Centre("Trung tâm"), clock=Clock(),
            files=FileStore(self.folder / "files"), ways_in=WaysIn(), signing_key=KEY,
        )  # fmt: skip
        app = self._app = App(self._settings(telegram, zalo), house, is_demo=True)
        await app.start()
        self._open.push_async_callback(app.stop)
        async with asyncio.timeout(30):
            await app.ready.wait()
        assert app.web is not None
        app.web.limits.clock = _hurried()
        async with db.transaction() as tx:
            chat = await web_sessions.new_chat(tx, "Khách", now_ms())
            self.token, session = await web_sessions.open_session(tx, chat, now_ms())
            kept = await house.files.put(b"a file")
            await house.files.keep(tx, kept, now_ms(), 2**60)
        self.csrf = csrf_of(KEY, session.digest)
        self.no_csrf = csrf_of(KEY, "")
        self.file = SignedFiles(KEY, "").address(kept.digest, "a.txt", 3600)

    def _settings(self, telegram: TelegramServer, zalo: ZaloServer) -> Settings:
        web = Web(enabled=True, port=self.port, public_url=f"http://127.0.0.1:{self.port}")
        own = Settings(web=web, files=Files(folder=self.folder / "files"), metrics=Metrics(token=SecretStr(METRICS)))
        hook = f"http://127.0.0.1:{self.port}{TELEGRAM}"
        return own.model_copy(
            update={
                "telegram": settings_for(telegram, "webhook").telegram.model_copy(update={"webhook_url": hook}),
                "zalo": at_zalo.settings_for(zalo, "webhook").zalo,
            }
        )


async def all_answered(http: HttpServer) -> None:
    """Until every request is worked off, also one whose sender has gone."""
    while http._server.server_state.tasks:  # noqa: ASYNC110 — what is waited for happens in the server, not here
        await asyncio.sleep(0.005)


def _hurried() -> Any:
    """A clock in which every look is an hour after the one before, so that no limit is met."""
    seconds = itertools.count(0, 3600)
    return lambda: next(seconds)


class Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, with the trace of its error if it has one."""
        self._lines.append(self.format(record))


def logging_to(lines: list[str]) -> Iterator[None]:
    """Keep the log of all that runs as long as the generator stands."""
    kept = Kept(lines)
    logging.getLogger().addHandler(kept)
    yield
    logging.getLogger().removeHandler(kept)
