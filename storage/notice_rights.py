"""Who may approve notices, and as whom a notice's recipients are looked up: by the grants in force."""

from rules.access import OPERATOR, Asker, Grant, Role
from storage.database import Database, Row, Transaction
from storage.lists import list_text, members

Source = Database | Transaction
APPROVING = (Role.STAFF, Role.ADMIN, Role.LEADER)
"""Who may approve, if their grant is for the whole centre; in the order in which they are asked."""


def may_approve(asker: Asker, centre: str | None = None) -> bool:
    """Whether they have the right for a centre, by its top unit; for any at all where none is given.

    Of which nothing is said yet about a notice of their own.
    """
    if any(grant.role in APPROVING and grant.unit_id is None for grant in asker.grants):
        return True
    own = asker.centres.leads | (asker.centres.keeps or frozenset())
    return bool(own) if centre is None else centre in own


async def approvers(source: Source, author: str, centre: str = "") -> list[str]:
    """Everyone but the author who has the right: those with an open chat first, then by role, then by id.

    Of a centre among several (its top unit) also those whose grant holds it; they are asked before those above.
    """
    found = await source.rows(
        f"{_ABOVE} select g.holder_id, g.role, coalesce(up.far, 1000000) as far,"
        " exists (select 1 from account a where a.holder_id = g.holder_id"
        " and a.closed_at is null and a.channel <> 'terminal') as reached"
        f" from role_grant g left join up on up.id = g.unit_id where g.role in {members(source.engine, '$1')}"
        " and (g.unit_id is null or up.id is not null) and g.revoked_at is null and g.holder_id <> $2"
        " and not exists (select 1 from cadre c where c.id = g.holder_id and c.gone_at is not null)",
        list_text(APPROVING), author, centre,
    )  # fmt: skip
    return list(dict.fromkeys(holder for *_, holder in sorted(map(_rank, found))))


_ABOVE = (
    "with recursive up(id, parent_id, far) as (select id, parent_id, 0 from unit where id = $3"
    " union all select u.id, u.parent_id, up.far + 1 from unit u join up on u.id = up.parent_id)"
)


def _rank(row: Row) -> tuple[bool, int, int, str]:
    return not row["reached"], int(row["far"]), APPROVING.index(Role(row["role"])), row["holder_id"]


async def asker_of(source: Source, holder_id: str) -> Asker:
    """A person as one who asks, outside any chat of theirs. Somebody without grants in force reaches nobody."""
    if holder_id == OPERATOR.user_id:
        return OPERATOR
    found = await source.rows(
        "select role, unit_id from role_grant where holder_id = $1 and revoked_at is null order by role", holder_id
    )
    return Asker(grants=tuple(Grant(Role(row["role"]), row["unit_id"]) for row in found), user_id=holder_id)
