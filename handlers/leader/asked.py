"""The same asked in words: "xã Tân An còn thiếu ai", "ai chưa có trung cấp ở phòng tài chính", "đơn vị chậm nhất"."""

import re

from handlers.leader import missing, units
from handlers.leader.missing import SUMMARY, names_asker
from handlers.leader.scope import Scope, seeing, targets_meant
from handlers.leader.unit_meant import Meant, said_first, unit_meant, with_former
from handlers.messages import HOME, Reply
from handlers.texts import target_missing as missing_texts
from handlers.texts import target_units as unit_texts
from handlers.turn import Answered, Turn
from rules.cadres import Unit
from rules.policy import DataKind
from rules.text import fold

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
    meant = await unit_meant(turn.house, asker, turn.incoming.text, turn.slots.get("unit", ""))
    if meant.named and meant.unit is None:
        return _out_of_reach(meant)
    found = await missing.listing(turn, asker, Scope(_targets(turn), meant.unit), planned)
    return with_former(found, meant)


async def unit_progress(turn: Turn) -> Reply:
    """How far the unit is that the question names; without one, all units compared."""
    asker = seeing(turn, DataKind.FIGURES_BY_UNIT)
    if asker is None:
        return Reply(unit_texts.NOT_BY_UNIT, ((SUMMARY,), (HOME,)))
    meant = await unit_meant(turn.house, asker, turn.incoming.text, turn.slots.get("unit", ""))
    if meant.named and meant.unit is None:
        return _out_of_reach(meant)
    scope = Scope(_targets(turn), meant.unit)
    found = await (units.summary_of_unit if meant.unit else units.comparison)(turn, asker, scope)
    return said_first(meant, found)


async def unit_spoken_of(turn: Turn) -> Unit | None:
    """The unit that a question about the figures names and the asker's roles reach.

    Only with the word for its kind: Càng Long alone is the district.
    """
    asker = seeing(turn, DataKind.FIGURES_BY_UNIT)
    if asker is None or not _KIND_OF_UNIT.search(fold(turn.incoming.text)):
        return None
    return (await unit_meant(turn.house, asker, turn.incoming.text, turn.slots.get("unit", ""))).unit


def _targets(turn: Turn) -> tuple[int, ...]:
    return targets_meant(turn.house.policy, turn.slots.get("group", ""), turn.slots.get("level", ""))


def _out_of_reach(meant: Meant) -> Reply:
    return Reply(meant.became or missing_texts.OUT_OF_REACH, ((SUMMARY,), (HOME,)))
