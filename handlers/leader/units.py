"""From the figures to the units: compared, the slowest first; each opened to its own summary and to those below it."""

from dataclasses import replace

from handlers.figures import unit_figures
from handlers.leader.missing import MISSING, SUMMARY, names_asker
from handlers.leader.scope import Scope, scope_of, seeing
from handlers.messages import HOME, Button, Reply
from handlers.texts import target_missing as missing_texts
from handlers.texts import target_picture
from handlers.texts import target_units as texts
from handlers.texts.reorganising import ahead
from handlers.turn import Turn
from rules.access import Asker
from rules.cadres import Unit
from rules.comparing import Row, rows, top_of
from rules.policy import DataKind
from rules.tallies import UnitSummary
from storage import reorganisations, units

UNITS, UNIT = "target_units", "target_unit"
"""Lines of the table, which take a scope; the first also the number of units before the page."""
PAGE = 10
"""Units a message."""
_NOTHING = Reply(texts.NO_UNITS, ((SUMMARY,), (HOME,)))
_NOT_BY_UNIT = Reply(texts.NOT_BY_UNIT, ((SUMMARY,), (HOME,)))
_OUT_OF_REACH = Reply(missing_texts.OUT_OF_REACH, ((SUMMARY,), (HOME,)))


async def show(turn: Turn) -> Reply:
    """`target_units:TARGETS:UNIT:FIRST`: the units below one, or all, compared."""
    asker = seeing(turn, DataKind.FIGURES_BY_UNIT)
    if asker is None:
        return _NOT_BY_UNIT
    scope = await scope_of(turn, asker, turn.args)
    return await comparison(turn, asker, scope, turn.number(2) or 0) if scope else _OUT_OF_REACH


async def comparison(turn: Turn, asker: Asker, scope: Scope, first: int = 0) -> Reply:
    """A page of the comparison."""
    found = await unit_figures(turn.house, asker, turn.today)
    above = scope.unit or top_of(found)
    compared = rows(found, above.id if above else None, scope.target, await _named(turn))
    if not compared:
        return await summary_of_unit(turn, asker, replace(scope, unit=above)) if above else _NOTHING
    first = first if first < len(compared) else 0
    page = texts.Compared(
        turn.house.policy, turn.facts.roster_of or turn.today, compared, first, PAGE,
        scope.targets if scope.target else (), scope.unit, _apart(found, above, scope.target, compared),
    )  # fmt: skip
    turns_page = len(turn.args) > 2
    said = texts.compared(page) + ahead(await reorganisations.planned(turn.house.db))
    return Reply(said, _options(scope, page), edits=turns_page, topic=scope.key(UNITS, first))


async def compared_rows(turn: Turn, asker: Asker, scope: Scope) -> list[Row]:
    """The units of a comparison, as numbered there."""
    found = await unit_figures(turn.house, asker, turn.today)
    above = scope.unit or top_of(found)
    return rows(found, above.id if above else None, scope.target, await _named(turn))


async def _named(turn: Turn) -> frozenset[str]:
    """The units whose people the asker may know by name: their small groups are no secret."""
    asker = names_asker(turn, planned=False)
    return frozenset(unit.id for unit in await units.in_bounds(turn.house.db, asker)) if asker else frozenset()


def _apart(
    found: tuple[UnitSummary, ...], above: Unit | None, target: int | None, compared: list[Row]
) -> tuple[str, int]:
    """The unit that all compared stand below, and its own people, who are in none of them."""
    whole = next((each for each in found if above and each.unit.id == above.id), None)
    if whole is None:
        return "", 0
    total = whole.summary.figures[target - 1].total if target else whole.people.total
    return whole.unit.name, total - sum(row.total for row in compared)


def _options(scope: Scope, page: texts.Compared) -> tuple[tuple[Button, ...], ...]:
    options = list[tuple[Button, ...]]()
    after = page.first + PAGE
    if after < len(page.rows):
        options.append((Button(missing_texts.MORE, scope.key(UNITS, after)),))
    options.append((Button(texts.OPEN_ONE, scope.key("target_pick", UNITS, page.first)),))
    options.append((Button(missing_texts.CHOOSE_TARGET, scope.key("target_choose", UNITS)),))
    if scope.unit:
        options.append((Button(texts.UP, scope.key(UNIT)),))
    else:
        options.append((Button(texts.BY_MODE, "target_modes"),))
    return (*options, (SUMMARY,), (HOME,))


async def show_unit(turn: Turn) -> Reply:
    """`target_unit:TARGETS:UNIT`: one unit with all below it."""
    asker = seeing(turn, DataKind.FIGURES_BY_UNIT)
    if asker is None:
        return _NOT_BY_UNIT
    scope = await scope_of(turn, asker, turn.args)
    return await summary_of_unit(turn, asker, scope) if scope and scope.unit else _OUT_OF_REACH


async def summary_of_unit(turn: Turn, asker: Asker, scope: Scope) -> Reply:
    """The unit's own small summary."""
    found = await unit_figures(turn.house, asker, turn.today)
    one = next((each for each in found if scope.unit and each.unit.id == scope.unit.id), None)
    if one is None:
        return _OUT_OF_REACH
    named = await _named(turn)
    below = rows(found, one.unit.id, None, named)
    shown = texts.OneUnit(one.unit, one.summary, sum(1 + row.below for row in below), one.unit.id not in named)
    options = list[tuple[Button, ...]]()
    everything = replace(scope, targets=())
    if one.people.met < one.people.total and one.unit.id in named:
        options.append((Button(texts.WHO_IS_MISSING, everything.key(MISSING)),))
    if below:
        options.append((Button(texts.BELOW, scope.key(UNITS)),))
    if one.unit.id in named and one.people.total:
        options.append((Button(target_picture.TO_FORWARD, everything.key("target_picture")),))
    options.append((_up(scope, found),))
    text = texts.one_unit(turn.house.policy, shown, turn.facts.roster_of or turn.today)
    return Reply(text, (*options, (SUMMARY,), (HOME,)), topic=scope.key(UNIT))


def _up(scope: Scope, found: tuple[UnitSummary, ...]) -> Button:
    """The comparison that this unit stands in."""
    parent_id = scope.unit.parent_id if scope.unit else None
    top = top_of(found)
    parent = next((each.unit for each in found if each.unit.id == parent_id), None)
    above = None if parent is None or (top and parent.id == top.id) else parent
    return Button(texts.BACK if above is None else texts.UP, replace(scope, unit=above).key(UNITS))
