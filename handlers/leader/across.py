"""Several centres before one leader: each counts under a policy of its own, so they stand side by side, and whatever is
asked further is asked inside one of them. Where there is one centre nothing here is ever called."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2s

from handlers import forms
from handlers.answers import Answer
from handlers.centre_reach import with_reach
from handlers.centres import house_for
from handlers.figures import counting_of, target_summary
from handlers.forms import Form
from handlers.house import House
from handlers.inside import COUNTED, FORM_KEY, INSIDE, in_its_talk
from handlers.leader.asked import unit_spoken_of
from handlers.leader.summary import counted_for
from handlers.leader.unit_meant import unit_meant
from handlers.messages import HOME, Button, FormState, Reply
from handlers.texts import common
from handlers.texts import target_centres as texts
from handlers.turn import Answered, Turn
from handlers.understanding.asked_ahead import Ahead, ahead_in
from handlers.understanding.asked_papers import Paper, PeriodAsked, paper_in
from rules.access import Grant
from rules.areas import STANDING, nearest_centre
from rules.summary import Summary
from rules.tallies import Tallies, summary_from
from rules.text import fold
from storage import tallies
from storage.accounts import Facts
from storage.centres import names_of
from storage.database import Transaction

LISTING = "target_centres"
"""The line of the table with the centres from a place on, each leading to a key inside it."""
AT_ONCE = 4
"""Centres of a message: with the way on and the way home it has six buttons."""
_LONGEST_KEY = 64
_BEYOND = {
    Ahead.TREND: "target_trend", Ahead.BRIDGE: "target_bridge", Ahead.GRADUATES: "target_graduates",
    Ahead.COMMITTEE: "target_committee", Paper.PICTURE: "target_picture", Paper.EXCEL: "target_excel",
    Paper.WORD: "target_word", Paper.ANY: "target_files",
}  # fmt: skip
"""What words may ask of the summary beyond it: the lines that a tap would lead to."""


@dataclass(frozen=True, slots=True)
class Area:
    """The units of one centre that an asker reaches; or those of no centre below where they stand."""

    house: House
    name: str
    """Of its top unit."""


async def answer(turn: Turn, asked: Answer) -> Answered:
    """An answer of figures: at once to who reaches one centre only; of the centre that the words or the talk are about;
    else all centres side by side, or which one is meant."""
    areas = await _areas(turn.house, turn.facts)
    if len(areas) == 1:
        return await asked.handle(_narrowed(turn, areas[0]) if areas[0].house.place != turn.house.place else turn)
    text = turn.incoming.text
    if asked.name == "target_summary" and not text:
        return await _side_by_side(turn.house, turn.facts, turn.today, areas)
    area = await _named(turn, asked.name, areas) if text else None
    beyond = _beyond(turn) if asked.name == "target_summary" else ""
    if area is None and (asked.name != "target_summary" or beyond):
        area = _talked_about(turn, areas)
    if area is not None:
        return await _answer_inside(turn, area, asked)
    if asked.name == "target_summary" and not beyond:
        return await _side_by_side(turn.house, turn.facts, turn.today, areas)
    return _which(areas, 0, ":".join((beyond or asked.name, *turn.args)))


async def listing(turn: Turn) -> Reply:
    """`target_centres:FIRST:KEY`: the centres from a place on, each leading to that key inside it."""
    if not turn.house.several:
        return Reply(common.STALE, common.HOME_ROW)
    areas = await _areas(turn.house, turn.facts)
    first, key = turn.number(0) or 0, ":".join(turn.args[1:])
    first = first if first < len(areas) else 0
    if key.partition(":")[0] not in COUNTED or key.partition(":")[0] == "target_summary":
        return await _side_by_side(turn.house, turn.facts, turn.today, areas, first)
    return _which(areas, first, key)


async def inside(turn: Turn) -> Answered:
    """`in:CENTRE:KEY`: what the key asks, within one centre that the asker reaches."""
    from handlers.table import ANSWERS  # the table names this handler

    reference, name, *args = (*turn.args, "", "")
    args = args[: len(turn.args) - 2]
    area = next((each for each in await _areas(turn.house, turn.facts) if _reference(each.house) == reference), None)
    if area is None or name not in COUNTED or not turn.house.several:
        return Reply(common.STALE, common.HOME_ROW)
    return await _answer_inside(turn.taken_for(turn.incoming, tuple(args), turn.slots), area, ANSWERS[name])


async def proceed(turn: Turn, form: Form, state: FormState, other: str) -> Answered:
    """The next step of a form that was opened inside a centre."""
    reference = state.data.get(FORM_KEY)
    area = next((each for each in await _areas(turn.house, turn.facts) if _reference(each.house) == reference), None)
    if area is None:
        return Reply(common.STALE, common.HOME_ROW)
    return _kept_inside(area, await forms.proceed(_narrowed(turn, area), form, state, other))


async def news(house: House, facts: Facts, day: date) -> Reply | None:
    """The centres side by side, sent by itself to who reaches several; None for who reaches one."""
    areas = await _areas(house, facts) if house.several else []
    return await _side_by_side(house, facts, day, areas) if len(areas) > 1 else None


async def _areas(house: House, facts: Facts) -> list[Area]:
    """What an asker reaches: the units of no centre among theirs where there are any, and each centre."""
    above = facts.above
    bounds = {grant.unit_id for grant in facts.asker.grants if grant.role in STANDING}
    found = {None if bound is None else nearest_centre(bound, house.tops, above) for bound in bounds}
    found |= {top for top in house.tops if None in bounds or not above.get(top, frozenset()).isdisjoint(bounds)}
    named = await names_of(house.db, house.tops) if len(found) > 1 else {}
    return [_area(house.of_centre(top), named) for top in (None, *house.tops) if top in found]


def _area(house: House, named: Mapping[str, str]) -> Area:
    return Area(house, named.get(house.place, house.centre.name) if house.centre_unit else texts.THE_REST)


async def _named(turn: Turn, name: str, areas: list[Area]) -> Area | None:
    """The centre that the words name, or in which the unit lies that they name."""
    words = fold(turn.incoming.text)
    by_name = [each for each in areas if each.house.centre_unit and fold(each.house.centre.name) in words]
    if len(by_name) == 1:
        return by_name[0]
    if name in ("missing_list", "unit_progress"):
        meant = (await unit_meant(turn.house, turn.asker, turn.incoming.text, turn.slots.get("unit", ""))).unit
    else:
        meant = await unit_spoken_of(turn)
    if meant is None or any(meant.id in turn.facts.above.get(top, ()) and meant.id != top for top in turn.house.tops):
        return None
    house = await house_for(turn.house, meant.id)
    return next((each for each in areas if each.house.place == house.place), None)


def _talked_about(turn: Turn, areas: list[Area]) -> Area | None:
    prefix, _, rest = turn.facts.topic.partition(":")
    reference = rest.partition(":")[0] if prefix == INSIDE else ""
    return next((each for each in areas if _reference(each.house) == reference), None)


def _beyond(turn: Turn) -> str:
    """The line that the words ask for beyond the summary, if they do."""
    asked = ahead_in(turn.incoming.text) or paper_in(turn.incoming.text)
    if isinstance(asked, PeriodAsked):
        return "target_period"
    return _BEYOND[asked] if asked else ""


async def _answer_inside(turn: Turn, area: Area, asked: Answer) -> Answered:
    narrowed = _narrowed(turn, area)
    if not narrowed.asker.has(*asked.roles):
        return Reply(common.STALE, common.HOME_ROW)
    return _kept_inside(area, await asked.handle(narrowed), tells_name=asked.name == "target_summary")


def _narrowed(turn: Turn, area: Area) -> Turn:
    """The same turn for somebody whose roles end at the bounds of the centre, in its house."""
    return replace(turn, house=area.house, facts=_within_area(in_its_talk(turn).facts, area))


def _within_area(facts: Facts, area: Area) -> Facts:
    top = area.house.centre_unit
    if top is None:
        return facts
    grants = {_within(grant, top, facts.above.get(top, frozenset())) for grant in facts.asker.grants}
    kept = tuple(grant for grant in grants if grant and _is_of(grant.unit_id, top, facts))
    # Whose own unit lies elsewhere reads the classes of this centre here, not those of their own.
    return with_reach(area.house, replace(facts, asker=replace(facts.asker, grants=kept), unit_id=None))


def _within(grant: Grant, top: str, above: frozenset[str]) -> Grant | None:
    """A role as far as it reaches into a centre: one from above ends at its top, others stay; None for other roles."""
    if grant.role not in STANDING:
        return None
    return replace(grant, unit_id=top) if grant.unit_id is None or grant.unit_id in above else grant


def _is_of(bound: str | None, top: str, facts: Facts) -> bool:
    return bound is not None and (bound == top or top in facts.above.get(bound, frozenset()))


def _kept_inside(area: Area, answered: Answered, tells_name: bool = False) -> Answered:
    """The answer, whose buttons and whose talk stay inside the centre."""
    if isinstance(answered, Reply):
        return _reply_inside(area, answered, tells_name)

    async def write(tx: Transaction) -> Reply:
        return _reply_inside(area, await answered(tx), tells_name)

    return write


def _reply_inside(area: Area, reply: Reply, tells_name: bool) -> Reply:
    reference = _reference(area.house)
    rows = tuple(
        tuple(replace(button, key=_key_inside(reference, button.key)) for button in row) for row in reply.buttons
    )
    form = reply.form and replace(reply.form, data={**reply.form.data, FORM_KEY: reference})
    heading = texts.inside(area.house.centre.name, area.name) if tells_name or not area.house.centre_unit else ""
    text = f"{heading}\n\n{reply.text}" if heading else reply.text
    return replace(reply, text=text, buttons=rows, form=form, topic=_key_inside(reference, reply.topic))


def _key_inside(reference: str, key: str) -> str:
    """A key that leads on inside the centre; one that would be too long, or leads elsewhere, as it was."""
    within = f"{INSIDE}:{reference}:{key}"
    return within if key.partition(":")[0] in COUNTED and len(within.encode()) <= _LONGEST_KEY else key


def _reference(house: House) -> str:
    """A centre as it stands in a key."""
    return blake2s(house.place.encode(), digest_size=4).hexdigest()


async def _side_by_side(house: House, facts: Facts, day: date, areas: list[Area], first: int = 0) -> Reply:
    """The centres with how many targets each has reached and how many people it still needs, the slowest first."""
    rows = list[texts.Row]()
    totals = await tallies.read_totals(house.db, counting_of(house, day)) or {}
    for area in areas:
        found = await _summary(facts, day, area, totals)
        if area.house.centre_unit or any(figure.total for figure in found.figures):
            rows.append(texts.Row(area.house.centre.name, area.name, found, _reference(area.house)))
    rows.sort(key=lambda row: row.order)
    counted = await counted_for(house, day, ())
    shown = [(row.unit, f"{INSIDE}:{row.reference}:target_summary") for row in rows[first : first + AT_ONCE]]
    text = texts.side_by_side(rows, first, AT_ONCE, counted)
    return Reply(text, _options(shown, len(rows), first, "target_summary"), topic="target_summary", edits=first > 0)


async def _summary(facts: Facts, day: date, area: Area, totals: Mapping[str, Tallies]) -> Summary:
    """The summary of a centre: of all its people, which were read at once, or of those the asker reaches."""
    place, bounds = area.house.place, {grant.unit_id for grant in facts.asker.grants if grant.role in STANDING}
    if place in totals and (None in bounds or not facts.above.get(place, frozenset()).isdisjoint(bounds)):
        return summary_from(totals[place], area.house.policy, day)
    return await target_summary(area.house, _within_area(facts, area).asker, day)


def _which(areas: list[Area], first: int, key: str) -> Reply:
    shown = [(each.name, f"{INSIDE}:{_reference(each.house)}:{key}") for each in areas[first : first + AT_ONCE]]
    return Reply(texts.WHICH, _options(shown, len(areas), first, key), topic="target_summary", edits=first > 0)


def _options(shown: list[tuple[str, str]], count: int, first: int, key: str) -> tuple[tuple[Button, ...], ...]:
    rows = [(Button(*each),) for each in shown]
    if first + AT_ONCE < count:
        rows.append((Button(texts.MORE, f"{LISTING}:{first + AT_ONCE}:{key}"),))
    return (*rows, (HOME,))
