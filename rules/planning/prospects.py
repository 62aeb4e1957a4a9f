"""Whom to think of: everyone who could help an open target, how many they help, and what stands in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.cadres import Cadre
from rules.eligibility import Condition, Overall, eligibility_of
from rules.levels import Level, Mode
from rules.planning.demand import Need
from rules.planning.offers import Study
from rules.policy import Regulation
from rules.standing import held_by

_SUREST = tuple(Overall(state) for state in ("du_dieu_kien", "can_cap_co_tham_quyen", "thieu_du_lieu", "con_thieu"))
_UNKNOWN = "9999"
"""Sorts after every date."""


@dataclass(frozen=True, slots=True)
class Way:
    """What the record and the regulation say about sending someone to a study. Never that they are admitted."""

    level: Level
    mode: Mode | None
    answer: Overall
    unmet: tuple[Condition, ...]
    """Every condition that is not met, with its reason."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A target that someone counts in without its level."""

    target_id: str
    level: Level


@dataclass(frozen=True, slots=True)
class Prospect:
    """Someone who lacks what an open target asks of them."""

    id: str
    code: str
    unit_id: str
    held: Level
    groups: tuple[str, ...]
    """All groups with a target that they count in."""
    lacks: tuple[Lack, ...]
    """The open targets, in the order of the policy."""
    ways: tuple[Way, ...]
    """One for each study asked about that would help."""
    seniority: tuple[str, ...]
    """A smaller one goes first. By the dates of joining the Party and of birth, the earlier first, the unknown last:
    the program's own rule, only to choose between equals."""

    def helped_by(self, level: Level) -> tuple[str, ...]:
        """The open targets that reaching a level helps: a higher level includes the lower ones."""
        return tuple(lack.target_id for lack in self.lacks if lack.level <= level)

    def way_to(self, study: Study) -> Way | None:
        return next((way for way in self.ways if (way.level, way.mode) == study), None)

    @property
    def surest(self) -> Way | None:
        """The way that is least in doubt among those that help most targets."""
        return min(self.ways, key=lambda way: (-len(self.helped_by(way.level)), doubt(way.answer)), default=None)


def doubt(answer: Overall) -> int:
    """0 for "đủ điều kiện theo dữ liệu", more the less is sure."""
    return _SUREST.index(answer)


def prospects_of(
    cadres: Iterable[Cadre],
    needs: Sequence[Need],
    regulation: Regulation | None,
    day: date,
    studies: Iterable[Study] = (),
    count_unverified: bool = True,
) -> tuple[Prospect, ...]:
    """The plain list: those who help most targets first, then the surest, then by seniority and code.

    `needs` must be counted over the same cadres. Without `studies` each is asked about every level that the open
    targets ask, in either mode.
    """
    open_needs = [need for need in needs if need.is_open]
    asked = tuple(dict.fromkeys(studies)) or tuple((level, None) for level in sorted({n.level for n in open_needs}))
    found = []
    for cadre in cadres:
        lacks = tuple(Lack(need.target_id, need.level) for need in open_needs if cadre.id in need.lacking)
        if lacks:
            lowest = min(lack.level for lack in lacks)
            ways = tuple(_way(cadre, study, regulation, day) for study in asked if study[0] >= lowest)
            found.append(_prospect(cadre, needs, lacks, ways, held_by(cadre, count_unverified)[0]))
    return tuple(sorted(found, key=_place))


def _way(cadre: Cadre, study: Study, regulation: Regulation | None, day: date) -> Way:
    answer = eligibility_of(cadre, *study, regulation, day)
    return Way(*study, answer.overall, answer.unmet)


def _prospect(
    cadre: Cadre, needs: Iterable[Need], lacks: tuple[Lack, ...], ways: tuple[Way, ...], held: Level
) -> Prospect:
    return Prospect(
        id=cadre.id,
        code=cadre.code,
        unit_id=cadre.unit.id,
        held=held,
        groups=tuple(dict.fromkeys(need.group_id for need in needs if cadre.id in need.members)),
        lacks=lacks,
        ways=ways,
        seniority=(
            min((noted.iso for noted in (cadre.party_joined, cadre.party_full) if noted), default=_UNKNOWN),
            cadre.birth.iso if cadre.birth else _UNKNOWN,
        ),
    )


def _place(prospect: Prospect) -> tuple[int, int, tuple[str, ...], str]:
    way = prospect.surest
    return -len(prospect.lacks), doubt(way.answer) if way else len(_SUREST), prospect.seniority, prospect.code
