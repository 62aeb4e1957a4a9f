"""Notices that mend sent ones: whom the old one reached, what it is called in their chats, and what mended what."""

from dataclasses import dataclass

from storage.database import Database, Transaction, row

Source = Database | Transaction

_REACHED = "d.state in ('sent', 'unknown')"


@dataclass(frozen=True, slots=True)
class Trail:
    """The numbers of the notices around one: which it mends, and which mend it."""

    mends: int | None = None
    mended_by: tuple[int, ...] = ()


async def count_reached(source: Source, notice_id: str) -> int:
    """How many a notice reached, or may have."""
    [found] = await source.rows(
        f"select count(*) as n from delivery d where d.notice_id = $1 and {_REACHED}", notice_id
    )
    return int(found["n"])


async def begun(source: Source, notice_id: str, author: str) -> str | None:
    """The id of the draft by which this author is mending a notice already."""
    found = await row(
        source,
        "select id from notice where corrects = $1 and author = $2 and state = 'draft' order by number desc limit 1",
        notice_id, author,
    )  # fmt: skip
    return str(found["id"]) if found else None


async def message_to(source: Source, notice_id: str, holder_id: str, channel: str, chat: str) -> str | None:
    """What the messenger calls the notice in this chat of a person; None where it did not arrive there."""
    found = await row(
        source,
        f"select d.message from delivery d where d.notice_id = $1 and d.holder_id = $2 and {_REACHED}"
        " and d.channel = $3 and d.chat = $4",
        notice_id, holder_id, channel, chat,
    )  # fmt: skip
    return found["message"] if found else None


async def trail(source: Source, notice_id: str) -> Trail:
    """What a notice mends, and what went out to mend it."""
    before = await row(
        source, "select o.number from notice n join notice o on o.id = n.corrects where n.id = $1", notice_id
    )
    after = await source.rows(
        "select number from notice where corrects = $1 and state not in ('draft', 'proposed', 'cancelled')"
        " order by number",
        notice_id,
    )
    return Trail(before["number"] if before else None, tuple(each["number"] for each in after))
