"""Who saw one's own record, by date; and for those who answer for the data, who looked at what."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from handlers.house import House
from handlers.messages import Button, Reply
from handlers.texts import common, privacy
from handlers.texts import privacy_looks as texts
from handlers.turn import Turn
from storage import links, own_data
from storage.clock import from_ms, to_ms
from storage.looks import LookedAt, every_look, looks_at

_SHOWN = 12
MOST_IN_FILE = 2000
_SHOWN_OF = timedelta(days=365)


def since_when(house: House) -> tuple[datetime, int]:
    """From when on looks are told: a year, or as long as they are kept; also as a stored instant."""
    since = house.clock() - _SHOWN_OF
    return since, to_ms(since)


async def mine(turn: Turn) -> Reply:
    """`who_saw_me`: the newest; all of them stand in one's own file."""
    since, stored = since_when(turn.house)
    holder_id = turn.account.holder_id or ""
    code = await own_data.code_of(turn.house.db, holder_id)
    found = await looks_at(turn.house.db, (holder_id, code), stored, _SHOWN)
    ways = ((Button(privacy.MY_DATA, "my_data"),), (Button(privacy.BACK, "privacy"),), *common.HOME_ROW)
    if not found:
        return Reply(texts.NOBODY.format(f"{since:%d/%m/%Y}"), ways)
    return Reply(texts.mine(found, turn.now.tzinfo, since, len(found) == _SHOWN), ways)


async def everyone(turn: Turn) -> Reply:
    """`look_log`: the last looks of all, by those who keep records; `look_log:CODE`: those at one person."""
    since = since_when(turn.house)[1]
    if turn.args:
        holder = await links.holder_by_code(turn.house.db, turn.args[0])
        found = await looks_at(turn.house.db, (holder.id, holder.code), since, _SHOWN) if holder else []
    else:
        found = await every_look(turn.house.db, since, _SHOWN)
    return Reply(texts.everyone(found, turn.now.tzinfo) if found else texts.NO_LOOKS, common.HOME_ROW)


def as_rows(found: Sequence[LookedAt], zone: tzinfo | None) -> list[dict[str, str | int | None]]:
    """Looks as rows of a file."""
    return [
        {
            "at": f"{from_ms(each.at).astimezone(zone):%Y-%m-%d %H:%M}",
            "reader": texts.reader(each),
            "through": texts.through(each),
        }
        for each in found
    ]
