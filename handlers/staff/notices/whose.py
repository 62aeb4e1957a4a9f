"""Whose a notice is: everybody sees their own, staff of the whole centre see all; only its author changes it."""

from handlers.turn import Turn
from rules.access import Asker, Role
from rules.notices import Notice
from storage import notices
from storage.database import Database, Transaction

Source = Database | Transaction
_KEEPERS = frozenset({Role.STAFF, Role.ADMIN})


def keeps_everything(asker: Asker) -> bool:
    """Whether they are staff of the whole centre, and so see every notice."""
    return any(grant.role in _KEEPERS and grant.unit_id is None for grant in asker.grants)


async def seen(source: Source, asker: Asker, number: int | None) -> Notice | None:
    """A notice by its number, if it is theirs, or they keep the whole centre."""
    found = await notices.by_number(source, number) if number is not None else None
    if found is None or not (found.author == asker.user_id or keeps_everything(asker)):
        return None
    return found


async def own(source: Source, turn: Turn, number: str) -> Notice | None:
    """A notice that the asker wrote: only its author changes it, lest somebody approve their own words."""
    found = await notices.by_number(source, int(number)) if number.isdecimal() and len(number) < 10 else None
    return found if found is not None and found.author == turn.by.actor else None
