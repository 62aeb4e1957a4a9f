"""The nomination list as a file to take; whose names it held stands in the journal."""

from asyncio import to_thread

from handlers.leader.plan import looked, names_of, plan_of, undecided, ways_back
from handlers.messages import Attachment, Reply
from handlers.texts import target_plan as texts
from handlers.turn import Answered, Turn
from rules.planning import Undecided

FILE = "target_plan_file"


async def take(turn: Turn) -> Answered:
    """`target_plan_file:LIMITS`: those whom the plan sends, as .xlsx."""
    from handlers.files.nomination_list import nomination_list

    try:
        found = await plan_of(turn)
    except Undecided:
        return undecided()
    names = await names_of(turn, [each.person.id for each in found.plan.sent])
    if not names:
        return Reply(texts.NO_NAMES if names is None else texts.NOBODY, ways_back(turn))
    data_of = turn.facts.roster_of or turn.today
    content = await to_thread(nomination_list, turn.house.policy, found, names, data_of)
    return looked(turn, FILE, names, Reply(texts.FILE_SENT, ways_back(turn), (Attachment(texts.FILE_NAME, content),)))
