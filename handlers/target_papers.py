"""Gathering what the papers of the targets say, for the chat and for the command."""

from datetime import date

from handlers.figures import target_figures, unit_figures
from handlers.files.target_paper import People, TargetPaper, slowest_first
from handlers.house import House
from handlers.leader.summary import bounds_of
from handlers.texts.targets import vouched_by
from rules.access import Asker
from rules.missing import Known, lacking
from rules.policy import DataKind
from rules.sight import within
from rules.summary import summary_of
from rules.text import sort_key
from storage import cadres, classes
from storage.missing import studies_of
from storage.vouching import vouched


async def target_paper(house: House, asker: Asker, day: date, names: bool) -> TargetPaper:
    """The targets on a day within the asker's bounds; with their people where `names` asks for them and the policy lets
    the asker see names."""
    today = house.clock().date()
    allowed = within(house.policy, asker, DataKind.NAMES)
    figures = await target_figures(house, asker, day)
    source = await vouched(house.db)
    return TargetPaper(
        policy=house.policy,
        summary=summary_of(figures, day),
        data_of=day if day < today else source.day or today,
        made=today,
        units=await bounds_of(house.db, asker),
        by_unit=slowest_first(await unit_figures(house, asker, day)),
        names_allowed=allowed is not None,
        people=await _people(house, allowed, day) if names and allowed else None,
        voucher="" if day < today else vouched_by(source),
    )


async def _people(house: House, allowed: Asker, day: date) -> People:
    everyone = await cadres.in_bounds(house.db, allowed)
    everyone.sort(key=lambda cadre: (sort_key(cadre.unit.name), cadre.unit.id, sort_key(cadre.name), cadre.code))
    studies = await studies_of(house.db, [cadre.id for cadre in everyone])
    known = Known(house.policy, day, house.count_unverified, studies)
    return People(
        figures=await target_figures(house, allowed, day),
        cadres={cadre.id: cadre for cadre in everyone},
        lacking=tuple(lacking(everyone, known)),
        studying=await classes.levels_in_study(house.db),
        count_unverified=house.count_unverified,
    )
