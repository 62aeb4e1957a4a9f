"""Handing a session on: who answers when, and what stands against it."""

from dataclasses import replace
from datetime import date

import pytest

from rules.classes import ClassState, Part, Session
from rules.lecturers import Lecturer, State, called
from rules.swaps import Barred, SwapMove, SwapState, after, barred, unfit

TODAY = date(2025, 6, 10)
SESSION = Session("s1", "k1", TODAY, Part.SANG, "Bài 1", "", "Ngô Văn Minh", "gv1")
AN = Lecturer("gv2", "GV02", "Trần Thị An", True, State.APPROVED)


def test_the_colleague_answers_first_and_then_staff() -> None:
    assert after(SwapState.ASKED, SwapMove.AGREE) is SwapState.WAITING
    assert after(SwapState.WAITING, SwapMove.GRANT) is SwapState.GRANTED


def test_staff_need_not_wait_for_the_colleague() -> None:
    assert after(SwapState.ASKED, SwapMove.GRANT) is SwapState.GRANTED


@pytest.mark.parametrize("state", [SwapState.DECLINED, SwapState.GRANTED, SwapState.REFUSED, SwapState.WITHDRAWN])
def test_what_is_answered_stays_so(state: SwapState) -> None:
    assert [after(state, move) for move in SwapMove] == [None] * len(SwapMove)


@pytest.mark.parametrize(
    ("session", "state", "why"),
    [
        (SESSION, ClassState.RUNNING, None),
        (replace(SESSION, day=date(2025, 6, 9)), ClassState.RUNNING, Barred.OVER),
        (replace(SESSION, cancelled=True), ClassState.RUNNING, Barred.OVER),
        (SESSION, ClassState.CANCELLED, Barred.OVER),
        (replace(SESSION, lecturer_id="gv2"), ClassState.RUNNING, Barred.NOT_THEIRS),
    ],
)
def test_only_ones_own_session_still_to_come_is_handed_on(
    session: Session, state: ClassState, why: Barred | None
) -> None:
    assert barred(session, state, "gv1", TODAY) is why


def test_a_colleague_takes_it_only_where_they_may_teach_and_are_free() -> None:
    assert unfit(SESSION, AN, busy=False) is None
    assert unfit(SESSION, AN, busy=True) is Barred.BUSY
    assert unfit(SESSION, replace(AN, term_until=date(2025, 6, 9)), busy=False) is Barred.NOT_APPROVED
    assert unfit(SESSION, replace(AN, id="gv1"), busy=False) is Barred.SAME


def test_a_lecturer_is_called_by_name_by_code_or_by_both() -> None:
    double = replace(AN, id="gv3", code="GV03")
    ended = replace(AN, id="gv4", code="GV04", state=State.ENDED)
    every = [AN, double, ended]
    assert called(every, "tran thi an", TODAY) == [AN, double]
    assert called(every, " GV03 ", TODAY) == called(every, "Trần Thị An GV03", TODAY) == [double]
    assert called(every, "GV04", TODAY) == called(every, "An", TODAY) == []
