"""Whose a notice is: everybody sees their own, staff of its whole centre see all; only its author changes it."""

from collections.abc import Iterable

from handlers.turn import Turn
from rules.access import Asker, Role
from rules.notices import Notice, NoticeState
from storage import notice_lists, notices
from storage.database import Database, Transaction

Source = Database | Transaction
_KEEPERS = frozenset({Role.STAFF, Role.ADMIN})


def keeps_everything(asker: Asker) -> bool:
    """Whether they are staff of all there is, and so see every notice."""
    return any(grant.role in _KEEPERS and grant.unit_id is None for grant in asker.grants)


async def seen(source: Source, asker: Asker, number: int | None) -> Notice | None:
    """A notice by its number, if it is theirs, or they keep the whole of its centre."""
    found = await notices.by_number(source, number) if number is not None else None
    if found is None:
        return None
    is_of_centre = found.centre in (asker.centres.keeps or ())
    return found if found.author == asker.user_id or is_of_centre or keeps_everything(asker) else None


async def listed(
    source: Source, turn: Turn, states: Iterable[NoticeState], limit: int = 50, skip: int = 0
) -> list[Notice]:
    """The notices in these states that are so seen, the newest first: all of a centre, or one's own."""
    keeps = turn.asker.centres.keeps
    if keeps and not keeps_everything(turn.asker):
        return await notice_lists.of_centres(source, states, keeps, limit, skip)
    author = "" if keeps_everything(turn.asker) else turn.by.actor
    return await notice_lists.in_states(source, states, author, limit, skip)


async def own(source: Source, turn: Turn, number: str) -> Notice | None:
    """A notice that the asker wrote: only its author changes it, lest somebody approve their own words."""
    found = await notices.by_number(source, int(number)) if number.isdecimal() and len(number) < 10 else None
    return found if found is not None and found.author == turn.by.actor else None


def may_use(asker: Asker, author: str) -> bool:
    """Whether a template or a named audience is theirs to use: among several centres what they made themselves, and
    everything to those who stand above."""
    return asker.centres.keeps is None or author == asker.user_id
