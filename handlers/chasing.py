"""Reminding those who said nothing to a notice: after some hours, a few times, while they are awake; nobody else."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.house import House
from handlers.messages import Reply
from handlers.notice_letter import receipt_buttons
from handlers.push import in_order
from handlers.texts import receipts as texts
from rules.quiet_hours import waking
from rules.receipts import OPEN_FOR
from storage import outbox, reaching, receipts
from storage.clock import to_ms
from storage.database import Transaction
from storage.outbox import Posted
from storage.reaching import Reach
from storage.receipts import Chase

PORTION = 50
"""People a transaction: so long at most do others wait who have something to keep."""


async def remind_the_silent(house: House) -> None:
    """Put a reminder in line for whoever is due. Whether it is still needed is asked again as it is sent.

    Who was reminded is kept in the transaction that puts the message in line; a later run finds them done.
    """
    now = house.clock()
    for place in house.places:
        if waking(now, place.quiet_hours) == now:
            await _remind_of(place, now)


async def _remind_of(house: House, now: datetime) -> None:
    """Of the notices of a centre."""
    usual = (house.chase_after, house.chase_times)
    for chase in await receipts.to_chase(house.db, usual, to_ms(now) - OPEN_FOR, now.date()):
        if not house.tops or chase.notice.centre == (house.centre_unit or ""):
            await _remind(house, chase, now)


async def _remind(house: House, chase: Chase, now: datetime) -> None:
    before, last = to_ms(now - timedelta(hours=chase.hours)), ""
    while people := await receipts.silent(house.db, chase, before, last, PORTION):
        async with house.db.transaction() as tx:
            await _push(tx, house, chase, before, people)
        last = people[-1]


async def _push(tx: Transaction, house: House, chase: Chase, before: int, people: list[str]) -> None:
    now = house.clock()
    reaches = await reaching.reach_of_all(tx, people)
    message = Reply(texts.reminder(chase, now.date()), receipt_buttons(chase.notice))
    posted = {each: _posted(house, now, reaches.get(each, Reach()), message) for each in people}
    awake = {each: found for each, found in posted.items() if found is not None and found.at <= to_ms(now)}
    reminded = await receipts.note_chased(tx, chase, before, awake, to_ms(now))
    mine = [replace(found, chases=chase.notice.id) for each, found in awake.items() if each in reminded]
    await outbox.add_many(tx, mine)


def _posted(house: House, now: datetime, reach: Reach, message: Reply) -> Posted | None:
    return in_order(house, now, reach.for_notices, message)
