"""How many people are linked, unit by unit: numbers only, within what the asker may see."""

from handlers.messages import Reply
from handlers.texts import common, linking
from handlers.turn import Turn
from storage import links


async def linked_by_unit(turn: Turn) -> Reply:
    """Linked and total for each unit of the asker's grants."""
    counts = await links.linked_by_unit(turn.house.db, turn.asker)
    return Reply(linking.linked_by_unit(counts, turn.today), common.HOME_ROW)
