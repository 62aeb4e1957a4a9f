"""Feedback in storage: once a person, apart from who gave it, shown from five on."""

from datetime import date

import pytest

from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from storage import classes, feedback
from storage.database import Database
from storage.feedback import Feedback
from tests.storage.people import BY, CHAIR, CLERK, keep

TODAY = date(2025, 6, 2)


@pytest.fixture
async def filled(db: Database) -> Database:
    await keep(db, CLERK, CHAIR)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [TrainingClass("k", "K", "Lớp", state=ClassState.RESULTS)])
        await classes.save_enrolments(tx, BY, [Enrolment("k", CLERK.id), Enrolment("k", CHAIR.id, EnrolmentState.LEFT)])
    return db


async def give(db: Database, *people: str) -> list[bool]:
    async with db.transaction() as tx:
        return [await feedback.give(tx, "k", each, Feedback(5, 4, 3, f"lời {each}")) for each in people]


async def test_each_says_something_once(filled: Database) -> None:
    assert await give(filled, CLERK.id, CLERK.id) == [True, False]
    assert len(await filled.rows("select id from feedback")) == 1
    assert await feedback.open_for(filled, CLERK.id, TODAY) == {}


async def test_who_left_is_not_asked_and_no_class_before_its_end(filled: Database) -> None:
    assert await feedback.open_for(filled, CHAIR.id, TODAY) == {}
    assert await feedback.open_for(filled, CLERK.id, TODAY) == {"k": "Lớp"}
    await filled.write("update training_class set state = 'running', ends_on = '2025-06-02'")
    assert await feedback.open_for(filled, CLERK.id, TODAY) == {}
    assert await feedback.open_for(filled, CLERK.id, date(2025, 6, 3)) == {"k": "Lớp"}


async def test_below_five_nothing_is_shown(filled: Database) -> None:
    await give(filled, "a", "b", "c", "d")
    assert await feedback.said_of(filled, "k") is None
    await give(filled, "e")
    said = await feedback.said_of(filled, "k")
    assert said is not None
    assert (said.count, said.content, said.lecturer, said.service, len(said.words)) == (5, 5.0, 4.0, 3.0, 5)


async def test_nothing_joins_what_was_said_to_who_said_it(filled: Database) -> None:
    await give(filled, CLERK.id)
    [row] = await filled.rows("select * from feedback")
    assert CLERK.id not in [row["id"], row["class_id"]]
    assert await filled.rows("select id from journal where action like '%feedback%'") == []


async def test_who_may_be_asked_is_asked_once(filled: Database) -> None:
    over = TrainingClass("k", "K", "Lớp", state=ClassState.RESULTS, ends_on=date(2025, 5, 30))
    async with filled.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [over])
    [found] = await feedback.to_ask(filled, TODAY, ("", ""), 10)
    assert (found.class_id, found.class_name, found.person_id, found.is_learner) == ("k", "Lớp", CLERK.id, False)
    assert await feedback.to_ask(filled, TODAY, ("k", CLERK.id), 10) == []
    for first in ({("k", CLERK.id)}, set()):
        async with filled.transaction() as tx:
            assert await feedback.note_asked(tx, [("k", CLERK.id)], 1) == first
    assert await feedback.to_ask(filled, TODAY, ("", ""), 10) == []
