"""The picture of the months: what was frozen, what is foreseen, and everything in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handlers.files.trend_picture import draw_trend, in_words, lay_out, trend_data
from rules.forecast import Forecast, MonthEnd, Outlook, forecasts
from tests.handlers import roster
from tests.handlers.test_target_picture import assert_nothing_overlaps, written

DAY = date(2025, 6, 2)
ENDS = (date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31))
IDS = tuple(target.id for target in roster.POLICY.targets)


def ahead(month_ends: Mapping[str, Sequence[MonthEnd]]) -> tuple[Forecast, ...]:
    """What is foreseen of the small district, where nobody studies."""
    return forecasts(roster.CADRES, roster.POLICY, Outlook(DAY, (), month_ends=month_ends))


def steady(met: int = 1, total: int = 10) -> dict[str, list[MonthEnd]]:
    """One more in every group each month."""
    return {id: [MonthEnd(day, met + n, total) for n, day in enumerate(ENDS)] for id in IDS}


def test_every_month_end_is_a_point_and_today_is_the_last() -> None:
    data = trend_data(roster.POLICY, steady(), ahead(steady()), DAY)
    panel = data.panels[4]
    assert [point.day for point in panel.points] == [*ENDS, DAY]
    assert [point.share for point in panel.points] == [Fraction(n, 10) for n in (1, 2, 3)] + [Fraction(1, 2)]
    assert panel.points[-1].text == "1/2 (50,0%)"
    assert (data.first, data.last, data.deadline) == (ENDS[0], roster.POLICY.deadline, roster.POLICY.deadline)


def test_where_it_goes_stands_at_the_deadline() -> None:
    found = ahead(steady())
    data = trend_data(roster.POLICY, steady(), found, DAY)
    for panel, forecast in zip(data.panels, found, strict=True):
        assert panel.by_classes is not None
        assert panel.by_classes.share == forecast.then.share
        assert panel.by_classes.day == roster.POLICY.deadline
        assert panel.at_this_pace is not None
        assert panel.at_this_pace.share == Fraction(forecast.met_at_this_pace or 0, forecast.now.total)
    assert data.headline == "Theo các lớp hiện có: đạt 2/6 chỉ tiêu khi đến hạn 31/12/2025"


def test_past_the_deadline_only_what_was_is_drawn() -> None:
    data = trend_data(roster.POLICY, steady(7), (), date(2026, 1, 5))
    assert data.headline == "Ngày 31/05/2025: đạt 1/6 chỉ tiêu"
    assert data.dated == "Số liệu đến ngày 31/05/2025. Thời hạn 31/12/2025 đã qua."
    assert (data.deadline, data.last) == (None, ENDS[-1])
    assert not any(panel.by_classes or panel.at_this_pace for panel in data.panels)


def test_an_empty_month_end_leaves_a_gap_and_no_month_ends_are_said_to_be_missing() -> None:
    data = trend_data(roster.POLICY, {IDS[0]: [MonthEnd(ENDS[0], 0, 0), MonthEnd(ENDS[1], 1, 2)]}, (), DAY)
    assert [len(panel.points) for panel in data.panels] == [1, 0, 0, 0, 0, 0]
    assert sum(text.text == "Chưa có số liệu cuối tháng" for text in written(lay_out(data))) == 5


def test_the_foot_is_below_everything_that_is_drawn() -> None:
    data = trend_data(roster.POLICY, steady(17, 20), (), DAY)
    assert data.floor == Fraction(80, 100)
    assert "Chân mỗi hình là 80%, đỉnh là 100%." in data.notes


def test_the_figures_of_some_units_carry_their_names() -> None:
    data = trend_data(roster.POLICY, steady(), (), DAY, ("xã Tân An",))
    assert data.of_whom[0] == "Xã Tân An"


def test_it_is_drawn_as_png() -> None:
    with Image.open(BytesIO(draw_trend(trend_data(roster.POLICY, steady(), ahead(steady()), DAY)))) as image:
        assert (image.format, image.width) == ("PNG", 1080)


days = st.dates(date(2020, 1, 1), DAY)
frozen = st.builds(
    lambda day, met, more: MonthEnd(day, met, met + more), days, st.integers(0, 300_000), st.integers(0, 300_000)
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(frozen, max_size=8), min_size=6, max_size=6), st.booleans(), st.integers(0, 300_000))
def test_nothing_overlaps_whatever_the_months(rows: list[list[MonthEnd]], foreseen: bool, pace: int) -> None:
    ends = dict(zip(IDS, rows, strict=True))
    found = tuple(replace(each, met_at_this_pace=min(pace, each.now.total)) for each in ahead(ends)) if foreseen else ()
    assert_nothing_overlaps(lay_out(trend_data(roster.POLICY, ends, found, DAY)))


def test_the_words_under_it_say_where_every_line_ends() -> None:
    text = in_words(trend_data(roster.POLICY, steady(), ahead(steady()), DAY))
    assert text.startswith("Theo các lớp hiện có: đạt 2/6 chỉ tiêu khi đến hạn 31/12/2025.\n")
    panel = "5. Ủy viên BCH Đảng bộ cấp xã: 1/2 (50,0%); theo các lớp 1/2 (50,0%); theo đà này 2/2 (100,0%)."
    assert f"{panel} Chỉ tiêu 100%." in text
    assert "1. Ủy viên BCH Đảng bộ huyện: chưa có số liệu cuối tháng." in in_words(
        trend_data(roster.POLICY, {}, (), DAY)
    )
