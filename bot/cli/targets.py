"""`cadrebot targets`: how far each target is."""

from datetime import date, datetime
from typing import Any

import click

from bot.cli.centres import place_name, places_meant, takes_centre
from bot.cli.frame import takes_config
from bot.cli.looking_up import unit_named
from bot.cli.running import in_house, print_json
from handlers.centres import house_for
from handlers.figures import target_summary
from handlers.house import House
from rules.access import OPERATOR
from rules.summary import Summary
from rules.targets import Figure
from storage.centres import units_above


@click.command()
@takes_config
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Posts as held on this day; levels and classes as recorded now.",
)
@click.option("--unit", metavar="UNIT", help="Only this unit, by its name or id, and all units below it.")
@takes_centre
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def targets(as_of: datetime | None, unit: str | None, centre: str | None, as_json: bool) -> None:
    """How many hold the level that each target asks of its group, and how many are still needed.

    Of several centres each is told for itself, under its own policy.
    """
    found, today = in_house(lambda house: _summaries(house, as_of, unit, centre))
    if as_json:
        print_json(_json(found))
    else:
        told = ((name, _readable(summary, today)) for name, summary in found)
        click.echo("\n\n".join(f"{name}:\n{text}" if name else text for name, text in told))


async def _summaries(
    house: House, as_of: datetime | None, unit: str | None, centre: str | None
) -> tuple[list[tuple[str, Summary]], date]:
    """The summaries by the names of their places, which are empty where there is one centre; and today."""
    today = house.clock().date()
    day = as_of.date() if as_of else today
    top = None if unit is None else (await unit_named(house, unit, day)).id
    places = await places_meant(house, centre)
    if top is not None and house.several:
        here, below = (await house_for(house, top)).place, await units_above(house.db, house.tops)
        places = tuple(each for each in places if each.place == here or top in below.get(each.place, ()))
    return [
        (await place_name(each) if house.several else "", await target_summary(each, OPERATOR, day, top))
        for each in places
    ], today


def _json(found: list[tuple[str, Summary]]) -> list[dict[str, Any]]:
    """The figures, each with its centre where there are several."""
    return [
        figure_json(figure) | ({"centre": name} if name else {})
        for name, summary in found
        for figure in summary.figures
    ]


def figure_json(figure: Figure) -> dict[str, Any]:
    """A figure in the form of `targets --json`: shares from 0 to 1, beside the exact one."""
    return {
        "id": figure.id,
        "level": figure.level.code,
        "comparator": figure.comparator,
        "share_required": float(figure.share_required),
        "total": figure.total,
        "met": figure.met,
        "studying": figure.studying,
        "needed": figure.needed,
        "share": None if figure.share is None else float(figure.share),
        "share_exact": f"{figure.met}/{figure.total}",
        "reached": figure.reached,
    }


def _readable(summary: Summary, today: date) -> str:
    if not summary.figures:
        return "The policy sets no targets."
    lines = [_conclusion(summary), *(_line(figure) for figure in summary.figures)]
    if summary.uncounted:
        lines.append(f"Left out of the counts of staff, for want of a clear category: {summary.uncounted}.")
    if summary.day < today:
        lines.append(f"Posts as held on {summary.day}; levels and classes as recorded now. Frozen figures: snapshots.")
    return "\n".join(lines)


def _conclusion(summary: Summary) -> str:
    """How many are reached on the day, how many will be, and how many people it takes."""
    told = f"{summary.day}: {summary.reached} of {len(summary.figures)} targets reached"
    if summary.reached_when_they_finish > summary.reached:
        told = f"{told}, {summary.reached_when_they_finish} once everyone who studies has finished"
    if summary.people_needed is None:
        return f"{told}."
    return f"{told}; {summary.people_needed} people needed for all, each counted once."


def _line(figure: Figure) -> str:
    asked = f"{figure.comparator} {float(figure.share_required):.0%} {figure.level.code}"
    if figure.share is None:
        return f"{figure.id}: no data ({asked})"
    state = "reached" if figure.reached else f"{figure.needed} needed, {figure.studying} studying"
    return f"{figure.id}: {figure.met}/{figure.total} = {float(figure.share):.1%} ({asked}), {state}"
