"""Requests for seats: never more than there are, in order of arrival, within the units' quotas, each word once."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from rules.cadres import Cadre, Tier, Unit
from rules.classes import ClassState, Course, TrainingClass
from rules.levels import Level
from rules.seats import InLine, Move, SeatState, position
from storage import cadre_writes, classes, seat_requests, seats, study_requests, units
from storage.database import Database
from storage.seat_requests import Ask, Moved, Refused, SeatRequest
from storage.study_requests import Answer, Wanted
from tests.storage.people import BY

HERE = Unit("an-truong", "UBND xã An Trường", Tier.COMMUNE)
BELOW = Unit("truong-hoc", "Trường học An Trường", Tier.COMMUNE, "an-truong")
THERE = Unit("tan-an", "UBND xã Tân An", Tier.COMMUNE)
COURSE = TrainingClass(
    "cu3", "CU-K3", "Bồi dưỡng cấp ủy", course=Course.CAP_UY, state=ClassState.OPEN, places=2, kind="cap_uy"
)
SCHOOL = TrainingClass("tc16", "TC-K16", "Trung cấp, khóa 16", Level.TRUNG_CAP, state=ClassState.OPEN, kind="trung_cap")
UNTIL = 1_750_000_000_000


@pytest.fixture
async def people(db: Database) -> None:
    """Twelve people: of xã An Trường, of a school below it, of xã Tân An, in turn."""
    await _fill(db, 12, COURSE)


async def _fill(db: Database, many: int, course: TrainingClass) -> None:
    where = (HERE, BELOW, THERE)
    found = [Cadre(f"p{n}", f"CB{n:04}", f"Người {n}", where[n % 3]) for n in range(many)]
    async with db.transaction() as tx:
        await units.save(tx, where)
        await cadre_writes.save(tx, BY, "test", [None] * many, found)
        await classes.save_classes(tx, BY, "create", [course, SCHOOL])


def _wanted(number: int, class_id: str | None = "cu3", kind: str = "cap_uy") -> Ask:
    return Ask(f"p{number}", (HERE, BELOW, THERE)[number % 3].id, kind, class_id)


async def _ask(db: Database, *numbers: int) -> list[SeatRequest]:
    return [await _kept(db, _wanted(number)) for number in numbers]


async def _kept(db: Database, wanted: Ask) -> SeatRequest:
    async with db.transaction() as tx:
        found = await seat_requests.ask(tx, BY, wanted)
    assert isinstance(found, SeatRequest)
    return found


async def _move(db: Database, what: Move, *requests: SeatRequest, word: str = "") -> Moved:
    async with db.transaction() as tx:
        seen = {each.id: each.version for each in requests}
        return await seat_requests.move(tx, BY, what, seen, word, UNTIL)


async def _now(db: Database, *requests: SeatRequest) -> list[SeatState]:
    return [(await seat_requests.with_ids(db, [each.id]))[0].state for each in requests]


async def _quota(db: Database, unit: Unit, places: int) -> None:
    async with db.transaction() as tx:
        await tx.rows("insert into class_quota (class_id, unit_id, places, taken) values ('cu3', $1, $2, 0)",
                      unit.id, places)  # fmt: skip
        await seats.count_quotas(tx, "cu3")


async def _taken(db: Database) -> int:
    [row] = await db.rows("select taken from training_class where id = 'cu3'")
    return int(row["taken"])


@pytest.mark.usefixtures("people")
async def test_seats_are_held_while_there_are_any_and_then_people_wait_in_order(db: Database) -> None:
    found = await _ask(db, 0, 1, 2, 3)
    assert [each.state for each in found] == ["asked", "asked", "waiting", "waiting"]
    line, full = await seats.line_of(db, "cu3")
    assert [position(line, each, full) for each in line] == [1, 2]
    assert await _taken(db) == 2


@pytest.mark.usefixtures("people")
async def test_a_double_tap_keeps_one_request(db: Database) -> None:
    await _ask(db, 0)
    async with db.transaction() as tx:
        assert await seat_requests.ask(tx, BY, _wanted(0)) is Refused.LIVE
        assert await seat_requests.ask(tx, BY, replace(_wanted(0), class_id=None)) is Refused.LIVE
    assert await _taken(db) == 1


@pytest.mark.usefixtures("people")
async def test_a_class_that_is_closed_takes_no_requests(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "close", [replace(COURSE, state=ClassState.CLOSED)])
        assert await seat_requests.ask(tx, BY, _wanted(0)) is Refused.CLOSED


@pytest.mark.parametrize("what", [Move.WITHDRAW, Move.DECLINE, Move.RETURN, Move.EXPIRE])
@pytest.mark.usefixtures("people")
async def test_a_seat_given_up_is_offered_to_the_first_who_waits(db: Database, what: Move) -> None:
    first, _, third, fourth = await _ask(db, 0, 1, 2, 3)
    moved = await _move(db, what, first, word="bận")
    assert [each.person_id for each in moved.offered] == ["p2"]
    assert moved.offered[0].due_at == UNTIL
    assert await _now(db, third, fourth) == ["offered", "waiting"]
    assert await _taken(db) == 2


@pytest.mark.usefixtures("people")
async def test_an_offer_turned_down_goes_to_the_next_and_one_taken_still_needs_the_unit(db: Database) -> None:
    first, _, third, fourth = await _ask(db, 0, 1, 2, 3)
    [offer] = (await _move(db, Move.WITHDRAW, first)).offered
    [second_offer] = (await _move(db, Move.WITHDRAW, offer)).offered
    await _move(db, Move.ACCEPT, second_offer)
    assert await _now(db, third, fourth) == ["withdrawn", "asked"]


@pytest.mark.usefixtures("people")
async def test_whom_the_unit_agreed_to_while_they_waited_waits_only_for_the_centre(db: Database) -> None:
    first, _, third = await _ask(db, 0, 1, 2)
    await _move(db, Move.AGREE, third)
    [offer] = (await _move(db, Move.WITHDRAW, first)).offered
    [taken] = (await _move(db, Move.ACCEPT, offer)).requests
    assert (taken.state, taken.agreed_by) == ("agreed", BY.actor)


@pytest.mark.usefixtures("people")
async def test_nobody_is_enrolled_before_the_unit_agreed_and_a_seat_stays_held_after(db: Database) -> None:
    [request] = await _ask(db, 0)
    assert (await _move(db, Move.ENROL, request)).requests == []
    [agreed] = (await _move(db, Move.AGREE, request)).requests
    await _move(db, Move.ENROL, agreed)
    assert (await _move(db, Move.ENROL, agreed)).requests == []
    rows = await db.rows("select person_id, state from enrolment where class_id = 'cu3'")
    assert [tuple(row[:]) for row in rows] == [("p0", "enrolled")]
    assert await _taken(db) == 1


@pytest.mark.usefixtures("people")
async def test_what_somebody_else_changed_meanwhile_stays_as_it_is(db: Database) -> None:
    [request] = await _ask(db, 0)
    await _move(db, Move.AGREE, request)
    assert (await _move(db, Move.DECLINE, request, word="bận")).requests == []
    assert await _now(db, request) == ["agreed"]


@pytest.mark.usefixtures("people")
async def test_a_full_quota_lets_others_pass_and_its_seat_goes_to_its_own_people(db: Database) -> None:
    await _quota(db, HERE, 1)
    first, school, there = await _ask(db, 0, 1, 2)
    assert [first.state, school.state, there.state] == ["asked", "waiting", "asked"]
    third = (await _ask(db, 5))[0]
    moved = await _move(db, Move.WITHDRAW, there)
    assert [each.id for each in moved.offered] == [third.id]
    assert [each.id for each in (await _move(db, Move.WITHDRAW, first)).offered] == [school.id]


@pytest.mark.usefixtures("people")
async def test_a_person_under_a_full_quota_is_behind_their_own_unit_only(db: Database) -> None:
    await _quota(db, HERE, 0)
    await _ask(db, 2, 5)
    await _ask(db, 8, 0, 1)
    line, full = await seats.line_of(db, "cu3")
    assert [each.quota for each in line] == ["", "an-truong", "an-truong"]
    assert [position(line, each, full) for each in line] == [1, 1, 2]


@pytest.mark.usefixtures("people")
async def test_raised_places_are_offered_and_never_skip_the_unit(db: Database) -> None:
    await _ask(db, 0, 1, 2, 3)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(COURSE, places=3)])
        [offer] = await seat_requests.offer_free(tx, BY, "cu3", UNTIL)
    assert (offer.person_id, offer.state, offer.agreed_by) == ("p2", "offered", None)


@pytest.mark.usefixtures("people")
async def test_wishes_are_offered_the_seats_of_a_class_that_opens_in_order_of_arrival(db: Database) -> None:
    wishes = [await _kept(db, _wanted(n, class_id=None)) for n in (4, 3, 5)]
    async with db.transaction() as tx:
        offered = await seat_requests.offer_free(tx, BY, "cu3", UNTIL)
    assert [each.id for each in offered] == [wishes[0].id, wishes[1].id]
    assert await _now(db, *wishes) == ["offered", "offered", "wish"]


@pytest.mark.usefixtures("people")
async def test_for_trung_cap_a_request_is_a_wish_that_holds_no_seat_and_ends_when_it_is_sent_on(db: Database) -> None:
    wish = await _kept(db, _wanted(0, "tc16", "trung_cap"))
    assert wish.state == "wish"
    [agreed] = (await _move(db, Move.AGREE, wish)).requests
    assert (await _move(db, Move.ENROL, agreed)).requests == []
    [sent] = (await _move(db, Move.FORWARD, agreed)).requests
    assert sent.state == "forwarded"
    assert not await db.rows("select 1 from enrolment")
    [row] = await db.rows("select taken from training_class where id = 'tc16'")
    assert row["taken"] == 0


@pytest.mark.usefixtures("people")
async def test_a_unit_that_sends_somebody_agrees_to_what_they_asked_for_themselves(db: Database) -> None:
    [own] = await _ask(db, 0)
    async with db.transaction() as tx:
        sent = await seat_requests.nominate(tx, BY, _wanted(0))
    assert isinstance(sent, SeatRequest)
    assert (sent.id, sent.state) == (own.id, "agreed")
    assert len(await db.rows("select 1 from seat_request")) == 1


@pytest.mark.usefixtures("people")
async def test_a_wish_of_somebody_whom_the_unit_sends_goes_into_the_class(db: Database) -> None:
    wish = await _kept(db, _wanted(0, class_id=None))
    async with db.transaction() as tx:
        sent = await seat_requests.nominate(tx, BY, _wanted(0))
    assert isinstance(sent, SeatRequest)
    assert (sent.id, sent.class_id, sent.state) == (wish.id, "cu3", "agreed")
    assert await _taken(db) == 1


async def _asked_by_a_leader(db: Database, number: int) -> int:
    async with db.transaction() as tx:
        [kept] = await study_requests.ask(tx, BY, [Wanted(f"p{number}", "tc16", ("t1",), date(2025, 6, 30))])
    return kept


@pytest.mark.usefixtures("people")
async def test_a_units_yes_to_a_leader_becomes_a_request_that_has_its_word(db: Database) -> None:
    number = await _asked_by_a_leader(db, 0)
    async with db.transaction() as tx:
        await study_requests.answer(tx, BY, {number: 1}, Answer.AGREED)
    found = await seat_requests.live_of(db, "p0", "trung_cap")
    assert found is not None
    assert (found.class_id, found.state) == ("tc16", "agreed")


@pytest.mark.usefixtures("people")
async def test_what_a_leader_asks_and_what_the_person_asks_is_answered_with_one_word(db: Database) -> None:
    number = await _asked_by_a_leader(db, 0)
    wish = await _kept(db, _wanted(0, "tc16", "trung_cap"))
    other = await _asked_by_a_leader(db, 1)
    other_wish = await _kept(db, _wanted(1, "tc16", "trung_cap"))
    await _move(db, Move.AGREE, wish)
    async with db.transaction() as tx:
        await study_requests.answer(tx, BY, {other: 1}, Answer.DECLINED, "đi công tác")
    states = {each.number: each.state for each in await study_requests.with_numbers(db, [number, other])}
    assert states == {number: "agreed", other: "declined"}
    assert await _now(db, wish, other_wish) == ["agreed", "declined"]


@pytest.mark.usefixtures("people")
async def test_a_leader_does_not_ask_for_whom_the_unit_has_agreed_to_send(db: Database) -> None:
    wish = await _kept(db, _wanted(0, "tc16", "trung_cap"))
    await _move(db, Move.AGREE, wish)
    async with db.transaction() as tx:
        assert await study_requests.ask(tx, BY, [Wanted("p0", "tc16", (), date(2025, 6, 30))]) == []
    assert await study_requests.standing(db, [("p0", "tc16")]) == {("p0", "tc16")}


async def _crowd(db: Database, many: int, places: int) -> None:
    """Everybody asks at once; as they are told, so they stand."""
    await _fill(db, many, replace(COURSE, places=places))
    found = await asyncio.gather(*(_kept(db, _wanted(n)) for n in range(many)))
    in_order = sorted(found, key=lambda each: each.number)
    assert [each.state for each in in_order] == ["asked"] * places + ["waiting"] * (many - places)
    assert await _taken(db) == places
    line, full = await seats.line_of(db, "cu3")
    assert [each.place for each in line] == [each.number for each in in_order[places:]]
    assert position(line, InLine(in_order[-1].number), full) == many - places


async def test_of_a_hundred_who_ask_for_ten_places_ten_hold_a_seat_and_ninety_wait_in_order(db: Database) -> None:
    await _crowd(db, 100, 10)


@pytest.mark.proof
async def test_of_a_thousand_who_ask_for_a_hundred_places_within_ten_seconds_exactly_a_hundred_hold_one(
    db: Database,
) -> None:
    await asyncio.wait_for(_crowd(db, 1_000, 100), 20)
