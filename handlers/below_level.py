"""Once a month: how many hold less than their posts ask for, to the officers of their units and to staff."""

from collections.abc import Sequence

from handlers.figures import unit_figures
from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import in_order
from handlers.texts import below_level as texts
from rules.access import OPERATOR, Role
from rules.below_level import below_in, own_below
from rules.office_hours import first_working_day, office_hours
from rules.tallies import UnitSummary
from storage import below_level, outbox, reaching
from storage.clock import to_ms

LAST_DAY = 14
"""Of a month: numbers that nobody could send by then are left to the next month."""


async def send_numbers(house: House) -> int:
    """Send this month's numbers to whoever was not sent them, from its first working day on; to how many.

    Who was is kept in the transaction that puts the messages in line. Nothing goes to who has nobody below their level.
    """
    today = house.clock().date()
    hours = office_hours(house.centre.office_hours, house.holidays)
    if not hours.of(today) or not first_working_day(today, hours) <= today <= today.replace(day=LAST_DAY):
        return 0
    units = await unit_figures(house, OPERATOR, today)
    replies = await _to_officers(house, units) | await _to_staff(house, units)
    return await _push(house, replies)


async def _to_officers(house: House, units: Sequence[UnitSummary]) -> dict[str, Reply]:
    found: dict[str, Reply] = {}
    for holder_id, unit_ids in (await below_level.units_by_officer(house.db)).items():
        below = below_in(units, unit_ids)
        if below.many:
            ways = (Button(texts.NAMES, "unit_lacking"),), (Button(texts.CLASSES, "unit_classes"),), (HOME,)
            found[holder_id] = Reply(texts.to_officer(below, house.clock().date()), ways)
    return found


async def _to_staff(house: House, units: Sequence[UnitSummary]) -> dict[str, Reply]:
    below = below_in(units, {None})
    if not below.many:
        return {}
    staff = await reaching.holders_with_role(house.db, Role.STAFF)
    holders = staff or await reaching.holders_with_role(house.db, Role.ADMIN)
    ways = (Button(texts.NAMES, "target_missing"),), (Button(texts.UNITS, "target_units"),), (HOME,)
    reply = Reply(texts.to_staff(below, own_below(units), house.clock().date()), ways)
    return dict.fromkeys(holders, reply)


async def _push(house: House, replies: dict[str, Reply]) -> int:
    now = house.clock()
    async with house.db.transaction() as tx:
        reaches = await reaching.reach_of_all(tx, replies)
        posted = {
            holder_id: message
            for holder_id, reach in reaches.items()
            if not reach.is_muted and (message := in_order(house, now, reach.chats, replies[holder_id])) is not None
        }
        first_time = await below_level.note(tx, posted, now.date(), to_ms(now))
        await outbox.add_many(tx, [posted[each] for each in posted if each in first_time])
    return len(first_time)
