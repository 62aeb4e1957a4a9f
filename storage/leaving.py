"""People taken out of a class that they were enrolled in: their seats go to who waits."""

from collections.abc import Collection
from dataclasses import dataclass

from rules.classes import Enrolment, EnrolmentState
from rules.seats import Move, SeatState
from storage import classes, seat_lists, seat_requests, seats
from storage.class_list import Student, students
from storage.database import Transaction
from storage.journal import By
from storage.seat_requests import SeatRequest


@dataclass(frozen=True, slots=True)
class Left:
    """Who was taken out, and who is offered the seats that came free."""

    students: tuple[Student, ...]
    offered: tuple[SeatRequest, ...]


async def take_out(
    tx: Transaction, by: By, class_id: str, person_ids: Collection[str], word: str, offer_until: int
) -> Left:
    """Take these people out of a class; whoever has a result there, or is in it no more, is left as they are.

    Their numbers stay theirs, so that no roll or result means another by them. `word` is the reason; the freed seats
    are held until `offer_until`, in stored milliseconds.
    """
    await seats.lock(tx, [class_id])
    leaving = [
        each
        for each in await students(tx, class_id)
        if each.person_id in person_ids and each.state is EnrolmentState.ENROLLED
    ]
    gone = [Enrolment(class_id, each.person_id, EnrolmentState.LEFT) for each in leaving]
    await classes.save_enrolments(tx, by, gone)
    asked = {each.person_id: each for each in await seat_lists.of_class(tx, class_id, [SeatState.ENROLLED])}
    requests = [asked[each.person_id] for each in leaving if each.person_id in asked]
    moved = await seat_requests.move(
        tx, by, Move.LEAVE, {each.id: each.version for each in requests}, word, offer_until
    )
    offered = list(moved.offered)
    for each in leaving:
        if each.person_id not in asked:
            offered += await seat_requests.leave_seat(tx, by, class_id, each.unit_id, offer_until)
    return Left(tuple(leaving), tuple(offered))
