"""Month-end figures: frozen once for each month that is over, and counted again from the journal to check them."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from handlers.figures import counting_of
from handlers.house import House
from rules.access import OPERATOR
from rules.policy import Policy
from rules.snapshot import Difference, Snapshot, differences, month_ends_until, snapshot_of
from storage import snapshots
from storage.clock import from_ms, to_ms
from storage.database import Database
from storage.journal import By
from storage.roster_then import cadres_then
from storage.unit_counts import Counting, places_of

_JOB = "job:month-ends"


@dataclass(frozen=True, slots=True)
class CountedAgain:
    """Frozen figures, and those that the same day gives now."""

    frozen: Snapshot
    again: Snapshot | None
    """None where the targets or groups are others than then: nothing of now compares."""

    @property
    def reproduced(self) -> bool:
        return self.again is not None and self.again.id == self.frozen.id

    @property
    def differences(self) -> tuple[Difference, ...]:
        return () if self.again is None else differences(self.frozen, self.again)


async def freeze_month_ends(house: House) -> None:
    """The job: freeze the figures of every month that is over and has none, of each centre."""
    now = house.clock()
    await _freeze_missing(house.db, counting_of(house, now.date()), now)


async def freeze_missing(db: Database, policy: Policy, count_unverified: bool, now: datetime) -> None:
    """Freeze the months since the journal began that have no figures, each from the roster as it stood at its end.

    Whoever comes second freezes nothing: a day has one row under a policy.
    """
    await _freeze_missing(db, Counting(policy, now.date(), count_unverified), now)


async def _freeze_missing(db: Database, counting: Counting, now: datetime) -> None:
    first = await snapshots.first_record_at(db)
    places = {place: each for place, each in counting.places.items() if each.policy.targets}
    if first is None or not places:
        return
    zone = now.tzinfo
    kept = {
        (day, place) for place, each in places.items() for day, _ in await snapshots.days(db, each.policy.id, place)
    }
    for day in month_ends_until(from_ms(first).astimezone(zone).date(), now.date()):
        missing = [place for place in places if (day, place) not in kept]
        async for counted in _count(db, counting, missing, day, zone):
            async with db.transaction() as tx:
                await snapshots.freeze(tx, By(_JOB, to_ms(now)), counted)


async def count_again(house: House, snapshot_id: str) -> CountedAgain | None:
    """Frozen figures beside a new count of their day; None where no figures have this id."""
    frozen = await snapshots.by_id(house.db, snapshot_id)
    if frozen is None:
        return None
    counting = counting_of(house, frozen.day)
    now = counting.places.get(frozen.place)
    if now is None or frozen.rules != now.rules:
        return CountedAgain(frozen, None)
    [again] = [each async for each in _count(house.db, counting, [frozen.place], frozen.day, house.clock().tzinfo)]
    return CountedAgain(frozen, again)


def end_of(day: date, zone: tzinfo | None) -> int:
    """The last instant of a day, in stored milliseconds."""
    return to_ms(datetime.combine(day + timedelta(days=1), time(), zone)) - 1


async def _count(
    db: Database, counting: Counting, places: Sequence[str], day: date, zone: tzinfo | None
) -> AsyncIterator[Snapshot]:
    """The figures of these places on a day; the roster of then is read once for all of them."""
    if not places:
        return
    instant = end_of(day, zone)
    everyone = await cadres_then(db, OPERATOR, instant)
    studying = await snapshots.studying_then(db, day, instant)
    lies = await places_of(db, counting, {cadre.unit.id for cadre in everyone})
    for place in places:
        own, people = counting.places[place], [each for each in everyone if lies[each.unit.id] == place]
        yield await to_thread(snapshot_of, people, own.policy, own.rules, day, studying, place)
