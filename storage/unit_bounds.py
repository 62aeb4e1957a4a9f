"""What is bound to a unit beside its people: roles, learners, lecturers, seats, requests. All follow who takes over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.access import Role
from rules.audience import AudienceError, Key, filters_of, parse
from rules.reorganising.outcome import Change
from storage import grants, seats
from storage.database import Database, Transaction
from storage.journal import By, Entry, record
from storage.lists import list_text, members

_OPEN_CLASS = "('planned', 'open', 'closed', 'running')"
_OPEN_STUDY = "('asked', 'agreed')"
_OPEN_SEAT = "('wish', 'asked', 'agreed', 'waiting', 'offered', 'forwarded')"


@dataclass(frozen=True, slots=True)
class BoundRole:
    """A role that somebody has for a unit."""

    name: str
    holder_id: str
    role: Role
    unit_id: str


@dataclass(frozen=True, slots=True)
class Bound:
    """What is bound to units that end."""

    roles: Sequence[BoundRole]
    learners: int
    lecturers: int
    classes: int
    """Classes not over yet in which such a unit has seats of its own."""
    requests: int
    """Requests for a seat or to study that wait for an answer."""
    codes: int
    """Linking codes of its people that were not used yet: they stay good."""
    notices: int
    """Notices not sent yet, and kept audiences, that name such a unit: they reach whoever takes over."""


async def bound_to(source: Database | Transaction, unit_ids: Sequence[str], now: int) -> Bound:
    """What hangs on these units at an instant (milliseconds)."""
    ids, text = members(source.engine, "$1"), list_text(unit_ids)
    roles = await source.rows(
        "select g.holder_id, g.role, g.unit_id, h.name from role_grant g"
        " join (select id, name from cadre where gone_at is null union all select id, name from staff_person) h"
        f" on h.id = g.holder_id where g.revoked_at is null and g.unit_id in {ids} order by h.name, g.role, g.unit_id",
        text,
    )
    [count] = await source.rows(
        f"select (select count(*) from learner where unit_id in {ids} and cadre_id is null) as learners,"
        f" (select count(*) from lecturer where unit_id in {ids} and state <> 'ended') as lecturers,"
        " (select count(distinct q.class_id) from class_quota q join training_class t on t.id = q.class_id"
        f" where q.unit_id in {ids} and t.state in {_OPEN_CLASS}) as classes,"
        f" (select count(*) from seat_request where unit_id in {ids} and state in {_OPEN_SEAT}) as seats,"
        f" (select count(*) from study_request where unit_id in {ids} and state in {_OPEN_STUDY}) as studies,"
        " (select count(*) from link_code k join cadre c on c.id = k.holder_id"
        f" where c.unit_id in {ids} and k.used_at is null and k.expires_at > $2) as codes",
        text, now,
    )  # fmt: skip
    return Bound(
        [BoundRole(row["name"], row["holder_id"], Role(row["role"]), row["unit_id"]) for row in roles],
        count["learners"], count["lecturers"], count["classes"], count["seats"] + count["studies"], count["codes"],
        await _audiences(source, unit_ids),
    )  # fmt: skip


async def _audiences(source: Database | Transaction, unit_ids: Sequence[str]) -> int:
    names = await source.rows(f"select name from unit where id in {members(source.engine, '$1')}", list_text(unit_ids))
    meant = {*unit_ids, *(str(row["name"]) for row in names)}
    rows = await source.rows(
        "select audience from notice where state in ('draft', 'proposed', 'scheduled')"
        " union all select audience from named_audience"
    )
    return sum(1 for row in rows if not meant.isdisjoint(_units_in(row["audience"])))


def _units_in(audience: str) -> set[str]:
    try:
        filters = filters_of(parse(audience))
    except AudienceError:  # an unfinished draft names nobody yet
        return set()
    return {value for each in filters if each.key is Key.UNIT for value in each.values}


async def follow(tx: Transaction, by: By, change: Change, went: Mapping[str, str]) -> None:
    """Bind it all to what takes over. `went` gives the new unit of each cadre who moved, whose requests go with them;
    of a unit that splits, a role reaches each part, and all else goes to the first."""
    await _roles(tx, by, change)
    first = {old: taken[0].id for old, taken in change.successors.items()}
    for old, new in first.items():
        await _learners(tx, by, old, new)
        await tx.rows("update lecturer set unit_id = $1 where unit_id = $2 and state <> 'ended'", new, old)
    await _quotas(tx, first)
    await _requests(tx, first, went)


async def _requests(tx: Transaction, first: Mapping[str, str], went: Mapping[str, str]) -> None:
    seats, studies = f"state in {_OPEN_SEAT}", f"state in {_OPEN_STUDY}"
    for table, person, is_open in (("seat_request", "person_id", seats), ("study_request", "cadre_id", studies)):
        for old, new in first.items():
            await tx.rows(f"update {table} set unit_id = $1 where unit_id = $2 and {is_open}", new, old)
        apart = [(new, cadre_id) for cadre_id, new in went.items()]
        await tx.run_many(f"update {table} set unit_id = $1 where {person} = $2 and {is_open}", apart)


async def _roles(tx: Transaction, by: By, change: Change) -> None:
    rows = await tx.rows(
        "select holder_id, role, unit_id from role_grant where revoked_at is null"
        f" and unit_id in {members(tx.engine, '$1')} order by id",
        list_text(change.successors),
    )
    for row in rows:
        role = Role(row["role"])
        await grants.revoke(tx, by, row["holder_id"], role, row["unit_id"])
        for unit in change.successors[row["unit_id"]]:
            await grants.grant(tx, by, row["holder_id"], role, unit.id)


async def _learners(tx: Transaction, by: By, old: str, new: str) -> None:
    moved = await tx.rows(
        "update learner set unit_id = $1, version = version + 1 where unit_id = $2 returning id", new, old
    )
    await record(tx, by, *(Entry("reorganise", "learner", row["id"]) for row in moved))


async def _quotas(tx: Transaction, first: Mapping[str, str]) -> None:
    """Seats of units that merge become seats of the new unit together; how many are held is counted anew."""
    rows = await tx.rows(
        "select q.class_id, q.unit_id, q.places from class_quota q join training_class t on t.id = q.class_id"
        f" where t.state in {_OPEN_CLASS} and q.unit_id in {members(tx.engine, '$1')} order by q.class_id, q.unit_id",
        list_text(first),
    )
    classes = dict.fromkeys(row["class_id"] for row in rows)
    await seats.lock(tx, classes)
    await tx.run_many(
        "insert into class_quota (class_id, unit_id, places, taken) values ($1, $2, $3, 0)"
        " on conflict (class_id, unit_id) do update set places = class_quota.places + excluded.places",
        [(row["class_id"], first[row["unit_id"]], row["places"]) for row in rows],
    )
    await tx.run_many(
        "delete from class_quota where class_id = $1 and unit_id = $2",
        [(row["class_id"], row["unit_id"]) for row in rows],
    )
    for class_id in classes:
        await seats.count_quotas(tx, class_id)
