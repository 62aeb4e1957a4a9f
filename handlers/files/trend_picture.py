"""The targets month by month as a picture: a line for each, what it must reach, and where it is going."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlers.files.drawing import Block, Colour, Item, Letters, Point, Shape, Sheet, Stroke, Text, disc, paint
from handlers.files.page import KICKER, LEFT, PLAIN, QUIET, RIGHT, SIGN, Page, Sign, balanced, from_right
from handlers.texts import target_picture as texts
from handlers.texts.notices import thousands
from handlers.texts.targets import percent, required
from rules.forecast import Forecast, MonthEnd
from rules.policy import Policy, Target
from rules.targets import satisfies

_HEADLINE = Letters(58, bold=True)
_NAME = Letters(37, bold=True)
_HEIGHT = 112
"""Pixels of a panel from its foot to 100%."""
_EDGE = 20
"""Pixels kept free at both sides for the marks at the ends."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A share on a day, and how it is written there."""

    day: date
    share: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class TrendPanel:
    """One target: its line, its aim, and where the line goes on to."""

    name: str
    asked: str
    mark: Fraction
    """The share asked for."""
    points: tuple[TrendPoint, ...]
    """Month-ends that had anybody in the group, by day, then today's figure where it is known."""
    by_classes: TrendPoint | None
    """On the deadline, if everyone in a class that ends in time finishes."""
    at_this_pace: TrendPoint | None
    """On the deadline, if it goes on as it went."""


@dataclass(frozen=True, slots=True)
class TrendData:
    """Every number and every text of the picture."""

    title: str
    of_whom: tuple[str, ...]
    headline: str
    dated: str
    panels: tuple[TrendPanel, ...]
    first: date
    last: date
    """The days at both ends of every line; the last is the deadline while it lies ahead."""
    deadline: date | None
    """None unless it stands on the picture."""
    floor: Fraction
    """The share at the foot of every panel: the same for all, so that they compare."""
    notes: tuple[str, ...]


def trend_data(
    policy: Policy,
    month_ends: Mapping[str, Sequence[MonthEnd]],
    forecasts: Sequence[Forecast],
    day: date,
    units: tuple[str, ...] = (),
) -> TrendData:
    """What the picture of a day shows. `month_ends` by target id, in any order; no forecasts once the deadline is over;
    `units` are those whose figures they are, none for all.

    A month-end at which a group was empty has no point.
    """
    by_target = {forecast.now.id: forecast for forecast in forecasts}
    panels = tuple(
        _panel(place, policy, target, month_ends.get(target.id, ()), by_target.get(target.id), day)
        for place, target in enumerate(policy.targets, 1)
    )
    points = [point for panel in panels for point in panel.points]
    deadline = policy.deadline if forecasts else None
    lasting = max((point.day for point in points), default=day)
    return TrendData(
        title=texts.TREND,
        of_whom=texts.of_whom(policy, units),
        headline=_headline(policy, panels, forecasts, lasting),
        dated=texts.trend_dated(lasting, policy.deadline if policy.deadline_passed(day) else None),
        panels=panels,
        first=min((point.day for point in points), default=day),
        last=deadline or lasting,
        deadline=deadline,
        floor=_floor(panels),
        notes=(texts.scale(_floor(panels)), *(texts.TREND_NOTES if forecasts else ())),
    )


def in_words(data: TrendData) -> str:
    """The picture in words, for whoever cannot see it."""
    head = f"{texts.TREND_TITLE}, {data.of_whom[0][:1].lower()}{data.of_whom[0][1:]}. {data.dated}"
    lines = [f"{panel.name}: {_ends(panel)}. {panel.asked[:1].upper()}{panel.asked[1:]}." for panel in data.panels]
    return "\n".join((f"{data.headline}.", head, "", *lines, *data.notes[1:]))


