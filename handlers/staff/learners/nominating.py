"""A unit's list from its officer: everyone of it is sent to the centre as the unit's nomination; nobody is enrolled."""

from handlers.messages import HOME, Button, Reply
from handlers.staff.learners.enrol_file import ListOutdated, Preview, current_plan, keep_people, unit_of
from handlers.texts import learners as texts
from handlers.turn import Turn
from rules.access import Asker
from rules.seats import SeatState, kind_of
from storage import seat_requests, seats
from storage.database import Transaction
from storage.house_facts import draw_numbers
from storage.seat_requests import Ask, Refused


async def nominate(tx: Transaction, turn: Turn, asker: Asker, preview: Preview) -> Reply:
    """Keep the unit's word for each person; where the class is full they wait in order."""
    # Locks in the order that all who take seats keep to; only then the codes of new learners.
    await draw_numbers(tx, "seat_request", 0)
    await seats.lock(tx, [preview.listed.training.id])
    try:
        plan = await current_plan(tx, asker, preview)
    except ListOutdated:
        return Reply(texts.CHANGED, ((HOME,),))
    training = preview.listed.training
    agreed = waiting = refused = 0
    for each, person_id in await keep_people(tx, turn.by, preview, plan):
        ask = Ask(person_id, unit_of(each).id, kind_of(training), training.id, agreed=True)
        kept = await seat_requests.nominate(tx, turn.by, ask)
        if isinstance(kept, Refused):
            refused += 1
        elif kept.state is SeatState.WAITING:
            waiting += 1
        else:
            agreed += 1
    see = Button(texts.SEE_LIST, f"unit_class:{training.id}")
    return Reply(texts.nominated(training, agreed, waiting, refused), ((see,), (HOME,)))
