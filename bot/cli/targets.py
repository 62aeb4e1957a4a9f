"""`cadrebot targets`: how far each target is."""

from datetime import datetime
from typing import Any

import click

from bot.cli.frame import takes_config
from bot.cli.running import in_house, print_json
from handlers.figures import target_figures
from handlers.house import House
from rules.access import OPERATOR
from rules.targets import TargetFigure


@click.command()
@takes_config
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Posts as held on this day.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def targets(as_of: datetime | None, as_json: bool) -> None:
    """How many hold the level that each target asks of its group, and how many are still needed."""
    figures = in_house(lambda house: _figures(house, as_of))
    if as_json:
        print_json([figure_json(figure) for figure in figures])
    else:
        click.echo("\n".join(_readable(figure) for figure in figures) or "The policy sets no targets.")


async def _figures(house: House, as_of: datetime | None) -> tuple[TargetFigure, ...]:
    return await target_figures(house, OPERATOR, (as_of or house.clock()).date())


def figure_json(figure: TargetFigure) -> dict[str, Any]:
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


def _readable(figure: TargetFigure) -> str:
    asked = f"{figure.comparator} {float(figure.share_required):.0%} {figure.level.code}"
    if figure.share is None:
        return f"{figure.id}: no data ({asked})"
    state = "reached" if figure.reached else f"{figure.needed} needed, {figure.studying} studying"
    left_out = f", {len(figure.uncounted)} of no clear category left out" if figure.uncounted else ""
    return f"{figure.id}: {figure.met}/{figure.total} = {float(figure.share):.1%} ({asked}), {state}{left_out}"
