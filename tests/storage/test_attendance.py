"""Roll calls in storage: written again, begged off beforehand, counted."""

from datetime import date

import pytest

from rules.attendance import Missed, Presence
from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from storage import attendance, classes
from storage.attendance import Mark
from storage.database import Database
from tests.storage.people import BY, CHAIR, CLERK, keep

DAY = date(2025, 6, 2)


@pytest.fixture
async def filled(db: Database) -> Database:
    await keep(db, CLERK, CHAIR)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [TrainingClass("k", "K", "Lớp", state=ClassState.RUNNING)])
        await classes.save_enrolments(tx, BY, [Enrolment("k", CLERK.id), Enrolment("k", CHAIR.id)])
        parts = (Session("s2", "k", DAY, Part.CHIEU, "B"), Session("s1", "k", DAY, Part.SANG, "A"))
        await classes.replace_sessions(tx, BY, "k", parts)
    return db


async def call(db: Database, session: str, **marks: Presence) -> None:
    async with db.transaction() as tx:
        await attendance.call(tx, BY, session, {f"c-{name}": presence for name, presence in marks.items()})


async def announce(db: Database, reason: str) -> bool:
    async with db.transaction() as tx:
        return await attendance.announce(tx, BY, "s1", CLERK.id, reason)


async def test_a_roll_typed_again_takes_the_place_of_the_first(filled: Database) -> None:
    await call(filled, "s1", clerk=Presence.ABSENT, chair=Presence.PRESENT)
    await call(filled, "s1", clerk=Presence.PRESENT, chair=Presence.EXCUSED)
    assert await attendance.roll(filled, "s1") == {CLERK.id: Mark(Presence.PRESENT), CHAIR.id: Mark(Presence.EXCUSED)}
    assert await attendance.missed(filled, "k") == {CHAIR.id: Missed(0, 1)}


async def test_a_reason_given_beforehand_outlives_the_roll(filled: Database) -> None:
    assert await announce(filled, "họp")
    assert not await announce(filled, "họp"), "just that was said already"
    assert await announce(filled, "ốm")
    assert await attendance.missed(filled, "k") == {}, "begging off is not yet missing"
    await call(filled, "s1", clerk=Presence.EXCUSED)
    assert await attendance.roll(filled, "s1") == {CLERK.id: Mark(Presence.EXCUSED, "ốm")}
    assert not await announce(filled, "khác"), "the roll was called"


async def test_a_cancelled_session_counts_for_nobody(filled: Database) -> None:
    await call(filled, "s1", clerk=Presence.ABSENT)
    await call(filled, "s2", clerk=Presence.ABSENT)
    await filled.write("update class_session set cancelled = 1 where id = 's2'")
    assert await attendance.missed(filled, "k") == {CLERK.id: Missed(1, 0)}
    assert [each.session.id for each in await attendance.own(filled, CLERK.id, DAY, DAY)] == ["s1"]
    assert await attendance.session(filled, "s2") is None


async def test_sessions_come_in_the_order_of_the_day(filled: Database) -> None:
    assert [each.session.id for each in await attendance.of_class(filled, "k")] == ["s1", "s2"]
    assert [each.session.id for each in await attendance.on_day(filled, DAY)] == ["s1", "s2"]
    assert await attendance.on_day(filled, DAY, "nobody") == []


async def test_what_was_begged_for_a_moved_session_is_dropped_and_what_was_called_stays(filled: Database) -> None:
    async with filled.transaction() as tx:
        await attendance.announce(tx, BY, "s1", CLERK.id, "họp")
        await attendance.call(tx, BY, "s1", {CHAIR.id: Presence.PRESENT})
        assert await attendance.forget_announced(tx, BY, "s1") == {CLERK.id}
        assert await attendance.forget_announced(tx, BY, "s1") == set()
    assert set(await attendance.roll(filled, "s1")) == {CHAIR.id}
