"""From an approved notice to the rows of its ledger: whom it is for is written down once, and then it goes."""

from handlers.house import House
from handlers.messages import Reply
from handlers.push import push_to_person
from handlers.staff.notices.people import mailing, selection
from handlers.texts import notices_people as texts
from rules.audience import UnknownName
from rules.notices import Notice, NoticeState
from storage import deliveries, notice_lists, notices
from storage.audience import problems, recipients
from storage.clock import to_ms
from storage.journal import By
from storage.notice_rights import asker_of

_WORKER = "job:freezing"


async def freeze_approved(house: House) -> int:
    """Write down the recipients of everything that was approved. Returns how many notices were."""
    found = await notice_lists.in_states(house.db, (NoticeState.FREEZING,))
    for notice in reversed(found):
        await _freeze(house.of_centre(notice.centre or None), notice)
    return len(found)


async def _freeze(house: House, notice: Notice) -> None:
    chosen = selection(house, await asker_of(house.db, notice.author), notice.audience)
    unknown = await problems(house.db, chosen)
    if unknown:
        await _give_up(house, notice, unknown[0])
        return
    rows = recipients(house.db, chosen, await mailing(house, notice))
    await deliveries.freeze(house.db, By(_WORKER, to_ms(house.clock())), notice.id, rows)


async def _give_up(house: House, notice: Notice, unknown: UnknownName) -> None:
    """A name in its audience is gone since it was approved: "all but these" would now mean everybody."""
    now = house.clock()
    async with house.db.transaction() as tx:
        if await notices.cancel(tx, By(_WORKER, to_ms(now)), notice.id):
            told = texts.gone_since(notice.number, unknown.value)
            await push_to_person(tx, house, now, notice.author, Reply(told))
