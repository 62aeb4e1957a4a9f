"""A new committee list as a what-if: which committee, who is on it, and the figures before and after."""

from asyncio import to_thread

from handlers import forms
from handlers.answers import LEADERS
from handlers.centres import counted_here
from handlers.forms import Again, Form, Next, Step, option
from handlers.leader.people_named import KNOWN, known_people, question, take_people
from handlers.leader.what_if_graduates import ways_back
from handlers.messages import Button, FormState, Reply
from handlers.outlook import units_in_sight
from handlers.texts import common
from handlers.texts import target_what_if as texts
from handlers.turn import Answered, Turn
from handlers.unit_directory import units_known
from rules.cadres import Tier, Unit
from rules.policy import Group, Policy
from rules.scenario import Counting, if_elected
from rules.snapshot import EVERYONE
from storage import cadres, classes, units


async def start(turn: Turn) -> Reply:
    """Open the form."""
    if not _committees(turn.house.policy):
        return Reply(texts.NO_COMMITTEES, ways_back())
    return await forms.start(turn, FORM)


def _committees(policy: Policy) -> dict[str, Group]:
    """The committees that have a target, by id."""
    aimed_at = {target.group for target in policy.targets}
    return {group.id: group for group in policy.groups if group.committee and group.id in aimed_at}


async def _ask_group(turn: Turn, state: FormState) -> Reply:
    rows = ((option("group", texts.committee(g), g.id),) for g in _committees(turn.house.policy).values())
    return Reply(texts.WHICH_COMMITTEE, tuple(rows))


async def _take_group(turn: Turn, state: FormState, value: str) -> Next | Again:
    group = _committees(turn.house.policy).get(value)
    if group is None:
        return Again(common.CHOOSE_ONE)
    return Next("unit" if group.tier is Tier.COMMUNE else "who", {"group": group.id})


async def _ask_unit(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_UNIT)


async def _take_unit(turn: Turn, state: FormState, value: str) -> Next | Again:
    directory = await units_known(turn.house)
    unit = directory.known(value) or directory.find(value).resembles
    seen = await units_in_sight(turn.house, turn.asker)
    if unit is None or unit.tier is not Tier.COMMUNE or not (seen == [EVERYONE] or unit.id in seen):
        return Again(texts.UNIT_UNKNOWN)
    return Next("who", {"unit": unit.id})


async def _ask_who(turn: Turn, state: FormState) -> Reply:
    known = known_people(state)
    rows = ((option("who", texts.go_on_with(known), KNOWN),),) if known else ()
    return Reply(question(state, texts.WHO_IS_ELECTED), rows)


async def _take_who(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    taken = await take_people(turn, FORM, state, value, "result")
    if isinstance(taken, Next):
        return await _result(turn, {**state.data, **taken.data})
    return taken


async def _result(turn: Turn, given: dict[str, str]) -> Reply:
    house, codes = turn.house, given["codes"].split()
    group = house.policy.group_by_id[given["group"]]
    unit = await _unit(turn, given.get("unit", ""))
    everyone = await counted_here(house, await cadres.every_cadre(house.db, turn.asker))
    by = Counting(house.policy, turn.today, house.count_unverified, await classes.levels_in_study(house.db))
    found = await to_thread(if_elected, everyone, codes, group.id, by, unit.id if unit else None)
    whose = texts.whose_committee(group, unit.name if unit else "")
    text = texts.elected(house.policy, found, whose, (len(codes) - len(found.unknown), int(given["unclear"])))
    again = (Button(texts.ANOTHER_TRY, "target_what_if"),)
    return Reply(text, (again, *ways_back()), topic="target_summary")


async def _unit(turn: Turn, unit_id: str) -> Unit | None:
    return next((each for each in await units.every_unit(turn.house.db) if each.id == unit_id), None)


FORM = Form(
    "target_committee",
    "group",
    {
        "group": Step(_ask_group, _take_group),
        "unit": Step(_ask_unit, _take_unit),
        "who": Step(_ask_who, _take_who),
    },
    LEADERS,
)
