"""Requests for a seat: nobody gets round the unit, ends are ends, and the line is kept."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rules.office_hours import USUAL
from rules.seats import (
    LIVE,
    InLine,
    Move,
    Request,
    SeatState,
    Who,
    follows,
    next_in_line,
    offer_answered_by,
    position,
    unit_answers_by,
    waits_for,
    whose,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOVES = st.lists(st.sampled_from(Move), max_size=12)
BEGINNINGS = st.sampled_from((SeatState.WISH, SeatState.ASKED, SeatState.WAITING))
REQUESTS = st.builds(Request, st.sampled_from(SeatState), st.booleans(), st.booleans(), st.booleans())


def _walk(begin: Request, moves: list[Move]) -> list[tuple[Move, Request]]:
    """The requests that come of those moves that may be made, in their order."""
    found, now = [], begin
    for move in moves:
        state = follows(now, move)
        if state is not None:
            in_class = now.in_class or move is Move.OFFER
            now = Request(state, now.agreed or move is Move.AGREE, in_class, now.nominates)
            found.append((move, now))
    return found


@given(BEGINNINGS, st.booleans(), st.booleans(), MOVES)
def test_nobody_is_enrolled_or_sent_on_without_the_units_word(
    begin: SeatState, in_class: bool, nominates: bool, moves: list[Move]
) -> None:
    walked = _walk(Request(begin, False, in_class, nominates), moves)
    made = [move for move, _ in walked]
    for place, (_, request) in enumerate(walked):
        if request.state in (SeatState.ENROLLED, SeatState.FORWARDED):
            assert Move.AGREE in made[: place + 1]


@given(BEGINNINGS, st.booleans(), MOVES)
def test_for_a_class_of_the_school_nobody_is_ever_enrolled_or_offered_a_seat(
    begin: SeatState, in_class: bool, moves: list[Move]
) -> None:
    walked = _walk(Request(begin, False, in_class, nominates=True), moves)
    assert all(request.state not in (SeatState.ENROLLED, SeatState.OFFERED) for _, request in walked)


@given(REQUESTS, st.sampled_from(Move))
def test_what_is_over_stays_over_but_a_seat_in_the_class_can_be_left(request: Request, move: Move) -> None:
    if request.state not in LIVE:
        left = SeatState.RETURNED if (request.state, move) == (SeatState.ENROLLED, Move.LEAVE) else None
        assert follows(request, move) is left


@given(REQUESTS)
def test_a_live_request_can_always_be_withdrawn(request: Request) -> None:
    assert (follows(request, Move.WITHDRAW) is SeatState.WITHDRAWN) == (request.state in LIVE)


@given(REQUESTS)
def test_who_is_waited_for_can_make_a_move(request: Request) -> None:
    waited = waits_for(request)
    if waited in (Who.UNIT, Who.CENTRE, Who.PERSON):
        reachable = request.state is not SeatState.AGREED or request.agreed
        assert not reachable or any(whose(move) is waited and follows(request, move) for move in Move)


def test_a_taken_offer_still_waits_for_a_unit_that_said_nothing() -> None:
    assert follows(Request(SeatState.OFFERED), Move.ACCEPT) is SeatState.ASKED
    assert follows(Request(SeatState.OFFERED, agreed=True), Move.ACCEPT) is SeatState.AGREED


def test_a_unit_says_its_word_once() -> None:
    assert follows(Request(SeatState.WAITING), Move.AGREE) is SeatState.WAITING
    assert follows(Request(SeatState.WAITING, agreed=True), Move.AGREE) is None
    assert follows(Request(SeatState.AGREED, agreed=True), Move.DECLINE) is None


LINES = st.lists(
    st.builds(InLine, st.integers(1, 10_000), st.sampled_from(("", "an-truong", "tan-an", "binh-phu"))),
    unique_by=lambda each: each.place,
    max_size=30,
)
FULL = st.sets(st.sampled_from(("an-truong", "tan-an", "binh-phu")))


@given(LINES, FULL)
def test_who_is_next_is_first_in_their_line(line: list[InLine], full: set[str]) -> None:
    first = next_in_line(line, full)
    assert first is None or position(line, first, full) == 1
    assert (first is None) == all(each.quota in full for each in line)


@given(LINES, FULL)
def test_positions_of_those_who_can_be_offered_a_seat_run_from_one_without_a_gap(
    line: list[InLine], full: set[str]
) -> None:
    places = sorted(position(line, each, full) for each in line if each.quota not in full)
    assert places == list(range(1, len(places) + 1))


@given(LINES, FULL, st.data())
def test_nobody_falls_back_when_somebody_ahead_leaves(line: list[InLine], full: set[str], data: st.DataObject) -> None:
    if len(line) < 2:
        return
    gone = data.draw(st.sampled_from(line))
    rest = [each for each in line if each != gone]
    assert all(position(rest, each, full) <= position(line, each, full) for each in rest)


def test_a_unit_has_ten_working_days_or_until_the_list_of_the_class_closes() -> None:
    monday = datetime(2026, 11, 23, 8, 12, tzinfo=ZONE)
    assert unit_answers_by(monday, None) == datetime(2026, 12, 5, tzinfo=ZONE)
    assert unit_answers_by(monday, date(2026, 11, 30)) == datetime(2026, 12, 1, tzinfo=ZONE)
    assert unit_answers_by(monday, date(2026, 12, 30)) == datetime(2026, 12, 5, tzinfo=ZONE)


def test_an_offer_made_on_friday_afternoon_is_not_lost_over_the_weekend() -> None:
    friday = datetime(2026, 11, 27, 16, 0, tzinfo=ZONE)
    assert offer_answered_by(friday, USUAL) == datetime(2026, 12, 1, 16, 0, tzinfo=ZONE)
