"""What comes by itself: one's own settings; a leader who names figures means when those come."""

from handlers.answers import LEADERS
from handlers.cadre import settings
from handlers.leader import subscriptions
from handlers.turn import Answered, Turn
from handlers.understanding.rhythms import names_figures


async def show(turn: Turn) -> Answered:
    """The settings, or the figures that are to come or to stop coming."""
    if turn.asker.has(*LEADERS) and names_figures(turn.incoming.text):
        return await subscriptions.show(turn)
    return await settings.show(turn)
