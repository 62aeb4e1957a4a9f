"""One of a leader's list is opened: by a button, or by its number, "xem 12", which belongs to the list seen last.

Beside the roles' own conversations: whoever keeps records comes from the same list to the record itself.
"""

import re
from dataclasses import dataclass, replace

from handlers.leader import missing, units
from handlers.leader.missing import MISSING, PLANNED, SUMMARY, names_asker
from handlers.leader.scope import Scope, scope_of, seeing
from handlers.leader.units import UNIT, UNITS
from handlers.messages import HOME, Button, Reply
from handlers.staff.card import show_record
from handlers.staff.desk import record_of
from handlers.texts import common
from handlers.texts import target_missing as missing_texts
from handlers.texts import target_units as unit_texts
from handlers.turn import Answered, Turn
from rules.policy import DataKind
from storage.database import Transaction
from storage.looks import looked_at

_AT_ONCE = 4
"""Buttons of names; with the way on and the way back a message has six."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list as it was numbered when it was seen."""

    asks: str
    options: tuple[Button, ...]
    people: tuple[str, ...] = ()
    """Ids, where they are names of people."""


async def pick(turn: Turn) -> Answered:
    """`target_pick:TARGETS:UNIT:NAME:FIRST`: some of a list as buttons."""
    name = turn.args[2] if len(turn.args) > 2 else ""
    first = turn.number(3) or 0
    found = await _listed(turn, name, turn.args[:2])
    if found is None or first >= len(found.options):
        return Reply(common.STALE, common.HOME_ROW)
    scope_key = ":".join(turn.args[:2])
    shown = found.options[first : first + _AT_ONCE]
    rows = [(button,) for button in shown]
    if first + _AT_ONCE < len(found.options):
        rows.append((Button(missing_texts.MORE, f"target_pick:{scope_key}:{name}:{first + _AT_ONCE}"),))
    back = unit_texts.BACK if name == UNITS else missing_texts.BACK
    page = f"{name}:{scope_key}:{first // missing.PAGE * missing.PAGE}"
    rows.append((Button(back, page),))
    reply = Reply(found.asks, tuple(rows), edits=True, topic=page)
    if not found.people:
        return reply

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, f"{name}:{scope_key}", found.people[first : first + _AT_ONCE])
        return reply

    return write


async def person(turn: Turn) -> Answered:
    """`target_person:ID`: the record, for those who keep it; for others how the person stands."""
    kept = await record_of(turn.house.db, turn, turn.args[0]) if turn.args else None
    return await show_record(turn, kept) if kept else await missing.person(turn)


async def by_number(turn: Turn) -> Answered:
    """ "Xem 12": the twelfth of the list seen last, whichever page it stands on."""
    name, *args = turn.facts.topic.split(":")
    found = await _listed(turn, name, tuple(args))
    if found is None:
        return Reply(missing_texts.NO_LIST, ((SUMMARY,), (HOME,)))
    typed = re.search(r"\d+", turn.incoming.text)
    place = int(typed[0]) if typed else 0
    if not 0 < place <= len(found.options):
        back = Button(missing_texts.BACK, turn.facts.topic)
        return Reply(missing_texts.NO_SUCH_NUMBER, ((back,), (SUMMARY,), (HOME,)), topic=turn.facts.topic)
    _, *opened = found.options[place - 1].key.split(":")
    open_one = units.show_unit if name == UNITS else person
    return await open_one(replace(turn, args=tuple(opened)))


async def _listed(turn: Turn, name: str, args: tuple[str, ...]) -> _List | None:
    if name not in (MISSING, PLANNED, UNITS):
        return None
    by_unit = name == UNITS
    asker = seeing(turn, DataKind.FIGURES_BY_UNIT) if by_unit else names_asker(turn, planned=name == PLANNED)
    scope = await scope_of(turn, asker, args) if asker else None
    if asker is None or scope is None:
        return None
    if by_unit:
        compared = await units.compared_rows(turn, asker, scope)
        options = tuple(
            Button(unit_texts.label(row.unit), Scope(scope.targets, row.unit).key(UNIT)) for row in compared
        )
        return _List(unit_texts.pick(len(options)), options)
    people = await missing.people(turn, asker, scope, name == PLANNED)
    options = tuple(map(missing.open_button, people))
    return _List(missing_texts.pick(len(options)), options, tuple(each.cadre.id for each in people))
