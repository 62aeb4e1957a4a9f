"""The next step of a class, said before it is taken; and a class that is cancelled, with whom that concerns told."""

from collections import Counter
from collections.abc import Sequence

from handlers.address import to_learner
from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.lecturer.news import tell_of_class_off
from handlers.messages import Button, FormState, Reply
from handlers.push import push_to_person
from handlers.seat_news import offer_until, tell_moved
from handlers.seat_offers import offer_seats
from handlers.staff.classes import board
from handlers.staff.classes.desk import after, class_as_seen, class_of, just_changed, key, not_kept, seen, stale
from handlers.texts import class_desk as texts
from handlers.texts import common
from handlers.turn import Answered, Turn, Write
from rules.class_steps import lacks, may_follow
from rules.classes import ClassState, EnrolmentState, TrainingClass
from rules.seats import LIVE, Move
from rules.text import clean
from storage import class_desk, class_writes, seat_lists, seat_requests, study_requests
from storage.class_list import Student, students
from storage.class_writes import Kept
from storage.database import Transaction
from storage.seat_requests import SeatRequest

STEP_YES = "class_step_yes"
_NONE = "none"
_LONGEST = 200


async def ask(turn: Turn) -> Reply:
    """`class_step:ID:VERSION:STATE`: what the step means, or what it lacks."""
    following = _following(turn)
    listed = await class_as_seen(turn.house.db, turn, turn.args[0], turn.args[1]) if following else None
    if following is None or listed is None:
        return just_changed(turn.args[0]) if following else stale()
    if not may_follow(listed.training.state, following):
        return just_changed(listed.training.id)
    if missing := lacks(listed.training, following, turn.today):
        edit = Button(texts.EDIT, key(board.EDIT, listed))
        return Reply(texts.lacking(missing), ((edit,), *after(listed.training.id)))
    standing = await class_desk.standing_of(turn.house.db, listed.training.id, turn.today)
    yes = Button(texts.STEPS[following], key(STEP_YES, listed, following.value))
    return Reply(texts.step_question(listed.training, following, standing), ((yes,), *after(listed.training.id)))


async def take(turn: Turn) -> Answered:
    """`class_step_yes:ID:VERSION:STATE`."""
    following = _following(turn)
    if following is None:
        return stale()

    async def write(tx: Transaction) -> Reply:
        there = await class_of(tx, turn, turn.args[0])
        if there is not None and there.training.state is following:
            return Reply(texts.stepped(there.training, following, 0), after(there.training.id))  # tapped twice
        listed = await class_as_seen(tx, turn, turn.args[0], turn.args[1])
        if listed is None or lacks(listed.training, following, turn.today):
            return just_changed(turn.args[0])
        kept = await class_writes.step(tx, turn.by, listed.training, following)
        if kept is not Kept.DONE:
            return not_kept(kept, listed.training.id)
        opens = following is ClassState.OPEN
        offered = await offer_seats(tx, turn.house, turn.now, turn.by, listed.training.id) if opens else 0
        return Reply(texts.stepped(listed.training, following, offered), after(listed.training.id))

    return write


def _following(turn: Turn) -> ClassState | None:
    said = turn.args[2] if len(turn.args) > 2 else ""
    return next((each for each in texts.STEPS if each.value == said), None)


async def begin_cancel(turn: Turn) -> Reply:
    """`class_cancel:ID:VERSION`."""
    if len(turn.args) < 2:
        return stale()
    listed = await class_as_seen(turn.house.db, turn, turn.args[0], turn.args[1])
    if listed is None or not may_follow(listed.training.state, ClassState.CANCELLED):
        return just_changed(turn.args[0])
    return await start(turn, CANCEL, seen(listed))


async def _ask_why(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHY_CANCELLED, ((option("why", texts.NO_REASON, _NONE),),))


async def _take_why(turn: Turn, state: FormState, value: str) -> Next | Again:
    why = "" if value == _NONE else clean(value).rstrip(".")
    return Next("confirm", {"why": why}) if len(why) <= _LONGEST else Again(texts.TOO_LONG.format(_LONGEST))


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    listed = await class_of(turn.house.db, turn, state.data["id"])
    if listed is None:
        return Reply(texts.JUST_CHANGED)
    standing = await class_desk.standing_of(turn.house.db, listed.training.id, turn.today)
    said = texts.cancel_question(listed.training, standing, state.data["why"])
    return Reply(said, ((option("confirm", texts.CANCEL_YES, "yes"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _cancel(turn, state) if value == "yes" else Again(texts.PRESS_CANCEL)


def _cancel(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        listed = await class_as_seen(tx, turn, state.data["id"], state.data["version"])
        if listed is None:
            return just_changed(state.data["id"])
        kept = await class_writes.step(tx, turn.by, listed.training, ClassState.CANCELLED)
        if kept is not Kept.DONE:
            return not_kept(kept, listed.training.id)
        why = state.data["why"]
        asked = await _let_requests_go(tx, turn, listed.training, why)
        people = [e for e in await students(tx, listed.training.id) if e.state is EnrolmentState.ENROLLED]
        told = await _tell_people(tx, turn, listed.training, people, why)
        counts = Counter([*(each.unit_id for each in people), *(each.unit_id for each in asked)])
        await _tell_units(tx, turn, listed.training, counts, why)
        await tell_of_class_off(tx, turn, listed.training, why)
        return Reply(texts.cancelled(listed.training, told, len(people)), after(listed.training.id))

    return write


async def _let_requests_go(tx: Transaction, turn: Turn, training: TrainingClass, why: str) -> Sequence[SeatRequest]:
    """End every request for the class; it is cancelled already, so that no seat of it is offered to anybody."""
    live = await seat_lists.of_class(tx, training.id, LIVE)
    versions = {each.id: each.version for each in live}
    until = offer_until(turn.house, turn.now)
    moved = await seat_requests.move(tx, turn.by, Move.RETURN, versions, texts.request_over(why), until)
    await tell_moved(tx, turn.house, turn.now, moved)
    return moved.requests


async def _tell_people(
    tx: Transaction, turn: Turn, training: TrainingClass, people: Sequence[Student], why: str
) -> int:
    reply = Reply(texts.class_is_off(training, why), common.HOME_ROW)
    told = 0
    for each in people:
        said = reply if each.cadre_id else to_learner(reply)
        told += await push_to_person(tx, turn.house, turn.now, each.cadre_id or each.person_id, said)
    return told


async def _tell_units(tx: Transaction, turn: Turn, training: TrainingClass, counts: Counter[str], why: str) -> None:
    """Tell the officers of every unit whose people were in the class or asked for it, of how many."""
    for unit_id, officers in (await study_requests.officers_of(tx, counts)).items():
        reply = Reply(texts.class_is_off_for_unit(training, counts[unit_id], why), common.HOME_ROW)
        for officer in officers:
            await push_to_person(tx, turn.house, turn.now, officer.holder_id, reply)


CANCEL = Form(
    board.CANCEL, "why", {"why": Step(_ask_why, _take_why), "confirm": Step(_ask_confirm, _take_confirm)}, STAFF
)
