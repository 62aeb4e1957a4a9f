"""On which of their channels a person wants what they did not ask for."""

from handlers.messages import HOME, Button, Reply
from handlers.texts import notice_channel as texts
from handlers.turn import Answered, Turn
from storage import reaching
from storage.database import Transaction
from storage.reaching import Reach

LAST_USED = "last"
"""Stands in a key for "the one I used last"."""


async def choose(turn: Turn) -> Answered:
    """`notice_channel`: which of the person's channels it is, and the others; `notice_channel:CHANNEL` sets it."""
    reach = await reaching.reach_of(turn.house.db, turn.account.holder_id or "")
    known = running(turn, reach)
    asked = turn.args[0] if turn.args else ""
    if asked in (*known, LAST_USED):
        return _keep(turn, "" if asked == LAST_USED else asked)
    chosen = reach.preferred if reach.preferred in known else ""
    options = [(each, texts.NAMES.get(each, each)) for each in sorted(known) if each != chosen]
    if chosen:
        options.append((LAST_USED, texts.LAST_USED))
    buttons = tuple((Button(label, f"notice_channel:{channel}"),) for channel, label in options)
    return Reply(texts.now(chosen, known[0] if known else ""), (*buttons, (HOME,)))


def running(turn: Turn, reach: Reach) -> list[str]:
    """The channels on which the person has an open chat, the best one first; none that the centre switched off."""
    return [chat.channel for chat in reach.chats if chat.channel in turn.house.channels]


def _keep(turn: Turn, channel: str) -> Answered:
    async def write(tx: Transaction) -> Reply:
        await reaching.prefer(tx, turn.by, turn.account.holder_id or "", channel)
        return Reply(texts.kept(channel), ((HOME,),))

    return write
