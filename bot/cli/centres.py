"""The option `--centre` of commands that count or plan, where a deployment has several centres."""

from collections.abc import Callable
from typing import Any

import click

from bot.cli.looking_up import unit_named
from bot.cli.running import Refused
from handlers.centres import house_for
from handlers.house import House
from storage.centres import names_of

REST = "rest"
"""Names the units that belong to no centre."""


def takes_centre(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --centre."""
    meaning = f'Of several centres this one, by the name or id of its top unit; "{REST}": the units of none.'
    return click.option("--centre", metavar="UNIT", help=meaning)(function)


async def places_meant(house: House, centre: str | None) -> tuple[House, ...]:
    """The house of the centre that was named, or all of them; where there is one centre, its house. Raises Refused."""
    if centre is None:
        return house.places
    if not house.several:
        raise Refused("the settings name no [[centres]]; leave --centre out")
    if centre == REST:
        return (house.whole,)
    unit = await unit_named(house, centre)
    if unit.id not in house.tops:
        raise Refused(f"{unit.name} is not the top unit of a centre; these are: {await _known(house)}")
    return (house.of_centre(unit.id),)


async def owner(house: House, centre: str | None) -> House:
    """The house of the centre that shall own what a command adds: of the one that was named, else of the whole."""
    return house if centre is None else (await places_meant(house, centre))[0]


async def one_place(house: House, centre: str | None, unit: str | None = None) -> House:
    """The house for what is of one policy: of the centre that was named, or of that of a unit. Raises Refused where
    there are several and none is named."""
    if centre is None and unit is not None:
        return await house_for(house, (await unit_named(house, unit)).id)
    found = await places_meant(house, centre)
    if len(found) > 1:
        raise Refused(f"each centre has a policy of its own; name one with --centre: {await _known(house)}, {REST}")
    return found[0]


async def place_name(house: House) -> str:
    """What the place of a house is called: the name of its top unit."""
    return (await names_of(house.db, [house.place])).get(house.place, REST)


async def _known(house: House) -> str:
    named = await names_of(house.db, house.tops)
    return ", ".join(named[top] for top in house.tops)
