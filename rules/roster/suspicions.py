"""What looks wrong between a file and the records although no cell is wrong: listed, and decided by people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import Indel

from rules.cadres import Cadre
from rules.roster.comparing import PersonChange, highest
from rules.roster.matching import Match, compatible
from rules.roster.problems import Problem, Severity
from rules.text import fold


class Doubt(StrEnum):
    """Why something is listed."""

    TWO_ROWS = "two_rows"
    """Two rows about one person; they are taken together."""
    SAME_PERSON = "same_person"
    """Two records that may be one person."""
    SAME_PHONE = "same_phone"
    LEVEL_DOWN = "level_down"
    """Never applied by a plain yes."""
    OTHER_NAME = "other_name"
    """A known code with quite another name."""
    OTHER_CODE = "other_code"
    """A known person with another code; the code on record stays."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something to look at before saying yes, in Vietnamese, with the rows and codes it is about."""

    doubt: Doubt
    text: str
    rows: tuple[tuple[str, int], ...] = ()
    """Sheet and row of the file."""
    codes: tuple[str, ...] = ()

    def marks(self) -> tuple[Problem, ...]:
        """What is marked in a copy of the file: each of the rows; without a row it is only listed."""
        mend = "Xem lại; đúng thì giữ nguyên"
        places = self.rows or (("", 0),)
        return tuple(Problem(sheet, row, "", "", self.text, mend, Severity.DOUBT) for sheet, row in places)


_ALIKE = 0.5
"""Names less alike than this are two people's; a corrected letter or a middle name stays above."""


class Suspicions:
    """Looks through a plan for what is suspicious."""

    def __init__(self, existing: Sequence[Cadre]) -> None:
        self._existing = existing

    def of(
        self,
        matches: Sequence[Match],
        new: Sequence[Cadre],
        compared: Sequence[PersonChange],
        gone: Sequence[Cadre],
    ) -> tuple[Suspicion, ...]:
        """All suspicions, by kind. `compared` also holds the records that do not change."""
        people = (m.person for m in matches if m.cadre is None)
        rows = {cadre.code: (person.sheet, person.row) for cadre, person in zip(new, people, strict=True)}
        rows |= {change.before.code: (change.person.sheet, change.person.row) for change in compared}
        return (
            *_two_rows(matches),
            *(_placed(found, rows) for found in self._same_person(new)),
            *(_placed(found, rows) for found in self._same_phone(new, compared)),
            *_of_changes(compared),
            *(Suspicion(Doubt.GONE, f"{_who(c)} không còn trong tệp", codes=(c.code,)) for c in gone),
        )

    def _same_person(self, new: Sequence[Cadre]) -> Iterator[Suspicion]:
        """Somebody new with the name and unit, or the name and full birth date, of somebody else."""
        named: dict[str, list[Cadre]] = {}
        for cadre in self._existing:
            named.setdefault(fold(cadre.name), []).append(cadre)
        for cadre in new:
            for other in named.get(fold(cadre.name), ()):
                if _may_be_one(cadre, other):
                    text = f"{_who(cadre)} có thể là {_who(other)}, mã {other.code}"
                    yield Suspicion(Doubt.SAME_PERSON, text, codes=(cadre.code, other.code))
            named.setdefault(fold(cadre.name), []).append(cadre)

    def _same_phone(self, new: Sequence[Cadre], compared: Sequence[PersonChange]) -> Iterator[Suspicion]:
        """One phone for two people, if the file brings it to at least one of them."""
        after = {change.before.code: change.after for change in compared}
        owners: dict[str, list[Cadre]] = {}
        for cadre in (*(after.get(c.code, c) for c in self._existing), *new):
            if cadre.phone:
                owners.setdefault(cadre.phone, []).append(cadre)
        fresh = {cadre.code for cadre in new}
        fresh |= {c.before.code for c in compared if c.before.phone != c.after.phone}
        for phone, people in owners.items():
            if len(people) > 1 and not fresh.isdisjoint(c.code for c in people):
                names = ", ".join(map(_who, people))
                text = f"Số điện thoại {phone} ghi cho {len(people)} người: {names}"
                yield Suspicion(Doubt.SAME_PHONE, text, codes=tuple(c.code for c in people))


def _placed(found: Suspicion, rows: Mapping[str, tuple[str, int]]) -> Suspicion:
    """The suspicion with the rows of the file in which its people stand."""
    return replace(found, rows=tuple(rows[code] for code in found.codes if code in rows))


def _two_rows(matches: Iterable[Match]) -> Iterator[Suspicion]:
    for found in matches:
        if len(found.rows) > 1:
            rows = tuple((row.sheet, row.row) for row in found.rows)
            places = ", ".join(str(row) for _, row in rows)
            text = f"Đồng chí {found.person.name}, {found.person.unit.name}, có {len(rows)} dòng: {places}"
            yield Suspicion(Doubt.TWO_ROWS, text, rows, (found.cadre.code,) if found.cadre else ())


def _of_changes(compared: Iterable[PersonChange]) -> Iterator[Suspicion]:
    for change in compared:
        before, person = change.before, change.person
        rows, codes = ((person.sheet, person.row),), (before.code,)
        if change.level_down is not None:
            text = f"{_who(before)}: trình độ LLCT từ {highest(before).label} xuống {change.level_down.label}"
            yield Suspicion(Doubt.LEVEL_DOWN, text, rows, codes)
        if Indel.normalized_similarity(fold(before.name), fold(person.name)) < _ALIKE:
            text = f"Mã {before.code} đang là {before.name}, trong tệp là {person.name}"
            yield Suspicion(Doubt.OTHER_NAME, text, rows, codes)
        if person.code and fold(person.code) != fold(before.code):
            text = f"{_who(before)} đã có mã {before.code}, trong tệp ghi mã {person.code}; giữ mã {before.code}"
            yield Suspicion(Doubt.OTHER_CODE, text, rows, codes)


def _may_be_one(one: Cadre, other: Cadre) -> bool:
    if one.unit.id == other.unit.id:
        return compatible(one.birth, other.birth)
    return one.birth is not None and len(one.birth.iso) == 10 and one.birth == other.birth


def _who(cadre: Cadre) -> str:
    return f"Đồng chí {cadre.name}, {cadre.unit.name}"
