"""Gathering what the papers of the targets say, for the chat and for the command."""

from asyncio import to_thread
from collections.abc import Mapping
from datetime import date

from handlers.centres import counted_here
from handlers.figures import target_summary, unit_figures
from handlers.files.target_paper import MOST_ROWS, People, TargetPaper, slowest_first
from handlers.house import House
from handlers.leader.summary import bounds_of
from handlers.texts.targets import vouched_by
from rules.access import Asker
from rules.cadres import Cadre
from rules.levels import Level
from rules.missing import Known, lacking
from rules.policy import DataKind
from rules.sight import within
from rules.targets import count_targets
from rules.text import sort_key
from storage import cadres, classes
from storage.missing import studies_of
from storage.vouching import vouched


async def target_paper(house: House, asker: Asker, day: date, names: bool) -> TargetPaper:
    """The targets on a day within the asker's bounds; with their people where `names` asks for them, the policy lets
    the asker see names, and they are no more than a list can hold (`MOST_ROWS`)."""
    today = house.clock().date()
    allowed = within(house.policy, asker, DataKind.NAMES)
    summary = await target_summary(house, asker, day)
    few_enough = sum(figure.total for figure in summary.figures) <= MOST_ROWS
    source = await vouched(house.db)
    return TargetPaper(
        policy=house.policy,
        summary=summary,
        data_of=day if day < today else source.day or today,
        made=today,
        units=await bounds_of(house.db, asker),
        by_unit=slowest_first(await unit_figures(house, asker, day)),
        names_allowed=allowed is not None,
        people=await _people(house, allowed, day) if names and allowed and few_enough else None,
        voucher="" if day < today else vouched_by(source),
        records_of=(source.day or today) if day < today else None,
    )


async def _people(house: House, allowed: Asker, day: date) -> People:
    """The people of one reading, so that figures and names cannot disagree; counted off the event loop."""
    everyone = [*await counted_here(house, await cadres.in_bounds(house.db, allowed))]
    studying = await classes.levels_in_study(house.db)
    studies = await studies_of(house.db, [cadre.id for cadre in everyone])
    return await to_thread(_counted, everyone, studying, Known(house.policy, day, house.count_unverified, studies))


def _counted(everyone: list[Cadre], studying: Mapping[str, Level], known: Known) -> People:
    everyone.sort(key=lambda cadre: (sort_key(cadre.unit.name), cadre.unit.id, sort_key(cadre.name), cadre.code))
    return People(
        figures=count_targets(everyone, known.policy, known.day, known.count_unverified, studying),
        cadres={cadre.id: cadre for cadre in everyone},
        lacking=tuple(lacking(everyone, known)),
        studying=studying,
        count_unverified=known.count_unverified,
    )
