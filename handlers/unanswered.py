"""Requests that wait too long for a word: units are reminded of what leaders asked, the centre of what units agreed."""

from datetime import datetime, time

from handlers.centres import house_for, houses_for
from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import holders_told, push_to_person
from handlers.texts import unanswered as texts
from rules.access import Role
from rules.office_hours import OfficeHours, office_hours, opening, working_days_before
from rules.seats import CENTRE_DAYS, CHASE_BEFORE, FRESH
from storage import reaching, seat_due, study_requests
from storage.clock import to_ms
from storage.database import Transaction
from storage.study_requests import StudyRequest


async def remind_of_requests(house: House) -> int:
    """Remind while the office is open, of each request once; of how many.

    What was reminded of is kept in the transaction that puts the messages in line.
    """
    now = house.clock()
    hours = office_hours(house.centre.office_hours, house.holidays)
    if opening(now, hours) != now:
        return 0
    async with house.db.transaction() as tx:
        return await _remind_units(tx, house) + await _remind_centre(tx, house, hours)


async def _remind_units(tx: Transaction, house: House) -> int:
    """Of requests whose last day comes near: one message to each officer, about all the units they answer for."""
    now = house.clock()
    waiting = await study_requests.to_chase(tx, now.date(), (now + CHASE_BEFORE).date(), to_ms(now - FRESH))
    mine = await study_requests.note_chased(tx, waiting, to_ms(now)) if waiting else set()
    due = [each for each in waiting if each.number in mine]
    officers = await study_requests.officers_of(tx, {each.unit_id for each in due})
    listening = set(await reaching.listening(tx, {each.holder_id for some in officers.values() for each in some}))
    theirs: dict[str, list[StudyRequest]] = {}
    untold: dict[str, list[StudyRequest]] = {}
    for each in due:
        holders = [one.holder_id for one in officers.get(each.unit_id, ()) if one.holder_id in listening]
        for holder_id in holders:
            theirs.setdefault(holder_id, []).append(each)
        if not holders:
            untold.setdefault(each.unit, []).append(each)
    for holder_id, some in theirs.items():
        reply = Reply(texts.to_unit(some, now.date()), ((Button(texts.ANSWER, "study_answer"),), (HOME,)))
        await push_to_person(tx, house, now, holder_id, reply)
    await _tell_centre(tx, house, untold)
    return len(due)


async def _tell_centre(tx: Transaction, house: House, untold: dict[str, list[StudyRequest]]) -> None:
    now = house.clock()
    for unit, some in untold.items():
        text = texts.nobody_told(unit, some, now.date())
        reply = Reply(text, ((Button(texts.WRITE_DOWN, "study_answer"),), (HOME,)))
        await _to_staff(tx, await house_for(house, some[0].unit_id, tx), reply)


async def _remind_centre(tx: Transaction, house: House, hours: OfficeHours) -> int:
    """Of what units agreed to some working days ago: one message to everyone of staff of their centre."""
    now = house.clock()
    since = datetime.combine(working_days_before(now.date(), CENTRE_DAYS, hours), time.max, now.tzinfo)
    waiting = await seat_due.left_with_centre(tx, to_ms(since))
    mine = await seat_due.note_centre_chased(tx, waiting, to_ms(now)) if waiting else set()
    due = [each for each in waiting if each.id in mine]
    places = await houses_for(house, {each.unit_id for each in due}, tx)
    for place in house.places:
        own = [each for each in due if places[each.unit_id].centre_unit == place.centre_unit]
        if own:
            reply = Reply(texts.to_centre(own), ((Button(texts.CONSIDER, "seats"),), (HOME,)))
            await _to_staff(tx, place, reply)
    return len(due)


async def _to_staff(tx: Transaction, house: House, reply: Reply) -> None:
    """To everyone of staff who wants to hear what they did not ask for."""
    for holder_id in await reaching.listening(tx, await holders_told(tx, house, Role.STAFF)):
        await push_to_person(tx, house, house.clock(), holder_id, reply)
