"""What changed in timetables since it was told, on both engines."""

from datetime import date

from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from storage import classes, timetables
from storage.database import Database
from tests.storage.people import BY, CLERK, keep

SESSION = Session("s1", "k", date(2025, 6, 3), Part.SANG, "Bài 1", "Hội trường 1")


async def fill(db: Database) -> None:
    await keep(db, CLERK)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [TrainingClass("k", "K", "Lớp", state=ClassState.OPEN)])
        await classes.save_enrolments(tx, BY, [Enrolment("k", CLERK.id)])
        await classes.replace_sessions(tx, BY, "k", [SESSION])
        await timetables.note_new(tx)
        await timetables.note_new(tx)


async def test_what_differs_from_what_was_told_is_a_change_that_one_teller_takes(db: Database) -> None:
    await fill(db)
    assert await timetables.changes(db) == []
    await db.write("update class_session set room = 'Phòng 2', cancelled = 1, version = 2 where id = 's1'")
    [change] = await timetables.changes(db)
    assert (change.told, change.now.room, change.now.cancelled) == (SESSION, "Phòng 2", True)
    async with db.transaction() as tx:
        assert await timetables.note_told(tx, change, 5)
        assert not await timetables.note_told(tx, change, 5), "another told of it"
    assert await timetables.changes(db) == []


async def test_a_calendar_holds_the_cancelled_and_nobody_elses(db: Database) -> None:
    await fill(db)
    await db.write("update training_class set state = 'cancelled'")
    [event] = await timetables.events_of(db, CLERK.id, SESSION.day)
    assert (event.session, event.cancelled) == (SESSION, True)
    assert await timetables.events_of(db, "c-chair", SESSION.day) == []
