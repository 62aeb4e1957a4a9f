"""An audience before it is written to: how many, in which units, over which channels, and who cannot be reached."""

from collections import Counter
from dataclasses import dataclass, field, replace

from rules.audience import Key, Known, UnknownName, all_of, filters_of, having, unknown_names
from rules.reaching import Unreached
from rules.text import name_sort_key, sort_key
from storage.audience.selecting import Person, Selection, people
from storage.database import Database
from storage.lists import list_text, members


@dataclass(slots=True)
class UnitShare:
    """A unit's part of an audience. The centre's own people, who are on no roster, have an empty unit."""

    unit_id: str
    unit: str
    reached: int = 0
    unreached: int = 0


@dataclass(slots=True)
class Preview:
    """An audience in figures."""

    meant: int = 0
    by_unit: list[UnitShare] = field(default_factory=list)
    """Those first where somebody is not reached and must be phoned; then in Vietnamese order."""
    by_channel: Counter[str] = field(default_factory=Counter)
    """Those who are reached, by the channel that is tried first."""
    excluded: Counter[Unreached] = field(default_factory=Counter)

    @property
    def reached(self) -> int:
        return self.by_channel.total()


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who is meant and cannot be reached. The phone is for those who may see contacts."""

    code: str
    name: str
    unit_id: str
    unit: str
    phone: str
    why: Unreached


async def preview(db: Database, selection: Selection) -> Preview:
    """The figures of an audience; only these are kept, however many are meant."""
    found = Preview()
    units: dict[str, UnitShare] = {}
    async for portion in people(db, selection):
        for person in portion:
            _count(found, units.setdefault(person.unit_id, UnitShare(person.unit_id, person.unit)), person)
    found.by_unit = sorted(units.values(), key=lambda share: (not share.unreached, sort_key(share.unit)))
    return found


def _count(found: Preview, share: UnitShare, person: Person) -> None:
    found.meant += 1
    if person.way.chat is not None:
        share.reached += 1
        found.by_channel[person.way.chat.channel] += 1
    elif person.way.why_not is not None:
        share.unreached += 1
        found.excluded[person.way.why_not] += 1


async def unreachable(db: Database, selection: Selection, unit_id: str | None = None) -> list[Absent]:
    """Who is meant and cannot be reached, by unit and name; those of one unit alone, without those below it."""
    if unit_id:
        selection = replace(selection, audience=all_of(selection.audience, having(Key.UNIT, unit_id)))
    found = [
        Absent(person.code, person.name, person.unit_id, person.unit, person.phone, person.way.why_not)
        async for portion in people(db, selection)
        for person in portion
        if person.way.why_not is not None and unit_id in (None, person.unit_id)
    ]
    return sorted(found, key=lambda each: (sort_key(each.unit), name_sort_key(each.name), each.code))


async def problems(db: Database, selection: Selection) -> list[UnknownName]:
    """Names that the audience uses and nobody knows. With one of them it must not be sent: its `not` means everyone."""
    used: dict[Key, set[str]] = {}
    for each in filters_of(selection.audience):
        used.setdefault(each.key, set()).update(each.values)
    known = {key: await _known(db, key, used[key]) for key in _QUESTIONS if key in used}
    known[Key.GROUP] = frozenset(selection.grounds.policy.group_by_id)
    return unknown_names(selection.audience, Known(known))


_QUESTIONS = {
    Key.CLASS: "select code as name from training_class",
    Key.UNIT: "select id as name from unit union all select name from unit union all select name from former_unit",
    Key.CODES: "select code as name from cadre where code in {used} union all"
    " select code from staff_person where code in {used} union all select code from learner where code in {used}",
    Key.UNCONFIRMED: "select cast(number as text) as name from notice where cast(number as text) in {used}",
}
_QUESTIONS |= dict.fromkeys((Key.UNANSWERED, Key.REACHED), _QUESTIONS[Key.UNCONFIRMED])


async def _known(db: Database, key: Key, used: set[str]) -> frozenset[str]:
    question = _QUESTIONS[key]
    args = [list_text(sorted(used))] if "{used}" in question else []
    rows = await db.rows(question.format(used=members(db.engine, "$1")), *args)
    return frozenset(row["name"] for row in rows)
