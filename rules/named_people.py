"""People as somebody types or lists them, by code or by name: who is meant, and what stays unclear."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from rules.cadres import Cadre
from rules.roster.fields import Field
from rules.roster.sheet import Row, Sheet, shown
from rules.roster.synonyms import Meaning, meaning_of
from rules.text import clean, fold

_BETWEEN = re.compile(r"[,;\n]|\s+và\s+")
_HEADER_WITHIN = 20
"""Rows in which a heading is looked for."""
_ALIKE = 84
"""From 0 to 100: names this much alike are offered as what may have been meant."""
_NEAREST = 3
_LETTER = re.compile(r"[^\W\d_]")
_TOTAL = re.compile(r"^(tong( cong| so)?|cong)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """One person as they were given."""

    place: int
    """The row of the file, or the place in what was typed; from 1."""
    code: str = ""
    name: str = ""
    """What was typed stands here, whether it is a code or a name."""
    unit: str = ""

    @property
    def words(self) -> str:
        return self.name or self.code


class Doubt(StrEnum):
    """Why nobody was found for a mention."""

    UNKNOWN = "unknown"
    SEVERAL = "several"
    """More than one person of this name."""
    OTHER_NAME = "other_name"
    """The code is somebody else's."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A mention of whom it cannot be said who is meant."""

    mention: Mention
    doubt: Doubt
    near: tuple[Cadre, ...] = ()
    """Who may be meant: the nearest names, all of the name, or whose code it is."""


@dataclass(frozen=True, slots=True)
class NamedPeople:
    cadres: tuple[Cadre, ...]
    """Each once, in the order in which they were given."""
    unclear: tuple[Unclear, ...]


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Codes or names as they are typed, between commas, semicolons, lines or "và"."""
    parts = (clean(part).strip(" .-+") for part in _BETWEEN.split(text))
    return tuple(Mention(place, name=part) for place, part in enumerate(filter(None, parts), 1))


def mentions_of(sheet: Sheet) -> tuple[Mention, ...]:
    """The people of a list: below a heading for codes or names where there is one, else by the first words of each
    row."""
    rows = list(enumerate(sheet.rows, 1))
    for place, row in rows[:_HEADER_WITHIN]:
        columns = _columns(row)
        if any(meaning.field in (Field.CODE, Field.NAME) for meaning in columns.values()):
            return tuple(_below(rows[place:], columns))
    return tuple(_bare(rows))


def find_people(mentions: Iterable[Mention], cadres: Sequence[Cadre]) -> NamedPeople:
    """Who is meant, among these cadres. A code goes before a name; a unit tells people of one name apart."""
    by_code = {cadre.code.upper(): cadre for cadre in cadres}
    by_name: dict[str, list[Cadre]] = defaultdict(list)
    for cadre in cadres:
        by_name[fold(cadre.name)].append(cadre)
    found: dict[str, Cadre] = {}
    unclear: list[Unclear] = []
    for mention in mentions:
        who = _who(mention, by_code, by_name)
        if isinstance(who, Cadre):
            found.setdefault(who.id, who)
        else:
            unclear.append(who)
    return NamedPeople(tuple(found.values()), tuple(unclear))


def _who(mention: Mention, by_code: Mapping[str, Cadre], by_name: Mapping[str, list[Cadre]]) -> Cadre | Unclear:
    coded = by_code.get((mention.code or mention.name).upper())
    if coded is not None:
        if mention.code and mention.name and fold(mention.name) != fold(coded.name):
            return Unclear(mention, Doubt.OTHER_NAME, (coded,))
        return coded
    same = by_name.get(fold(mention.name), [])
    of_unit = [cadre for cadre in same if mention.unit and fold(mention.unit) == fold(cadre.unit.name)]
    if len(of_unit or same) == 1:
        return (of_unit or same)[0]
    if same:
        return Unclear(mention, Doubt.SEVERAL, tuple(of_unit or same))
    return Unclear(mention, Doubt.UNKNOWN, _nearest(mention.name, by_name))


def _nearest(name: str, by_name: Mapping[str, list[Cadre]]) -> tuple[Cadre, ...]:
    alike = process.extract(fold(name), by_name.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_NEAREST)
    return tuple(cadre for each in alike for cadre in by_name[each[0]])[:_NEAREST]


def _columns(row: Row) -> dict[int, Meaning]:
    found = {place: meaning_of((cell,)) for place, cell in enumerate(row) if isinstance(cell, str)}
    return {place: meaning for place, meaning in found.items() if meaning is not None}


def _below(rows: Iterable[tuple[int, Row]], columns: Mapping[int, Meaning]) -> Iterator[Mention]:
    for place, row in rows:
        told: dict[Field | None, list[str]] = defaultdict(list)
        for column, meaning in columns.items():
            if column < len(row) and (text := shown(row[column])):
                told[meaning.field].append(text)
        code, name, unit = (" ".join(told[field]) for field in (Field.CODE, Field.NAME, Field.UNIT))
        if code or (_LETTER.search(name) and not _TOTAL.match(fold(name))):
            yield Mention(place, code, name, unit)


def _bare(rows: Iterable[tuple[int, Row]]) -> Iterator[Mention]:
    for place, row in rows:
        words = next((text for cell in row if (text := shown(cell)) and _LETTER.search(text)), "")
        if words:
            yield Mention(place, name=words)
