"""The messages that tell authors how far their notices are, kept so that they can be edited in place."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Database, Transaction
from storage.lists import list_text, members


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a notice's progress is shown."""

    notice_id: str
    channel: str
    chat: str
    message: str
    """What the messenger calls the message; empty while it was not sent."""
    shown: str
    """The text it has now."""


async def begin(tx: Transaction, notice_id: str, channel: str, chat: str) -> None:
    """Show a notice's progress in a chat from now on."""
    await tx.rows(
        "insert into notice_progress (notice_id, channel, chat, message, shown, ended)"
        " values ($1, $2, $3, '', '', 0) on conflict (notice_id) do nothing",
        notice_id, channel, chat,
    )  # fmt: skip


async def under_way(db: Database, channels: Iterable[str]) -> list[Progress]:
    """Those on these channels that are not at their end."""
    found = await db.rows(
        "select notice_id, channel, chat, message, shown from notice_progress where ended = 0"
        f" and channel in {members(db.engine, '$1')} order by notice_id",
        list_text(channels),
    )
    return [Progress(*(row[name] for name in Progress.__slots__)) for row in found]


async def keep(db: Database, notice_id: str, message: str, shown: str, ended: bool) -> None:
    """Keep what the message reads now, and whether it is the last of it."""
    await db.write(
        "update notice_progress set message = $1, shown = $2, ended = $3 where notice_id = $4",
        message, shown, int(ended), notice_id,
    )  # fmt: skip
