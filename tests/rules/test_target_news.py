"""What is worth telling: what fell, a pace that was lost, a deadline that nears, a target that is reached."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rules.forecast import MonthEnd
from rules.levels import Level
from rules.target_news import NEAR, News, NewsKind, Seen, changes, news, on_course, seen
from rules.targets import Figure, satisfies

DEADLINE = date(2025, 12, 31)
MONDAY = date(2025, 6, 2)


def figure(met: int, total: int = 100, id: str = "t1", required: Fraction = Fraction(9, 10)) -> Figure:
    share = Fraction(met, total) if total else None
    reached = share is not None and satisfies(share, ">=", required)
    return Figure(id, "g", Level.CAO_CAP, ">=", required, total, met, 0, None, share, reached)


def known(*figures: Figure, day: date = MONDAY, paces: Mapping[str, bool | None] | None = None) -> Seen:
    return seen(figures, paces or {}, day, "basis")


def told(before: Seen | None, *figures: Figure, day: date = MONDAY + timedelta(days=1), names: bool = True,
         paces: Mapping[str, bool | None] | None = None) -> tuple[News, ...]:  # fmt: skip
    return news(before, known(*figures, day=day, paces=paces), figures, DEADLINE, names)


def kinds(found: tuple[News, ...]) -> list[NewsKind]:
    return [each.kind for each in found]


def test_a_figure_that_falls_is_told_with_what_it_was() -> None:
    [found] = told(known(figure(80)), figure(79))
    assert (found.kind, found.before and found.before.met) == (NewsKind.FALLEN, 80)


def test_a_share_falls_when_the_group_grows() -> None:
    assert kinds(told(known(figure(80)), figure(80, 101))) == [NewsKind.FALLEN]
    assert told(known(figure(80)), figure(80, 99)) == ()


def test_a_target_that_is_reached_is_good_news_once() -> None:
    before, after = known(figure(89)), figure(90)
    assert kinds(told(before, after)) == [NewsKind.REACHED]
    assert told(known(after), after) == ()


def test_a_pace_that_was_enough_and_is_no_more_is_told() -> None:
    before = known(figure(80), paces={"t1": True})
    assert kinds(told(before, figure(80), paces={"t1": False})) == [NewsKind.OFF_COURSE]
    [fallen] = told(before, figure(79), paces={"t1": False})
    assert (fallen.kind, fallen.off_course) == (NewsKind.FALLEN, True), "one line a target"
    assert told(known(figure(80)), figure(80), paces={"t1": False}) == (), "nobody knew a pace before"
    assert told(before, figure(80)) == (), "nobody knows a pace now"


def test_the_deadline_is_brought_to_mind_90_30_and_7_days_before_and_never_after() -> None:
    before, heard = known(figure(80)), list[int]()
    for n in range(1, 400):
        day = MONDAY + timedelta(days=n)
        heard += [each.days_left for each in told(before, figure(80), day=day)]
        before = known(figure(80), day=day)
    assert heard == list(NEAR)


def test_days_without_power_bring_the_deadline_once() -> None:
    [found] = told(known(figure(80), day=DEADLINE - timedelta(days=100)), figure(80), day=DEADLINE - timedelta(days=5))
    assert found.days_left == 5


def test_a_deadline_worries_nobody_who_reached_everything() -> None:
    before = known(figure(90), day=DEADLINE - timedelta(days=31))
    assert told(before, figure(90), figure(0, 0, "t2"), day=DEADLINE - timedelta(days=30)) == ()


def test_nothing_is_told_after_the_deadline() -> None:
    before = known(figure(80), day=DEADLINE)
    assert told(before, figure(10), day=DEADLINE + timedelta(days=1)) == ()
    assert kinds(told(known(figure(80)), figure(10), day=DEADLINE))[0] is NewsKind.FALLEN


def test_a_group_under_five_is_silent_to_who_may_not_see_names() -> None:
    before = known(figure(3, 4), figure(5, 5, "t2"))
    assert [each.figure.id for each in told(before, figure(2, 4), figure(4, 5, "t2"), names=False) if each.figure] == [
        "t2"
    ]
    assert len(told(before, figure(2, 4), figure(4, 5, "t2"))) == 2
    assert told(before, figure(3, 4), figure(3, 4, "t2"), names=False) == (), "it is under five now"


def test_figures_of_other_rules_or_other_units_do_not_compare() -> None:
    after = figure(10)
    other = seen([after], {}, MONDAY + timedelta(days=1), "other basis")
    assert news(known(figure(80)), other, [after], DEADLINE, True) == ()
    assert told(None, after) == ()


def test_a_clock_that_is_set_back_tells_nothing() -> None:
    assert told(known(figure(80)), figure(10), day=MONDAY) == ()
    assert told(known(figure(80)), figure(10), day=MONDAY - timedelta(days=3)) == ()


shares = st.integers(0, 12).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
histories = st.lists(st.tuples(shares, shares), min_size=1, max_size=8)


@given(histories, st.booleans())
def test_whoever_keeps_what_they_were_told_hears_nothing_twice(
    history: list[tuple[tuple[int, int], tuple[int, int]]], names: bool
) -> None:
    before: Seen | None = None
    for n, (first, second) in enumerate(history):
        figures, day = (figure(*first), figure(*second, "t2")), MONDAY + timedelta(days=n)
        found = told(before, *figures, day=day, names=names)
        for each in found:
            assert each.figure is not None
            assert each.before is not None
            assert names or min(each.figure.total, each.before.total) >= 5
            assert (each.figure.met, each.figure.total) != (each.before.met, each.before.total)
        assert len({each.figure.id for each in found if each.figure}) == len(found), "one line a target"
        before = known(*figures, day=day)
        assert told(before, *figures, day=day + timedelta(days=1), names=names) == ()


def test_the_pace_is_judged_on_the_last_month_end() -> None:
    ends = [MonthEnd(date(2025, 4, 30), 80, 100), MonthEnd(date(2025, 5, 31), 82, 100)]
    assert on_course(figure(82), ends, DEADLINE) is True
    assert on_course(figure(82), ends, date(2025, 8, 31)) is False
    assert on_course(figure(82), ends[:1], DEADLINE) is None
    assert on_course(figure(0, 0), [MonthEnd(end.day, 0, 0) for end in ends], DEADLINE) is None


def test_what_changed_is_every_figure_with_other_numbers() -> None:
    before = known(figure(80), figure(5, 5, "t2"), figure(3, 4, "t3"))
    now = (figure(83), figure(5, 5, "t2"), figure(2, 4, "t3"))
    assert [each.id for each, _ in changes(before, now, True)] == ["t1", "t3"]
    assert [each.id for each, _ in changes(before, now, False)] == ["t1"]
