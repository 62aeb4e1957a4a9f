"""What the author and the staff are told of a notice on its way without having asked."""

from collections.abc import Mapping

from handlers.house import House
from handlers.messages import Button, Reply
from handlers.push import push_to_person, push_to_role
from handlers.texts import notice_delivery as texts
from handlers.texts import notices_sending as sending_texts
from rules.access import Role
from rules.notices import Notice
from storage import delivery_counts, notices
from storage.clock import to_ms
from storage.journal import By

SEND_AGAIN, AS_SENT = "notice_again", "notice_as_sent"
"""The answers to what is unknown: `notice_again:NUMBER`, `notice_as_sent:NUMBER`."""

RESUME, STATE = "notice_resume", "notice_after"
"""The ways on from a notice that stopped by itself, and from one that is done."""

_WORKER = "job:delivery"


async def finish(house: House, notice_id: str) -> None:
    """End a notice of which nothing is left to send, if nobody was quicker.

    Its author is told the figures, and staff of what is unknown.
    """
    now = house.clock()
    async with house.db.transaction() as tx:
        if not await notices.finish(tx, By(_WORKER, to_ms(now)), notice_id):
            return
        notice = await notices.by_id(tx, notice_id)
        assert notice is not None  # it was ended just now
        counts = await delivery_counts.by_state(tx, notice_id)
        await push_to_person(tx, house, now, notice.author, _ended(notice, counts))
        if counts.get("unknown"):
            place = house.of_centre(notice.centre or None)
            await push_to_role(tx, place, now, Role.STAFF, _unknown(notice, counts["unknown"]))


async def pause(house: House, notice: Notice, failures: int) -> bool:
    """Stop a notice after so many failures in a row and tell its author why; False if it is not being sent."""
    now = house.clock()
    reason = texts.too_many_failures(failures)
    async with house.db.transaction() as tx:
        if not await notices.pause(tx, By(_WORKER, to_ms(now)), notice.id, reason):
            return False
        await push_to_person(tx, house, now, notice.author, _paused(notice, reason))
    return True


def _ended(notice: Notice, counts: Mapping[str, int]) -> Reply:
    return Reply(texts.ended(notice.number, counts), ((Button(sending_texts.WHO_GOT_IT, f"{STATE}:{notice.number}"),),))


def _paused(notice: Notice, reason: str) -> Reply:
    go_on = Button(sending_texts.RESUME, f"{RESUME}:{notice.number}")
    return Reply(texts.paused(notice.number, reason), ((go_on,),))


def _unknown(notice: Notice, count: int) -> Reply:
    again = Button(texts.SEND_AGAIN, f"{SEND_AGAIN}:{notice.number}")
    as_sent = Button(texts.AS_SENT, f"{AS_SENT}:{notice.number}")
    return Reply(texts.unknown(notice.number, count), ((again, as_sent),))
