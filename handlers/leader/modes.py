"""Full-time beside part-time study, by the year of the papers."""

from handlers.leader.missing import SUMMARY
from handlers.leader.scope import seeing
from handlers.leader.units import UNITS
from handlers.messages import HOME, Button, Reply
from handlers.texts import target_modes as texts
from handlers.texts import target_units as unit_texts
from handlers.turn import Turn
from rules.levels import Level
from rules.policy import DataKind
from storage.missing import papers_by_year

MODES = "target_modes"
_LEVELS = (Level.CAO_CAP, Level.TRUNG_CAP, Level.SO_CAP)


async def show(turn: Turn) -> Reply:
    """`target_modes:LEVEL`, or a question that names the level."""
    asker = seeing(turn, DataKind.FIGURES)
    if asker is None:
        return Reply(unit_texts.NOT_BY_UNIT, ((SUMMARY,), (HOME,)))
    asked = turn.args[0] if turn.args else turn.slots.get("level", "")
    level = next((each for each in _LEVELS if each.code == asked), Level.TRUNG_CAP)
    papers = await papers_by_year(turn.house.db, asker, level, turn.house.count_unverified)
    named = seeing(turn, DataKind.NAMES)
    hides_few = named is None or named.grants != asker.grants
    text = texts.by_year(level, papers, turn.facts.roster_of or turn.today, hides_few)
    others = tuple((Button(texts.LABELS[each], f"{MODES}:{each.code}"),) for each in _LEVELS if each is not level)
    return Reply(text, (*others, (Button(unit_texts.BY_UNIT, UNITS),), (SUMMARY,), (HOME,)), topic=MODES)
