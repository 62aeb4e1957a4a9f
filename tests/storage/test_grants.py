"""Roles and people of the centre, given by two programs at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from rules.access import Role
from storage import grants
from storage.database import Database, open_database
from storage.journal import By
from tests.storage.people import BY, HEAD, OFFICE, PEOPLE, keep


@pytest.fixture
async def other(db: Database, url: str) -> AsyncIterator[Database]:
    """A second program on the same database."""
    database = await open_database(url)
    yield database
    await database.close()


async def test_two_programs_never_number_two_people_alike(db: Database, other: Database) -> None:
    async def create(source: Database) -> str:
        async with source.transaction() as tx:
            return (await grants.create_staff(tx, BY, "Ngô Thị Lan")).code

    made = await asyncio.gather(*(create(source) for source in (db, other) * 5))
    assert sorted(made) == [f"NV{n:02}" for n in range(1, 11)]


async def test_numbers_given_before_there_was_a_counter_are_passed_over(db: Database) -> None:
    await db.write("insert into staff_person (id, code, name) values ('old', 'NV01', 'Bùi Văn Phúc')")
    async with db.transaction() as tx:
        assert (await grants.create_staff(tx, BY, "Ngô Thị Lan")).code == "NV02"


@pytest.mark.parametrize("unit_id", [None, OFFICE.id])
async def test_a_role_given_twice_at_the_same_time_is_given_once(
    db: Database, other: Database, unit_id: str | None
) -> None:
    await keep(db, *PEOPLE)

    async def give(source: Database) -> bool:
        async with source.transaction() as tx:
            return await grants.grant(tx, BY, HEAD.id, Role.OFFICER, unit_id)

    assert sorted(await asyncio.gather(*(give(source) for source in (db, other) * 3))) == [False] * 5 + [True]
    assert len(await db.rows("select 1 from role_grant")) == 1
    assert len(await db.rows("select 1 from journal where action = 'grant officer'")) == 1


async def test_a_role_taken_back_may_be_given_again(db: Database) -> None:
    await keep(db, *PEOPLE)
    async with db.transaction() as tx:
        for at in (1, 2):
            assert await grants.grant(tx, By("operator", at), HEAD.id, Role.STAFF)
            assert await grants.revoke(tx, By("operator", at), HEAD.id, Role.STAFF) == 1
