"""How the assistant is used: people in touch, who is linked, what is asked and who answers. Numbers only."""

from datetime import datetime, time, timedelta

from handlers.messages import HOME, Button, Reply
from handlers.texts import usage as texts
from handlers.texts.home import LABELS
from handlers.texts.usage import Usage
from handlers.turn import Turn
from rules.access import Role
from storage import links, question_counts
from storage.clock import to_ms
from storage.visitors import visitors

NOW = timedelta(minutes=5)
"""Who wrote within it is in touch now."""
FEW = 5
"""Fewer people than this are not told to leaders as a number: in a small unit one would know who they are."""
DAYS = 30
"""Days whose questions are told."""


async def usage(turn: Turn) -> Reply:
    """All figures in one message, within what the asker may see."""
    db, today = turn.house.db, turn.today
    units = await links.units_in_sight(db, turn.asker)
    counts = await links.linked_by_unit(db, turn.asker)
    found = Usage(
        people=await visitors(db, _since(turn.now), units),
        linked=sum(linked for _, linked, _ in counts),
        total=sum(total for *_, total in counts),
        questions=await question_counts.counted(db, today - timedelta(days=DAYS - 1), today),
        within_bounds=units is not None,
        few=0 if turn.asker.has(Role.STAFF, Role.ADMIN) else FEW,
    )
    return Reply(texts.usage(turn.now, found, DAYS), ((Button(LABELS["linked_by_unit"], "linked_by_unit"),), (HOME,)))


def _since(now: datetime) -> tuple[int, int, int]:
    """The instants from which somebody counts as in touch now, today, this week."""
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    return to_ms(now - NOW), to_ms(midnight), to_ms(midnight - timedelta(days=now.weekday()))
