"""Which day the roster is of, and who vouches for it: whoever last read it in or corrected it."""

from dataclasses import dataclass
from datetime import date

from rules.access import OPERATOR, Role
from storage.database import Database, Transaction
from storage.house_facts import keep_house_fact
from storage.journal import By
from storage.lists import gathered, rows_in

_OF, _BY = "roster_of", "roster_by"


@dataclass(frozen=True, slots=True)
class Vouched:
    """The day of the data and its source, as far as they are known."""

    day: date | None = None
    role: Role | None = None
    """Staff for anyone of the centre, admin for whoever runs the program on its machine; None where nothing tells."""
    name: str = ""
    """Empty for who runs the program, and for somebody who is no longer there."""


async def vouch(tx: Transaction, by: By, day: date) -> None:
    """Keep that the roster was read in or corrected on this day, by whom."""
    await keep_house_fact(tx, _OF, day.isoformat())
    await keep_house_fact(tx, _BY, by.actor)


async def vouched(db: Database | Transaction) -> Vouched:
    """The day of the roster, and the present name and role of who vouches for it."""
    grants = gathered(db.engine, "g.role", "role_grant g where g.holder_id = b.value and g.revoked_at is null")
    [found] = await db.rows(
        "select o.value as day, b.value as actor, s.name as of_centre, coalesce(s.name, c.name, '') as name,"
        f" {grants} as roles from (select 1 as one) always"
        " left join house_fact o on o.name = $1 left join house_fact b on b.name = $2"
        " left join staff_person s on s.id = b.value left join cadre c on c.id = b.value and c.gone_at is null",
        _OF, _BY,
    )  # fmt: skip
    day = date.fromisoformat(found["day"]) if found["day"] else None
    if found["actor"] == OPERATOR.user_id:
        return Vouched(day, Role.ADMIN)
    roles = {Role(role) for [role] in rows_in(found["roles"])}
    return Vouched(day, _role(roles, found["of_centre"] is not None), found["name"])


def _role(roles: set[Role], of_centre: bool) -> Role | None:
    """As what somebody corrects the roster; an officer keeps that of one unit."""
    if of_centre or not roles.isdisjoint({Role.STAFF, Role.ADMIN}):
        return Role.STAFF
    return Role.OFFICER if Role.OFFICER in roles else None
