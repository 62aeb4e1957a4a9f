"""Whom of which class was told, once, on both engines; with two processes at it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date
from typing import Any

import pytest

from rules.announcing import NewsKind, Told
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.levels import Level
from storage import accounts, class_news, classes, consents, links, merging
from storage.database import Database, open_database
from tests.storage.people import BY, CHAIR, CLERK, HEAD, PEOPLE, keep

OPENING, REMINDER = NewsKind.OPENING, NewsKind.REMINDER
NOON = 1_748_865_600_000
"""2/6/2025, 12:00 UTC."""


@pytest.fixture(autouse=True)
async def classes_and_people(db: Database) -> None:
    await keep(db, *PEOPLE)
    training = TrainingClass("k1", "K1", "Lớp", Level.TRUNG_CAP, state=ClassState.OPEN)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [training, TrainingClass("k2", "K2", "Lớp")])


@pytest.fixture
async def other(url: str, db: Database) -> AsyncIterator[Database]:
    """The same database as another process sees it."""
    database = await open_database(url)
    yield database
    await database.close()


async def linked(db: Database, holder: str, channel: str = "telegram", agrees: bool = True) -> str:
    async with db.transaction() as tx:
        await accounts.open_account(tx, channel, holder, "", 1)
        [row] = await tx.rows("select id from account where channel = $1 and chat = $2", channel, holder)
        await links.attach(tx, BY, row["id"], holder)
        if agrees:
            await consents.give(tx, BY, row["id"], "thong_bao", "1")
    return str(row["id"])


async def test_people_come_a_portion_at_a_time_and_only_those_who_can_be_reached(db: Database) -> None:
    for cadre in PEOPLE:
        await linked(db, cadre.id)
        await linked(db, cadre.id, "zalo")
    everyone = sorted(cadre.id for cadre in PEOPLE)
    assert await class_news.people_after(db, "", 2) == everyone[:2]
    assert await class_news.people_after(db, everyone[1], 2) == everyone[2:]
    assert await class_news.people_after(db, everyone[2], 2) == []


async def test_who_never_agreed_is_muted_closed_or_at_a_terminal_is_left_out(db: Database) -> None:
    await linked(db, HEAD.id, agrees=False)
    await linked(db, CHAIR.id, "terminal")
    clerk = await linked(db, CLERK.id)
    assert await class_news.people_after(db, "", 9) == [CLERK.id]
    async with db.transaction() as tx:
        await accounts.set_muted(tx, clerk, True)
    assert await class_news.people_after(db, "", 9) == []
    async with db.transaction() as tx:
        await accounts.set_muted(tx, clerk, False)
        await accounts.close_account(tx, "telegram", CLERK.id, 5)
    assert await class_news.people_after(db, "", 9) == []


async def test_what_was_told_is_known_with_its_day_and_whether_they_looked(db: Database) -> None:
    async with db.transaction() as tx:
        assert await class_news.note(tx, {(HEAD.id, "k1", OPENING): "p0"}, NOON) == {(HEAD.id, "k1", OPENING)}
        await class_news.react(tx, HEAD.id, "k1", NOON + 1)
        again = [(HEAD.id, "k1", OPENING), (HEAD.id, "k1", REMINDER), (CLERK.id, "k1", OPENING)]
        assert await class_news.note(tx, dict.fromkeys(again, "p1"), NOON) == set(again[1:])
        found = await class_news.told(tx, [HEAD.id], UTC)
    assert set(found) == {HEAD.id}
    day = date(2025, 6, 2)
    assert set(found[HEAD.id]) == {Told("k1", OPENING, day, True), Told("k1", REMINDER, day)}
    begun = await db.rows("select kind from class_announcement order by kind")
    assert [row["kind"] for row in begun] == ["opening", "reminder"]


async def test_two_processes_tell_nobody_twice(db: Database, other: Database) -> None:
    marks = [(cadre.id, "k1", OPENING) for cadre in PEOPLE]

    async def tell(source: Database) -> set[Any]:
        async with source.transaction() as tx:
            return await class_news.note(tx, dict.fromkeys(marks, "p"), NOON)

    first, second = await asyncio.gather(tell(db), tell(other))
    assert first | second == set(marks)
    assert first & second == set()


async def test_the_states_of_people_in_their_classes(db: Database) -> None:
    async with db.transaction() as tx:
        some = [Enrolment("k1", HEAD.id), Enrolment("k2", HEAD.id, EnrolmentState.PASSED), Enrolment("k1", CLERK.id)]
        await classes.save_enrolments(tx, BY, some)
        found = await class_news.states_of(tx, [HEAD.id, CHAIR.id])
    assert found == {HEAD.id: {"k1": EnrolmentState.ENROLLED, "k2": EnrolmentState.PASSED}}


async def test_what_they_were_told_moves_when_two_records_become_one(db: Database) -> None:
    async with db.transaction() as tx:
        marks = [(CLERK.id, "k1", OPENING), (HEAD.id, "k1", OPENING), (CLERK.id, "k2", OPENING)]
        await class_news.note(tx, dict.fromkeys(marks, "p"), NOON)
        await merging.move(tx, BY, CLERK.id, HEAD.id)
        found = await class_news.told(tx, [HEAD.id], UTC)
    assert {each.class_id for each in found[HEAD.id]} == {"k1", "k2"}
