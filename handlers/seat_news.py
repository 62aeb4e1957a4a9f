"""Telling people of their requests for seats: the person, the unit's officers, the centre where the unit has none."""

from collections.abc import Sequence
from datetime import datetime

from handlers.address import to_learner
from handlers.centres import house_for, houses_for
from handlers.class_beginning import beginning
from handlers.house import House
from handlers.messages import Button, Reply
from handlers.push import push_to_person, push_to_role
from handlers.seat_conditions import conditions
from handlers.texts import seats as texts
from handlers.texts import seats_officer as officer_texts
from rules.access import OPERATOR, Role
from rules.office_hours import office_hours
from rules.seats import InLine, SeatState, offer_answered_by, position
from storage import cadres, classes, seats, study_requests
from storage.clock import to_ms
from storage.database import Database, Transaction
from storage.seat_requests import Moved, SeatRequest

WISHES = "seat_wishes"
"""The line where a unit says its word."""


def offer_until(house: House, now: datetime) -> int:
    """Until when a seat offered now is held, as stored."""
    return to_ms(offer_answered_by(now, office_hours(house.centre.office_hours, house.holidays)))


async def position_of(source: Database | Transaction, request: SeatRequest) -> int:
    """The place in line of a request that waits; 0 for any other."""
    if request.state is not SeatState.WAITING or request.class_id is None:
        return 0
    line, full = await seats.line_of(source, request.class_id)
    own = next((each for each in line if each.place == request.number), InLine(request.number))
    return position(line, own, full)


def offer_buttons(request: SeatRequest) -> tuple[tuple[Button, ...], ...]:
    """To take an offered seat, or not."""
    mark = f"{request.id}:{request.version}"
    return (Button(texts.TAKE, f"seat_take:{mark}"),), (Button(texts.LEAVE, f"seat_leave:{mark}"),)


async def tell_persons(tx: Transaction, house: House, now: datetime, requests: Sequence[SeatRequest]) -> None:
    """Tell those whom requests are about how these stand now, with buttons where a seat is offered."""
    entered = {each.class_id for each in requests if each.class_id and each.state is SeatState.ENROLLED}
    places = await houses_for(house, {each.unit_id for each in requests}, tx)
    begins = {class_id: await beginning(tx, class_id, now.date()) for class_id in sorted(entered)}
    for request in requests:
        if request.state is SeatState.OFFERED:
            missing = await _conditions(tx, places[request.unit_id], now, request)
            reply = Reply(texts.offered(request, now.tzinfo, missing), offer_buttons(request))
        else:
            begin = begins.get(request.class_id or "", "") if request.state is SeatState.ENROLLED else ""
            text = texts.news(request, await position_of(tx, request), now.tzinfo, begin)
            reply = Reply(text, ((Button(texts.MINE, "my_requests"),),))
        said = to_learner(reply) if request.of_learner else reply
        await push_to_person(tx, places[request.unit_id], now, request.person_id, said)


async def _conditions(tx: Transaction, house: House, now: datetime, request: SeatRequest) -> list[str]:
    """What the record of somebody does not show today of what the class asks for; they may have asked long ago."""
    found = await cadres.with_ids(tx, OPERATOR, [request.person_id])
    listed = await classes.by_id(tx, OPERATOR, request.class_id or "")
    return conditions(house, now.date(), next(iter(found), None), request.kind, listed)


async def tell_moved(tx: Transaction, house: House, now: datetime, moved: Moved) -> None:
    """Tell all whom a move concerns: those it moved, and those who are offered what it freed."""
    await tell_persons(tx, house, now, [*moved.requests, *moved.offered])


async def tell_unit(tx: Transaction, house: House, now: datetime, request: SeatRequest) -> None:
    """Ask the officers of the unit for its word; where no message reaches any, tell the centre."""
    officers = (await study_requests.officers_of(tx, [request.unit_id])).get(request.unit_id, [])
    reply = Reply(texts.to_officer(request, now.tzinfo), ((Button(officer_texts.WISHES, WISHES),),))
    told = [await push_to_person(tx, house, now, each.holder_id, reply) for each in officers]
    if not any(told):
        call = Reply(texts.nobody_told(request), reply.buttons)
        await push_to_role(tx, await house_for(house, request.unit_id, tx), now, Role.STAFF, call)
