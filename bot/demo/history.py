"""How the invented district's records came to be: kept since November 2024, with what was noted month by month since.

Today's records are those of the world. What happened before leaves its trace in the journal alone: papers of late 2024
that came in month by month, people who were put on the list later, and people who retired. A trend is read off it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from bot.demo import names
from bot.demo.clock import START, ZONE
from rules.cadres import Cadre, Tier
from rules.classes import TrainingClass
from rules.dates import PartialDate
from rules.levels import Level
from rules.standing import held_by

BEGUN = datetime(2024, 11, 15, 8, 0, tzinfo=ZONE)
"""When the first list of the district was read in."""
_PAPERS_CAME = (date(2024, 12, 23), date(2025, 1, 21), date(2025, 2, 18), date(2025, 3, 12), date(2025, 4, 15),
                date(2025, 5, 13))  # fmt: skip
_PUT_ON_LIST = (date(2025, 1, 6), date(2025, 3, 3), date(2025, 4, 7))
_RETIRED = (date(2024, 12, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 5, 30))
_SEED = "cang-long-2025-history"


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted of one person: `before` is None for somebody new, `after` for somebody who left."""

    at: datetime
    before: Cadre | None
    after: Cadre | None


@dataclass(frozen=True, slots=True)
class History:
    """The first list, and everything that was noted since, in its order."""

    first: tuple[Cadre, ...]
    noted: tuple[Noted, ...]


def history_of(cadres: Sequence[Cadre]) -> History:
    """The history that ends with these records. A record that was corrected has one version more than in the world."""
    late = [cadre for cadre in cadres if _paper_of_late_2024(cadre)]
    new = _came_later(cadres)
    retired = _who_retired(cadres)
    papers = [
        Noted(_at(_PAPERS_CAME[n % len(_PAPERS_CAME)]), _without_paper(cadre), replace(cadre, version=2))
        for n, cadre in enumerate(late)
    ]
    joined = [Noted(_at(day), None, cadre) for day, cadre in zip(_PUT_ON_LIST, new, strict=True)]
    left = [Noted(_at(day), cadre, None) for day, cadre in zip(_RETIRED, retired, strict=True)]
    earlier = {cadre.id: _without_paper(cadre) for cadre in late}
    ids_of_new = {cadre.id for cadre in new}
    first = (*(earlier.get(c.id, c) for c in cadres if c.id not in ids_of_new), *retired)
    return History(first, tuple(sorted((*papers, *joined, *left), key=lambda each: each.at)))


def enrolled_at(training: TrainingClass) -> datetime:
    """When the people of a class were put into it: a week before its first day, within the history."""
    if training.starts_on is None:
        return START
    return min(START, max(BEGUN, _at(training.starts_on - timedelta(days=7))))


def _paper_of_late_2024(cadre: Cadre) -> bool:
    issued = cadre.credentials[0].issued if cadre.credentials else None
    return issued is not None and issued.iso >= "2024-06" and held_by(cadre)[0] >= Level.TRUNG_CAP


def _without_paper(cadre: Cadre) -> Cadre:
    return replace(cadre, credentials=cadre.credentials[1:])


def _came_later(cadres: Sequence[Cadre]) -> list[Cadre]:
    """A few officers of communes, far apart in the list."""
    officers = [c for c in cadres if c.category == "Công chức" and c.unit.tier is Tier.COMMUNE]
    return [each for each in officers[20::50] if not _paper_of_late_2024(each)][: len(_PUT_ON_LIST)]


def _who_retired(cadres: Sequence[Cadre]) -> list[Cadre]:
    """Members of committees of communes who stood beside today's."""
    rng = Random(_SEED)
    seated = [c for c in cadres if c.unit.tier is Tier.COMMUNE and any(post.committee for post in c.posts)]
    able = [each for each in seated if held_by(each)[0] >= Level.TRUNG_CAP and not _paper_of_late_2024(each)]
    return [
        replace(
            like, id=f"cl9{n:03}", code=f"CL9{n:03}", name=names.invent(rng, like.gender or "nam", names.KINH),
            ethnicity=names.KINH, phone="", birth=PartialDate(str(1963 + n)),
        )
        for n, like in enumerate(able[30::70][: len(_RETIRED)], 1)
    ]  # fmt: skip


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZONE)
