"""A person's own requests for seats: how each stands, withdrawing one, taking a seat that is offered or not."""

from handlers.messages import HOME, Button, Reply
from handlers.seat_news import offer_buttons, offer_until, position_of, tell_moved, tell_unit
from handlers.texts import common, home
from handlers.texts import seats as texts
from handlers.turn import Answered, Turn, Write
from rules.classes import ClassState, EnrolmentState
from rules.seats import LIVE, Move, SeatState, unit_answers_by
from storage import classes, seat_lists, seat_requests
from storage.clock import to_ms
from storage.database import Transaction
from storage.seat_requests import Moved, SeatRequest

MINE, ONE = "my_requests", "my_request"
_LATELY = 60 * 24 * 3600 * 1000
"""For how long one that ended is shown, in milliseconds."""
_SHOWN = 4
_OVER = (ClassState.ARCHIVED, ClassState.CANCELLED)


async def mine(turn: Turn) -> Reply:
    """`my_requests`: each with whom it waits for and the position in line."""
    found = (await seat_lists.own(turn.house.db, turn.asker.person_id or "", turn.at - _LATELY))[:_SHOWN]
    if not found:
        return Reply(texts.NONE_OF_MINE, ((Button(home.LABELS["upcoming_classes"], "upcoming_classes"),), (HOME,)))
    if len(found) == 1:
        return await _shown(turn, found[0])
    places = [(each, await position_of(turn.house.db, each)) for each in found]
    rows = [(Button(texts.open_button(each), f"{ONE}:{each.id}"),) for each in found if each.state in LIVE]
    return Reply(texts.mine(places, turn.now.tzinfo), (*rows, (HOME,)))


async def one(turn: Turn) -> Reply:
    """`my_request:ID`: one of them, with what can be done about it."""
    found = await _own(turn)
    return await _shown(turn, found) if found else Reply(common.STALE, common.HOME_ROW)


async def _shown(turn: Turn, request: SeatRequest) -> Reply:
    text = texts.one(request, await position_of(turn.house.db, request), turn.now.tzinfo)
    rows = offer_buttons(request) if request.state is SeatState.OFFERED else ()
    if request.state in LIVE and not rows:
        rows = ((Button(texts.WITHDRAW, f"seat_withdraw:{request.id}:{request.version}"),),)
    return Reply(text, (*rows, (HOME,)))


async def cancel(turn: Turn) -> Reply:
    """`cancel_registration`: which request is meant; of one in a class's list, whom to ask."""
    found = [
        each for each in await seat_lists.own(turn.house.db, turn.asker.person_id or "", turn.at) if each.state in LIVE
    ]
    if len(found) == 1:
        return _ask_sure(found[0])
    if found:
        rows = [(Button(texts.open_button(each), f"{ONE}:{each.id}"),) for each in found[:_SHOWN]]
        places = [(each, await position_of(turn.house.db, each)) for each in found[:_SHOWN]]
        return Reply(texts.mine(places, turn.now.tzinfo), (*rows, (HOME,)))
    every = await classes.every_class(turn.house.db, turn.asker)
    if any(each.own is EnrolmentState.ENROLLED and each.training.state not in _OVER for each in every):
        return Reply(texts.ENROLLED_CALL, ((Button(home.LABELS["contact"], "contact"),), (HOME,)))
    return Reply(texts.NONE_OF_MINE, ((Button(home.LABELS["contact"], "contact"),), (HOME,)))


async def withdraw(turn: Turn) -> Reply:
    """`seat_withdraw:ID:VERSION`: sure?"""
    found = await _own(turn)
    if found is None or found.version != turn.number(1) or found.state not in LIVE:
        return Reply(common.STALE, common.HOME_ROW)
    return _ask_sure(found)


def _ask_sure(request: SeatRequest) -> Reply:
    yes = Button(texts.WITHDRAW_YES, f"seat_withdraw_yes:{request.id}:{request.version}")
    return Reply(texts.ask_withdraw(request), ((yes,), (HOME,)))


async def withdraw_yes(turn: Turn) -> Answered:
    """`seat_withdraw_yes:ID:VERSION`: withdrawn; its seat goes to who waits."""
    return _moving(turn, Move.WITHDRAW, offer_until(turn.house, turn.now))


async def leave(turn: Turn) -> Answered:
    """`seat_leave:ID:VERSION`: the offered seat goes to the next."""
    return _moving(turn, Move.WITHDRAW, offer_until(turn.house, turn.now))


async def take(turn: Turn) -> Answered:
    """`seat_take:ID:VERSION`: the offered seat is theirs to have, once the unit agrees; after its time it is gone."""
    return _moving(turn, Move.ACCEPT, to_ms(unit_answers_by(turn.now, None)))


def _moving(turn: Turn, what: Move, until: int) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await _own(turn, tx)
        late = what is Move.ACCEPT and found is not None and found.due_at is not None and found.due_at < turn.at
        if found is None or late:
            return Reply(common.STALE, common.HOME_ROW)
        moved = await seat_requests.move(tx, turn.by, what, {found.id: turn.number(1) or 0}, until=until)
        if not moved.requests:
            return Reply(common.STALE, common.HOME_ROW)
        return await _told(tx, turn, what, moved)

    return write


async def _told(tx: Transaction, turn: Turn, what: Move, moved: Moved) -> Reply:
    await tell_moved(tx, turn.house, turn.now, Moved((), moved.offered))
    [request] = moved.requests
    if what is Move.WITHDRAW:
        return Reply(texts.withdrawn(request), common.HOME_ROW)
    if request.state is SeatState.ASKED:
        await tell_unit(tx, turn.house, turn.now, request)
    return Reply(texts.one(request, 0, turn.now.tzinfo), ((Button(texts.SEE_OR_WITHDRAW, MINE),), (HOME,)))


async def _own(turn: Turn, tx: Transaction | None = None) -> SeatRequest | None:
    """The request of the key, where it is the asker's own."""
    found = await seat_requests.with_ids(tx or turn.house.db, turn.args[:1])
    return found[0] if found and found[0].person_id == turn.asker.person_id else None
