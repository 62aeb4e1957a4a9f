"""A newer text of the consents: who agreed to an older one is told once a day, until they answer."""

from dataclasses import replace

from handlers.keeping import is_first_of_day
from handlers.messages import Reply
from handlers.texts import first_contact
from handlers.turn import Answered, Turn
from storage.database import Transaction

_ABOUT_IT = frozenset({"agree", "decline", "privacy", "consents", "consent_text", "unlink", "unlink_yes", "not_me"})
"""Answers that need no word on a newer text."""


def outdated(turn: Turn) -> list[str]:
    """The purposes to which the person of this chat agreed, though not as the text in force puts them."""
    agreed = turn.facts.consents
    purposes = {purpose for purpose, _ in agreed}
    return [each for each in first_contact.PURPOSES if each in purposes and (each, first_contact.VERSION) not in agreed]


def with_new_text(turn: Turn, name: str, answered: Answered) -> Answered:
    """An answer with a word on a newer text of the consents below it.

    Until the person answers, the text that they agreed to holds: what is new in the other is not done to them.
    """
    if not turn.facts.consents or name in _ABOUT_IT or not outdated(turn) or not is_first_of_day(turn):
        return answered

    def told(reply: Reply) -> Reply:
        return replace(reply, text=f"{reply.text}\n\n{first_contact.NEWER_TEXT}")

    if isinstance(answered, Reply):
        return told(answered)

    async def write(tx: Transaction) -> Reply:
        return told(await answered(tx))

    return write
