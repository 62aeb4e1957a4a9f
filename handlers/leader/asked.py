"""The same asked in words: "xã Tân An còn thiếu ai", "ai chưa có trung cấp ở phòng tài chính", "đơn vị chậm nhất"."""

import re

from handlers.leader import missing, units
from handlers.leader.missing import SUMMARY, names_asker
from handlers.leader.scope import Scope, seeing, targets_meant
from handlers.messages import HOME, Reply
from handlers.texts import target_missing as missing_texts
from handlers.texts import target_units as unit_texts
from handlers.turn import Answered, Turn
from handlers.understanding.unit_names import unit_named
from rules.access import Asker
from rules.cadres import Unit
from rules.policy import DataKind
from rules.text import fold
from storage import units as stored_units

_KIND_OF_UNIT = re.compile(r"\b(xa|thi tran|phong|ban|hoi|doan|van phong|trung tam|thanh tra|don vi)\b")
_OF_PLANNED = re.compile(r"(?<!\bphong )(?<!\bban )\bquy hoach\b")
"""Planned posts, and no unit of that name."""


async def missing_list(turn: Turn) -> Answered:
    """Who lacks a level: of the unit, and of the group or the level, that the question names; of planned posts where it
    is they that are asked about."""
    planned = _OF_PLANNED.search(fold(turn.incoming.text)) is not None
    asker = names_asker(turn, planned)
    if asker is None:
        return Reply(missing_texts.NO_PLANNED if planned else missing_texts.NO_NAMES, ((SUMMARY,), (HOME,)))
    named, unit = await _unit(turn, asker)
    if named and unit is None:
        return _out_of_reach()
    return await missing.listing(turn, asker, Scope(_targets(turn), unit), planned)


async def unit_progress(turn: Turn) -> Reply:
    """How far the unit is that the question names; without one, all units compared."""
    asker = seeing(turn, DataKind.FIGURES_BY_UNIT)
    if asker is None:
        return Reply(unit_texts.NOT_BY_UNIT, ((SUMMARY,), (HOME,)))
    named, unit = await _unit(turn, asker)
    if named and unit is None:
        return _out_of_reach()
    scope = Scope(_targets(turn), unit)
    return await (units.summary_of_unit if unit else units.comparison)(turn, asker, scope)


async def unit_spoken_of(turn: Turn) -> Unit | None:
    """The unit that a question about the figures names and the asker's roles reach.

    Only with the word for its kind: Càng Long alone is the district.
    """
    asker = seeing(turn, DataKind.FIGURES_BY_UNIT)
    if asker is None or not _KIND_OF_UNIT.search(fold(turn.incoming.text)):
        return None
    return (await _unit(turn, asker))[1]


def _targets(turn: Turn) -> tuple[int, ...]:
    return targets_meant(turn.house.policy, turn.slots.get("group", ""), turn.slots.get("level", ""))


async def _unit(turn: Turn, asker: Asker) -> tuple[bool, Unit | None]:
    """Whether the question names a unit, and which, if the asker's roles reach it."""
    every = await stored_units.every_unit(turn.house.db)
    aliases = {unit.id: unit.aliases for unit in turn.house.policy.units}
    said = turn.slots.get("unit")
    named = next((unit for unit in every if unit.name == said), None) if said else None
    named = named or unit_named(turn.incoming.text, every, aliases)
    if named is None:
        return bool(said), None
    seen = {unit.id for unit in await stored_units.in_bounds(turn.house.db, asker)}
    return True, named if named.id in seen else None


def _out_of_reach() -> Reply:
    return Reply(missing_texts.OUT_OF_REACH, ((SUMMARY,), (HOME,)))
