"""The program put together: from settings and an open house to channels, their HTTP, and jobs; and how it stops."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.budget import Budget
from bot.courier import Courier, backoff
from bot.faults import frames
from bot.http import HttpServer, http_app, webhook
from bot.menus import Menus
from bot.reception import Reception
from bot.settings import Settings
from bot.telegram import Telegram, build_application
from bot.wiring import BOT_LINK, open_house
from handlers.house import House
from storage.clock import to_ms
from storage.house_facts import keep_house_fact

logger = logging.getLogger(__name__)

GRACE = 6.0
"""Seconds for answers under way when the program is told to stop."""


class App:
    """The running program. Tests build it as `serve` does, around a house of their own."""

    def __init__(self, settings: Settings, house: House) -> None:
        """Raises OSError when the port of `[http]` is taken."""
        self._settings = settings
        self._house = house
        self._tasks: list[asyncio.Task[None]] = []
        self.ready = asyncio.Event()
        telegram = settings.telegram
        webhooks = {}
        if telegram.enabled:
            self.channel = Telegram(build_application(telegram), telegram.paid)
            self._menus = Menus(self.channel)
            budget = Budget(telegram.rate, telegram.reply_reserve)
            self._courier = Courier(self.channel, budget, house.db, self._now)
            self.reception = Reception(house, self.channel, self._courier, self._menus, self._now)
        if telegram.enabled and telegram.mode == "webhook":
            path = urlsplit(telegram.webhook_url).path or "/"
            webhooks[path] = webhook(self.reception.accept, secret_of(telegram.webhook_secret))
        self.http = HttpServer(http_app(webhooks, self.ready.is_set), settings.http.host, settings.http.port)

    async def start(self) -> None:
        """Take up what an earlier run left, listen, and go on in the background until `ready` is set."""
        telegram = self._settings.telegram
        if telegram.enabled:
            await self._courier.give_up_unknown()
            await self.reception.resume()
        self.http.start()
        if telegram.enabled:
            self._in_background(self._open_telegram)
        else:
            self._say_ready()
        self._in_background(self._run_jobs)

    async def stop(self) -> None:
        """Take nothing more in, end the answers under way, close. Takes less than ten seconds."""
        logger.info("stopping")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.http.stop()
        if self._settings.telegram.enabled:
            await self.reception.stop(GRACE)
            await self.channel.disconnect()

    async def _open_telegram(self) -> None:
        link = await self.channel.connect()
        async with self._house.db.transaction() as tx:
            await keep_house_fact(tx, BOT_LINK, link)
        self.reception.open(replace(self._house, bot_link=link))
        for work in (self._menus.work, self._courier.empty_outbox, self._take_updates):
            self._in_background(work)

    async def _take_updates(self) -> None:
        telegram = self._settings.telegram
        if telegram.mode == "polling":
            self._say_ready()
            await self.channel.poll(self.reception.accept)
        else:
            await self.channel.call_me_at(telegram.webhook_url, secret_of(telegram.webhook_secret))
            self._say_ready()

    async def _run_jobs(self) -> None:
        await self.ready.wait()
        # Imported when people are already being answered: it takes longer than all the rest of a start but Telegram.
        from bot.jobs import Jobs

        await Jobs(self._house, self._settings.centre.timezone).work()

    def _say_ready(self) -> None:
        # What was made by now stays for good: the collector need not walk through it while somebody waits.
        gc.collect()
        gc.freeze()
        self.ready.set()
        logger.info("ready: http on port %d, telegram %s", self.http.port, self._telegram_mode())

    def _telegram_mode(self) -> str:
        telegram = self._settings.telegram
        return f"by {telegram.mode}" if telegram.enabled else "off"

    def _in_background(self, work: Callable[[], Awaitable[None]]) -> None:
        self._tasks.append(asyncio.create_task(_again_and_again(work)))

    def _now(self) -> int:
        return to_ms(self._house.clock())


def secret_of(setting: SecretStr | None) -> str:
    """A secret the settings have made sure of."""
    if setting is None:
        raise ValueError("a secret is missing that the settings require")
    return setting.get_secret_value()


async def _again_and_again(work: Callable[[], Awaitable[None]]) -> None:
    """Do a piece of work to its end; begin anew when it fails."""
    failures = 0
    while True:
        try:
            await work()
            return
        except Exception as error:  # the outermost door of what runs in the background
            failures += 1
            logger.error("something in the background failed and starts again\n%s", frames(error))
            await asyncio.sleep(backoff(failures))


async def serve(settings: Settings, clock: Callable[[], datetime] | None = None) -> None:
    """Run until SIGTERM or SIGINT. `clock` is the machine's unless one is given.

    Raises SettingsError, DatabaseUnavailable, and OSError when the port of `[http]` is taken.
    """
    with _told_to_stop() as told:
        async with open_house(settings, clock) as house:
            app = App(settings, house)
            await app.start()
            await told.wait()
            await app.stop()


@contextmanager
def _told_to_stop() -> Iterator[asyncio.Event]:
    """An event that SIGTERM or SIGINT sets, on systems whose event loop knows no signals too."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    before = {}
    for number in (signal.SIGTERM, signal.SIGINT):
        before[number] = signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(settings: Settings, clock: Callable[[], datetime] | None = None) -> None:
    """`serve` on the fastest event loop there is."""
    try:
        import uvloop
    except ImportError:
        factory = None
    else:
        factory = uvloop.new_event_loop
    # The database's threads ask for the interpreter at every statement; by default they may wait 5 ms for it each time.
    sys.setswitchinterval(0.0005)
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serve(settings, clock))
