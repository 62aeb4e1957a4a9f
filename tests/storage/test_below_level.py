"""Who is sent the monthly numbers, once a month each, on both engines."""

from datetime import date

from rules.access import Role
from storage import below_level, grants, merging
from storage.database import Database
from tests.storage.people import BY, CHAIR, CLERK, HEAD, keep


async def test_officers_are_known_by_their_units_while_the_grant_holds(db: Database) -> None:
    await keep(db, HEAD, CLERK, CHAIR)
    async with db.transaction() as tx:
        await grants.grant(tx, BY, HEAD.id, Role.OFFICER, HEAD.unit.id)
        await grants.grant(tx, BY, HEAD.id, Role.OFFICER, CHAIR.unit.id)
        await grants.grant(tx, BY, CLERK.id, Role.LEADER, None)
        await grants.grant(tx, BY, CHAIR.id, Role.OFFICER, CHAIR.unit.id)
        await tx.rows("update role_grant set revoked_at = 1 where holder_id = $1", CHAIR.id)
    assert await below_level.units_by_officer(db) == {HEAD.id: frozenset({HEAD.unit.id, CHAIR.unit.id})}


async def test_a_month_is_kept_once_and_moves_with_the_record(db: Database) -> None:
    await keep(db, HEAD, CLERK)
    async with db.transaction() as tx:
        assert await below_level.note(tx, [HEAD.id], date(2025, 6, 2), 5) == {HEAD.id}
        assert await below_level.note(tx, [HEAD.id, CLERK.id], date(2025, 6, 30), 6) == {CLERK.id}
        assert await below_level.note(tx, [CLERK.id], date(2025, 7, 1), 7) == {CLERK.id}
        await merging.move(tx, BY, CLERK.id, HEAD.id)
        assert await below_level.note(tx, [HEAD.id], date(2025, 7, 1), 8) == set()
