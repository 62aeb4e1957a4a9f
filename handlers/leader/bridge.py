""" "So với tháng trước": what moved the figures between two month-ends, or since one; the names by tap."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.centres import counted_here
from handlers.leader.summary import bounds_of
from handlers.messages import HOME, Button, Reply
from handlers.month_ends import end_of
from handlers.texts import common
from handlers.texts import target_bridge as texts
from handlers.texts.target_missing import target_label
from handlers.texts.target_trend import no_targets
from handlers.turn import Answered, Turn
from rules.access import Asker
from rules.bridge import Bridge, bridges, roster_on
from rules.cadres import Cadre
from rules.policy import DataKind, Policy
from rules.sight import within
from storage import cadres, looks, snapshots
from storage.database import Transaction
from storage.roster_then import cadres_then

NAMES = "target_bridge_names"
"""The line of the table that shows who moved the figures."""
_PAGE = 10
_DAYS = 3
"""Month-ends a message: the way on, back and home come below."""
_SETTLED = 10
"""A month-end is compared with today from this many days on; sooner there is nothing to see yet."""
_FROM, _UNTIL, _PICK = "from", "until", "pick"


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    last: date

    @property
    def key(self) -> str:
        return f"{self.first.isoformat()}:{self.last.isoformat()}"


async def show(turn: Turn) -> Reply:
    """`target_bridge[:FROM[:TO]]`: how the figures moved; `:from[:PAGE]` and `:until:FROM[:PAGE]` choose the days."""
    if not turn.house.policy.targets:
        return Reply(no_targets(turn.house.policy), common.HOME_ROW)
    days = await _month_ends(turn)
    if not days:
        return Reply(texts.NOTHING_FROZEN, _ways_back())
    if turn.args[:1] == (_FROM,):
        return _choose(texts.FROM_WHICH, [(each, each.isoformat()) for each in reversed(days)], _FROM, turn.number(1))
    if turn.args[:1] == (_UNTIL,):
        return _choose_last(turn, days)
    span = _asked(turn, days)
    if span is None:
        return Reply(common.STALE, _ways_back())
    found, _ = await _bridges(turn, turn.asker, span)
    units = await bounds_of(turn.house.db, turn.asker)
    text = texts.bridge(turn.house.policy, found, span.first, span.last, units)
    rows = ((Button(texts.OTHER_MONTHS, f"target_bridge:{_FROM}"),), *_ways_back())
    if any(each.movements for each in found):
        rows = ((Button(texts.NAMES, f"{NAMES}:{span.key}"),), *rows)
    return Reply(text, rows, topic="target_summary")


async def names(turn: Turn) -> Answered:
    """`target_bridge_names:FROM:TO[:PAGE[:TARGET]]`: who moved the figures, or that of one target, ten people a page.

    `:pick` for the page asks which target. Every look is journalled.
    """
    asker = within(turn.house.policy, turn.asker, DataKind.NAMES)
    span = _asked(turn, await _month_ends(turn))
    if asker is None:
        return Reply(texts.NO_NAMES, _ways_back())
    if span is None:
        return Reply(common.STALE, _ways_back())
    found, cadres_by_id = await _bridges(turn, asker, span)
    if turn.args[2:3] == (_PICK,):
        return _choose_target(turn.house.policy, found, span)
    target = _target(turn, found)
    people = texts.moved(found, cadres_by_id, target)
    pages = max(1, -(-len(people) // _PAGE))
    page = min(turn.number(2) or 0, pages - 1)
    shown = people[page * _PAGE : (page + 1) * _PAGE]
    text = texts.names(turn.house.policy, shown, texts.Shown(span.first, span.last, page + 1, pages, target))
    rows = _from_names(found, span, page + 1 if page + 1 < pages else None, target)

    async def write(tx: Transaction) -> Reply:
        await looks.looked_at(tx, turn.by, f"target_bridge:{span.key}", [each.cadre.id for each in shown])
        return Reply(text, rows)

    return write


def _from_names(
    found: Sequence[Bridge], span: _Span, following: int | None, target: int | None
) -> tuple[tuple[Button, ...], ...]:
    """The next page, another target where several moved, and the ways back."""
    rows = list[tuple[Button, ...]]()
    if following is not None:
        rows.append((Button(texts.MORE, f"{NAMES}:{span.key}:{following}:{target or ''}"),))
    if sum(bool(each.movements) for each in found) > 1:
        rows.append((Button(texts.CHOOSE_TARGET, f"{NAMES}:{span.key}:{_PICK}"),))
    back = Button(texts.BACK, f"target_bridge:{span.key}")
    return (*rows, (back,), (Button(texts.TARGETS, "target_summary"),), (HOME,))


def _choose_target(policy: Policy, found: Sequence[Bridge], span: _Span) -> Reply:
    """The targets as options, each by its own number."""
    places = range(1, len(found) + 1)
    rows = tuple((Button(target_label(place), f"{NAMES}:{span.key}:0:{place}"),) for place in places)
    return Reply(texts.which_target(policy, found), rows, topic="target_summary")


def _target(turn: Turn, found: Sequence[Bridge]) -> int | None:
    """The place of the one target that the key names; None for all."""
    place = turn.number(3)
    return place if place and place <= len(found) else None


async def _bridges(turn: Turn, asker: Asker, span: _Span) -> tuple[tuple[Bridge, ...], dict[str, Cadre]]:
    """The bridges over the people this asker may see, and these people by id: as they are last known."""
    house, zone = turn.house, turn.now.tzinfo
    then = await counted_here(house, await cadres_then(house.db, asker, end_of(span.first, zone)))
    if span.last == turn.today:
        now = await cadres.every_cadre(house.db, asker)
    else:
        now = await cadres_then(house.db, asker, end_of(span.last, zone))
    before, after = roster_on(then, span.first), roster_on(await counted_here(house, now), span.last)
    found = await to_thread(bridges, before, after, house.policy, house.count_unverified)
    return found, {**before.cadres, **after.cadres}


async def _month_ends(turn: Turn) -> list[date]:
    """The days with frozen figures that lie behind, the earliest first."""
    kept = await snapshots.days(turn.house.db, turn.house.policy.id, turn.house.place)
    return [day for day, _ in kept if day < turn.today]


def _asked(turn: Turn, days: list[date]) -> _Span | None:
    """The days that the key names, or the last month-end far enough behind and today; None for days nobody froze."""
    if not turn.args:
        settled = [day for day in days if (turn.today - day).days >= _SETTLED]
        return _Span((settled or days)[-1], turn.today) if days else None
    known = {each.isoformat(): each for each in (*days, turn.today)}
    first = known.get(turn.args[0])
    last = known.get(turn.args[1]) if len(turn.args) > 1 else turn.today
    return _Span(first, last) if first in days and last is not None and first is not None and first < last else None


def _choose_last(turn: Turn, days: list[date]) -> Reply:
    first = next((each for each in days if turn.args[1:2] == (each.isoformat(),)), None)
    if first is None:
        return Reply(common.STALE, _ways_back())
    later = [turn.today, *(each for each in reversed(days) if each > first)]
    keys = [(each, f"{first.isoformat()}:{each.isoformat()}") for each in later]
    return _choose(texts.until_which(first), keys, f"{_UNTIL}:{first.isoformat()}", turn.number(2), turn.today)


def _choose(
    question: str, days: list[tuple[date, str]], way: str, page: int | None, today: date | None = None
) -> Reply:
    """A page of days. A first day leads on to the question for the last one."""
    start = (page or 0) * _DAYS
    rows = []
    for day, key in days[start : start + _DAYS]:
        onward = f"target_bridge:{_UNTIL}:{key}" if way == _FROM else f"target_bridge:{key}"
        rows.append((Button(texts.TODAY if day == today else texts.month_end(day), onward),))
    if start + _DAYS < len(days):
        rows.append((Button(texts.MORE, f"target_bridge:{way}:{(page or 0) + 1}"),))
    return Reply(question, (*rows, (Button(texts.TARGETS, "target_summary"),), (HOME,)))


def _ways_back() -> tuple[tuple[Button, ...], ...]:
    return (Button(texts.TREND, "target_trend"),), (Button(texts.TARGETS, "target_summary"),), (HOME,)
