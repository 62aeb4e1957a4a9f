"""What counts as a question, and of which topic: for the figures of how the assistant is used."""

from dataclasses import dataclass

from handlers.texts.home import GROUPS, LABELS
from storage.question_counts import UNCLEAR, Way

_NO_QUESTION = frozenset({"home", "help", "greeting", "start", "own_menu", "lecturer_menu", "unit_menu", *GROUPS})
"""Ways through the house, and courtesies."""
_NOT_DONE = frozenset({"out_of_scope", "procedure"})
"""Understood, and left to people."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as it is counted."""

    topic: str
    """The name of its answer; empty for what was not understood."""
    way: Way


def question_in(key: str, intent: str, is_asked_back: bool) -> Question | None:
    """The question in what was heard; None for what is none, as a step of a form.

    `key` is the line of the table with its arguments, `intent` what typed words meant: empty for a tap, which is a
    question where its line stands in a menu.
    """
    if is_asked_back:
        return Question(UNCLEAR, Way.NOBODY)
    line = key.partition(":")[0]
    name = intent or line
    if name in _NO_QUESTION or not (intent or name in LABELS):
        return None
    return Question(name, Way.NOBODY if (line or name) in _NOT_DONE else Way.ASSISTANT)
