"""The table of everything the assistant answers: name, who may ask, the handler, the command.

An intent of `handlers/understanding` and the name in a button's key are the same word: a question and a tap lead
to the same line. Adding an answer is one handler, one line here, its texts and its test.
"""

from dataclasses import dataclass

from handlers.turn import Handler
from rules.access import Role

ANYONE = frozenset(Role)
LINKED = frozenset(Role) - {Role.STRANGER}
CADRES = frozenset({Role.CADRE})
STUDENTS = frozenset({Role.CADRE, Role.LEARNER})
"""Whoever may be in a class."""
OFFICERS = frozenset({Role.OFFICER, Role.STAFF, Role.ADMIN})
STAFF = frozenset({Role.STAFF, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})
LEADERS = frozenset({Role.LEADER, Role.STAFF, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the table."""

    name: str
    """An intent of docs/labels.md, or a name only buttons use."""
    roles: frozenset[Role]
    handle: Handler
    command: str = ""
    """The messenger command, without the slash; empty when there is none."""
    summary: str = ""
    """What the command menu says about it."""
