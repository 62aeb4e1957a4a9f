"""A look at the class that one was told of: the same details, and no reminder later."""

from handlers.cadre.classes import class_detail
from handlers.messages import Reply
from handlers.turn import Answered, Turn
from storage import class_news
from storage.database import Transaction


async def look(turn: Turn) -> Answered:
    """`class_news:CLASS`: the details of the class, and a note that the person looked."""
    reply = await class_detail(turn)

    async def write(tx: Transaction) -> Reply:
        await class_news.react(tx, turn.cadre.id, turn.args[0] if turn.args else "", turn.at)
        return reply

    return write
