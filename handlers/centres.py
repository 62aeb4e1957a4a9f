"""Which house answers: that of the deployment, or of one of its centres. Where there is one centre nothing is read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.house import House
from rules.areas import answering_centre, nearest_centre
from rules.cadres import Cadre, Unit, with_those_above
from storage import accounts
from storage.accounts import Facts
from storage.centres import unit_of_holder, units_above
from storage.database import Database, Transaction

Source = Database | Transaction


async def facts_of(house: House, channel: str, chat: str) -> Facts:
    """All about the person of a chat, and among several centres where their units and the centres lie."""
    facts = await accounts.facts(house.db, channel, chat, across=bool(house.several))
    if not house.several:
        return facts
    tops = await house.tops_above.above(house.db, house.tops, facts.units_version)
    return replace(facts, above={**tops, **facts.above})


def house_of(house: House, facts: Facts) -> House:
    """The house that answers a person: their centre's, or the deployment's for strangers and those above centres."""
    if not house.several:
        return house
    return house.of_centre(answering_centre(facts.unit_id, facts.asker.grants, house.tops, facts.above))


def own_house(house: House, facts: Facts) -> House:
    """The house under whose terms a person's own record is judged, whatever their roles: that of their unit."""
    if not house.several or facts.unit_id is None:
        return house
    return house.of_centre(nearest_centre(facts.unit_id, house.tops, facts.above))


async def house_for(house: House, unit_id: str | None, source: Source | None = None) -> House:
    """The house of the centre that a unit belongs to; the deployment's for None, and for a unit of no centre."""
    if not house.several:
        return house
    return (await houses_for(house, [] if unit_id is None else [unit_id], source)).get(unit_id or "", house.whole)


async def house_of_holder(house: House, holder_id: str, source: Source | None = None) -> House:
    """The house of the centre of a cadre or a learner; the deployment's for others."""
    if not house.several:
        return house
    return await house_for(house, await unit_of_holder(source or house.db, holder_id), source)


async def houses_for(house: House, unit_ids: Iterable[str], source: Source | None = None) -> dict[str, House]:
    """The same for many units, in one read."""
    asked = frozenset(unit_ids)
    if not house.several:
        return dict.fromkeys(asked, house)
    above = await units_above(source or house.db, asked | set(house.tops))
    by_top = {each.centre_unit: each for each in house.places}
    return {unit_id: by_top[nearest_centre(unit_id, house.tops, above)] for unit_id in asked}


async def units_here(house: House, some: Iterable[Unit], known: Iterable[Unit] = ()) -> frozenset[str]:
    """The ids of those of these units that belong to the centre of this house, and to none below it.

    A unit that a plan will begin, and that is not on record yet, belongs where the one above it does; `known` are more
    units of the day, since the one above may be to come as well.
    """
    asked = {unit.id: unit for unit in some}
    if not house.several:
        return frozenset(asked)
    every = {**{unit.id: unit for unit in known}, **asked}
    parents = {unit.parent_id for unit in every.values() if unit.parent_id is not None}
    above = await units_above(house.db, {*asked, *parents, *house.tops})

    def centre_of(unit_id: str) -> str | None:
        if unit_id not in above:
            way = (each.parent_id for each in reversed(with_those_above(unit_id, every)))
            unit_id = next((parent for parent in way if parent in above), unit_id)
        return nearest_centre(unit_id, house.tops, above)

    return frozenset(unit_id for unit_id in asked if centre_of(unit_id) == house.centre_unit)


async def counted_here(house: House, people: Sequence[Cadre], known: Iterable[Unit] = ()) -> Sequence[Cadre]:
    """Those of these people who are counted under the policy of this house; `known` as for `units_here`."""
    if not house.several:
        return people
    here = await units_here(house, (cadre.unit for cadre in people), known)
    return [cadre for cadre in people if cadre.unit.id in here]
