"""Who wants the figures of the targets by themselves, what they were sent, and what they knew last."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import orjson

from rules.subscriptions import Rhythm, Schedule
from rules.target_news import Known, Seen
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one person wants."""

    holder_id: str
    schedule: Schedule | None = None
    """None where they want no figures by the calendar."""
    chosen_at: int = 0
    """Since when it is this schedule, in stored milliseconds."""
    alerts: bool = False


class Outcome(StrEnum):
    """What became of a day on which figures were due."""

    SENT = "sent"
    LATE = "late"
    """The day was over before anybody could send."""
    NO_RIGHT = "no_right"
    NO_CHAT = "no_chat"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Push:
    """One such day."""

    due_on: date
    outcome: Outcome
    told: Seen | None = None
    """The figures that were sent; None where none were."""


_SUBSCRIPTION = "select holder_id, rhythm, day, hour, chosen_at, alerts from target_subscription"


async def of_person(source: Source, holder_id: str) -> Subscription:
    """What a person wants: nothing, where they never said."""
    rows = await source.rows(f"{_SUBSCRIPTION} where holder_id = $1", holder_id)
    return _subscription(rows[0]) if rows else Subscription(holder_id)


async def every_subscription(source: Source) -> list[Subscription]:
    """Everyone who wants anything, in the order of their ids."""
    rows = await source.rows(f"{_SUBSCRIPTION} where rhythm <> '' or alerts = 1 order by holder_id")
    return [_subscription(row) for row in rows]


async def subscribe(tx: Transaction, by: By, holder_id: str, schedule: Schedule) -> None:
    """Keep when a person wants the figures, instead of whenever they wanted them before."""
    await tx.rows(
        "insert into target_subscription (holder_id, rhythm, day, hour, chosen_at) values ($1, $2, $3, $4, $5)"
        " on conflict (holder_id) do update set rhythm = excluded.rhythm, day = excluded.day, hour = excluded.hour,"
        " chosen_at = excluded.chosen_at",
        holder_id, schedule.rhythm.value, schedule.day, schedule.hour, by.at,
    )  # fmt: skip
    await record(tx, by, Entry("subscribe", "target_subscription", holder_id, None, _spelled(schedule)))


async def unsubscribe(tx: Transaction, by: By, holder_id: str) -> bool:
    """No more figures by the calendar. False where there was nothing to end."""
    before = await of_person(tx, holder_id)
    if before.schedule is None:
        return False
    await tx.rows("update target_subscription set rhythm = '' where holder_id = $1", holder_id)
    entry = Entry("unsubscribe", "target_subscription", holder_id, _spelled(before.schedule), None)
    await record(tx, by, entry)
    return True


async def want_alerts(tx: Transaction, by: By, holder_id: str, wanted: bool) -> bool:
    """Whether to tell a person when something happens. What happened before is forgotten. False where it was so."""
    on = (
        "insert into target_subscription (holder_id, alerts) values ($1, 1) on conflict (holder_id)"
        " do update set alerts = 1 where target_subscription.alerts = 0 returning holder_id"
    )
    off = "update target_subscription set alerts = 0 where holder_id = $1 and alerts = 1 returning holder_id"
    changed = await tx.rows(on if wanted else off, holder_id)
    if changed:
        await tx.rows("delete from target_known where holder_id = $1", holder_id)
        await record(tx, by, Entry("alerts_on" if wanted else "alerts_off", "target_subscription", holder_id))
    return bool(changed)


async def note_push(tx: Transaction, holder_id: str, push: Push, at: int) -> bool:
    """Keep what became of a due day. False where it is kept already: nobody hears of one day twice."""
    told = push.told
    kept = await tx.rows(
        "insert into target_push (holder_id, due_on, at, outcome, day, basis, figures)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict (holder_id, due_on) do nothing returning holder_id",
        holder_id, push.due_on.isoformat(), at, push.outcome.value,
        told.day.isoformat() if told else "", told.basis if told else "", _figures(told) if told else "{}",
    )  # fmt: skip
    return bool(kept)


async def is_done(source: Source, holder_id: str, due_on: date) -> bool:
    """Whether it is kept what became of a due day."""
    found = await source.rows(
        "select 1 from target_push where holder_id = $1 and due_on = $2", holder_id, due_on.isoformat()
    )
    return bool(found)


async def last_push(source: Source, holder_id: str, sent: bool = False) -> Push | None:
    """What became of the latest due day; with `sent` of the latest whose figures went out."""
    condition = f" and outcome = '{Outcome.SENT}'" if sent else ""
    rows = await source.rows(
        "select due_on, outcome, day, basis, figures from target_push"
        f" where holder_id = $1{condition} order by due_on desc limit 1",
        holder_id,
    )
    if not rows:
        return None
    [row] = rows
    outcome = Outcome(row["outcome"])
    return Push(date.fromisoformat(row["due_on"]), outcome, _seen(row) if outcome is Outcome.SENT else None)


async def known(source: Source, holder_id: str) -> Seen | None:
    """What a person knew last."""
    rows = await source.rows("select day, basis, figures from target_known where holder_id = $1", holder_id)
    return _seen(rows[0]) if rows else None


async def keep_known(tx: Transaction, holder_id: str, seen: Seen) -> bool:
    """Keep what a person knows from a day on. False where they know as much of that day, or of a later one."""
    kept = await tx.rows(
        "insert into target_known (holder_id, day, basis, figures) values ($1, $2, $3, $4)"
        " on conflict (holder_id) do update set day = excluded.day, basis = excluded.basis, figures = excluded.figures"
        " where target_known.day < excluded.day returning holder_id",
        holder_id, seen.day.isoformat(), seen.basis, _figures(seen),
    )  # fmt: skip
    return bool(kept)


async def move(tx: Transaction, from_id: str, to_id: str) -> None:
    """What one person wants becomes another's where the other wants nothing, when two records become one."""
    for table in ("target_subscription", "target_known"):
        await tx.rows(
            f"update {table} set holder_id = $2 where holder_id = $1"
            f" and not exists (select 1 from {table} t where t.holder_id = $2)",
            from_id, to_id,
        )  # fmt: skip
        await tx.rows(f"delete from {table} where holder_id = $1", from_id)
    await tx.rows(
        "update target_push set holder_id = $2 where holder_id = $1 and not exists (select 1 from target_push t"
        " where t.holder_id = $2 and t.due_on = target_push.due_on)",
        from_id, to_id,
    )  # fmt: skip


def _subscription(row: Row) -> Subscription:
    schedule = Schedule(Rhythm(row["rhythm"]), row["day"], row["hour"]) if row["rhythm"] else None
    return Subscription(row["holder_id"], schedule, row["chosen_at"], row["alerts"] == 1)


def _spelled(schedule: Schedule) -> str:
    return orjson.dumps([schedule.rhythm.value, schedule.day, schedule.hour]).decode()


def _figures(seen: Seen) -> str:
    return orjson.dumps({id: [k.met, k.total, k.reached, k.on_course] for id, k in seen.targets.items()}).decode()


def _seen(row: Row) -> Seen:
    targets = {id: Known(*each) for id, each in orjson.loads(row["figures"]).items()}
    return Seen(date.fromisoformat(row["day"]), row["basis"], targets)
