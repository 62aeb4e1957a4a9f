"""`cadrebot snapshots` and `cadrebot snapshot`: the figures frozen at the ends of months."""

from typing import Any

import click

from bot.cli.centres import places_meant, takes_centre
from bot.cli.frame import takes_config
from bot.cli.running import Refused, in_house, print_json, say
from handlers.house import House
from handlers.month_ends import CountedAgain, count_again
from rules.snapshot import EVERYONE, Counted, Difference, Snapshot
from storage import snapshots as stored


@click.command(name="snapshots")
@takes_config
@takes_centre
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_snapshots(centre: str | None, as_json: bool) -> None:
    """The figures frozen at the end of each month, under the policy of the settings; of every centre, or of one."""
    found = in_house(lambda house: _every(house, centre))
    if as_json:
        print_json([snapshot_json(each) for each in found])
    else:
        click.echo("\n".join(_line(each) for each in found) or "No month has been frozen yet.")


@click.command()
@takes_config
@click.option("--verify", is_flag=True, help="Count the day again from the journal; status 1 if the id is another.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.argument("snapshot_id", metavar="ID")
def snapshot(snapshot_id: str, verify: bool, as_json: bool) -> None:
    """The frozen figures with this ID, of all units together and of each."""
    if verify:
        _verify(in_house(lambda house: count_again(house, snapshot_id)), snapshot_id, as_json)
        return
    found = in_house(lambda house: stored.by_id(house.db, snapshot_id))
    if found is None:
        raise Refused(f"no figures were frozen with the id {snapshot_id}")
    if as_json:
        print_json(snapshot_json(found) | {"units": [_count_json(each) for each in found.counts if each.unit_id]})
    else:
        click.echo("\n".join((_line(found), *(_unit_line(each) for each in found.counts if each.unit_id))))


async def _every(house: House, centre: str | None) -> list[Snapshot]:
    keys = [
        key
        for place in await places_meant(house, centre)
        for _, key in await stored.days(house.db, place.policy.id, place.place)
    ]
    found = [await stored.by_id(house.db, key) for key in keys]
    return [each for each in found if each is not None]


def _verify(found: CountedAgain | None, snapshot_id: str, as_json: bool) -> None:
    if found is None:
        raise Refused(f"no figures were frozen with the id {snapshot_id}")
    if as_json:
        print_json(
            {
                "id": found.frozen.id,
                "day": found.frozen.day.isoformat(),
                "reproduced": found.reproduced,
                "counted_again": None if found.again is None else found.again.id,
                "differences": [_difference_json(each) for each in found.differences],
            }
        )
    if found.again is None:
        raise Refused(f"{found.frozen.day}: frozen under other targets or groups than those of now; cannot be compared")
    if not found.reproduced:
        lines = "".join(f"\n{_difference(each)}" for each in found.differences)
        raise Refused(f"{found.frozen.day}: counted again it is {found.again.id}, not {found.frozen.id}{lines}")
    say(f"{found.frozen.day}: counted again from the journal, the id is the same: {found.frozen.id}")


def snapshot_json(snapshot: Snapshot) -> dict[str, Any]:
    """Frozen figures in the form of `snapshots --json`: those of all units together."""
    return {
        "id": snapshot.id,
        "day": snapshot.day.isoformat(),
        **({"centre": snapshot.place} if snapshot.place else {}),
        "policy": snapshot.rules.policy_id,
        "policy_hash": snapshot.rules.policy_hash,
        "figures": [_count_json(each) for each in snapshot.counts if each.unit_id == EVERYONE],
    }


def _count_json(count: Counted) -> dict[str, Any]:
    unit = {} if count.unit_id == EVERYONE else {"unit": count.unit_id}
    return {"target": count.target_id, **unit, "met": count.met, "total": count.total, "studying": count.studying}


def _difference_json(difference: Difference) -> dict[str, Any]:
    return {"frozen": _count_json(difference.before), "counted_again": _count_json(difference.after)}


def _line(snapshot: Snapshot) -> str:
    figures = (f"{c.target_id} {c.met}/{c.total}" for c in snapshot.counts if c.unit_id == EVERYONE)
    place = f"{snapshot.place}: " if snapshot.place else ""
    return f"{snapshot.id}  {snapshot.day}  {place}{', '.join(figures)}"


def _unit_line(count: Counted) -> str:
    return f"{count.target_id} {count.unit_id}: {count.met}/{count.total}, {count.studying} studying"


def _difference(each: Difference) -> str:
    where = f"{each.before.target_id} {each.before.unit_id or 'all units'}"
    before, after = ((c.met, c.total, c.studying) for c in (each.before, each.after))
    return f"- {where}: {before[0]}/{before[1]}, {before[2]} studying; now {after[0]}/{after[1]}, {after[2]} studying"
