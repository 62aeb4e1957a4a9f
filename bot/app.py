"""The program put together: from settings and an open house to channels, their HTTP, and jobs; and how it stops."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot import collector
from bot.budget import Budget
from bot.crew.crew import Alone, Crew, Work
from bot.crew.hands import AllHands
from bot.faults import frames
from bot.file_routes import signed_files_route
from bot.http import HttpServer, http_app, webhook
from bot.sections import secret_of
from bot.sending import LONGEST_WAIT, backoff
from bot.service import ChannelService
from bot.settings import Settings
from bot.shared import Shared
from bot.stopping import told_to_stop
from bot.ways_in import way_in_fact
from bot.wiring import open_house
from handlers.house import House
from storage import deliveries, outbox
from storage.clock import from_ms, to_ms
from storage.house_facts import keep_house_fact
from storage.ids import new_id
from storage.signals import signals_of

if TYPE_CHECKING:
    from bot.crew.shares import SharedBudgets
    from bot.web.site import Site

logger = logging.getLogger(__name__)

_UNLIMITED = 1000
"""Messages a second where no messenger counts them."""
_LONGEST_JUMP = 20.0
"""Seconds in which the notices of a moment go out while the demonstration's clock is moved over it."""
GRACE = 6.0
"""Seconds for what is on its way to people when the program is told to stop."""


