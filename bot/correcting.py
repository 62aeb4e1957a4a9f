"""A notice that mends a sent one: the old message is edited where the messenger can, elsewhere a marked one goes."""

from dataclasses import dataclass

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

    def menu(self, letter: NoticeLetter, sent: str) -> str | None:
        """The options a number typed next belongs to: a message edited in silence is not the last the person read."""
        return None if self.edited and sent == self.edited else letter.menu


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

    return Sending([edit], old)
