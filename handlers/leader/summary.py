""" "Chỉ tiêu tới đâu rồi?": the targets on one screen, conclusion first."""

from handlers.figures import target_summary
from handlers.messages import Reply
from handlers.texts import common
from handlers.texts import targets as texts
from handlers.turn import Turn
from storage import units
from storage.cadres import SEE_EVERYONE


async def show(turn: Turn) -> Reply:
    """The same figures as the command `targets`, within the asker's bounds."""
    found = await target_summary(turn.house, turn.asker, turn.today)
    counted = texts.Counted(turn.today, turn.facts.roster_of or turn.today, await _bounds(turn))
    text = texts.summary(turn.house.policy, found, counted)
    return Reply(text, common.HOME_ROW, topic="target_summary")


async def _bounds(turn: Turn) -> tuple[str, ...]:
    """The names of the units that the asker's grants are bounded to; none where a grant reaches everyone."""
    bounds = {grant.unit_id for grant in turn.asker.grants if grant.role in SEE_EVERYONE}
    if None in bounds:
        return ()
    return tuple(unit.name for unit in await units.every_unit(turn.house.db) if unit.id in bounds)
