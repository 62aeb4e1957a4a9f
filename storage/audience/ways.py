"""How each of many people is reached, or why a notice cannot go to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.reaching import Unreached
from storage.accounts import TERMINAL, Account
from storage.database import Database
from storage.lists import list_text, members
from storage.reaching import Reach, reach_of_all

_AT_ONCE = 250
"""People whose chats are read in one statement, so that the event loop is not held up."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a person is reached, or why not."""

    chat: Account | None = None
    rest: tuple[str, ...] = ()
    """The channels tried after that chat, in order."""
    why_not: Unreached | None = None


async def ways_to(db: Database, there: Mapping[str, bool], channels: frozenset[str]) -> dict[str, Way]:
    """The way to each of these people over the channels that run. False for those who left the roster."""
    found = {holder: Way(why_not=Unreached.LEFT) for holder, is_there in there.items() if not is_there}
    asked = [holder for holder, is_there in there.items() if is_there]
    for begin in range(0, len(asked), _AT_ONCE):
        found |= await _some_ways(db, asked[begin : begin + _AT_ONCE], channels)
    return found


async def _some_ways(db: Database, holders: list[str], channels: frozenset[str]) -> dict[str, Way]:
    reaches = await reach_of_all(db, holders)
    found = {holder: _way(reach, channels) for holder, reach in reaches.items()}
    without = [holder for holder in holders if holder not in reaches]
    closed = await _closed(db, without) if without else frozenset()
    for holder in without:
        found[holder] = Way(why_not=Unreached.CLOSED if holder in closed else Unreached.NEVER_LINKED)
    return found


def _way(reach: Reach, channels: frozenset[str]) -> Way:
    chats = [chat for chat in reach.for_notices if chat.channel in channels]
    if chats:
        return Way(chats[0], tuple(chat.channel for chat in chats[1:]))
    if any(chat.muted for chat in reach.chats):
        return Way(why_not=Unreached.MUTED)
    return Way(why_not=Unreached.CHANNEL_OFF if reach.for_notices else Unreached.NOT_AGREED)


async def _closed(db: Database, holders: Iterable[str]) -> frozenset[str]:
    """Those of people without an open chat who had one."""
    rows = await db.rows(
        f"select distinct holder_id from account where channel <> '{TERMINAL}' and closed_at is not null"
        f" and holder_id in {members(db.engine, '$1')}",
        list_text(holders),
    )
    return frozenset(row["holder_id"] for row in rows)
