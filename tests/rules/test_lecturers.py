"""How lecturers come into the pool: who moves whom, who may teach, whom words mean, works summed up."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.access import Role
from rules.lecturers import (
    Lecturer,
    Move,
    Refused,
    State,
    Work,
    WorkKind,
    after,
    matching,
    may_teach,
    moves,
    refusal,
    sum_of,
    topics_in,
)

STAFF, LEADER = frozenset({Role.STAFF}), frozenset({Role.LEADER})
MINH = Lecturer("1", "GV01", "Ngô Văn Minh", topics=("Xây dựng Đảng",), proposed_by="nv01")
SUBMITTED = replace(MINH, state=State.SUBMITTED, submitted_by="nv02")
DAY = date(2025, 6, 2)


def test_a_name_goes_from_proposed_to_approved_and_ends() -> None:
    state: State | None = State.PROPOSED
    for move in (Move.EXAMINE, Move.SUBMIT, Move.APPROVE, Move.END, Move.PROPOSE):
        assert state is not None
        state = after(state, move)
    assert state is State.PROPOSED


def test_only_a_leader_approves_or_returns_and_only_what_was_submitted() -> None:
    assert moves(SUBMITTED, "ld01", LEADER) == [Move.APPROVE, Move.RETURN]
    assert refusal(SUBMITTED, Move.APPROVE, "nv03", STAFF) is Refused.NOT_THEIRS
    assert refusal(MINH, Move.APPROVE, "ld01", LEADER) is Refused.NOT_NOW


@pytest.mark.parametrize("who", ["nv01", "nv02"])
def test_whoever_proposed_or_submitted_a_name_never_approves_it(who: str) -> None:
    assert refusal(SUBMITTED, Move.APPROVE, who, STAFF | LEADER) is Refused.OWN
    assert moves(SUBMITTED, who, STAFF | LEADER) == []


@given(st.sampled_from(State), st.sampled_from(Move), st.sets(st.sampled_from(Role)))
def test_nobody_but_staff_and_leaders_ever_moves_anyone(state: State, move: Move, roles: set[Role]) -> None:
    allowed = refusal(replace(MINH, state=state), move, "x", frozenset(roles)) is None
    assert not allowed or roles & {Role.STAFF, Role.ADMIN, Role.LEADER}


def test_only_the_approved_teach_and_only_until_their_term_ends() -> None:
    approved = replace(MINH, state=State.APPROVED, term_until=DAY)
    assert may_teach(approved, DAY)
    assert not may_teach(approved, date(2025, 6, 3))
    assert may_teach(replace(approved, term_until=None), date(2030, 1, 1))
    assert not any(may_teach(replace(MINH, state=state), DAY) for state in State if state is not State.APPROVED)


def test_a_lecturer_is_meant_by_name_code_or_topic() -> None:
    an = Lecturer("2", "GV02", "Trần Thị An", topics=("Nhà nước pháp quyền",))
    assert matching([MINH, an], "xay dung") == [MINH]
    assert matching([MINH, an], "gv02") == [an]
    assert matching([MINH, an], "") == [an, MINH]


def test_topics_are_told_apart_by_semicolons_and_kept_once() -> None:
    assert topics_in("Xây dựng Đảng; Nhà nước;\nXây dựng Đảng ; ") == ("Xây dựng Đảng", "Nhà nước")


def test_a_work_counts_once_staff_have_confirmed_it() -> None:
    works = [
        Work("1", "a", WorkKind.RESEARCH, "Đề tài", DAY, confirmed_by="nv01"),
        Work("2", "a", WorkKind.METHOD, "Thảo luận nhóm", DAY, confirmed_by="nv01"),
        Work("3", "b", WorkKind.METHOD, "Tình huống", DAY),
    ]
    summed = sum_of(works)
    assert summed.counts == {WorkKind.RESEARCH: 1, WorkKind.PRACTICE: 0, WorkKind.METHOD: 1}
    assert (summed.lecturers, summed.waiting) == (1, 1)
