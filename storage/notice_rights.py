"""Who may approve notices, and as whom a notice's recipients are looked up: by the grants in force."""

from rules.access import OPERATOR, Asker, Grant, Role
from storage.database import Database, Transaction
from storage.lists import list_text, members

Source = Database | Transaction
APPROVING = (Role.STAFF, Role.ADMIN, Role.LEADER)
"""Who may approve, if their grant is for the whole centre; in the order in which they are asked."""


def may_approve(asker: Asker) -> bool:
    """Whether they have the right, of which nothing is said yet about a notice of their own."""
    return any(grant.role in APPROVING and grant.unit_id is None for grant in asker.grants)


async def approvers(source: Source, author: str) -> list[str]:
    """Everyone but the author who has the right: those with an open chat first, then by role, then by id."""
    found = await source.rows(
        "select g.holder_id, g.role, exists (select 1 from account a where a.holder_id = g.holder_id"
        " and a.closed_at is null and a.channel <> 'terminal') as reached"
        f" from role_grant g where g.role in {members(source.engine, '$1')} and g.unit_id is null"
        " and g.revoked_at is null and g.holder_id <> $2"
        " and not exists (select 1 from cadre c where c.id = g.holder_id and c.gone_at is not null)",
        list_text(APPROVING), author,
    )  # fmt: skip
    ranked = sorted((not row["reached"], APPROVING.index(Role(row["role"])), row["holder_id"]) for row in found)
    return list(dict.fromkeys(holder for _, _, holder in ranked))


async def asker_of(source: Source, holder_id: str) -> Asker:
    """A person as one who asks, outside any chat of theirs. Somebody without grants in force reaches nobody."""
    if holder_id == OPERATOR.user_id:
        return OPERATOR
    found = await source.rows(
        "select role, unit_id from role_grant where holder_id = $1 and revoked_at is null order by role", holder_id
    )
    return Asker(grants=tuple(Grant(Role(row["role"]), row["unit_id"]) for row in found), user_id=holder_id)
