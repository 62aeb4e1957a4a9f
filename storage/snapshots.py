"""Figures frozen at the end of a month: kept once, never changed, found again by id or by day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from rules.forecast import MonthEnd
from rules.levels import Level
from rules.snapshot import EVERYONE, Counted, Rules, Snapshot
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record
from storage.lists import list_text, members

Source = Database | Transaction

_HEAD = "select id, day, place, policy_id, policy_hash, count_unverified from snapshot"


async def freeze(tx: Transaction, by: By, snapshot: Snapshot) -> bool:
    """Keep the figures of a day. False when its place has some of that day, under the same policy: those stay."""
    rules = snapshot.rules
    kept = await tx.rows(
        "insert into snapshot (id, day, place, policy_id, policy_hash, count_unverified, taken_at)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id",
        snapshot.id, snapshot.day.isoformat(), snapshot.place,
        rules.policy_id, rules.policy_hash, int(rules.count_unverified), by.at,
    )  # fmt: skip
    if not kept:
        return False
    await tx.run_many(
        "insert into snapshot_figure (snapshot_id, target_id, unit_id, total, met, studying)"
        " values ($1, $2, $3, $4, $5, $6)",
        [(snapshot.id, c.target_id, c.unit_id, c.total, c.met, c.studying) for c in snapshot.counts],
    )
    await record(tx, by, Entry("freeze", "snapshot", snapshot.id))
    return True


async def by_id(db: Source, snapshot_id: str) -> Snapshot | None:
    """The figures of an id, as they were frozen."""
    return await _whole(db, await db.rows(f"{_HEAD} where id = $1", snapshot_id))


async def of_day(db: Source, policy_id: str, day: date, place: str = "") -> Snapshot | None:
    """The figures frozen for a day: of the deployment itself, or of the centre with this top unit."""
    head = f"{_HEAD} where policy_id = $1 and day = $2 and place = $3"
    return await _whole(db, await db.rows(head, policy_id, day.isoformat(), place))


async def days(db: Source, policy_id: str, place: str = "") -> list[tuple[date, str]]:
    """The days with frozen figures and their ids, the earliest first."""
    rows = await db.rows(f"{_HEAD} where policy_id = $1 and place = $2 order by day", policy_id, place)
    return [(date.fromisoformat(row["day"]), str(row["id"])) for row in rows]


async def month_ends(
    db: Source, rules: Rules, until: date, unit_ids: Iterable[str] = (EVERYONE,), place: str = ""
) -> dict[str, list[MonthEnd]]:
    """By target the figures that a place has frozen by a day, of all its units together or of some, the earliest first.
    Only those counted under the same rules: others do not compare."""
    rows = await db.rows(
        "select f.target_id, s.day, sum(f.met) as met, sum(f.total) as total"
        " from snapshot s join snapshot_figure f on f.snapshot_id = s.id"
        " where s.policy_id = $1 and s.policy_hash = $2 and s.count_unverified = $3 and s.day <= $4"
        f" and f.unit_id in {members(db.engine, '$5')} and s.place = $6 group by f.target_id, s.day order by s.day",
        rules.policy_id, rules.policy_hash, int(rules.count_unverified), until.isoformat(), list_text(unit_ids),
        place,
    )  # fmt: skip
    found: dict[str, list[MonthEnd]] = defaultdict(list)
    for row in rows:
        end = MonthEnd(date.fromisoformat(row["day"]), int(row["met"]), int(row["total"]))
        found[row["target_id"]].append(end)
    return dict(found)


async def first_record_at(db: Source) -> int | None:
    """The instant from which the journal knows of people; None while it knows of nobody."""
    [found] = await db.rows("select min(at) as first from journal where kind = 'cadre'")
    return None if found["first"] is None else int(found["first"])


async def studying_then(db: Source, day: date, instant: int) -> dict[str, Level]:
    """Cadre id → the highest level of a class that ran on a day by its dates, for those whom the journal had in it at
    an instant (milliseconds) and who had not left. Whatever was noted later changes nothing."""
    rows = await db.rows(
        "select j.record_id, v.after as class_id, j.action, c.level from journal j"
        " join journal_value v on v.journal_id = j.id join training_class c on v.after = '\"' || c.id || '\"'"
        " where j.kind = 'cadre' and j.action like 'enrolment_%' and j.at <= $2"
        " and c.state <> 'cancelled' and c.level <> 'none'"
        " and c.starts_on <= $1 and (c.ends_on is null or c.ends_on >= $1) order by j.at, j.id",
        day.isoformat(), instant,
    )  # fmt: skip
    stands = {(row["record_id"], row["class_id"]): row for row in rows}
    found: dict[str, Level] = {}
    for row in stands.values():
        if row["action"] != "enrolment_left":
            found[row["record_id"]] = max(found.get(row["record_id"], Level.NONE), Level.of(row["level"]))
    return found


async def _whole(db: Source, heads: Sequence[Row]) -> Snapshot | None:
    if not heads:
        return None
    [head] = heads
    rows = await db.rows(
        "select target_id, unit_id, total, met, studying from snapshot_figure where snapshot_id = $1", head["id"]
    )
    rules = Rules(head["policy_id"], head["policy_hash"], head["count_unverified"] == 1)
    counts = sorted(Counted(*row[:]) for row in rows)
    return Snapshot(date.fromisoformat(head["day"]), rules, tuple(counts), head["place"])
