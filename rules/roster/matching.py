"""Which record a row is about: by its code, else by folded name, birth date and unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rules.cadres import Cadre
from rules.dates import PartialDate
from rules.roster.person import RosterPerson
from rules.text import fold


@dataclass(frozen=True, slots=True)
class Match:
    """A person of the file and their record; None for somebody new."""

    person: RosterPerson
    cadre: Cadre | None
    rows: tuple[RosterPerson, ...]
    """All rows about this person; `person` is what they say together."""


def compatible(one: PartialDate | None, other: PartialDate | None) -> bool:
    """True when two birth dates may be the same: one is missing, or is the beginning of the other."""
    if one is None or other is None:
        return True
    return one.iso.startswith(other.iso) or other.iso.startswith(one.iso)


class Records:
    """The records there are, found by code and by name and unit."""

    def __init__(self, cadres: Iterable[Cadre]) -> None:
        self.all = tuple(cadres)
        self._by_code = {fold(cadre.code): cadre for cadre in self.all}
        self._by_name: dict[tuple[str, str], list[Cadre]] = {}
        for cadre in self.all:
            self._by_name.setdefault((fold(cadre.name), cadre.unit.id), []).append(cadre)

    def find(self, person: RosterPerson) -> Cadre | None:
        """The record of a row. None when there is none, or more than one that it could be."""
        by_code = self._by_code.get(fold(person.code)) if person.code else None
        if by_code is not None:
            return by_code
        named = self._by_name.get((fold(person.name), person.unit.id), ())
        alike = [cadre for cadre in named if compatible(cadre.birth, person.birth)]
        same = [cadre for cadre in alike if cadre.birth == person.birth]
        if len(same) == 1:
            return same[0]
        return alike[0] if len(alike) == 1 else None


def match(people: Iterable[RosterPerson], records: Records) -> tuple[Match, ...]:
    """Each person of the file once, in the file's order, with their record if they have one."""
    groups: dict[tuple[str, ...], tuple[Cadre | None, list[RosterPerson]]] = {}
    for person in people:
        cadre = records.find(person)
        groups.setdefault(_identity(person, cadre), (cadre, []))[1].append(person)
    return tuple(Match(_together(rows), cadre, tuple(rows)) for cadre, rows in groups.values())


def _identity(person: RosterPerson, cadre: Cadre | None) -> tuple[str, ...]:
    if cadre is not None:
        return ("record", cadre.code)
    if person.code:
        return ("code", fold(person.code))
    return ("name", fold(person.name), person.unit.id, person.birth.iso if person.birth else "")


def _together(rows: Sequence[RosterPerson]) -> RosterPerson:
    """What several rows say of one person: the first row that states a field, all posts, the highest level."""
    first = rows[0]
    for row in rows[1:]:
        first = _joined(first, row)
    return first


_SINGLE = (
    "code",
    "birth",
    "gender",
    "ethnicity",
    "phone",
    "category",
    "grade",
    "party_joined",
    "party_full",
    "education",
)
_PAPER = ("mode", "number", "issued", "issuer")


def _joined(one: RosterPerson, other: RosterPerson) -> RosterPerson:
    higher = other if other.level > one.level else one
    values = {name: getattr(one, name) or getattr(other, name) for name in _SINGLE}
    return replace(
        one,
        **values,
        **{name: getattr(higher, name) for name in _PAPER},
        given=one.given | other.given,
        posts=tuple(dict.fromkeys((*one.posts, *other.posts))),
        level=higher.level,
        studying=max(one.studying, other.studying),
        ratings={**other.ratings, **one.ratings},
        also_rows=(*one.also_rows, other.row),
    )
