"""`cadrebot show`: one person's standing."""

from typing import Any

import click

from bot.cli.frame import takes_config
from bot.cli.running import Refused, in_house, print_json
from handlers.centres import house_for
from handlers.house import House
from rules.access import OPERATOR
from rules.cadres import Cadre
from rules.standing import Reason, Standing, standing_of
from storage import cadres


@click.command()
@takes_config
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.argument("code")
def show(code: str, as_json: bool) -> None:
    """What the posts of the person with CODE require, what the person holds, and why."""
    found = in_house(lambda house: _standing(house, code))
    if as_json:
        print_json(found)
    else:
        click.echo(_readable(found))


async def _standing(house: House, code: str) -> dict[str, Any]:
    cadre = await cadres.by_code(house.db, OPERATOR, code)
    if cadre is None:
        raise Refused(f"nobody on the roster has the code {code}")
    day, own = house.clock().date(), await house_for(house, cadre.unit.id)
    standing = standing_of(cadre, own.policy, own.regulations, day, own.count_unverified)
    return standing_json(cadre, standing, house.planned_posts)


def standing_json(cadre: Cadre, standing: Standing, planned_posts: bool) -> dict[str, Any]:
    """A standing in the form of `show --json`. Where planned posts are not to be shown, nothing tells of any."""
    return {
        "code": cadre.code,
        "name": cadre.name,
        "unit": cadre.unit.name,
        "held": standing.held.code,
        "required": standing.required.code,
        "planned_required": standing.planned_required.code if planned_posts else "none",
        "met": standing.met,
        "groups": [line.target.group for line in standing.targets],
        "reasons": [_reason_json(reason) for reason in standing.reasons if planned_posts or not reason.planned],
    }


def _reason_json(reason: Reason) -> dict[str, Any]:
    return {
        "level": reason.level.code,
        "post": reason.post.title if reason.post else None,
        "unit": reason.post.unit.name if reason.post else None,
        "planned": reason.planned,
        "group": reason.group_id or None,
        "rule": reason.rule,
        "document": reason.document,
        "article": reason.article,
        "issued": reason.issued.isoformat() if reason.issued else None,
    }


def _readable(found: dict[str, Any]) -> str:
    lines = [f"{key}: {found[key]}" for key in ("code", "name", "unit", "held", "required", "planned_required", "met")]
    lines.append(f"groups: {', '.join(found['groups']) or 'none'}")
    lines += [
        f"- {reason['level']}: {reason['post'] or reason['unit']}: {reason['rule']}" for reason in found["reasons"]
    ]
    return "\n".join(lines)
