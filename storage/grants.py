"""Roles beside that of a cadre: who has which, for which unit; and the people of the centre who stand on no roster."""

from dataclasses import dataclass

from rules.access import Role
from rules.text import clean
from storage.database import Database, Transaction
from storage.house_facts import draw_numbers
from storage.ids import new_id
from storage.journal import By, Entry, record
from storage.links import Holder


@dataclass(frozen=True, slots=True)
class Granted:
    """One role of one person."""

    code: str
    name: str
    role: Role
    unit: str
    """The unit that bounds it, with those below; empty for the whole centre."""


async def grant(tx: Transaction, by: By, holder_id: str, role: Role, unit_id: str | None = None) -> bool:
    """Give a role, bounded to a unit and those below, or to none. False when the person has just that already."""
    given = await tx.rows(
        "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, $4, $5)"
        " on conflict do nothing returning id",
        new_id(), holder_id, role.value, unit_id, by.at,
    )  # fmt: skip
    if not given:
        return False
    await record(tx, by, Entry(f"grant {role.value}", "holder", holder_id, None, _bound(unit_id)))
    return True


async def revoke(tx: Transaction, by: By, holder_id: str, role: Role, unit_id: str | None = None) -> int:
    """Take a role back: that of the unit, or all of it when no unit is given. Returns how many grants ended."""
    ended = await tx.rows(
        "update role_grant set revoked_at = $1 where holder_id = $2 and role = $3 and revoked_at is null"
        " and ($4 = '' or unit_id = $4) returning unit_id",
        by.at, holder_id, role.value, unit_id or "",
    )  # fmt: skip
    entries = [Entry(f"revoke {role.value}", "holder", holder_id, _bound(row["unit_id"]), None) for row in ended]
    await record(tx, by, *entries)
    return len(ended)


async def revoke_all(tx: Transaction, by: By, holder_id: str) -> None:
    """Take every role back from a person who leaves."""
    rows = await tx.rows("select distinct role from role_grant where holder_id = $1 and revoked_at is null", holder_id)
    for row in rows:
        await revoke(tx, by, holder_id, Role(row["role"]))


async def granted(db: Database | Transaction) -> list[Granted]:
    """Every role in force, by role and code."""
    rows = await db.rows(
        "select h.code, h.name, g.role, coalesce(u.name, '') as unit from role_grant g"
        " join (select id, code, name from cadre where gone_at is null"
        " union all select id, code, name from staff_person) h"
        " on h.id = g.holder_id left join unit u on u.id = g.unit_id"
        " where g.revoked_at is null order by g.role, h.code, u.sort_key"
    )
    return [Granted(row["code"], row["name"], Role(row["role"]), row["unit"]) for row in rows]


async def leaders_of_all(source: Database | Transaction) -> list[str]:
    """Those who lead the whole centre and not only a unit, and were not taken off the roster."""
    rows = await source.rows(
        "select distinct g.holder_id from role_grant g where g.role = 'leader' and g.unit_id is null"
        " and g.revoked_at is null and not exists"
        " (select 1 from cadre c where c.id = g.holder_id and c.gone_at is not null) order by g.holder_id"
    )
    return [row["holder_id"] for row in rows]


async def create_staff(tx: Transaction, by: By, name: str) -> Holder:
    """Keep a person of the centre who stands on no roster, under the next code: NV01, NV02, ... It gives no role."""
    person = Holder(new_id(), await _next_staff_code(tx), clean(name))
    await tx.rows("insert into staff_person (id, code, name) values ($1, $2, $3)", person.id, person.code, person.name)
    await record(tx, by, Entry("create", "staff_person", person.id))
    return person


async def _next_staff_code(tx: Transaction) -> str:
    """The next code that nobody has; those given before there was a counter are passed over."""
    while True:
        [number] = await draw_numbers(tx, "staff_code")
        code = f"NV{number:02}"
        if not await tx.rows("select 1 from staff_person where code = $1", code):
            return code


def _bound(unit_id: str | None) -> str:
    return f'"{unit_id}"' if unit_id else '"*"'
