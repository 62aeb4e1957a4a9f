"""Answers in the words for whoever asked: learners are addressed otherwise than cadres."""

from dataclasses import replace

from handlers import receipts
from handlers.messages import Reply
from handlers.texts.address import for_learner
from handlers.turn import Answered, Turn
from rules.access import Role
from storage.database import Transaction

_AS_WRITTEN = frozenset({receipts.ONE})
"""Answers that quote what somebody wrote to many; their words stay as they are."""


def to_learner(reply: Reply) -> Reply:
    """The same reply in the words for a learner."""
    return replace(reply, text=for_learner(reply.text))


def in_fitting_words(turn: Turn, name: str, answered: Answered) -> Answered:
    """What an answer of the table says, in the words for whoever asked."""
    if not turn.asker.has(Role.LEARNER) or name in _AS_WRITTEN:
        return answered
    if isinstance(answered, Reply):
        return to_learner(answered)

    async def write(tx: Transaction) -> Reply:
        return to_learner(await answered(tx))

    return write
