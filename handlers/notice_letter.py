"""A notice as the message that a recipient gets."""

from dataclasses import dataclass, replace

import orjson

from handlers.dialog import menu_json
from handlers.house import House
from handlers.messages import Attachment, Button, Reply
from handlers.texts import notice_delivery as texts
from rules.notices import Notice, filled
from rules.receipts import options
from rules.rewording import Reworded, reworded
from storage import notice_corrections, notices

RECEIPT = "notice_receipt"
"""The answer that takes a receipt: `notice_receipt:NUMBER:RECEIPT`."""


@dataclass(frozen=True, slots=True)
class NoticeLetter:
    """What is the same for all recipients."""

    notice: Notice
    reply: Reply
    plain: Reply
    """What a person reads of whom the text says nothing: made once for all of them."""
    menu: str | None
    """The options as they are kept for a number typed next."""
    mends: int | None = None
    """The number of the notice that this one mends."""
    changes: tuple[Reworded, ...] = ()
    """What reads otherwise than in that one."""

    def to(self, fields: str) -> Reply:
        """What one person reads; `fields` is JSON."""
        reply = self._filled(fields)
        return reply if self.mends is None else _headed(texts.correction_of(self.mends), reply)

    def in_words(self, fields: str) -> Reply:
        """The same to somebody whose numbers belong to an open form: it is answered in words."""
        reply = self.to(fields)
        labels = [button.label for row in reply.buttons for button in row]
        return replace(reply, text=f"{reply.text}\n\n{texts.answer_in_words(labels)}", buttons=()) if labels else reply

    def edited(self, fields: str) -> Reply:
        """The same in place of the message that it mends."""
        return _headed(texts.CORRECTED, self._filled(fields))

    def bell(self) -> Reply:
        """What is said below a message that was edited: which notice reads otherwise, and how to answer anew."""
        assert self.mends is not None  # only what mends another edits it
        return Reply(texts.edited(self.mends, self.changes, bool(self.reply.buttons)), self.reply.buttons)

    def _filled(self, fields: str) -> Reply:
        if fields == "{}":
            return self.plain
        text = filled(self.reply.text, orjson.loads(fields))
        return Reply(text, self.reply.buttons, self.reply.files)


async def letter_of(house: House, notice_id: str) -> NoticeLetter:
    """The letter of an approved notice, which changes no more."""
    notice = await notices.by_id(house.db, notice_id)
    assert notice is not None  # its deliveries refer to it
    reply = Reply(notice.text, receipt_buttons(notice), await _files(house, notice_id))
    mended = await notices.by_id(house.db, notice.corrects) if notice.corrects else None
    plain = replace(reply, text=filled(notice.text, {}))
    changes = await _changes(house, mended, notice) if mended else ()
    return NoticeLetter(notice, reply, plain, menu_json(reply), mended.number if mended else None, changes)


async def _changes(house: House, mended: Notice, notice: Notice) -> tuple[Reworded, ...]:
    """What reads otherwise; untold where it was mended before, since not everybody then read the same words last."""
    trail = await notice_corrections.trail(house.db, mended.id)
    return () if any(number < notice.number for number in trail.mended_by) else reworded(mended.text, notice.text)


def _headed(head: str, reply: Reply) -> Reply:
    return replace(reply, text=f"**{head}**\n\n{reply.text}")


def receipt_buttons(notice: Notice) -> tuple[tuple[Button, ...], ...]:
    """How its recipients tell that they read it; none where no receipt is wanted."""
    if not notice.receipt:
        return ()
    wanted = options(notice.kind)
    return (
        tuple(Button(texts.RECEIPTS[receipt], f"{RECEIPT}:{notice.number}:{receipt}") for receipt in wanted),
    )  # fmt: skip


async def _files(house: House, notice_id: str) -> tuple[Attachment, ...]:
    """The files that are still kept; the text goes without those that are not."""
    found = [(file, await house.files.content(file.digest)) for file in await notices.files_of(house.db, notice_id)]
    return tuple(
        Attachment(file.name, content, file.picture, file.digest) for file, content in found if content is not None
    )
