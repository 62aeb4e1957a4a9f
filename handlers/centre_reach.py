"""How far people reach among the centres of the deployment: the asker of a turn, and those a job writes to."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from handlers.house import House
from handlers.texts import centres as texts
from handlers.turn import Turn
from rules.areas import nearest_centre
from rules.centre_reach import centre_reach
from rules.classes import Listed
from storage.accounts import Facts
from storage.centres import units_above
from storage.database import Database, Transaction


def with_reach(house: House, facts: Facts) -> Facts:
    """The facts for the house that answers, with what the asker reads and keeps; as they are where it is one centre."""
    if not house.tops:
        return facts
    reach = centre_reach(house.centre_unit or "", facts.unit_id, facts.asker.grants, house.tops, facts.above)
    return replace(facts, asker=replace(facts.asker, centres=reach))


def beside(turn: Turn, name: str, centre: str, words: Callable[[str, str], str] = texts.beside) -> str:
    """A name with that of its centre, to those who read of more than one."""
    reads = turn.asker.centres.reads
    if not turn.house.tops or not centre or (reads is not None and len(reads) < 2):
        return name
    return words(name, turn.house.of_centre(centre).centre.name)


def with_centres(turn: Turn, found: Iterable[Listed]) -> list[Listed]:
    """Classes as they are shown, each with its centre where the asker reads of more than one."""
    return [
        replace(each, training=replace(each.training, name=beside(turn, each.training.name, each.training.centre)))
        for each in found
    ]


async def centres_near(
    house: House, unit_ids: Iterable[str], source: Database | Transaction
) -> dict[str, tuple[House, frozenset[str]]]:
    """Unit id → the house of its centre, and the top units of all centres around it; one read where there are any."""
    asked = frozenset(unit_ids)
    if not house.tops:
        return dict.fromkeys(asked, (house, frozenset()))
    above = await units_above(source, asked.union(house.tops))
    return {
        unit_id: (
            house.of_centre(nearest_centre(unit_id, house.tops, above)),
            above.get(unit_id, frozenset()).intersection(house.tops),
        )
        for unit_id in asked
    }
