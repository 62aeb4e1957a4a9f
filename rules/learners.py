"""Learners: people of a class who stand on no roster (quần chúng ưu tú, đảng viên mới), and whom a row may mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rules.cadres import Cadre, Unit
from rules.dates import PartialDate
from rules.roster.matching import compatible
from rules.text import fold


@dataclass(frozen=True, slots=True)
class Learner:
    """Học viên: linked, told and certified like everyone in a class, and never in a target."""

    id: str
    code: str
    """HV00001, ..."""
    name: str
    unit: Unit
    """The unit that sent them."""
    birth: PartialDate | None = None
    gender: str = ""
    phone: str = ""
    note: str = ""
    """What the unit wrote beside the name: a post, a place of work, a remark."""
    cadre_id: str | None = None
    """Who they are on the roster, once they joined it; their classes stand under that record."""
    version: int = 1


class Described(Protocol):
    """What a row says to tell whom it means."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def birth(self) -> PartialDate | None: ...
    @property
    def unit(self) -> Unit: ...


Person = TypeVar("Person", bound=Described)


class Register(Generic[Person]):
    """People who are known, found by code, or by name, birth and unit."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_code: dict[str, Person] = {}
        self._by_name: dict[tuple[str, str], list[Person]] = {}
        for each in people:
            self._by_code[fold(each.code)] = each
            self._by_name.setdefault((fold(each.name), each.unit.id), []).append(each)

    def with_code(self, code: str) -> Person | None:
        """The person of a code, however it is written."""
        return self._by_code.get(fold(code)) if code else None

    def meant_by(self, row: Described) -> list[Person]:
        """Whom the name, the birth and the unit of a row may mean; more than one where they do not tell.

        Who has just this birth goes before those whose birth is not known in full.
        """
        named = self._by_name.get((fold(row.name), row.unit.id), [])
        alike = [each for each in named if compatible(each.birth, row.birth)]
        same = [each for each in alike if each.birth == row.birth]
        return same if len(same) == 1 else alike


def who_joined(known: Sequence[Learner], new: Sequence[Cadre]) -> list[tuple[Learner, Cadre]]:
    """The learners who are people new to the roster: the same folded name, birth and unit, and nobody else's."""
    register = Register(known)
    found = [(each, register.meant_by(each)) for each in new if each.birth is not None]
    pairs = [(some[0], each) for each, some in found if len(some) == 1 and some[0].birth == each.birth]
    once = {learner.id: sum(other is learner for other, _ in pairs) for learner, _ in pairs}
    return [(learner, cadre) for learner, cadre in pairs if once[learner.id] == 1]
