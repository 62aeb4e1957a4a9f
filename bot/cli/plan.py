"""`cadrebot plan`: whom to send to which class."""

from datetime import datetime
from typing import Any

import click

from bot.cli.centres import one_place, takes_centre
from bot.cli.frame import takes_config
from bot.cli.running import Refused, in_house, print_json
from handlers.house import House
from handlers.study_plan import Bounds, MorePlaces, StudyPlan, more_places, study_plan
from rules.access import OPERATOR
from rules.levels import Mode
from rules.planning import Sent, Undecided, doubt
from rules.policy import Policy

_MODES = {"full-time": Mode.TAP_TRUNG, "part-time": Mode.KHONG_TAP_TRUNG}
Answers = tuple[Policy, StudyPlan, MorePlaces]


@click.command()
@takes_config
@click.option("--absent", type=click.IntRange(0), metavar="N", help="At most N of a unit away at once.")
@click.option("--places", type=click.IntRange(0), metavar="N", help="At most N places in all.")
@click.option("--mode", type=click.Choice(list(_MODES)), help="Classes of this mode only.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="As if this were today.")
@takes_centre
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def plan(
    absent: int | None, places: int | None, mode: str | None, as_of: datetime | None, centre: str | None, as_json: bool
) -> None:
    """Whom to send, with the fewest places that reach all targets, and what each further place would buy.

    A proposal: units and the competent level decide. Nothing is stored.
    """
    bounds = Bounds(absent, places, _MODES[mode] if mode else None)
    try:
        answers = in_house(lambda house: _asked(house, bounds, as_of, centre))
    except Undecided as error:
        raise Refused(f"no plan was found in the time allowed: {error}") from None
    if as_json:
        print_json(plan_json(*answers))
    else:
        click.echo("\n".join(_readable(*answers)))


async def _asked(whole: House, bounds: Bounds, as_of: datetime | None, centre: str | None) -> Answers:
    house = await one_place(whole, centre)
    day = (as_of or house.clock()).date()
    found = await study_plan(house, OPERATOR, day, bounds)
    return house.policy, found, await more_places(house, OPERATOR, day, bounds)


def plan_json(policy: Policy, found: StudyPlan, more: MorePlaces) -> dict[str, Any]:
    """A plan in the form of `plan --json`."""
    made = found.plan
    return {
        "day": found.day.isoformat(),
        "status": _status(found),
        "proven": made.proven,
        "deadline": policy.deadline.isoformat() if policy.deadline else None,
        "deadline_passed": policy.deadline_passed(found.day),
        "needed": found.needed,
        "needed_beside_those_studying": found.fewest,
        "places": made.places,
        "fewest_places": made.fewest,
        "without_way": found.without_way,
        "people": [_person(found, each) for each in made.sent],
        "targets": _targets(found),
        "shortfall": _shortfall(more),
        "steps": [{"places": s.places, "reached": list(s.reached), "proven": s.proven} for s in more.steps],
    }


def _status(found: StudyPlan) -> str:
    if any(not outcome.reached for outcome in found.plan.outcomes):
        return "unreached"
    return "optimal" if found.plan.proven else "feasible"


def _person(found: StudyPlan, each: Sent) -> dict[str, Any]:
    way = found.question.way(each.person, each.offer.study)
    assert way is not None, "nobody is sent where no way leads"
    return {
        "code": each.person.code,
        "unit": found.people[each.person.id].unit.name,
        "class": each.offer.code,
        "level": each.offer.level.code,
        "starts_on": each.offer.starts_on.isoformat() if each.offer.starts_on else None,
        "groups": list(each.person.groups),
        "targets_helped": list(each.helps),
        "eligibility": way.answer.value,
        "reasons": [{"condition": unmet.name.value, "state": unmet.state.value} for unmet in way.unmet],
    }


def _targets(found: StudyPlan) -> list[dict[str, Any]]:
    added = {outcome.target_id: outcome.added for outcome in found.plan.outcomes}
    return [
        {
            "id": need.target_id,
            "total": need.total,
            "met_before": need.met,
            "studying": need.coming,
            "needed": need.needed,
            "added": added.get(need.target_id, 0),
            "met_after": need.met + need.coming + added.get(need.target_id, 0),
            "reached": need.needed is not None and added.get(need.target_id, 0) >= need.needed,
        }
        for need in found.question.needs
    ]


def _shortfall(more: MorePlaces) -> dict[str, Any] | None:
    """What holds back the targets that no number of places reaches, with the bound of each."""
    if more.shortfall is None:
        return None
    return {
        "targets": [
            {"id": t.target_id, "needed": t.needed, "at_most": t.at_most, "has_class": t.has_class}
            for t in more.shortfall.targets
        ],
        "limits_that_hold": [
            {"limit": e.limit.value, "targets_without_it": e.targets, "people_without_it": e.people}
            for e in more.shortfall.binding
        ],
    }


def _readable(policy: Policy, found: StudyPlan, more: MorePlaces) -> list[str]:
    made = found.plan
    lines = [
        f"{found.needed} needed, {found.fewest} beside those who study already; {made.places} can be sent, "
        f"{found.without_way} without a way. {_status(found)}{', proven' if made.proven else ''}."
    ]
    if policy.deadline_passed(found.day):
        lines.append(f"The deadline {policy.deadline} has passed.")
    for target in _targets(found):
        state = "reached" if target["reached"] else "open"
        after, total, needed = target["met_after"], target["total"], target["needed"]
        lines.append(f"{target['id']}: {target['met_before']} -> {after} of {total}, {needed} needed, {state}")
    for each in sorted(made.sent, key=lambda each: (each.offer.code, -len(each.helps), _doubt_of(found, each))):
        unit = found.people[each.person.id].unit.name
        lines.append(f"  {each.offer.code}  {each.person.code}  {unit}  {', '.join(each.helps)}")
    lines += [f"{step.places} places buy {len(step.reached)}: {', '.join(step.reached)}" for step in more.steps]
    if more.shortfall:
        for short in more.shortfall.targets:
            lines.append(f"{short.target_id}: at most {short.at_most} of {short.needed} needed")
        lines += [f"limit that holds: {each.limit.value}" for each in more.shortfall.binding]
    return lines


def _doubt_of(found: StudyPlan, each: Sent) -> int:
    """How unsure it is whether someone may be sent; the smaller the surer."""
    way = found.question.way(each.person, each.offer.study)
    return doubt(way.answer) if way else 0
