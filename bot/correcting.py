"""A notice that mends a sent one: the old message is edited where the messenger can, elsewhere a marked one goes.

An edited message rings no bell, so a short new one follows it that says what changed.
"""

from dataclasses import dataclass, field

from bot.channel import Channel, Instead, Message, Refused
from handlers.notice_letter import NoticeLetter
from storage import accounts, notice_corrections
from storage.database import Database
from storage.deliveries import Claimed


@dataclass(frozen=True, slots=True)
class Sending:
    """What goes to one person."""

    messages: list[Message]
    edited: str = ""
    """What the messenger calls the message that is edited, if one is."""
    bell: list[Message] = field(default_factory=list)
    """What follows an edited message. The row is sent when it arrived: tried again, the edit changes nothing more."""

    def rings(self, sent: str) -> bool:
        """Whether the bell is to follow; not where a new message went because the old one cannot be edited."""
        return bool(self.edited) and sent == self.edited


async def sending_of(channel: Channel, db: Database, letter: NoticeLetter, row: Claimed) -> Sending:
    """The messages by which a notice goes to a person."""
    in_words = channel.only_numbers and letter.menu is not None and await accounts.has_form(db, row.holder_id)
    anew = channel.messages(row.chat, letter.in_words(row.fields) if in_words else letter.to(row.fields))
    if letter.notice.corrects is None:
        return Sending(anew)
    old = await notice_corrections.message_to(db, letter.notice.corrects, row.holder_id, row.channel, row.chat)
    if not old:
        return Sending(anew)

    async def edit() -> str:
        try:
            await channel.edit(row.chat, old, letter.edited(row.fields))
        except Refused:
            raise Instead(anew) from None
        return old

    return Sending([edit], old, channel.messages(row.chat, letter.bell()))
