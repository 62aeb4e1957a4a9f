"""Whom a sentence names that asks for a notice: people by code or name, a class, a unit, everyone; and what it says."""

from dataclasses import dataclass

from handlers.staff.desk import clerk
from handlers.staff.finding import matching
from handlers.texts import notices_people as texts
from handlers.texts.reorganising import became
from handlers.turn import Turn
from handlers.understanding.notice_sentence import (
    codes_said,
    matter_of,
    means_everyone,
    name_said,
    parted,
    with_dates,
)
from handlers.understanding.slots import slots_in
from handlers.unit_directory import units_known
from rules.audience import Audience, Key, having
from rules.cadres import Cadre, Unit
from rules.classes import Listed, named
from rules.text import fold
from storage import cadres, classes, units


@dataclass(frozen=True, slots=True)
class Addressed:
    """What a sentence asks for."""

    matter: str
    """What is to be said, with the dates of its days; empty where it says nothing but to whom."""
    classes: list[Listed]
    audience: Audience | None
    """People, a unit or everyone; None where a class is named, or nobody that is known."""
    note: str
    """Who the people are; who is named and not known, or known more than once."""


@dataclass(frozen=True, slots=True)
class _People:
    """Those whom a sentence names one by one."""

    codes: tuple[str, ...] = ()
    last_words: str = ""
    """The end of what names them; empty where nobody is."""
    note: str = ""


async def addressed(turn: Turn, text: str) -> Addressed:
    """Whom a sentence is for, and what it says. Behind a colon that parts the two nothing names anybody."""
    head, tail = parted(text)
    slots = slots_in(head, turn.places, turn.short_forms) if tail else turn.slots
    people = await _people(turn, head)
    if tail and not (people.last_words or means_everyone(head) or {"class_ref", "unit"} & slots.keys()):
        head, tail, slots = text, "", turn.slots
    reference = "" if people.last_words else slots.get("class_ref", "")
    unit = "" if people.last_words else slots.get("unit", "")
    every = await classes.every_class(turn.house.db, turn.asker) if reference else []
    found = named(every, reference) if reference else []
    note = people.note or (texts.no_such_class(reference) if reference and not found else "")
    matter = with_dates(tail or matter_of(text, people.last_words or reference, unit), turn.today)
    audience: Audience | None = having(Key.CODES, *people.codes) if people.codes else None
    if not people.last_words and not found:
        known = await _unit(turn, unit) if unit else None
        everyone = having(Key.EVERYONE) if means_everyone("" if reference else head) else None
        audience = having(Key.UNIT, known.id) if known else everyone
        note = note or (became(unit, [known.name]) if known and fold(known.name) != fold(unit) else "")
    return Addressed(matter, found, audience, note)


async def _unit(turn: Turn, name: str) -> Unit | None:
    """The unit in force that a name means, an old one too."""
    known = (await units_known(turn.house)).known(name)
    return known if known in await units.in_force(turn.house.db) else None


async def _people(turn: Turn, head: str) -> _People:
    """The people whose codes, or the one whose name, stand where a sentence says to whom."""
    codes = codes_said(head)
    if codes:
        found = [each for code in codes if (each := await cadres.by_code(turn.house.db, clerk(turn), code))]
        known = tuple(each.code for each in found)
        return _People(known, codes[-1], texts.people_named(found, [code for code in codes if code not in known]))
    words = name_said(head)
    for end in range(len(words), 1, -1):
        name = " ".join(words[:end])
        found = await matching(turn, name)
        if found:
            return _one_of(name, [each for each in found if fold(each.name) == fold(name)] or found)
    return _People()


def _one_of(name: str, found: list[Cadre]) -> _People:
    if len(found) > 1:
        return _People((), name, texts.several_named(found))
    return _People((found[0].code,), name, texts.people_named(found, []))
