"""A list is put into a class with a seat for everyone of it, or for nobody; and taken back whole."""

import asyncio

import pytest

from rules.cadres import Cadre, Tier, Unit
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.learners import Learner
from storage import cadre_writes, classes, enrolling, learners, seat_requests, units
from storage.database import Database
from storage.enrolling import Candidate, Short, Undone
from storage.journal import By
from storage.seat_requests import Ask, SeatRequest

BY = By("operator", 1)
TAN_AN = Unit("x", "xã Tân An", Tier.COMMUNE)
HAMLET = Unit("a", "Chi bộ ấp 1, xã Tân An", Tier.COMMUNE, "x")
NHA = Cadre("c1", "CB1", "Trần Văn Nhã", TAN_AN)
BINH = Learner("l1", "HV1", "Lê Thị Bình", HAMLET)
ALL = [Candidate("c1", "x"), Candidate("l1", "a")]


@pytest.fixture
async def filled(db: Database) -> Database:
    async with db.transaction() as tx:
        await units.save(tx, [TAN_AN, HAMLET])
        await cadre_writes.save(tx, BY, "import", [None], [NHA])
        await learners.save(tx, BY, "add", [BINH])
        training = TrainingClass("k1", "NT-K1", "Nhận thức", state=ClassState.OPEN, places=2, kind="nhan_thuc_dang")
        await classes.save_classes(tx, BY, "add", [training])
    return db


async def _taken(db: Database) -> int:
    [row] = await db.rows("select taken from training_class where id = 'k1'")
    return int(row["taken"])


async def _enrol(db: Database, *people: Candidate) -> int | Short:
    async with db.transaction() as tx:
        return await enrolling.enrol(tx, BY, "k1", people)


async def test_cadres_and_learners_of_a_list_are_enrolled_with_a_seat_each(filled: Database) -> None:
    assert await _enrol(filled, *ALL) == 1
    rows = await filled.rows("select person_id, state from enrolment order by person_id")
    assert [row[:] for row in rows] == [("c1", "enrolled"), ("l1", "enrolled")]
    assert await _taken(filled) == 2


async def test_with_too_few_seats_nobody_of_the_list_is_enrolled(filled: Database) -> None:
    await filled.write("update training_class set taken = 1")
    assert await _enrol(filled, *ALL) == Short(2, 1)
    assert not await filled.rows("select 1 from enrolment")
    assert await _taken(filled) == 1


async def test_a_units_quota_holds_for_the_units_below_it(filled: Database) -> None:
    await filled.write("insert into class_quota (class_id, unit_id, places, taken) values ('k1', 'x', 1, 0)")
    assert await _enrol(filled, *ALL) == Short(2, 1, "xã Tân An")
    assert not isinstance(await _enrol(filled, ALL[1]), Short)
    [row] = await filled.rows("select taken from class_quota")
    assert row["taken"] == 1


async def test_who_holds_a_seat_by_a_request_takes_no_second_one(filled: Database) -> None:
    async with filled.transaction() as tx:
        asked = await seat_requests.ask(tx, BY, Ask("l1", "a", "nhan_thuc_dang", "k1"))
    assert isinstance(asked, SeatRequest)
    await _enrol(filled, *ALL)
    assert await _taken(filled) == 2
    [row] = await filled.rows("select state from seat_request")
    assert row["state"] == "enrolled"


async def test_a_list_is_taken_back_with_its_seats_and_requests_stand_as_before(filled: Database) -> None:
    async with filled.transaction() as tx:
        await seat_requests.ask(tx, BY, Ask("l1", "a", "nhan_thuc_dang", "k1"))
    number = await _enrol(filled, *ALL)
    assert isinstance(number, int)
    async with filled.transaction() as tx:
        assert await enrolling.undo(tx, BY, number) == Undone(2)
    assert not await filled.rows("select 1 from enrolment")
    assert await _taken(filled) == 1
    [row] = await filled.rows("select state from seat_request")
    assert row["state"] == "asked"
    async with filled.transaction() as tx:
        assert await enrolling.undo(tx, BY, number) == Undone(reason="already_undone")


async def test_a_list_stays_once_somebody_of_it_was_changed(filled: Database) -> None:
    number = await _enrol(filled, *ALL)
    assert isinstance(number, int)
    async with filled.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("k1", "c1", EnrolmentState.PASSED)])
        assert await enrolling.undo(tx, BY, number) == Undone(reason="changed_later")
        assert await enrolling.undo(tx, BY, 99) == Undone(reason="unknown")
    assert len(await filled.rows("select 1 from enrolment")) == 2


async def test_two_lists_for_the_last_places_at_once_never_overfill_the_class(filled: Database) -> None:
    await filled.write("update training_class set places = 1")
    done = await asyncio.gather(_enrol(filled, ALL[0]), _enrol(filled, ALL[1]))
    assert await _taken(filled) == len(await filled.rows("select 1 from enrolment")) == 1
    assert sum(isinstance(each, Short) for each in done) == 1


async def test_the_same_list_twice_at_once_takes_each_seat_once(filled: Database) -> None:
    await filled.write("update training_class set places = 9")
    await asyncio.gather(_enrol(filled, *ALL), _enrol(filled, *ALL))
    assert await _taken(filled) == 2
