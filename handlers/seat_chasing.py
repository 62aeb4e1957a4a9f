"""Requests for seats by the clock: units reminded, what nobody answered let go, free seats and new classes offered."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import push_to_person
from handlers.seat_news import offer_until, tell_moved, tell_unit
from handlers.seat_offers import offer_seats
from handlers.texts import seats as texts
from handlers.texts import seats_officer as officer_texts
from rules.office_hours import office_hours, opening
from rules.seats import CHASE_BEFORE, FRESH, Move, SeatState
from storage import seat_due, seat_requests, study_requests
from storage.clock import to_ms
from storage.database import Transaction
from storage.journal import By
from storage.seat_due import SilentUnit
from storage.seat_requests import SeatRequest

PORTION = 50
"""Requests a transaction: so long at most do others wait who have something to keep."""


async def see_to_requests(house: House) -> None:
    """Do all that is due. Run twice, it does nothing more."""
    await _let_go(house)
    await _offer(house)
    now = house.clock()
    if opening(now, office_hours(house.centre.office_hours, house.holidays)) == now:
        await _remind(house)


async def _let_go(house: House) -> None:
    """What waited too long, and what is for a class that has begun or is not held."""
    while due := await seat_due.past(house.db, to_ms(house.clock()), PORTION):
        if not await _expire(house, due):
            break
    while over := await seat_due.of_classes_over(house.db, PORTION):
        if not await _expire(house, over, texts.CLASS_OVER):
            break


async def _expire(house: House, requests: Sequence[SeatRequest], word: str = "") -> int:
    """How many were let go, each with the word that says why; their people and units are told."""
    now, gone = house.clock(), 0
    async with house.db.transaction() as tx:
        for offered in (True, False):
            some = {each.id: each.version for each in requests if (each.state is SeatState.OFFERED) is offered}
            why = word or (texts.OFFER_LAPSED if offered else texts.UNIT_SILENT)
            moved = await seat_requests.move(tx, _by(house), Move.EXPIRE, some, why, offer_until(house, now))
            await tell_moved(tx, house, now, moved)
            if not offered:
                await _tell_officers(tx, house, moved.requests)
            gone += len(moved.requests)
    return gone


async def _tell_officers(tx: Transaction, house: House, requests: Sequence[SeatRequest]) -> None:
    officers = await study_requests.officers_of(tx, {each.unit_id for each in requests})
    for each in requests:
        for officer in officers.get(each.unit_id, ()):
            reply = Reply(texts.lapsed_for_officer(each), ((Button(officer_texts.CLASSES, "unit_classes"),), (HOME,)))
            await push_to_person(tx, house, house.clock(), officer.holder_id, reply)


async def _offer(house: House) -> None:
    """Seats that are free though people wait, and classes that opened for what people wished for."""
    for class_id in await seat_due.classes_with_a_line(house.db):
        async with house.db.transaction() as tx:
            await offer_seats(tx, house, house.clock(), _by(house), class_id)


async def _remind(house: House) -> None:
    """Units that have said nothing of a request, or sent nobody to a class they have a quota of; each once."""
    now = house.clock()
    last = (now + CHASE_BEFORE).date()
    # The word is due by the midnight that ends the last day.
    until = to_ms(datetime.combine(last + timedelta(days=1), time(), now.tzinfo))
    at, asked_by = to_ms(now), to_ms(now - FRESH)
    while waiting := await seat_due.to_chase(house.db, at, until, asked_by, PORTION):
        async with house.db.transaction() as tx:
            mine = await seat_due.note_chased(tx, waiting, at)
            for each in waiting:
                if each.id in mine:
                    await tell_unit(tx, house, now, each)
    for silent in await seat_due.silent_units(house.db, now.date(), last):
        async with house.db.transaction() as tx:
            if await seat_due.note_unit_chased(tx, silent, at):
                await _remind_unit(tx, house, silent)


async def _remind_unit(tx: Transaction, house: House, silent: SilentUnit) -> None:
    now = house.clock()
    text = officer_texts.silent(silent.class_name, silent.left, silent.until, now.date())
    reply = Reply(text, ((Button(officer_texts.CLASSES, "unit_classes"),), (HOME,)))
    for officer in (await study_requests.officers_of(tx, [silent.unit_id])).get(silent.unit_id, ()):
        await push_to_person(tx, house, now, officer.holder_id, reply)


def _by(house: House) -> By:
    return By("job:seat-requests", to_ms(house.clock()))
