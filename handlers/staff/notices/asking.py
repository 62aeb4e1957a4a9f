"""What happens to proposals that nobody answers: another person is asked, and after a day they lapse."""

from datetime import timedelta

from handlers.house import House
from handlers.messages import Button, Reply
from handlers.push import push_to_person
from handlers.staff.notices.approval import ask_next, of_author, place_of
from handlers.staff.notices.people import in_zone
from handlers.texts import notices as notice_texts
from handlers.texts import notices_sending as texts
from rules.notices import Notice, NoticeState
from rules.office_hours import after_minutes, office_hours
from storage import notice_asks, notice_lists, notices
from storage.clock import to_ms
from storage.journal import By

PATIENCE = 30
"""Minutes of office time after which another person is asked."""
_LIFE = timedelta(milliseconds=notices.APPROVAL_LIFE)


async def ask_deputies(house: House) -> None:
    """Look after every proposal once: let it lapse, or ask the next person, or leave it."""
    for notice in await notice_lists.in_states(house.db, (NoticeState.PROPOSED,)):
        house = place_of(house, notice)
        if house.clock() >= in_zone(house, notice.proposed_at or 0) + _LIFE:
            await _let_lapse(house, notice)
        elif await _is_overdue(house, notice):
            await _ask_another(house, notice)


async def _is_overdue(house: House, notice: Notice) -> bool:
    asked = await notice_asks.of(house.db, notice)
    last = in_zone(house, asked[-1].at if asked else notice.proposed_at or 0)
    return house.clock() >= after_minutes(last, PATIENCE, office_hours(house.centre.office_hours, house.holidays))


async def _ask_another(house: House, notice: Notice) -> None:
    people = await of_author(house, notice)
    if people is None:
        return
    async with house.db.transaction() as tx:
        still = await notices.by_id(tx, notice.id)
        if still == notice:
            await ask_next(tx, house, people)


async def _let_lapse(house: House, notice: Notice) -> None:
    now = house.clock()
    async with house.db.transaction() as tx:
        still = await notices.by_id(tx, notice.id)
        if still != notice or not await notices.take_back(tx, By("job:notice-approvals", to_ms(now)), notice.id):
            return
        again = Button(notice_texts.TO_CARD, f"notice:{notice.number}")
        await push_to_person(tx, house, now, notice.author, Reply(texts.lapsed(notice.number), ((again,),)))
