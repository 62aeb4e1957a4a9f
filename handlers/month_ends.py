"""Month-end figures: frozen once for each month that is over, and counted again from the journal to check them."""

from asyncio import to_thread
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from handlers.house import House
from rules.access import OPERATOR
from rules.policy import Policy
from rules.snapshot import Difference, Rules, Snapshot, differences, month_ends_until, rules_of, snapshot_of
from storage import snapshots
from storage.clock import from_ms, to_ms
from storage.database import Database
from storage.journal import By
from storage.roster_then import cadres_then

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
    """The job: freeze the figures of every month that is over and has none."""
    await freeze_missing(house.db, house.policy, house.count_unverified, house.clock())


async def freeze_missing(db: Database, policy: Policy, count_unverified: bool, now: datetime) -> None:
    """Freeze the months since the journal began that have no figures, each from the roster as it stood at its end.

    Whoever comes second freezes nothing: a day has one row under a policy.
    """
    first = await snapshots.first_record_at(db)
    if first is None or not policy.targets:
        return
    zone = now.tzinfo
    kept = {day for day, _ in await snapshots.days(db, policy.id)}
    for day in month_ends_until(from_ms(first).astimezone(zone).date(), now.date()):
        if day not in kept:
            counted = await _count(db, policy, rules_of(policy, count_unverified), day, zone)
            async with db.transaction() as tx:
                await snapshots.freeze(tx, By(_JOB, to_ms(now)), counted)


async def count_again(house: House, snapshot_id: str) -> CountedAgain | None:
    """Frozen figures beside a new count of their day; None where no figures have this id."""
    frozen = await snapshots.by_id(house.db, snapshot_id)
    if frozen is None:
        return None
    rules = rules_of(house.policy, house.count_unverified)
    if frozen.rules != rules:
        return CountedAgain(frozen, None)
    return CountedAgain(frozen, await _count(house.db, house.policy, rules, frozen.day, house.clock().tzinfo))


def end_of(day: date, zone: tzinfo | None) -> int:
    """The last instant of a day, in stored milliseconds."""
    return to_ms(datetime.combine(day + timedelta(days=1), time(), zone)) - 1


async def _count(db: Database, policy: Policy, rules: Rules, day: date, zone: tzinfo | None) -> Snapshot:
    instant = end_of(day, zone)
    cadres = await cadres_then(db, OPERATOR, instant)
    studying = await snapshots.studying_then(db, day, instant)
    return await to_thread(snapshot_of, cadres, policy, rules, day, studying)
