"""The house of the simulated year: its clock, its messenger that writes down what leaves, the work of its jobs."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta

from bot.budget import Budget
from bot.channel import Command, FarAway, Letter, Message, Tap
from bot.jobs import Jobs
from bot.jobs.living import live_through
from bot.service import ChannelService
from bot.shared import Shared
from handlers.house import House
from handlers.messages import Reply
from handlers.staff.notices.freezing import freeze_approved
from handlers.table_jobs import Job, Theme
from rules.job_times import Rhythm, When
from storage import deliveries, outbox
from storage.clock import from_ms, to_ms
from tests.bot.waiting import until
from tests.year.people import CHANNEL, ZONE
from tests.year.script import Line

AFTERMATH = timedelta(minutes=30)
"""For so long after somebody did something every job runs each time it falls due."""
_RATE = 1000
_SUNDAY = 6


class Recorder(FarAway):
    """A messenger: keeps of each message when it left, in which chat, and its first line."""

    name = CHANNEL
    patience = 1000.0
    only_numbers = False
    fetches = False

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.sent: list[Line] = []

    def messages(self, chat: str, reply: Reply, letter: Letter | None = None) -> list[Message]:
        async def send() -> str:
            self.sent.append(Line(self._now().replace(second=0, microsecond=0), chat, reply.text.partition("\n")[0]))
            return f"m{len(self.sent)}"

        return [send]

    async def connect(self) -> str:
        return ""

    async def listen(self, accept: Callable[[bytes], Awaitable[None]], listening: Callable[[], None]) -> None:
        listening()

    async def disconnect(self) -> None:
        """Nothing is open."""

    def address(self, raw: bytes) -> tuple[str, str]:
        raise ValueError("nothing comes in here")

    def read(self, payload: str) -> Letter | None:
        return None

    async def edit(self, chat: str, message: str, reply: Reply) -> None:
        """No notice is corrected in this year."""

    async def acknowledge(self, tap: Tap) -> None:
        """Nobody taps here."""

    async def busy(self, chat: str) -> None:
        """Nobody waits here."""

    async def offer(self, chat: str, commands: Sequence[Command]) -> None:
        """Nobody reads menus here."""


class Clock:
    """Stands still until it is set."""

    def __init__(self, at: datetime) -> None:
        self.now = at

    def __call__(self) -> datetime:
        return self.now


class Town:
    """The program of one house, as it lives from one instant to the next."""

    def __init__(self, house: House, clock: Clock) -> None:
        self.house = house
        self.clock = clock
        self.recorder = Recorder(clock)
        self._busy_until = clock.now
        self._idle: set[str] = set()
        self.begin_anew()

    def begin_anew(self) -> None:
        """Another process, which knows what stands in the tables."""
        budget = Budget(_RATE, chats_rest=False)
        self.service = ChannelService(self.recorder, budget, self.house, Shared.of(self.house))
        self.jobs = Jobs(self.house, ZONE.key)

    async def something_was_done(self) -> None:
        """Send what came of it, and watch closely for a while."""
        self._busy_until = self.clock.now + AFTERMATH
        await freeze_approved(self.house)
        await self.reach(self.clock.now)

    async def live_until(self, at: datetime) -> None:
        """Everything the clock asks for until an instant, each in its turn."""
        today = self.clock.now.date().isoformat()
        found = {name: await self.house.db.rows(asked, today) for name, asked in _MATTERS.items()}
        self._idle = {name for name, rows in found.items() if not rows}
        await live_through(self.house, self.clock.now, at, self.reach, self._pace)

    async def watch_until(self, at: datetime, step: timedelta = timedelta(minutes=5)) -> None:
        """The same by the watch of the running program, which looks at the clock again and again."""
        while self.clock.now < at:
            self.clock.now += step
            await self.look()

    async def restart(self) -> None:
        """The program was killed, or its machine was off: another takes up what it left."""
        self.begin_anew()
        await self.service.courier.recover()
        await self.service.delivery.recover()
        await self.look(are_others_dead=True)

    async def look(self, are_others_dead: bool = False) -> None:
        """Run what the tables say is due, and send what came of it."""
        await self.jobs.look(are_others_dead)
        await self.jobs.idle()
        await self.reach(self.clock.now)

    async def reach(self, at: datetime) -> None:
        """Send what is due until an instant, each message at its own time, and stand there then."""
        while (due := await self._next_due(to_ms(at))) is not None:
            self.clock.now = max(self.clock.now, from_ms(due).astimezone(ZONE))
            await self.service.courier.carry_due()
            await self._deliver_notices()
        self.clock.now = at

    async def _next_due(self, until: int) -> int | None:
        found = [await outbox.next_due(self.house.db, [CHANNEL], until), await self._notice_due(until)]
        return min((due for due in found if due is not None), default=None)

    async def _notice_due(self, until: int) -> int | None:
        return await deliveries.next_due(self.house.db, [CHANNEL], until)

    async def _deliver_notices(self) -> None:
        if await self._has_no_notice():
            return
        work = asyncio.create_task(self.service.delivery.work())
        await until(self._has_no_notice)
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        await self.service.delivery.stop(1)

    async def _has_no_notice(self) -> bool:
        return await self._notice_due(to_ms(self.clock.now)) is None

    def _pace(self, job: Job, when: When, before: datetime, after: datetime) -> list[datetime]:
        """Every instant after somebody did something; on idle days those that may matter."""
        if job.name in self._idle or (when.rhythm is Rhythm.THROUGH and job.name not in _IDLE_HOURS):
            after = min(after, self._busy_until)
        return [at for at in when.between(before, after) if at <= self._busy_until or _may_matter(job, when, at)]


def _may_matter(job: Job, when: When, at: datetime) -> bool:
    """Whether a job may find something to do at an instant of an idle day; what writes to nobody is for Sundays."""
    if when.rhythm is Rhythm.THROUGH:
        return at.time() in _IDLE_HOURS[job.name]
    return job.writes_to_people or job.theme is Theme.FIGURES or at.weekday() == _SUNDAY


_IDLE_HOURS = {
    "seat-requests": (time(0), time(7)),
    "session-reminders": (time(6, 30), time(17)),
    "silent-receipts": (time(9, 15),),
    "unanswered-requests": (time(8),),
    "target-pushes": (time(7),),
}
"""When on an idle day the jobs run that run through the day; any other waits for somebody to do something."""

_MATTERS = {
    "session-reminders": "select 1 from class_session where day >= $1 limit 1",
    "silent-receipts": "select 1 from delivery where $1 <> '' limit 1",
    "unanswered-requests": "select 1 from seat_request where $1 <> '' and state in ('wish', 'asked', 'agreed') limit 1",
}
"""What must stand in the tables for a job to find anything to do until somebody does something."""
