"""Offering the free seats of a class: to who waits or wished for its course first, the conditions looked at again."""

from datetime import datetime

from handlers.house import House
from handlers.seat_news import offer_until, tell_persons
from handlers.texts import seats as texts
from rules.access import OPERATOR
from rules.classes import Listed
from rules.seats import Move, SeatState, kind_of
from rules.standing import standing_of
from storage import cadres, classes, seat_lists, seat_requests
from storage.database import Transaction
from storage.journal import By


async def offer_seats(tx: Transaction, house: House, now: datetime, by: By, class_id: str) -> int:
    """Offer what is free to those in line, in order of arrival, and tell them; to how many.

    Nobody's word is skipped: who takes the seat still waits for the unit and the centre. Done twice, it offers nothing
    more.
    """
    listed = await classes.by_id(tx, OPERATOR, class_id)
    house = house.of_centre(listed.training.centre or None) if listed else house
    if listed is not None and listed.training.level:
        await _let_needless_go(tx, house, now, by, listed)
    offered = await seat_requests.offer_free(tx, by, class_id, offer_until(house, now))
    await tell_persons(tx, house, now, offered)
    return len(offered)


async def _let_needless_go(tx: Transaction, house: House, now: datetime, by: By, listed: Listed) -> None:
    """End the wishes of those who came to hold the level otherwise since they wished for it."""
    wishes = await seat_lists.of_kind(tx, kind_of(listed.training), [SeatState.WISH, SeatState.AGREED])
    kept = {each.person_id: each for each in wishes if each.class_id is None and not each.nominates}
    people = await cadres.with_ids(tx, OPERATOR, kept) if kept else []
    done = [
        kept[cadre.id]
        for cadre in people
        if standing_of(cadre, house.policy, house.regulations, now.date(), house.count_unverified).held
        >= listed.training.level
    ]
    versions = {each.id: each.version for each in done}
    moved = await seat_requests.move(tx, by, Move.EXPIRE, versions, texts.HELD_BY_NOW, offer_until(house, now))
    await tell_persons(tx, house, now, moved.requests)
