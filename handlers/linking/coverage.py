"""How many people are linked, unit by unit: numbers only, within what the asker may see."""

from handlers.messages import HOME, Button, Reply
from handlers.texts import linking, titles
from handlers.turn import Turn
from storage import links

PAGE = 12
"""Units a message, below the total."""


async def linked_by_unit(turn: Turn) -> Reply:
    """Linked and total for each unit of the asker's grants, so many at a time: `linked_by_unit:PAGE`."""
    counts = await links.linked_by_unit(turn.house.db, turn.asker)
    page = turn.number(0) or 0
    shown = counts[page * PAGE : (page + 1) * PAGE] or counts[:PAGE]
    more = ((Button(titles.MORE, f"linked_by_unit:{page + 1}"),),) if (page + 1) * PAGE < len(counts) else ()
    channels = await links.linked_by_channel(turn.house.db, turn.asker)
    return Reply(linking.linked_by_unit(counts, shown, channels, turn.today), (*more, (HOME,)))
