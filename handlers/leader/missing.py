"""From the figures to the people: who is missing, ten a page, each with the reason. Every look is in the journal."""

from asyncio import to_thread
from dataclasses import replace

from handlers.figures import unit_figures
from handlers.leader.scope import Scope, scope_of, seeing
from handlers.messages import HOME, Button, Reply
from handlers.texts import common
from handlers.texts import target_missing as texts
from handlers.turn import Answered, Turn, Write
from rules.access import Asker
from rules.cadres import Cadre
from rules.levels import Level
from rules.missing import Known, Lacking, lacking, planned_lacking
from rules.policy import DataKind
from rules.standing import standing_of
from storage import cadres
from storage.database import Transaction
from storage.looks import looked_at
from storage.missing import Without, studies_of, without_level
from storage.units import with_those_below

MISSING, PLANNED, PERSON = "target_missing", "target_planned", "target_person"
"""Lines of the table. The first two take a scope and the number of people before the page."""
PAGE = 10
"""People a message."""
SUMMARY = Button(texts.TARGETS, "target_summary")


async def show(turn: Turn) -> Answered:
    """`target_missing:TARGETS:UNIT:FIRST`: incumbents who lack what a target asks."""
    return await _answer(turn, planned=False)


async def show_planned(turn: Turn) -> Answered:
    """`target_planned:TARGETS:UNIT:FIRST`: those a planned post would bring into a group; in no figure."""
    return await _answer(turn, planned=True)


async def _answer(turn: Turn, planned: bool) -> Answered:
    asker = names_asker(turn, planned)
    if asker is None:
        return Reply(texts.NO_PLANNED if planned else texts.NO_NAMES, ((SUMMARY,), (HOME,)))
    scope = await scope_of(turn, asker, turn.args)
    if scope is None:
        return Reply(texts.OUT_OF_REACH, ((SUMMARY,), (HOME,)))
    return await listing(turn, asker, scope, planned, turn.number(2) or 0)


def names_asker(turn: Turn, planned: bool) -> Asker | None:
    """The asker as far as they may see names, or those of planned posts; None where not at all."""
    if planned and not turn.house.planned_posts:
        return None
    return seeing(turn, DataKind.PLANNED_POSTS if planned else DataKind.NAMES)


async def people(turn: Turn, asker: Asker, scope: Scope, planned: bool) -> list[Lacking]:
    """The whole list of a scope, unit by unit."""
    house = turn.house
    found = await _who_may_lack(turn, asker, scope, planned)
    choose = planned_lacking if planned else lacking
    known = Known(house.policy, turn.today, house.count_unverified)
    some = {each.cadre.id for each in await to_thread(choose, found, known, scope.targets)}
    studies = await studies_of(house.db, some)
    return choose([cadre for cadre in found if cadre.id in some], replace(known, studies=studies), scope.targets)


async def _who_may_lack(turn: Turn, asker: Asker, scope: Scope, planned: bool) -> list[Cadre]:
    """Those without the levels asked, in the order of their units and names.

    The figures of the units tell where nobody is missing: of most units only few records need to be read.
    """
    house = turn.house
    figures = await unit_figures(house, asker, turn.today)
    seen = [each.unit for each in figures]
    here = with_those_below(seen, scope.unit.id) if scope.unit else {unit.id for unit in seen}
    by_level: dict[Level, list[str]] = {}
    for each in figures:
        places = [
            figure for place, figure in enumerate(each.summary.figures, 1) if place in (scope.targets or (place,))
        ]
        levels = [figure.level for figure in places if planned or figure.met < figure.total]
        if levels and each.unit.id in here:
            by_level.setdefault(max(levels), []).append(each.unit.id)
    found = [
        cadre
        for level, ids in by_level.items()
        for cadre in await without_level(house.db, asker, Without(level, ids, house.count_unverified, planned))
    ]
    order = {unit.id: place for place, unit in enumerate(seen)}
    return sorted(found, key=lambda cadre: order[cadre.unit.id])


async def listing(turn: Turn, asker: Asker, scope: Scope, planned: bool = False, first: int = 0) -> Write:
    """A page of the list; that it was looked at stands in the journal."""
    found = await people(turn, asker, scope, planned)
    first = first if first < len(found) else 0
    data_of = turn.facts.roster_of or turn.today
    page = texts.Page(turn.house.policy, turn.today, data_of, found, first, PAGE, scope.targets, scope.unit, planned)
    name = PLANNED if planned else MISSING
    turns_page = len(turn.args) > 2
    reply = Reply(texts.page(page), _options(turn, scope, page), edits=turns_page, topic=scope.key(name, first))

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, scope.key(name), [each.cadre.id for each in page.shown])
        return reply

    return write


def _options(turn: Turn, scope: Scope, page: texts.Page) -> tuple[tuple[Button, ...], ...]:
    name, rows = PLANNED if page.planned else MISSING, list[tuple[Button, ...]]()
    after = page.first + PAGE
    if after < len(page.people):
        rows.append((Button(texts.MORE, scope.key(name, after)),))
    if 0 < len(page.people) <= texts.AS_BUTTONS:
        rows += [(open_button(each),) for each in page.people]
    elif page.people:
        rows.append((Button(texts.OPEN_ONE, scope.key("target_pick", name, page.first)),))
    rows.append((Button(texts.CHOOSE_TARGET, scope.key("target_choose", name)),))
    if page.planned:
        rows.append((Button(texts.INCUMBENTS, scope.key(MISSING)),))
    elif names_asker(turn, planned=True):
        rows.append((Button(texts.PLANNED, scope.key(PLANNED)),))
    else:
        rows.append((Button(texts.CHOOSE_UNIT, replace(scope, unit=None).key("target_units")),))
    return (*rows, (SUMMARY,), (HOME,))


def open_button(each: Lacking) -> Button:
    """The way to a person of the list."""
    return Button(each.cadre.name, f"{PERSON}:{each.cadre.id}")


async def person(turn: Turn) -> Answered:
    """How a person of the list stands, before those who may see names."""
    house = turn.house
    asker = seeing(turn, DataKind.NAMES)
    cadre = await cadres.by_id(house.db, asker, turn.args[0]) if asker and turn.args else None
    if cadre is None:
        return Reply(texts.NOT_SEEN, ((SUMMARY,), (HOME,)))
    standing = standing_of(cadre, house.policy, house.regulations, turn.today, house.count_unverified)
    known = Known(house.policy, turn.today, house.count_unverified, await studies_of(house.db, [cadre.id]))
    found = next(iter(lacking([cadre], known)), None)
    text = texts.person(cadre, standing, found, turn.facts.roster_of or turn.today)
    back = turn.facts.topic if turn.facts.topic.startswith((MISSING, PLANNED)) else MISSING
    rows = ((Button(texts.BACK, back),), (SUMMARY,), (HOME,))

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, PERSON, [cadre.id])
        return Reply(text, rows, topic=turn.facts.topic)

    return write


async def choose_target(turn: Turn) -> Reply:
    """`target_choose:TARGETS:UNIT:NAME`: the targets as options; each leads to the list of that name."""
    policy = turn.house.policy
    unit, name = (*turn.args, "", "", "")[1:3]
    if name not in (MISSING, PLANNED, "target_units"):
        return Reply(common.STALE, common.HOME_ROW)
    rows = tuple(
        (Button(texts.target_label(place), f"{name}:{place}:{unit}"),) for place in range(1, len(policy.targets) + 1)
    )
    return Reply(texts.choose_target(policy), rows, topic=turn.facts.topic)
