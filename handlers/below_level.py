"""Once a month: how many hold less than their posts ask for, to the officers of their units and to staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from handlers.figures import unit_figures
from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import holders_told, in_order
from handlers.texts import below_level as texts
from rules.access import OPERATOR, Role
from rules.areas import Above
from rules.below_level import added, below_in, own_below
from rules.office_hours import first_working_day, office_hours
from rules.tallies import UnitSummary
from storage import below_level, outbox, reaching
from storage.centres import units_above
from storage.clock import to_ms

LAST_DAY = 14
"""Of a month: numbers that nobody could send by then are left to the next month."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A centre and the figures of its own units."""

    place: House
    units: Sequence[UnitSummary]

    def within(self, unit_ids: Collection[str | None], above: Above) -> set[str | None]:
        """Those of some units as `below_in` takes them: None too where the whole centre lies below one of them."""
        holds_all = not above.get(self.place.centre_unit or "", frozenset()).isdisjoint(unit_ids)
        return {*unit_ids, None} if holds_all else {*unit_ids}


async def send_numbers(house: House) -> int:
    """Send this month's numbers to whoever was not sent them, from its first working day on; to how many.

    Who was is kept in the transaction that puts the messages in line. Nothing goes to who has nobody below their level.
    """
    today = house.clock().date()
    hours = office_hours(house.centre.office_hours, house.holidays)
    if not hours.of(today) or not first_working_day(today, hours) <= today <= today.replace(day=LAST_DAY):
        return 0
    counted = [_Counted(place, await unit_figures(place, OPERATOR, today)) for place in house.places]
    staff: dict[str, Reply] = {}
    for each in counted:  # the whole first: where a centre has nobody, those above hear of it within the sum
        staff = await _to_staff(each.place, counted if each.place.centre_unit is None else [each]) | staff
    return await _push(house, await _to_officers(house, counted) | staff)


async def _to_officers(house: House, counted: Sequence[_Counted]) -> dict[str, Reply]:
    found: dict[str, Reply] = {}
    above = await units_above(house.db, house.tops) if house.tops else {}
    for holder_id, unit_ids in (await below_level.units_by_officer(house.db)).items():
        below = added(below_in(each.units, each.within(unit_ids, above)) for each in counted)
        if below.many:
            ways = (Button(texts.NAMES, "unit_lacking"),), (Button(texts.CLASSES, "unit_classes"),), (HOME,)
            found[holder_id] = Reply(texts.to_officer(below, house.clock().date()), ways)
    return found


async def _to_staff(house: House, counted: Sequence[_Counted]) -> dict[str, Reply]:
    """Those of a centre hear of it, those who stand above all of all."""
    below = added(below_in(each.units, {None}) for each in counted)
    if not below.many:
        return {}
    staff = await holders_told(house.db, house, Role.STAFF)
    holders = staff or await holders_told(house.db, house, Role.ADMIN)
    ways = (Button(texts.NAMES, "target_missing"),), (Button(texts.UNITS, "target_units"),), (HOME,)
    reply = Reply(
        texts.to_staff(below, own_below([unit for each in counted for unit in each.units]), house.clock().date()), ways
    )
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
