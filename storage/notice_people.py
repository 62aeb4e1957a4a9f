"""Who a notice was for and what became of each of them, within the units that the asker answers for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rules.access import Asker, Role
from storage.database import Database, Row, Transaction, row
from storage.lists import list_text, members
from storage.units import every_unit, with_those_below

Source = Database | Transaction

CALLERS = frozenset({Role.OFFICER, Role.STAFF, Role.ADMIN})
"""Roles that may see phones and write receipts down, within the unit of the grant."""
WATCHERS = CALLERS | {Role.LEADER}
"""Roles that may see how many answered, within the unit of the grant."""

_TO_CALL = (
    "(d.receipt is null and (d.state = 'failed' or d.state = 'skipped' and d.reason not in ('cancelled', 'left')"
    " or d.state in ('sent', 'unknown') and n.receipt = 1))"
)
"""Whom nothing reached, and who was asked for a receipt and gave none."""


class Which(IntEnum):
    """Which people of a notice are meant."""

    ALL = 0
    TO_CALL = 1
    """Without those who answered, and those who need not."""
    DECLINED = 2
    """Those who said that they do not come."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person of a notice. Instants are stored milliseconds."""

    number: int
    """Their number in this notice, from 1: the same for ever, on every list, on the screen and on paper."""
    holder_id: str
    code: str
    name: str
    phone: str
    unit: str
    """Empty for people of the centre who are on no roster."""
    channel: str
    state: str
    reason: str
    attempts: int
    settled_at: int | None
    receipt: str | None
    receipt_at: int | None
    receipt_way: str | None
    receipt_note: str
    receipt_by: str
    """The name of whoever wrote the receipt down; empty for those who answered themselves."""
    chased: int


@dataclass(frozen=True, slots=True)
class Count:
    """So many people of a unit with the same outcome and the same answer."""

    unit: str
    state: str
    reason: str
    receipt: str | None
    way: str | None
    to_call: bool
    people: int


async def sight(source: Source, asker: Asker, roles: Iterable[Role]) -> frozenset[str] | None:
    """The units that these roles of the asker reach; None for everyone, also those on no roster."""
    bounds = {grant.unit_id for grant in asker.grants if grant.role in roles}
    if None in bounds:
        return None
    tree = await every_unit(source)
    return frozenset().union(*(with_those_below(tree, unit_id) for unit_id in bounds if unit_id))


async def list_seen(source: Source, holder_id: str, since: int) -> int | None:
    """The number of the notice whose phones this person looked at last, after an instant."""
    found = await row(
        source,
        "select n.number from journal j join notice n on n.id = j.record_id where j.kind = 'notice'"
        " and j.action in ('see_phones', 'export_phones') and j.by_whom = $1 and j.at >= $2"
        " order by j.at desc, j.id desc limit 1",
        holder_id, since,
    )  # fmt: skip
    return int(found["number"]) if found else None


async def people(
    source: Source, notice_id: str, units: frozenset[str] | None, which: Which = Which.ALL
) -> list[Addressee]:
    """The people of a notice who belong to these units, unit by unit and in the order of Vietnamese names."""
    rows = await source.rows(
        "select d.number, d.holder_id, coalesce(c.code, l.code, s.code, '') as code,"
        " coalesce(c.name, l.name, s.name, '') as name, coalesce(c.phone, l.phone, '') as phone,"
        " coalesce(u.name, '') as unit, d.channel, d.state, d.reason, d.attempts,"
        " d.settled_at, d.receipt, d.receipt_at, d.receipt_way, coalesce(d.receipt_note, '') as receipt_note,"
        " coalesce(w.name, v.name, '') as receipt_by, d.chased from"
        " (select r.*, row_number() over (order by r.holder_id) as number from delivery r where r.notice_id = $1) d"
        " join notice n on n.id = d.notice_id left join cadre c on c.id = d.holder_id"
        " left join staff_person s on s.id = d.holder_id left join learner l on l.id = d.holder_id"
        " left join unit u on u.id = coalesce(c.unit_id, l.unit_id)"
        " left join cadre w on w.id = d.receipt_by left join staff_person v on v.id = d.receipt_by"
        f" where ($2 = 1 or coalesce(c.unit_id, l.unit_id) in {members(source.engine, '$3')}) "
        f" and ($4 = {Which.ALL:d} or $4 = {Which.TO_CALL:d} and {_TO_CALL}"
        f" or $4 = {Which.DECLINED:d} and d.receipt = 'not_coming')"
        " order by coalesce(u.sort_key, ''), coalesce(u.name, ''), coalesce(c.sort_key, l.folded, ''), d.holder_id",
        notice_id, int(units is None), list_text(sorted(units or ())), int(which),
    )  # fmt: skip
    return [_addressee(each) for each in rows]


def _addressee(found: Row) -> Addressee:
    return Addressee(**{name: found[name] for name in Addressee.__slots__})


async def counts(source: Source, notice_id: str, units: frozenset[str] | None) -> list[Count]:
    """How many people of these units had which outcome and gave which answer, unit by unit."""
    rows = await source.rows(
        f"select coalesce(u.name, '') as unit, d.state, d.reason, d.receipt, d.receipt_way as way,"
        f" case when {_TO_CALL} then 1 else 0 end as to_call, count(*) as people"
        " from delivery d join notice n on n.id = d.notice_id left join cadre c on c.id = d.holder_id"
        " left join learner l on l.id = d.holder_id left join unit u on u.id = coalesce(c.unit_id, l.unit_id)"
        f" where d.notice_id = $1 and ($2 = 1 or coalesce(c.unit_id, l.unit_id) in {members(source.engine, '$3')})"
        " group by coalesce(u.sort_key, ''), coalesce(u.name, ''), d.state, d.reason, d.receipt, d.receipt_way, 6"
        " order by coalesce(u.sort_key, ''), coalesce(u.name, '')",
        notice_id, int(units is None), list_text(sorted(units or ())),
    )  # fmt: skip
    return [
        Count(r["unit"], r["state"], r["reason"], r["receipt"], r["way"], r["to_call"] == 1, r["people"]) for r in rows
    ]