def _ends(panel: TrendPanel) -> str:
    now, *ahead = (panel.points[-1] if panel.points else None, panel.by_classes, panel.at_this_pace)
    return texts.in_a_line(*(point.text if point and now else "" for point in (now, *ahead)))


def _panel(
    place: int, policy: Policy, target: Target, month_ends: Iterable[MonthEnd], ahead: Forecast | None, day: date
) -> TrendPanel:
    ends = sorted(month_ends, key=lambda each: each.day)
    known = [_point(each.day, each.met, each.total, target) for each in ends if each.total]
    if ahead is not None and ahead.now.total:
        known = [point for point in known if point.day < day]
        known.append(_point(day, ahead.now.met, ahead.now.total, target))
    return TrendPanel(
        name=f"{place}. {policy.group_by_id[target.group].name}",
        asked=f"{texts.ASKED} {required(target.comparator, target.share)}",
        mark=target.share,
        points=tuple(known),
        by_classes=_by_classes(ahead, target, policy.deadline),
        at_this_pace=_at_this_pace(ahead, target, policy.deadline),
    )


def _by_classes(ahead: Forecast | None, target: Target, deadline: date | None) -> TrendPoint | None:
    if ahead is None or deadline is None or not ahead.then.total:
        return None
    return _point(deadline, ahead.then.met, ahead.then.total, target)


def _at_this_pace(ahead: Forecast | None, target: Target, deadline: date | None) -> TrendPoint | None:
    if ahead is None or deadline is None or ahead.met_at_this_pace is None or not ahead.now.total:
        return None
    return _point(deadline, ahead.met_at_this_pace, ahead.now.total, target)


def _point(day: date, met: int, total: int, target: Target) -> TrendPoint:
    share = Fraction(met, total)
    return TrendPoint(day, share, f"{thousands(met)}/{thousands(total)} ({percent(share, target.share)})")


def _headline(policy: Policy, panels: Sequence[TrendPanel], forecasts: Sequence[Forecast], lasting: date) -> str:
    if forecasts and policy.deadline is not None:
        return texts.expected(sum(each.then.reached for each in forecasts), len(forecasts), policy.deadline)
    lasts = [
        (panel.points[-1].share, target) for panel, target in zip(panels, policy.targets, strict=True) if panel.points
    ]
    if not lasts:
        return texts.NO_MONTH_ENDS
    reached = sum(satisfies(share, target.comparator, target.share) for share, target in lasts)
    return texts.reached_by(reached, len(panels), lasting)


def _floor(panels: Iterable[TrendPanel]) -> Fraction:
    """A whole twentieth, 2% or more below everything that is drawn where there is room, and never above 90%."""
    least = min((share for panel in panels for share in _shares(panel)), default=Fraction(0))
    return Fraction(min(18, max(0, int((least - Fraction(1, 50)) * 20))), 20)


def _shares(panel: TrendPanel) -> list[Fraction]:
    drawn = (*panel.points, panel.by_classes, panel.at_this_pace)
    return [panel.mark, *(point.share for point in drawn if point is not None)]


def draw_trend(data: TrendData) -> bytes:
    """The picture as PNG, 1080 pixels wide. Takes some 100 ms: call it off the event loop."""
    return paint(lay_out(data))


def lay_out(data: TrendData) -> Sheet:
    """Where everything stands."""
    page = Page()
    page.paragraph(data.title, KICKER)
    for line in data.of_whom:
        page.paragraph(line, PLAIN)
    page.y += 6
    page.paragraph(data.headline, _HEADLINE)
    page.y += 10
    page.paragraph(data.dated, QUIET)
    page.y += 14
    page.signs(_SIGNS if data.deadline is not None else _SIGNS[:2])
    page.y += 18
    for panel in data.panels:
        _draw_panel(page, data, panel)
    _draw_days(page, data)
    page.foot(data.notes)
    return page.sheet()


