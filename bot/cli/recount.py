"""`cadrebot recount`: the kept counts behind the targets, counted anew or compared with the records."""

from collections.abc import Sequence
from enum import Enum
from typing import Any

import click

from bot.cli.frame import takes_config
from bot.cli.progress import progress
from bot.cli.running import Refused, in_house, print_json, say
from handlers.figures import counting_of
from handlers.house import House
from rules.access import OPERATOR
from storage import tallies, units
from storage.tallies import EVERYONE, Difference
from storage.unit_counts import places_of

_STATES = {
    ".": "outside", "m": "met", "l": "lacking", "s": "studying",
    "?": "set aside", "M": "met, set aside", "L": "lacking, set aside", "S": "studying, set aside",
}  # fmt: skip
"""The letters of a profile (`rules.tallies.Mark`)."""


class _Stage(Enum):
    COUNTING = "counting"


@click.command()
@takes_config
@click.option("--verify", is_flag=True, help="Change nothing: compare, print each difference; status 1 if any.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def recount(verify: bool, as_json: bool) -> None:
    """Count everybody anew behind the figures of the targets, and keep the counts.

    They keep themselves current; this is for whoever changed the tables by hand, or wants to see that they hold.
    """
    if verify:
        _tell(in_house(_compared), as_json)
        return
    done = in_house(_counted)
    if as_json:
        print_json(done)
    else:
        say(f"Counted anew: {done['people']} people on {done['day']}.")


async def _counted(house: House) -> dict[str, Any]:
    counting = counting_of(house, house.clock().date())
    with progress({_Stage.COUNTING: 1}) as at:
        await tallies.recount(house.db, counting, lambda share: at(_Stage.COUNTING, share))
    found = [await tallies.read(house.db, OPERATOR, counting.at(place)) for place in counting.places]
    return {"day": counting.day.isoformat(), "people": sum(sum((each or {}).values()) for each in found)}


async def _compared(house: House) -> list[dict[str, Any]]:
    counting = counting_of(house, house.clock().date())
    with progress({_Stage.COUNTING: 1}) as at:
        await tallies.bring_up_to_date(house.db, counting)
        found = await tallies.differences(house.db, counting, lambda share: at(_Stage.COUNTING, share))
    names = {unit.id: unit.name for unit in await units.every_unit(house.db)}
    lies = await places_of(house.db, counting, {each.unit_id for each in found} - {EVERYONE})
    ids = {place: [target.id for target in each.policy.targets] for place, each in counting.places.items()}
    return [_difference_json(each, names, ids.get(lies.get(each.unit_id, each.place), ())) for each in found]


def _difference_json(each: Difference, names: dict[str, str], ids: Sequence[str]) -> dict[str, Any]:
    """Of whom another number is kept than was counted: their unit (null for all units together), and what they are to
    each target that concerns them."""
    # Where another program kept them, a profile may have other targets than those of today.
    states = {id: _STATES.get(letter, letter) for id, letter in zip(ids, each.profile, strict=False)}
    return {
        "unit": None if each.unit_id == EVERYONE else each.unit_id,
        **({"centre": each.place} if each.place else {}),
        "unit_name": names.get(each.unit_id),
        "people": {id: state for id, state in states.items() if state != "outside"},
        "kept": each.kept,
        "counted": each.counted,
    }


def _tell(found: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(found)
    if found:
        lines = "" if as_json else "".join(f"\n- {_line(each)}" for each in found)
        raise Refused(f"{len(found)} kept counts differ from the records; mend them with: cadrebot recount{lines}")
    say("Every kept count is what the records tell.")


def _line(each: dict[str, Any]) -> str:
    people = ", ".join(f"{id} {state}" for id, state in each["people"].items()) or "in no target"
    where = each["unit_name"] or each["unit"] or "all units"
    return f"{where} ({people}): kept {each['kept']}, counted {each['counted']}"
