"""Reminders on both engines: what lies ahead, once each whoever asks, and what is dropped was not told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from storage import classes, merging, outbox, session_reminders, timetables
from storage.database import Database, open_database
from storage.outbox import Posted
from storage.session_reminders import Reminded
from tests.storage.people import BY, CLERK, HEAD, keep

DAY = date(2025, 6, 10)
EVE = Reminded("s1", HEAD.id, DAY.isoformat(), "eve")


@pytest.fixture(autouse=True)
async def a_class(db: Database) -> None:
    await keep(db, HEAD, CLERK)
    sessions = [Session("s2", "k1", DAY, Part.CHIEU, "Bài 2"), Session("s1", "k1", DAY, Part.SANG, "Bài 1")]
    async with db.transaction() as tx:
        planned = TrainingClass("k2", "K2", "Lớp 2")
        await classes.save_classes(tx, BY, "test", [TrainingClass("k1", "K1", "Lớp", state=ClassState.OPEN), planned])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", HEAD.id)])
        await classes.replace_sessions(tx, BY, "k1", sessions)
        await classes.replace_sessions(tx, BY, "k2", [Session("x", "k2", DAY, Part.SANG, "Bài 1")])


@pytest.fixture
async def other(url: str, db: Database) -> AsyncIterator[Database]:
    """The same database as another process sees it."""
    database = await open_database(url)
    yield database
    await database.close()


async def test_what_lies_ahead_is_of_classes_that_are_held_and_known_as_it_was_told(db: Database) -> None:
    found = await session_reminders.ahead(db, DAY, DAY)
    assert [(each.session.id, each.is_first_day, each.is_told) for each in found] == [
        ("s1", True, False), ("s2", True, False),
    ]  # fmt: skip
    async with db.transaction() as tx:
        await timetables.note_new(tx)
        await tx.rows("update class_session set day = '2025-06-11', version = 2 where id = 's2'")
        [change] = await timetables.changes(tx)
        await timetables.note_told(tx, change, 7)
    [first, second] = await session_reminders.still_ahead(db, ["s1", "s2"])
    assert (first.told_at, first.is_told, second.told_at, second.is_told) == (0, True, 7, True)
    assert (first.is_first_day, second.is_first_day) == (True, False)


async def test_two_processes_remind_nobody_twice(db: Database, other: Database) -> None:
    async def remind(source: Database) -> set[Reminded]:
        async with source.transaction() as tx:
            return await session_reminders.note(tx, [(EVE, 1, "p1")], 5)

    first, second = await asyncio.gather(remind(db), remind(other))
    assert first | second == {EVE}
    assert first & second == set()
    assert await session_reminders.reminded(db, ["s1", "s2"]) == {EVE}


@pytest.mark.parametrize(("what", "needless"), [("version = 1", False), ("version = 2", True), ("cancelled = 1", True)])
async def test_a_reminder_of_what_changed_is_needless_and_dropped_as_never_told(
    db: Database, what: str, needless: bool
) -> None:
    async with db.transaction() as tx:
        posted = Posted("telegram", "7", "{}", 5, useful_until=100)
        await outbox.add_many(tx, [posted])
        await session_reminders.note(tx, [(EVE, 1, posted.id)], 5)
        await tx.rows(f"update class_session set {what} where id = 's1'")
    parcel = await outbox.claim(db, "telegram", 6)
    assert parcel is not None
    assert parcel.needless is needless
    await outbox.drop(db, parcel.id)
    assert await session_reminders.reminded(db, ["s1"]) == set()


async def test_what_is_of_no_more_use_is_needless(db: Database) -> None:
    async with db.transaction() as tx:
        await outbox.add_many(tx, [Posted("telegram", "7", "{}", 5, useful_until=100)])
    parcel = await outbox.claim(db, "telegram", 100)
    assert parcel is not None
    assert parcel.needless


async def test_who_begged_off_is_known_by_session(db: Database) -> None:
    async with db.transaction() as tx:
        for session_id, state in (("s1", "announced"), ("s2", "absent")):
            await tx.rows(
                "insert into attendance (session_id, person_id, state, reason, by_whom, at)"
                " values ($1, $2, $3, '', 'x', 1)",
                session_id, HEAD.id, state,
            )  # fmt: skip
    assert await session_reminders.begged_off(db, ["s1", "s2"]) == {("s1", HEAD.id)}


async def test_what_they_were_reminded_of_moves_when_two_records_become_one(db: Database) -> None:
    material = Reminded.of_material("s1", CLERK.id, "m1")
    both = [EVE, Reminded("s1", CLERK.id, DAY.isoformat(), "eve"), material]
    async with db.transaction() as tx:
        await session_reminders.note(tx, [(each, 1, "p") for each in both], 5)
        await merging.move(tx, BY, CLERK.id, HEAD.id)
    found = await session_reminders.reminded(db, ["s1"])
    assert {each for each in found if each.person_id == HEAD.id} == {EVE, Reminded.of_material("s1", HEAD.id, "m1")}
