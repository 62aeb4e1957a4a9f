"""The targets as a picture to forward: the conclusion, then a bar for each with the mark it has to reach."""

from dataclasses import dataclass
from fractions import Fraction

from handlers.files.drawing import Block, Box, Colour, Item, Letters, Shape, Sheet, Stroke, Text, paint
from handlers.files.page import (
    HEADLINE,
    KICKER,
    LEFT,
    PLAIN,
    QUIET,
    RIGHT,
    SIGN,
    SMALLEST,
    STRONG,
    Page,
    Sign,
    balanced,
    from_right,
)
from handlers.texts import target_picture as texts
from handlers.texts import targets
from rules.policy import Policy
from rules.summary import Summary
from rules.targets import Figure

_NAME = Letters(37, bold=True)
_PERCENT = Letters(50, bold=True)
_COUNT = Letters(36, bold=True)
_STATE = Letters(34, bold=True, colour=Colour.RUST)
_NOTHING = Letters(34, colour=Colour.GREY)
_LEVEL = Letters(34, bold=True, colour=Colour.BLUE)
_BADGE = Letters(SMALLEST, bold=True, colour=Colour.PAPER)
_BAR = 34
_SHORT = 6
"""Pixels by which a bar ends before a mark that it does not reach, however near it is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One target as it is drawn; shares of the group, from 0 to 1."""

    name: str
    count: str
    """"39/41"; empty for an empty group, as is the percent."""
    percent: str
    asked: str
    state: str
    held: Fraction | None
    """None for an empty group."""
    studying: Fraction
    """The piece that does not count yet."""
    mark: Fraction
    reached: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The targets of one level."""

    heading: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class PictureData:
    """Every number and every text of the picture."""

    title: str
    of_whom: tuple[str, ...]
    headline: str
    """How many targets are reached."""
    conclusions: tuple[str, ...]
    """What else the summary concludes, sentence by sentence; the last is the one to act on."""
    dated: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...]


def picture_data(policy: Policy, found: Summary, counted: targets.Counted) -> PictureData:
    """What the picture of a summary shows: the words and figures of the chat, and how long each bar is."""
    figures = texts.numbered(policy, found)
    headline, *conclusions = targets.conclusions(policy, found)
    levels = sorted({figure.level for _, figure in figures}, reverse=True)
    return PictureData(
        title=targets.TITLE,
        of_whom=texts.of_whom(policy, counted.units),
        headline=headline.rstrip("."),
        conclusions=tuple(conclusions),
        dated=targets.dated(policy, counted),
        sections=tuple(
            Section(
                targets.HEADINGS[level],
                tuple(_bar(place, policy, figure) for place, figure in figures if figure.level is level),
            )
            for level in levels
        ),
        notes=targets.notes(found),
    )


def _bar(place: int, policy: Policy, figure: Figure) -> Bar:
    empty = figure.share is None
    return Bar(
        name=f"{place}. {policy.group_by_id[figure.group].name}",
        count="" if empty else targets.count(figure),
        percent="" if figure.share is None else targets.percent(figure.share, figure.share_required),
        asked=texts.asked(figure),
        state=targets.state(figure),
        held=figure.share,
        studying=Fraction(0) if empty else Fraction(figure.studying, figure.total),
        mark=figure.share_required,
        reached=figure.reached,
    )


def draw(data: PictureData) -> bytes:
    """The picture as PNG, 1080 pixels wide. Takes some 100 ms: call it off the event loop."""
    return paint(lay_out(data))


def lay_out(data: PictureData) -> Sheet:
    """Where everything stands."""
    page = Page()
    _head(page, data)
    for section in data.sections:
        page.y += 20
        page.paragraph(section.heading, _LEVEL)
        page.rule()
        page.y += 12
        for bar in section.bars:
            _draw_bar(page, bar)
    page.foot(data.notes)
    return page.sheet()


def _head(page: Page, data: PictureData) -> None:
    page.paragraph(data.title, KICKER)
    for line in data.of_whom:
        page.paragraph(line, PLAIN)
    page.y += 6
    page.paragraph(data.headline, HEADLINE)
    page.y += 2
    for n, sentence in enumerate(data.conclusions, 1):
        page.paragraph(sentence, STRONG if n == len(data.conclusions) else PLAIN)
    page.y += 14
    for sentence in _in_lines(data.dated):
        page.paragraph(sentence, QUIET)
    page.y += 14
    page.signs(_SIGNS)


def _in_lines(text: str) -> list[str]:
    """Sentence by sentence where one line does not hold it: the deadline then begins a line."""
    return [text] if QUIET.width(text) <= RIGHT - LEFT else text.replace(". ", ".\n").split("\n")


def _held(box: Box) -> Block:
    return Block(box, Colour.BLUE)


def _studying(box: Box) -> Block:
    return Block(box, Colour.PALE, stripes=Colour.BLUE)


def _mark(x: float, top: float, bottom: float) -> tuple[Item, ...]:
    """A line through a bar, under a triangle that points at it."""
    return (
        Block((x - 2, top - 6, x + 3, bottom + 8), Colour.INK),
        Shape(((x - 13, top - 20), (x + 13, top - 20), (x, top)), Colour.INK),
    )


_SIGNS: tuple[tuple[Sign, str], ...] = (
    (lambda x, y: (_held((x, y - 13, x + SIGN, y + 13)),), texts.HELD),
    (lambda x, y: (_studying((x, y - 13, x + SIGN, y + 13)),), texts.STUDYING),
    (lambda x, y: _mark(x + SIGN / 2, y - 2, y + 9), texts.ASKED),
)


def _draw_bar(page: Page, bar: Bar) -> None:
    """Name and percent, the bar with its mark, and below both in words."""
    room = RIGHT - (_PERCENT.width(bar.percent) + 30 if bar.percent else 0)
    lines = balanced(bar.name, _NAME, room - LEFT)
    top, height = page.y, max(len(lines) * _NAME.leading, _PERCENT.leading if bar.percent else 0)
    first = top + height - len(lines) * _NAME.leading
    page.put(*(Text(line, LEFT, first + n * _NAME.leading, _NAME) for n, line in enumerate(lines)))
    if bar.percent:
        page.put(from_right(bar.percent, RIGHT, top + height - _PERCENT.leading + 3, _PERCENT))
    page.y += height + 24
    _draw_length(page, bar)
    page.y += _BAR + 10
    _draw_words(page, bar)
    page.y += 18


def _draw_length(page: Page, bar: Bar) -> None:
    top, bottom = page.y, page.y + _BAR
    if bar.held is None:
        page.put(
            Block((LEFT, top, RIGHT, bottom), Colour.RULE),
            Block((LEFT + 3, top + 3, RIGHT - 3, bottom - 3), Colour.PAPER),
        )
        return
    held, studying, mark = _at(bar.held), _at(bar.held + bar.studying), _at(bar.mark)
    if bar.held < bar.mark:
        held = min(held, mark - _SHORT)
    page.put(Block((LEFT, top, RIGHT, bottom), Colour.TRACK), _held((LEFT, top, held, bottom)))
    if bar.studying:
        page.put(_studying((held, top, studying, bottom)))
    if mark < RIGHT:
        page.put(Block((mark - 4, top, mark + 5, bottom), Colour.PAPER))
    page.put(*_mark(mark, top, bottom))


def _at(share: Fraction) -> int:
    return LEFT + round((RIGHT - LEFT) * share)


def _draw_words(page: Page, bar: Bar) -> None:
    """Count and state at the left; at the right what is asked, under its mark, or a line lower where it is narrow."""
    x, top = float(LEFT), page.y
    if bar.count:
        page.put(Text(bar.count, x, top, _COUNT))
        x += _COUNT.width(bar.count) + 26
    x = _draw_badge(page, x, bar.state) if bar.reached else _draw_state(page, x, bar)
    width = QUIET.width(bar.asked)
    left = min(max(_at(bar.mark) - width / 2, LEFT), RIGHT - width)
    page.y += _COUNT.leading
    if left < x + 20:
        top = page.y
        page.y += QUIET.leading
    page.put(Text(bar.asked, left, top + 3, QUIET))


def _draw_state(page: Page, x: float, bar: Bar) -> float:
    letters = _NOTHING if bar.held is None else _STATE
    page.put(Text(bar.state, x, page.y + 2, letters))
    return x + letters.width(bar.state)


def _draw_badge(page: Page, x: float, word: str) -> float:
    """The word on dark ground behind a tick."""
    right = x + 62 + _BADGE.width(word) + 18
    top, middle = page.y, page.y + _COUNT.leading / 2
    page.put(
        Block((x, top + 2, right, top + _COUNT.leading - 2), Colour.INK),
        Stroke(((x + 18, middle), (x + 29, middle + 11), (x + 48, middle - 12)), Colour.PAPER, 6),
        Text(word, x + 62, top + 3, _BADGE),
    )
    return right
