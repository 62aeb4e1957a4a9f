"""A paper of the targets made from people, without any database."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.files.target_paper import People, TargetPaper, slowest_first
from rules.cadres import Cadre
from rules.levels import Level
from rules.missing import Known, lacking
from rules.summary import summary_of
from rules.tallies import UnitSummary, people_in, summary_from, tallies_of, with_below
from rules.targets import count_targets
from tests.handlers import roster

DAY = date(2025, 5, 15)


def paper_of(
    cadres: Sequence[Cadre] = roster.CADRES, studying: Mapping[str, Level] | None = None, units: tuple[str, ...] = ()
) -> TargetPaper:
    """What is told of these people on the day, with their names."""
    policy = roster.POLICY
    figures = count_targets(cadres, policy, DAY, studying=studying)
    tallies = with_below(roster.UNITS, tallies_of(cadres, policy, DAY, True, studying or {}))
    by_unit = [
        UnitSummary(unit, summary_from(tallies[unit.id], policy, DAY), people_in(tallies[unit.id]))
        for unit in roster.UNITS
    ]
    people = People(
        figures,
        {cadre.id: cadre for cadre in cadres},
        tuple(lacking(cadres, Known(policy, DAY))),
        studying or {},
        count_unverified=True,
    )
    return TargetPaper(policy, summary_of(figures, DAY), DAY, DAY, units, slowest_first(by_unit), True, people)
