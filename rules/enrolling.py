"""A unit's list of people for a class (danh sách cử): whom each row means, who is new, and all that is wrong."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from rules.cadres import Cadre
from rules.learners import Learner, Register
from rules.roster.fields import Field
from rules.roster.layout import Layout
from rules.roster.person import RosterPerson
from rules.roster.problems import Problem, Severity
from rules.roster.sheet import column_letter, shown
from rules.roster.synonyms import heading_key
from rules.text import fold


@dataclass(frozen=True, slots=True)
class Named:
    """A row, and whom it means: a cadre, a learner who is known, or, with neither, a learner to be."""

    row: RosterPerson
    known: Cadre | Learner | None = None
    note: str = ""

    @property
    def learner(self) -> Learner:
        """The learner to be."""
        row = self.row
        return Learner("", "", row.name, row.unit, row.birth, row.gender or "", row.phone, self.note)


@dataclass(frozen=True, slots=True)
class EnrolmentPlan:
    """What a list comes to. With one error nothing of it may be written."""

    people: tuple[Named, ...] = ()
    """Those to be put into the class, in the order of the list."""
    already: tuple[Named, ...] = ()
    """Those who are in it."""
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def cadres(self) -> int:
        return sum(isinstance(each.known, Cadre) for each in self.people)

    @property
    def new(self) -> tuple[Named, ...]:
        """Those nobody knew before."""
        return tuple(each for each in self.people if each.known is None)

    @property
    def digest(self) -> str:
        """What the plan comes to, in twelve characters: a yes is for this plan and no other."""
        what = [
            (each.row.name, each.row.unit.id, each.known.id if each.known else each.learner) for each in self.people
        ]
        return sha256(repr(what).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the reader of a list may find, and who of them is in the class."""

    cadres: Sequence[Cadre]
    learners: Sequence[Learner]
    in_class: Collection[str] = ()
    """Ids of the people who are in it."""
    units: Collection[str] | None = None
    """Ids of the units whose people may be sent; None for all."""


def plan_enrolments(layout: Layout, people: Iterable[RosterPerson], known: Known) -> EnrolmentPlan:
    """Whom each row means, and every problem of it at once.

    A row is found by its code, else by folded name, birth and unit; who is found nowhere becomes a learner. Who may
    be several people is an error: a wrong person would be summoned.
    """
    finder = _Finder(layout, known)
    listed = [each for row in people if (each := finder.named(row)) is not None]
    here = [each for each in listed if each.known is None or each.known.id not in known.in_class]
    already = [each for each in listed if each.known is not None and each.known.id in known.in_class]
    return EnrolmentPlan(tuple(here), tuple(already), tuple(finder.problems))


class _Finder:
    """Finds rows one after another, and notes what is wrong with them."""

    def __init__(self, layout: Layout, known: Known) -> None:
        self._layout = layout
        self._cadres = Register(known.cadres)
        self._learners = Register(known.learners)
        self._units = known.units
        self._rows: dict[tuple[str, ...], RosterPerson] = {}
        self.problems: list[Problem] = []

    def named(self, row: RosterPerson) -> Named | None:
        """Whom a row means; None where it does not tell, or says again what an earlier one said."""
        if self._units is not None and row.unit.id not in self._units:
            self._note(row, Field.UNIT, "Đơn vị này không thuộc phạm vi phụ trách", "Chỉ ghi người của đơn vị mình")
            return None
        found = self._by_code(row) if row.code else self._by_name(row)
        if found is None:
            return None
        birth = row.birth.iso if row.birth else ""
        identity = (found.known.id,) if found.known else (fold(row.name), row.unit.id, birth)
        earlier = self._rows.setdefault(identity, row)
        if earlier is not row:
            self._note(row, Field.NAME, f"Trùng với dòng {earlier.row}", "Chỉ để một dòng cho mỗi người")
            return None
        return found

    def _by_code(self, row: RosterPerson) -> Named | None:
        found = self._cadres.with_code(row.code) or self._learners.with_code(row.code)
        if found is None:
            self._note(row, Field.CODE, "Không có ai mang mã này", "Ghi đúng mã, hoặc để trống")
            return None
        if fold(found.name) != fold(row.name):
            self._note(row, Field.CODE, "Mã này là của người khác", "Ghi đúng mã, hoặc để trống")
            return None
        return Named(row, found, self._written(row))

    def _by_name(self, row: RosterPerson) -> Named | None:
        cadres, learners = self._cadres.meant_by(row), self._learners.meant_by(row)
        if len(cadres) > 1 or (not cadres and len(learners) > 1):
            many = len(cadres) or len(learners)
            what = f"Có {many} người cùng họ tên ở đơn vị này"
            self._note(row, Field.NAME, what, "Ghi ngày sinh đầy đủ, hoặc mã")
            return None
        found = next(iter(cadres), None) or next(iter(learners), None)
        return Named(row, found, self._written(row))

    def _written(self, row: RosterPerson) -> str:
        """What stands beside the name: the posts, and the column of remarks."""
        sheet = next(each for each in self._layout.sheets if each.sheet.name == row.sheet)
        texts = [post.title for post in row.posts]
        texts += [
            shown(sheet.sheet.at(row.row - 1, column.index))
            for column in sheet.columns
            if heading_key(column.path[-1]) == "ghi chu"
        ]
        return "; ".join(dict.fromkeys(filter(None, texts)))

    def _note(self, row: RosterPerson, field: Field, what: str, mend: str) -> None:
        columns = next((s.columns_of(field) for s in self._layout.sheets if s.sheet.name == row.sheet), ())
        letter = column_letter(columns[0].index) if columns else ""
        cell = {Field.CODE: row.code, Field.UNIT: row.unit.name}.get(field, row.name)
        self.problems.append(Problem(row.sheet, row.row, letter, cell, what, mend))
