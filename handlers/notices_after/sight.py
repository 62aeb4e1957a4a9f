"""How much of a sent notice the asker may see: their units', everyone's, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.messages import HOME, Button, Reply
from handlers.texts import notice_report as texts
from handlers.turn import Turn
from rules.access import Role
from rules.notices import Notice, NoticeState
from storage import notice_people, notices
from storage.database import Database, Transaction

STATE, LIST, CALLS, FILE, PHONES, GROUP_TEXT, CHASE, CORRECT, CALLED = (
    "notice_after", "notice_after_list", "notice_calls", "notice_file", "notice_phones", "notice_group", "notice_chase",
    "notice_correct", "notice_called",
)  # fmt: skip
"""Lines of the table; each takes the number of the notice."""
_UNSENT = (NoticeState.DRAFT, NoticeState.PROPOSED)


@dataclass(frozen=True, slots=True)
class Seen:
    """A notice that went out, and the units whose people the asker may see in it; None for everyone."""

    notice: Notice
    units: frozenset[str] | None


async def seen(
    source: Database | Transaction, turn: Turn, number: int | None, roles: Iterable[Role] = notice_people.WATCHERS
) -> Seen | None:
    """A notice as far as these roles of the asker reach; its author sees all of it. None where there is nothing."""
    notice = await notices.by_number(source, number) if number is not None else None
    if notice is None or notice.state in _UNSENT or not turn.asker.reads_of(notice.centre):
        return None
    if notice.author == turn.by.actor and turn.asker.has(*roles):
        return Seen(notice, None)
    units = await notice_people.sight(source, turn.asker, roles)
    return None if units is not None and not units else Seen(notice, units)


def not_seen() -> Reply:
    """There is no such notice, or it is not for this asker; nothing tells which."""
    return Reply(texts.NOT_SEEN, ((Button(texts.LIST, LIST),), (HOME,)))


def back_to(number: int) -> Button:
    """The way to the state of a notice."""
    return Button(texts.BACK, f"{STATE}:{number}")
