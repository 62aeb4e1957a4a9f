"""Telling somebody who asked: the person where they are reached, or the chat from which a stranger asked."""

from handlers.messages import Reply
from handlers.push import push_awake, push_to_person
from handlers.texts import common
from handlers.turn import Turn
from storage import links
from storage.accounts import Account
from storage.database import Transaction
from storage.questions import Question


async def tell_asker(tx: Transaction, turn: Turn, question: Question, text: str) -> bool:
    """Put a message to whoever asked in line; False where they are no longer reached.

    Somebody who was linked is told wherever they are best reached. A chat that is another person's by now is not
    written to.
    """
    reply = Reply(text, common.HOME_ROW)
    if question.holder_id and await push_to_person(tx, turn.house, turn.now, question.holder_id, reply):
        return True
    account = await links.account_by_id(tx, question.account_id)
    if account is None or not is_theirs(question, account) or account.channel not in turn.house.channels:
        return False
    return await push_awake(tx, turn.house, turn.now, account, reply)


def is_theirs(question: Question, account: Account) -> bool:
    """Whether the chat from which a question came is still that of its asker, as far as anybody knows."""
    return question.holder_id is None or account.holder_id in (None, question.holder_id)
