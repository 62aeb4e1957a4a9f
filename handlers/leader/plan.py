""" "Cử đi học": whom to send so that the targets are reached, from the figure down to each person."""

from handlers.leader.missing import SUMMARY
from handlers.leader.scope import seeing
from handlers.messages import HOME, Button, Reply
from handlers.study_plan import Bounds, StudyPlan, more_places, plain_list, study_plan
from handlers.texts import target_plan as texts
from handlers.turn import Answered, Turn
from rules.cadres import Cadre
from rules.planning import Undecided
from rules.policy import DataKind
from storage import cadres
from storage.database import Transaction
from storage.looks import looked_at
from storage.plan_choices import left_out

PLAN, WHO, PLAIN, MORE = "target_plan", "target_plan_who", "target_plan_list", "target_plan_more"
"""Lines of the table; the first argument is the limits as `Bounds.text`."""
LEAVE_OUT = "target_plan_out"
"""The same with the limits, and the digest of the plan whose list was seen."""
PAGE = 10
"""People a message."""


def bounds_of(turn: Turn) -> Bounds:
    """The limits that the tapped key carries."""
    return Bounds.of(turn.args[0]) if turn.args else Bounds()


async def plan_of(turn: Turn) -> StudyPlan:
    """The asker's plan under the limits of the key. Raises Undecided."""
    return await _made(turn, bounds_of(turn), await left_out(turn.house.db, turn.by.actor))


async def _made(turn: Turn, bounds: Bounds, without: frozenset[str]) -> StudyPlan:
    return await study_plan(turn.house, turn.asker, turn.today, bounds, without)


async def show(turn: Turn) -> Reply:
    """`target_plan:LIMITS`: how many can be sent, how many have no way yet, and why."""
    return await overview(turn, bounds_of(turn), await left_out(turn.house.db, turn.by.actor))


async def overview(turn: Turn, bounds: Bounds, without: frozenset[str]) -> Reply:
    """The first screen under these limits, without these people."""
    try:
        found = await _made(turn, bounds, without)
    except Undecided:
        return undecided()
    text = texts.overview(turn.house.policy, found, bounds, turn.facts.roster_of or turn.today)
    rows = (
        Button(texts.PLAIN, f"{PLAIN}:{bounds.text}"),
        Button(texts.WHO, f"{WHO}:{bounds.text}"),
        Button(texts.MORE_PLACES, f"{MORE}:{bounds.text}"),
        Button(texts.LIMITS, "target_plan_limits"),
        SUMMARY,
        HOME,
    )
    return Reply(text, tuple((button,) for button in rows), topic=f"{PLAN}:{bounds.text}")


async def who(turn: Turn) -> Answered:
    """`target_plan_who:LIMITS:FIRST`: those whom the plan sends, ten a page."""
    try:
        found = await plan_of(turn)
    except Undecided:
        return undecided()
    people = found.plan.sent
    first = _first(turn, len(people))
    shown = people[first : first + PAGE]
    names = await names_of(turn, [each.person.id for each in shown])
    if names is None:
        return Reply(texts.NO_NAMES, ways_back(turn))
    asked = (Button(texts.ASKED, "study_asked"),)
    key = bounds_of(turn).text
    leave_out = (Button(texts.LEAVE_OUT, f"{LEAVE_OUT}:{key}:{found.digest}"),)
    if not people:
        rows = [leave_out] if found.left_out else []
        return Reply(texts.NOBODY, (*rows, asked, *ways_back(turn)))
    rows = [(Button(texts.MORE, f"{WHO}:{key}:{first + PAGE}"),)] if first + PAGE < len(people) else []
    rows += [
        leave_out,
        (Button(texts.FILE, f"target_plan_file:{key}"),),
        (Button(texts.ASK_UNITS, f"study_ask:{key}"),),
    ]
    text = texts.who(turn.house.policy, found, first, shown, names)
    reply = Reply(text, (*rows, ways_back(turn)[0], (HOME,)), topic=f"{WHO}:{key}:{found.digest}")
    return looked(turn, WHO, names, reply)


async def plain(turn: Turn) -> Answered:
    """`target_plan_list:LIMITS:FIRST`: everyone who could help, those who help most targets first."""
    try:
        people = await plain_list(turn.house, turn.asker, turn.today)
    except Undecided:
        return undecided()
    first = _first(turn, len(people))
    names = await names_of(turn, [each.id for each in people[first : first + PAGE]])
    if names is None:
        return Reply(texts.NO_NAMES, ways_back(turn))
    if not people:
        return Reply(texts.NOBODY_LACKS, ways_back(turn))
    following = Button(texts.MORE, f"{PLAIN}:{bounds_of(turn).text}:{first + PAGE}")
    rows = ((following,),) if first + PAGE < len(people) else ()
    text = texts.plain(turn.house.policy, people, first, PAGE, names)
    return looked(turn, PLAIN, names, Reply(text, (*rows, *ways_back(turn))))


async def more(turn: Turn) -> Reply:
    """`target_plan_more:LIMITS`: what further places buy, and what no number of places reaches."""
    try:
        found = await plan_of(turn)
        bought = await more_places(turn.house, turn.asker, turn.today, bounds_of(turn), found.left_out)
    except Undecided:
        return undecided()
    return Reply(texts.more_places(turn.house.policy, found, bought), ways_back(turn))


async def names_of(turn: Turn, ids: list[str]) -> dict[str, Cadre] | None:
    """Those of these people whose names the asker may see, by id; None where their role sees no names."""
    asker = seeing(turn, DataKind.NAMES)
    if asker is None:
        return None
    return {cadre.id: cadre for cadre in await cadres.with_ids(turn.house.db, asker, ids)}


def looked(turn: Turn, what: str, names: dict[str, Cadre], reply: Reply) -> Answered:
    """A reply that shows names, with its line in the journal."""

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, what, names)
        return reply

    return write


def ways_back(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """To the plan under the same limits, to the summary, home."""
    return ((Button(texts.PLAN, f"{PLAN}:{bounds_of(turn).text}"),), (SUMMARY,), (HOME,))


def undecided() -> Reply:
    """What is said when the time ended without a plan."""
    return Reply(texts.UNDECIDED, ((Button(texts.PLAN, PLAN),), (SUMMARY,), (HOME,)))


def _first(turn: Turn, many: int) -> int:
    first = turn.number(1) or 0
    return first if first < many else 0