class App:
    """The running program. Tests build it as `serve` does, around a house of their own."""

    def __init__(self, settings: Settings, house: House, is_demo: bool = False) -> None:
        """`is_demo` gives the web chat the demonstration's panel. Raises OSError when the port of `[web]` is taken."""
        self._settings = settings
        self._house = house
        self._tasks: list[asyncio.Task[None]] = []
        self.ready = asyncio.Event()
        self.shared = Shared.of(house)
        process_id = new_id()
        self.signals = signals_of(house.db, process_id)
        self.crew: Crew = Alone()
        self._crew_works: list[Work] = []
        self._budgets: SharedBudgets | None = None
        self.services: dict[str, ChannelService] = {}
        webhooks: dict[str, ASGIApp] = {}
        if settings.telegram.enabled:
            webhooks |= self._add_telegram()
        if settings.zalo.enabled:
            webhooks |= self._add_zalo()
        self.web: Site | None = None
        routes = [signed_files_route(house)]
        if settings.web.enabled:
            routes += self._add_web(is_demo)
        if house.db.engine == "postgresql":
            self._join_crew(process_id)
        self._metrics_http = self._add_metrics(routes)
        self.http = HttpServer(http_app(webhooks, self._why_not, routes), settings.web.host, settings.web.port)

    async def start(self) -> None:
        """Take up what an earlier run left, listen, and go on in the background until `ready` is set."""
        await self.crew.begin(AllHands(service.reception for service in self.services.values()))
        for http in self._servers:
            http.start()
        for service in self.services.values():
            self._in_background(partial(service.run, self.crew, self._reached, self._again_and_again))
        for work in self._crew_works:
            self._in_background(work)
        self._in_background(self._say_ready)
        self._in_background(self.shared.questions.work)
        self._in_background(partial(self.crew.while_holding, "notices", self._work_on_notices))
        self._in_background(partial(self.crew.while_holding, "jobs", self._run_jobs))

    async def stop(self) -> None:
        """Take nothing more in, end what is on its way to people, close. Takes less than ten seconds.

        What still comes in meanwhile is kept, and answered at the next start.
        """
        logger.info("stopping")
        self.shared.outage.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.web is not None:
            self.web.listeners.close()  # an open stream would keep the server from ending
        stops = [http.stop() for http in self._servers] + [s.stop(GRACE) for s in self.services.values()]
        await asyncio.gather(*stops)
        await asyncio.gather(self._flush_questions(), self._release_budgets(), self.signals.close())
        await self.crew.leave()
        logger.info("stopped")

    async def _flush_questions(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self.shared.questions.flush()

    async def _release_budgets(self) -> None:
        if self._budgets is not None:
            await self._budgets.release()

    @property
    def _servers(self) -> list[HttpServer]:
        return [self.http, *([self._metrics_http] if self._metrics_http else [])]

    async def idle(self) -> None:
        """Until everything that came in is answered."""
        for service in self.services.values():
            await service.reception.idle()

    def _add_telegram(self) -> dict[str, ASGIApp]:
        from bot.telegram import Telegram
        from bot.uploads import Uploads

        telegram = self._settings.telegram
        budget = Budget(telegram.rate, telegram.reply_reserve, learns=True)
        channel = Telegram(telegram, Uploads("telegram", self._house.db))
        service = self.services["telegram"] = ChannelService(channel, budget, self._house, self.shared)
        if telegram.mode == "polling":
            return {}
        secret = secret_of(telegram.webhook_secret)
        path = urlsplit(telegram.webhook_url).path or "/"
        return {path: webhook(service.reception.accept, "x-telegram-bot-api-secret-token", secret)}

    def _add_zalo(self) -> dict[str, ASGIApp]:
        from bot.handing_out import HandOut
        from bot.zalo import SECRET_HEADER, WEBHOOK_PATH, Zalo

        zalo, public_url = self._settings.zalo, self._settings.web.public_url
        called = zalo.mode == "webhook"
        hand_out = HandOut(self._house, public_url)
        channel = Zalo(zalo, hand_out, lambda: self._house.ways_in, public_url + WEBHOOK_PATH if called else "")
        service = self.services["zalo"] = ChannelService(channel, Budget(zalo.rate), self._house, self.shared)
        if not called:
            return {}
        return {WEBHOOK_PATH: webhook(service.reception.accept, SECRET_HEADER, secret_of(zalo.webhook_secret))}

    def _add_metrics(self, routes: list[BaseRoute]) -> HttpServer | None:
        """On an address of their own, or with a token among the other routes, or nowhere."""
        given = self._settings.metrics
        if not given.port and given.token is None:
            return None
        from bot.metrics import Metrics

        token = secret_of(given.token) if given.token else ""
        metrics = Metrics(self._house, self.services)
        if given.port:
            return HttpServer(metrics.app(token), given.host, given.port)
        routes.append(metrics.route(token))
        return None

    def _add_web(self, is_demo: bool) -> list[BaseRoute]:
        from bot.web.site import Site

        self.web = Site(self._house, self._settings.web, self.signals)
        service = self.services["web"] = ChannelService(
            self.web.channel, Budget(_UNLIMITED, chats_rest=False), self._house, self.shared
        )
        return self.web.routes(service.reception, self._catch_up if is_demo else None)

    def _join_crew(self, process_id: str) -> None:
        """Serve the database together with whatever other processes do."""
        from bot.crew.forwarding import Forwarding
        from bot.crew.leaseholder import Leaseholder
        from bot.crew.shares import SharedBudgets

        self.crew = Leaseholder(self._house.db, process_id, self.signals)
        forwarding = Forwarding(self.signals, {name: each.reception for name, each in self.services.items()})
        for service in self.services.values():
            service.reception.forwarding = forwarding
        limited = {name: each.sender.budget for name, each in self.services.items() if name != "web"}
        self._budgets = SharedBudgets(self._house.db, process_id, limited)
        self._crew_works = [self.signals.work, self.crew.work, forwarding.work, self._budgets.work]

    async def _catch_up(self, before: datetime, after: datetime, stand: Callable[[datetime], None]) -> None:
        """Live through a span: jobs run when they fire, and news goes out when it is due, dated so in its chat."""
        from bot.jobs import Jobs

        jobs = Jobs(self._house, self._settings.centre.timezone)
        await jobs.catch_up(before, after, partial(self._deliver_until, stand))
        for service in self.services.values():
            service.delivery.call()

    async def _deliver_until(self, stand: Callable[[datetime], None], at: datetime) -> None:
        """Send what is due by an instant, each message and notice at its own time, and stand there then."""
        goes_on = True
        while True:
            for service in self.services.values():
                await service.courier.carry_due()
            goes_on = goes_on and await self._send_notices()
            line = [await outbox.next_due(self._house.db, self.services, to_ms(at))]
            line += [await deliveries.next_due(self._house.db, self.services, to_ms(at))] if goes_on else []
            if not (due := [each for each in line if each is not None]):
                break
            stand(max(from_ms(min(due)), self._house.clock()))
        stand(at)

    async def _send_notices(self) -> bool:
        """Send of notices what is due at present; False if it does not all go within a while."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_JUMP):
                while await deliveries.next_due(self._house.db, self.services, to_ms(self._house.clock())) is not None:
                    for service in self.services.values():
                        service.delivery.call()
                    await asyncio.sleep(0.02)
                return True
        return False

    async def _reached(self, channel: str, way_in: str) -> None:
        """A messenger said where people find the bot: kept, and told by every channel from now on."""
        if not way_in:
            return
        async with self._house.db.transaction() as tx:
            await keep_house_fact(tx, way_in_fact(channel), way_in)
        self._house = replace(self._house, ways_in=replace(self._house.ways_in, **{channel: way_in}))
        for service in self.services.values():
            service.reception.house = self._house

    async def _work_on_notices(self) -> None:
        await self.ready.wait()
        from bot.notice_work import NoticeWork

        await NoticeWork(self._house, self.services).work()

    async def _run_jobs(self) -> None:
        await self.ready.wait()
        # Imported when people are already being answered: it takes longer than all the rest of a start but Telegram.
        from bot.jobs import Jobs

        # The demonstration's people come when that is done: their day begins with their menu, not with news.
        demo = self.web.demo if self.web is not None else None
        await Jobs(self._house, self._settings.centre.timezone).work(demo.open_chats if demo else None)

    def _why_not(self) -> str:
        """Why people are not answered at present; empty when they are."""
        if not self.ready.is_set():
            return "starting"
        return self.shared.outage.trouble or ""

    async def _say_ready(self) -> None:
        """Ready as soon as people are answered on one channel: another that cannot be reached must not hold it up."""
        listening = [asyncio.create_task(service.listening.wait()) for service in self.services.values()]
        if listening:
            await asyncio.wait(listening, return_when=asyncio.FIRST_COMPLETED)
        collector.resume()
        self.ready.set()
        logger.info("ready: http on port %d, channels: %s", self.http.port, ", ".join(self.services) or "none")
        await asyncio.to_thread(import_module, "handlers.front_door")  # the first message need not wait for all of it

    def _in_background(self, work: Callable[[], Awaitable[None]]) -> None:
        self._tasks.append(asyncio.create_task(self._again_and_again(work)))

    async def _again_and_again(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do a piece of work to its end; begin anew when it fails, and when the database takes changes again."""
        failures = 0
        while True:
            begun = monotonic()
            try:
                await work()
                return
            except Exception as error:  # the outermost door of what runs in the background
                failures = failures + 1 if monotonic() - begun < LONGEST_WAIT else 1
                if self.shared.outage.met(error) is None:
                    logger.error("something in the background failed and starts again\n%s", frames(error))
                await asyncio.sleep(backoff(failures))
                await self.shared.outage.over()


async def serve(settings: Settings, demo: Callable[[int], None] | None = None) -> None:
    """Run until SIGTERM or SIGINT. `demo` makes it a demonstration, and is told the port once people are answered.

    Raises SettingsError, DatabaseUnavailable, and OSError when the port of `[web]` is taken.
    """
    with told_to_stop() as told:
        async with open_house(settings) as house:
            app = App(settings, house, is_demo=demo is not None)
            await app.start()
            if demo is not None:
                await app.ready.wait()
                demo(app.http.port)
            await told.wait()
            await app.stop()


def run(settings: Settings, demo: Callable[[int], None] | None = None) -> None:
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
        runner.run(serve(settings, demo))
