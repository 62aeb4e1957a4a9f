"""Lists of requests, and what is due among them: bounded by units, in order, and only what still waits."""

from dataclasses import replace
from datetime import date

import pytest

from rules.access import OPERATOR, Asker, Grant, Role
from rules.classes import ClassState
from rules.levels import Level
from rules.seats import Move, SeatState
from storage import candidates, classes, nomination_papers, seat_due, seat_lists, seat_requests, seats
from storage.database import Database
from storage.seat_requests import SeatRequest
from tests.storage.people import BY
from tests.storage.test_seat_requests import COURSE, HERE, THERE, _fill, _kept, _wanted

_OFFICER = Asker(grants=(Grant(Role.OFFICER, HERE.id),))


@pytest.fixture
async def asked(db: Database) -> list[SeatRequest]:
    """Of twelve people the first three asked for two seats, and the fourth wishes for another course."""
    await _fill(db, 12, replace(COURSE, register_until=date(2025, 6, 30)))
    found = [await _kept(db, replace(_wanted(n), due_at=1_000 + n)) for n in range(3)]
    return [*found, await _kept(db, _wanted(3, None, "chuyen_de"))]


async def test_an_officer_has_a_word_on_the_people_of_the_unit_and_below(
    db: Database, asked: list[SeatRequest]
) -> None:
    found = await seat_lists.for_units_word(db, _OFFICER)
    assert [each.person_id for each in found] == ["p1", "p0", "p3"]
    assert len(await seat_lists.for_units_word(db, OPERATOR)) == 4


async def test_a_person_finds_their_own_the_ones_under_way_first(db: Database, asked: list[SeatRequest]) -> None:
    async with db.transaction() as tx:
        await seat_requests.move(tx, BY, Move.WITHDRAW, {asked[0].id: 1})
        await seat_requests.ask(tx, BY, _wanted(0, None, "chuyen_de"))
    found = await seat_lists.own(db, "p0", BY.at)
    assert [each.state for each in found] == ["wish", "withdrawn"]
    assert [each.state for each in await seat_lists.own(db, "p0", BY.at + 1)] == ["wish"]


async def test_wishes_are_counted_by_course_and_unit_and_requests_by_class(
    db: Database, asked: list[SeatRequest]
) -> None:
    [demand] = await seat_lists.demand(db)
    assert (demand.kind, demand.unit_id, demand.person_ids) == ("chuyen_de", HERE.id, ("p3",))
    assert await seat_lists.counts(db) == {"cu3": {SeatState.ASKED: 2, SeatState.WAITING: 1}}
    assert len(await seat_lists.of_class(db, "cu3", [SeatState.ASKED, SeatState.WAITING], HERE.id)) == 2
    assert [each.person_id for each in await seat_lists.of_kind(db, "chuyen_de", [SeatState.WISH])] == ["p3"]


async def test_what_is_due_is_found_once_its_time_has_come(db: Database, asked: list[SeatRequest]) -> None:
    assert [each.person_id for each in await seat_due.past(db, 1_000, 10)] == ["p0"]
    assert [each.person_id for each in await seat_due.to_chase(db, 1_000, 2_000, BY.at, 10)] == ["p1"]
    assert await seat_due.to_chase(db, 1_000, 2_000, BY.at - 1, 10) == [], "asked just now"
    async with db.transaction() as tx:
        assert await seat_due.note_chased(tx, asked, 5) == {asked[0].id, asked[1].id, asked[3].id}
    assert await seat_due.to_chase(db, 1_000, 2_000, BY.at, 10) == []
    assert await seat_due.classes_with_a_line(db) == []


async def test_a_unit_with_a_quota_is_silent_until_it_sends_somebody(db: Database, asked: list[SeatRequest]) -> None:
    async with db.transaction() as tx:
        for unit in (HERE, THERE):
            await tx.rows(
                "insert into class_quota (class_id, unit_id, places, taken) values ('cu3', $1, 3, 0)", unit.id
            )
        await seats.count_quotas(tx, "cu3")
    [silent] = await seat_due.silent_units(db, date(2025, 6, 28), date(2025, 7, 1))
    assert (silent.unit_id, silent.left) == (THERE.id, 3)
    async with db.transaction() as tx:
        assert await seat_due.note_unit_chased(tx, silent, 5)
        assert not await seat_due.note_unit_chased(tx, silent, 5)


async def test_requests_for_a_class_that_has_begun_are_over(db: Database, asked: list[SeatRequest]) -> None:
    assert await seat_due.of_classes_over(db, 10) == []
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "run", [replace(COURSE, state=ClassState.RUNNING)])
    assert len(await seat_due.of_classes_over(db, 10)) == 3


async def test_who_was_sent_already_is_no_candidate_and_who_asked_alone_still_is(
    db: Database, asked: list[SeatRequest]
) -> None:
    async with db.transaction() as tx:
        await seat_requests.move(tx, BY, Move.AGREE, {asked[0].id: 1})
    found = await candidates.for_class(db, _OFFICER, "cu3", "cap_uy", Level.NONE, True)
    assert {each.id for each in found} == {"p1", "p3", "p4", "p6", "p7", "p9", "p10"}
    lacking = await candidates.for_class(db, _OFFICER, "tc16", "trung_cap", Level.TRUNG_CAP, True)
    assert len(lacking) == 8


async def test_a_signed_list_is_kept_with_its_unit(db: Database, asked: list[SeatRequest]) -> None:
    async with db.transaction() as tx:
        await nomination_papers.add(tx, BY, "cu3", HERE.id, ("d" * 64, "ky.jpg"))
        await nomination_papers.add(tx, BY, "cu3", None, ("e" * 64, "ky2.jpg"))
    assert sorted(each.unit for each in await nomination_papers.of_class(db, "cu3")) == ["", HERE.name]


async def test_the_centre_is_reminded_once_of_what_units_agreed_to(db: Database, asked: list[SeatRequest]) -> None:
    async with db.transaction() as tx:
        await seat_requests.move(tx, BY, Move.AGREE, {asked[0].id: 1})
    assert await seat_due.left_with_centre(db, BY.at - 1) == []
    [waiting] = await seat_due.left_with_centre(db, BY.at)
    async with db.transaction() as tx:
        assert await seat_due.note_centre_chased(tx, [waiting], 5) == {asked[0].id}
        assert await seat_due.note_centre_chased(tx, [waiting], 6) == set()
    assert await seat_due.left_with_centre(db, BY.at) == []
