"""Files of classes and sessions in storage: kept at once, taken back at once, or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from rules.access import OPERATOR
from rules.classes import Course, Enrolment, Part, Session, TrainingClass
from rules.levels import Mode
from storage import class_imports, class_writes, classes
from storage.class_imports import BookOutdated, Undone
from storage.database import Database
from tests.storage.people import BY, CLERK, keep

OLD = TrainingClass(
    "k1", "CU-K1-2025", "Khóa 1", course=Course.CAP_UY, mode=Mode.TAP_TRUNG, starts_on=date(2025, 7, 1), places=5,
)  # fmt: skip
NEW = TrainingClass("", "CU-K2-2025", "Khóa 2", kind="cap_uy")
SESSION = Session("", "k1", date(2025, 7, 1), Part.SANG, "Bài 1", "Phòng 1")


@pytest.fixture
async def filled(db: Database) -> Database:
    await keep(db, CLERK)
    async with db.transaction() as tx:
        await class_writes.add(tx, BY, OLD)
    return db


async def _by_code(db: Database) -> dict[str, TrainingClass]:
    return {each.training.code: each.training for each in await classes.every_class(db, OPERATOR)}


async def _undo(db: Database, number: int) -> Undone:
    async with db.transaction() as tx:
        return await class_imports.undo(tx, BY, number)


async def test_a_file_of_classes_is_kept_and_taken_back(filled: Database) -> None:
    async with filled.transaction() as tx:
        number = await class_imports.apply_classes(tx, BY, [NEW], [(OLD, replace(OLD, places=None, mode=None))])
    kept = await _by_code(filled)
    assert (kept["CU-K2-2025"].kind, kept["CU-K1-2025"].places) == ("cap_uy", None)
    assert await class_imports.latest(filled) == number
    assert await _undo(filled, number) == Undone(2)
    assert await _by_code(filled) == {"CU-K1-2025": replace(OLD, version=3)}
    assert await _undo(filled, number) == Undone(reason="already_undone")
    assert await class_imports.latest(filled) is None


async def test_a_class_that_changed_since_keeps_the_whole_file(filled: Database) -> None:
    async with filled.transaction() as tx:
        number = await class_imports.apply_classes(tx, BY, [NEW], [(OLD, replace(OLD, places=9))])
    now = (await _by_code(filled))["CU-K1-2025"]
    async with filled.transaction() as tx:
        await class_writes.change(tx, BY, now, replace(now, place="Hội trường 2"))
    assert await _undo(filled, number) == Undone(reason="changed_later")
    assert (await _by_code(filled)).keys() == {"CU-K1-2025", "CU-K2-2025"}


async def test_a_class_with_people_in_it_is_not_taken_back(filled: Database) -> None:
    async with filled.transaction() as tx:
        number = await class_imports.apply_classes(tx, BY, [NEW], [])
    new = (await _by_code(filled))["CU-K2-2025"]
    async with filled.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment(new.id, CLERK.id)])
    assert await _undo(filled, number) == Undone(reason="changed_later")


async def test_a_number_nobody_was_given_is_unknown(filled: Database) -> None:
    assert await _undo(filled, 99) == Undone(reason="unknown")


async def test_a_file_compared_with_other_classes_than_there_are_is_outdated_and_leaves_nothing(
    filled: Database,
) -> None:
    seen_before = replace(OLD, version=7)
    async with filled.transaction() as tx:
        assert await class_imports.classes_outdated(tx, [], [(seen_before, replace(seen_before, places=9))])
        assert await class_imports.classes_outdated(tx, [replace(NEW, code=OLD.code)], [])
        assert not await class_imports.classes_outdated(tx, [NEW], [(OLD, replace(OLD, places=9))])
    with pytest.raises(BookOutdated):
        async with filled.transaction() as tx:
            await class_imports.apply_classes(tx, BY, [NEW], [(seen_before, replace(seen_before, places=9))])
    assert (await _by_code(filled)).keys() == {"CU-K1-2025"}


async def test_a_file_of_sessions_is_kept_and_taken_back(filled: Database) -> None:
    async with filled.transaction() as tx:
        [first] = await class_writes.add_sessions(tx, BY, [SESSION])
    moved, later = replace(first, room="Phòng 2"), replace(SESSION, part=Part.CHIEU)
    async with filled.transaction() as tx:
        assert not await class_imports.sessions_outdated(tx, [later], [(first, moved)])
        number = await class_imports.apply_sessions(tx, BY, [later], [(first, moved)])
        assert await class_imports.sessions_outdated(tx, [later], [(first, moved)]), "the same file twice"
    assert [(each.part, each.room) for each in await classes.sessions_of(filled, "k1")] == [
        (Part.SANG, "Phòng 2"), (Part.CHIEU, "Phòng 1"),
    ]  # fmt: skip
    assert await _undo(filled, number) == Undone(2)
    assert await classes.sessions_of(filled, "k1") == [replace(first, version=3)]


async def test_a_session_at_which_the_roll_was_called_is_not_taken_back(filled: Database) -> None:
    async with filled.transaction() as tx:
        number = await class_imports.apply_sessions(tx, BY, [SESSION], [])
    [session] = await classes.sessions_of(filled, "k1")
    await filled.write(
        "insert into attendance (session_id, person_id, state, reason, by_whom, at)"
        " values ($1, $2, 'present', '', $2, 1)",
        session.id, CLERK.id,
    )  # fmt: skip
    assert await _undo(filled, number) == Undone(reason="changed_later")
