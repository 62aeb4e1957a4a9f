"""A file of lecturers in storage: kept at once, taken back whole or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from rules.access import Role
from rules.classes import Part, Session, TrainingClass
from rules.lecturers import Lecturer, State
from storage import classes, lecturer_imports, lecturers
from storage.class_imports import BookOutdated
from storage.database import Database
from storage.grants import granted
from storage.journal import By
from tests.storage.people import CHAIR, keep

BY = By("operator", 5)
NEW = Lecturer("", "", "Lê Văn Ba", True, State.APPROVED, ("Dân vận",))
WAITING = Lecturer("", "", "Lê Thị Tư", False, State.SUBMITTED, decision="120-QĐ/HU", decided_on=date(2025, 5, 12))


@pytest.fixture
async def minh(db: Database) -> Lecturer:
    async with db.transaction() as tx:
        return await lecturers.add(tx, BY, Lecturer("", "", "Ngô Văn Minh", True, State.APPROVED, phone="0912000111"))


async def imported(db: Database, minh: Lecturer) -> int:
    async with db.transaction() as tx:
        return await lecturer_imports.apply(tx, BY, [NEW, WAITING], [(minh, replace(minh, phone="0912000999"))])


async def undone(db: Database, number: int) -> str:
    async with db.transaction() as tx:
        return (await lecturer_imports.undo(tx, BY, number)).reason


async def test_a_file_is_kept_and_taken_back(db: Database, minh: Lecturer) -> None:
    number = await imported(db, minh)
    every = {each.name: each for each in await lecturers.every_lecturer(db)}
    assert every["Ngô Văn Minh"].phone == "0912000999"
    assert (every["Lê Thị Tư"].submitted_by, every["Lê Văn Ba"].code) == ("operator", "GV02")
    assert await undone(db, number) == ""
    assert [replace(each, version=1) for each in await lecturers.every_lecturer(db)] == [minh]
    assert await undone(db, number) == "already_undone"
    assert await undone(db, 99) == "unknown"


async def test_a_cadre_who_came_in_by_a_file_is_let_out_with_it(db: Database) -> None:
    await keep(db, CHAIR)
    async with db.transaction() as tx:
        number = await lecturer_imports.apply(tx, BY, [replace(NEW, holder_id=CHAIR.id)], [])
    assert [each.role for each in await granted(db)] == [Role.LECTURER]
    assert await undone(db, number) == ""
    assert await granted(db) == []


async def test_a_file_looked_at_before_a_change_keeps_nothing(db: Database, minh: Lecturer) -> None:
    async with db.transaction() as tx:
        await lecturers.change(tx, BY, "edit", minh, replace(minh, phone=""))
    with pytest.raises(BookOutdated):
        await imported(db, minh)
    assert len(await lecturers.every_lecturer(db)) == 1


async def test_what_was_approved_or_taught_since_stays(db: Database, minh: Lecturer) -> None:
    number = await imported(db, minh)
    every = {each.name: each for each in await lecturers.every_lecturer(db)}
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [TrainingClass("k1", "CU-K1", "Khóa 1")])
        await classes.replace_sessions(tx, BY, "k1", [
            Session("s1", "k1", date(2025, 6, 2), Part.SANG, "Bài 1", "", "Lê Văn Ba", every["Lê Văn Ba"].id),
        ])  # fmt: skip
    assert await undone(db, number) == "changed_later"
    async with db.transaction() as tx:
        await classes.replace_sessions(tx, BY, "k1", [])
        waiting = every["Lê Thị Tư"]
        await lecturers.change(tx, BY, "approve", waiting, replace(waiting, state=State.APPROVED))
    assert await undone(db, number) == "changed_later"
    assert len(await lecturers.every_lecturer(db)) == 3
