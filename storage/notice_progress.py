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
    menu: str
    """Its options, as they are kept for a number typed next."""


async def begin(tx: Transaction, notice_id: str, channel: str, chat: str) -> None:
    """Show a notice's progress in a chat from now on."""
    await tx.rows(
        "insert into notice_progress (notice_id, channel, chat, message, shown, menu, ended)"
        " values ($1, $2, $3, '', '', '', 0) on conflict (notice_id) do nothing",
        notice_id, channel, chat,
    )  # fmt: skip


async def under_way(db: Database, channels: Iterable[str]) -> list[Progress]:
    """Those on these channels that are not at their end."""
    found = await db.rows(
        "select notice_id, channel, chat, message, shown, menu from notice_progress where ended = 0"
        f" and channel in {members(db.engine, '$1')} order by notice_id",
        list_text(channels),
    )
    return [Progress(*(row[name] for name in Progress.__slots__)) for row in found]


async def keep(db: Database, seen: Progress, message: str, shown: str, menu: str, ended: bool) -> None:
    """Keep what the message reads now, and whether it is the last of it.

    Its options become those of the chat for a number typed next, where nothing else was said there in between.
    """
    async with db.transaction() as tx:
        await tx.rows(
            "update account set menu = $1 where channel = $2 and chat = $3 and (menu = $4 or $5 = '')"
            " and not exists (select 1 from dialog o"
            " where o.owner = coalesce(account.holder_id, $2 || ':' || $3) and o.form is not null)",
            menu, seen.channel, seen.chat, seen.menu, seen.message,
        )  # fmt: skip
        await tx.rows(
            "update notice_progress set message = $1, shown = $2, menu = $3, ended = $4 where notice_id = $5",
            message, shown, menu, int(ended), seen.notice_id,
        )  # fmt: skip