def _draw_panel(page: Page, data: TrendData, panel: TrendPanel) -> None:
    """Name and aim, the lines, and below them in numbers where they end."""
    page.rule()
    page.y += 12
    right = RIGHT - QUIET.width(panel.asked)
    page.put(Text(panel.asked, right, page.y + 5, QUIET))
    for line in balanced(panel.name, _NAME, right - 30 - LEFT):
        page.put(Text(line, LEFT, page.y, _NAME))
        page.y += _NAME.leading
    page.y += 22
    _draw_lines(page, _Plot(data.first, data.last, data.floor, page.y), panel)
    page.y += _HEIGHT + 20
    if panel.points:
        ends = ((_now, panel.points[-1]), (_diamond, panel.by_classes), (_ring, panel.at_this_pace))
        page.signs([(sign, point.text) for sign, point in ends if point is not None])
    else:
        page.paragraph(texts.NO_MONTH_ENDS, QUIET)
    page.y += 16


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where a day and a share stand between the margins, from a height down."""

    first: date
    last: date
    floor: Fraction
    top: int

    def at(self, day: date, share: Fraction) -> Point:
        days = max(1, (self.last - self.first).days)
        left, right = LEFT + _EDGE, RIGHT - _EDGE
        down = float(min((1 - share) / (1 - self.floor), Fraction(1)))
        return left + (right - left) * (day - self.first).days / days, self.top + _HEIGHT * down


def _draw_lines(page: Page, plot: _Plot, panel: TrendPanel) -> None:
    aim = plot.at(plot.first, panel.mark)[1]
    foot = plot.top + _HEIGHT
    end = plot.at(plot.last, Fraction(1))[0]
    page.put(Block((LEFT, foot, RIGHT, foot + 2), Colour.RULE), Block((end, plot.top, end + 2, foot), Colour.RULE))
    page.put(Stroke(((LEFT, aim), (RIGHT, aim)), Colour.INK, 3, dash=12))
    line = tuple(plot.at(point.day, point.share) for point in panel.points)
    for ahead, sign in ((panel.at_this_pace, _ring), (panel.by_classes, _diamond)):
        if ahead is not None and line:
            x, y = plot.at(ahead.day, ahead.share)
            page.put(Stroke((line[-1], (x, y)), Colour.GREY, 3, dash=7), *sign(x - SIGN / 2, y))
    if len(line) > 1:
        page.put(Stroke(line, Colour.BLUE, 6))
    page.put(*(disc(point, 6, Colour.BLUE) for point in line[:-1]))
    for x, y in line[-1:]:
        page.put(*_now(x - SIGN / 2, y))


def _draw_days(page: Page, data: TrendData) -> None:
    """The days at both ends of every line."""
    page.rule()
    page.y += 10
    last = texts.deadline(data.last) if data.deadline is not None else texts.month(data.last)
    page.put(Text(texts.month(data.first), LEFT, page.y, QUIET), from_right(last, RIGHT, page.y, QUIET))
    page.y += QUIET.leading + 10


def _now(x: float, y: float) -> tuple[Item, ...]:
    return (disc((x + SIGN / 2, y), 11, Colour.BLUE),)


def _ring(x: float, y: float) -> tuple[Item, ...]:
    centre = x + SIGN / 2, y
    return disc(centre, 13, Colour.RUST), disc(centre, 8, Colour.PAPER)


def _diamond(x: float, y: float) -> tuple[Item, ...]:
    x += SIGN / 2
    return tuple(
        Shape(((x - size, y), (x, y - size), (x + size, y), (x, y + size)), colour)
        for size, colour in ((17, Colour.INK), (10, Colour.PAPER))
    )


def _dashed(x: float, y: float) -> tuple[Item, ...]:
    return (Stroke(((x, y), (x + SIGN, y)), Colour.INK, 3, dash=12),)


_SIGNS: tuple[tuple[Sign, str], ...] = (
    (_now, texts.HELD),
    (_dashed, texts.ASKED),
    (_diamond, texts.BY_CLASSES),
    (_ring, texts.AT_THIS_PACE),
)
