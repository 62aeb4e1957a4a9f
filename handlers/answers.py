"""The table of everything the assistant answers: name, who may ask, the handler, the command.

An intent of `handlers/understanding` and the name in a button's key are the same word: a question and a tap lead
to the same line. Adding an answer is one handler, one line here, its texts and its test.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

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
DECIDERS = frozenset({Role.LEADER})
"""Whose word a decision is; staff prepare it."""
UNITS = frozenset({Role.OFFICER})
"""Who answers for a unit; staff have their own lists."""
LECTURERS = frozenset({Role.LECTURER})
TEACHERS = STAFF | LECTURERS
"""Whoever keeps what happens in a session: its roll, its materials."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the table."""

    name: str
    """An intent of docs/labels.md, or a name only buttons use."""
    roles: frozenset[Role]
    place: str
    """Where its handler is, as `named` finds it."""
    command: str = ""
    """The messenger command, without the slash; empty when there is none."""
    summary: str = ""
    """What the command menu says about it."""

    @property
    def handle(self) -> Handler:
        """What answers: imported when it is asked for first, so that a start waits for none of them."""
        return cast(Handler, named(self.place))


def named(place: str) -> Any:
    """What stands at a place of this room: "cadre.profile:show" is `show` of `handlers.cadre.profile`."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"{__package__}.{module}"), name)
