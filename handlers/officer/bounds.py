"""How far an officer reaches, and for whom they speak."""

from dataclasses import replace

from handlers.answers import OFFICERS
from handlers.turn import Turn
from rules.access import Asker, Role


def officer(turn: Turn) -> Asker:
    """The asker with only those roles that answer for units."""
    return replace(turn.asker, grants=tuple(grant for grant in turn.asker.grants if grant.role in OFFICERS))


def speaks_for_units(turn: Turn) -> bool:
    """Whether the asker gives the unit's word; staff ask on behalf of people, and the unit must still agree."""
    return turn.asker.has(Role.OFFICER)
