"""The card of a notice: all its parts on one message, and what may be done with it in the state it is in."""

from dataclasses import replace
from datetime import tzinfo

from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.notices import zalo_files
from handlers.staff.notices.people import words_of
from handlers.staff.notices.progress import FOLLOWED, followed, progress
from handlers.texts import notices as texts
from handlers.texts import notices_sending as sending_texts
from handlers.turn import Turn
from rules.notices import Notice, NoticeState
from storage import classes, notice_corrections, notices
from storage.clock import from_ms
from storage.database import Database, Transaction

Source = Database | Transaction
FORM_NAME = "notice"
CARD = "card"
"""The step at which the card lies open and takes files."""
PARTS = 4
"""The first rows of the card: what may be done with a draft, before the ways out."""
_Rows = tuple[tuple[Button, ...], ...]


async def show(source: Source, turn: Turn, notice: Notice) -> Reply:
    """A notice as it stands. A draft of one's own stays open, and takes files."""
    if notice.state not in (NoticeState.DRAFT, NoticeState.PROPOSED):
        reply = replace(await progress(source, turn.house, notice), edits=True)
        return followed(reply) if FOLLOWED in turn.args else reply
    is_own = notice.author == turn.by.actor
    text = await described(source, turn, notice)
    if notice.state is NoticeState.PROPOSED or not is_own:
        return Reply(text, (*(_of_proposal(notice) if is_own else ()), (HOME,)))
    opened = FormState(FORM_NAME, CARD, {"number": str(notice.number), "version": str(notice.version)})
    return Reply(text, (*_of_draft(notice), (HOME,)), form=opened)


async def noted(source: Source, turn: Turn, notice: Notice, note: str) -> Reply:
    """The same with a line before it: what was just done, or why it was not."""
    reply = await show(source, turn, notice)
    return Reply(f"{note}\n\n{reply.text}", reply.buttons, form=reply.form)


async def described(source: Source, turn: Turn, notice: Notice) -> str:
    """The parts of a notice in words."""
    training = await classes.by_id(source, turn.asker, notice.class_id) if notice.class_id else None
    at = from_ms(notice.send_at).astimezone(turn.now.tzinfo) if notice.send_at is not None else None
    files = await notices.files_of(source, notice.id)
    more = [
        *await particulars(source, turn.now.tzinfo, notice),
        *await zalo_files.warning(turn, notice, files),
    ]
    return texts.card(
        notice,
        await words_of(source, turn.house.policy, notice.audience),
        files,
        training.training if training else None,
        at,
        more,
    )


async def particulars(source: Source, zone: tzinfo | None, notice: Notice) -> list[str]:
    """What few notices have: the one they mend, the instant after which they are of no use."""
    mends = (await notice_corrections.trail(source, notice.id)).mends
    lines = [texts.correction(mends)] if mends is not None else []
    if notice.useful_until is not None:
        lines.append(texts.until(from_ms(notice.useful_until).astimezone(zone)))
    return lines


def to_card(number: int | str) -> Button:
    """The way back to a draft."""
    return Button(texts.TO_CARD, f"notice:{number}")


def _of_draft(notice: Notice) -> _Rows:
    seen = f"{notice.number}:{notice.version}"
    return (
        (Button(texts.PREVIEW, f"notice_look:{notice.number}"),),
        (Button(texts.TEXT, f"notice_edit:{seen}:text"),),
        (Button(texts.AUDIENCE, f"notice_edit:{seen}:audience"),),
        (Button(texts.OTHER_PARTS, f"notice_more:{notice.number}:1"),),
        (Button(texts.DRAFTS, "notice_drafts"),),
    )


def _of_proposal(notice: Notice) -> _Rows:
    return ((Button(sending_texts.TAKE_BACK, f"notice_back:{notice.number}"),),)
