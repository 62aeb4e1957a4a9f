"""Who is in a class, by number; taking somebody out of it, with a reason that they and their unit read."""

from collections import defaultdict
from dataclasses import replace

import orjson

from handlers.address import to_learner
from handlers.answers import STAFF
from handlers.class_named import classes_named
from handlers.forms import Again, Form, Next, Step, option, proceed, start
from handlers.home import not_here
from handlers.messages import HOME, Button, FormState, Kind, Reply
from handlers.push import push_to_person
from handlers.seat_news import offer_until, tell_persons
from handlers.staff.classes.board import QUOTAS
from handlers.staff.classes.desk import class_of, kept_classes, key, see, stale
from handlers.staff.desk import keeps_classes
from handlers.texts import class_people as texts
from handlers.texts import common
from handlers.turn import Answered, Turn, Write
from handlers.understanding.leaving_class import taken_out_in
from rules.classes import ClassState, EnrolmentState, Listed
from storage import leaving
from storage.class_list import Student, number_students, students
from storage.database import Transaction
from storage.leaving import Left
from storage.looks import looked_at
from storage.study_requests import officers_of

PEOPLE, OUT = "class_people", "class_people_out"
_LIST, _SURE, _YES = "list", "sure", "yes"
_PAGE = 30
"""People a message."""
_OVER = (ClassState.ARCHIVED, ClassState.CANCELLED)


async def asked(turn: Turn) -> Answered:
    """`class_roster`: the list of the class that the words name, for whoever keeps classes."""
    if not keeps_classes(turn):
        return await not_here(turn)
    named = classes_named(turn, await kept_classes(turn.house.db, turn))
    if len(named) != 1:
        return await not_here(turn)
    return _listed(turn, named[0].training.id, 0)


async def begin(turn: Turn) -> Answered:
    """`class_people:CLASS[:FIRST]`: a page of the class's list."""
    return _listed(turn, turn.args[0] if turn.args else "", turn.number(1) or 0)


def _listed(turn: Turn, class_id: str, first: int) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await class_of(tx, turn, class_id)
        return await _page(tx, turn, found, first) if found else stale()

    return write


async def _page(tx: Transaction, turn: Turn, found: Listed, first: int) -> Reply:
    training = found.training
    ways = ((Button(texts.QUOTAS, key(QUOTAS, found)),), (see(training.id),), (HOME,))
    listed = await number_students(tx, training.id)
    if not listed:
        return Reply(texts.NOBODY, ways)
    first = first if first < len(listed) else 0
    await looked_at(tx, turn.by, f"{PEOPLE}:{training.id}", [each.person_id for each in listed[first : first + _PAGE]])
    more = Button(texts.MORE, f"{PEOPLE}:{training.id}:{first + _PAGE}")
    rows = [(more,)] if first + _PAGE < len(listed) else []
    may_leave = training.state not in _OVER and any(each.state is EnrolmentState.ENROLLED for each in listed)
    rows += [(Button(texts.TAKE_OUT, f"{OUT}:{training.id}"),)] if may_leave else []
    text = texts.listing(training.name, listed, first, _PAGE, may_leave)
    return Reply(text, (*rows, *ways), topic=f"{PEOPLE}:{training.id}")


async def take_out(turn: Turn) -> Answered:
    """`class_people_out:CLASS`: ask for numbers and the reason, or take those that were typed under the list."""
    if turn.args:
        return await start(turn, FORM, {"class": turn.args[0]})
    state = FormState(OUT, _LIST, {"class": turn.facts.topic.partition(":")[2]})
    return await proceed(turn.taken_for(replace(turn.incoming, kind=Kind.TEXT), (), turn.slots), FORM, state)


async def _ask(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.HOW)


async def _take(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    found = await class_of(turn.house.db, turn, state.data["class"])
    if found is None:
        return stale()
    if found.training.state in _OVER:
        return Reply(texts.CLASS_OVER, ((see(found.training.id),), (HOME,)))
    said = taken_out_in(value)
    if said is None:
        return Again(texts.UNREADABLE, unlike=True)
    numbers, why = said
    if not why:
        return Again(texts.GIVE_A_REASON)
    there = {each.number: each for each in await _enrolled(turn, found)}
    if unknown := [number for number in numbers if number not in there]:
        return Again(texts.no_such_number(unknown))
    people = orjson.dumps([there[number].person_id for number in numbers]).decode()
    return Next(_SURE, {"people": people, "why": why})


async def _enrolled(turn: Turn, found: Listed) -> list[Student]:
    listed = await students(turn.house.db, found.training.id)
    return [each for each in listed if each.state is EnrolmentState.ENROLLED]


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    found = await class_of(turn.house.db, turn, state.data["class"])
    if found is None:
        return stale()
    meant = set(orjson.loads(state.data["people"]))
    leaving_now = [each for each in await _enrolled(turn, found) if each.person_id in meant]
    text = texts.sure(found.training.name, leaving_now, state.data["why"])
    return Reply(text, ((option(_SURE, texts.TAKE_OUT, _YES),),))


async def _take_sure(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value != _YES:
        return Again(common.CHOOSE_ONE)

    async def write(tx: Transaction) -> Reply:
        found = await class_of(tx, turn, state.data["class"])
        if found is None or found.training.state in _OVER:
            return stale()
        meant, why = orjson.loads(state.data["people"]), state.data["why"]
        left = await leaving.take_out(tx, turn.by, found.training.id, meant, why, offer_until(turn.house, turn.now))
        await tell_taken_out(tx, turn, found.training.name, left, why)
        rows = ((Button(texts.PEOPLE, f"{PEOPLE}:{found.training.id}"),), (see(found.training.id),), (HOME,))
        return Reply(texts.taken_out(left.students, len(left.offered)), rows)

    return write


async def tell_taken_out(tx: Transaction, turn: Turn, class_name: str, left: Left, why: str) -> None:
    """Those who were taken out, who answers for their units, and those to whom the seats are offered."""
    house, now = turn.house, turn.now
    of_units: dict[str, list[Student]] = defaultdict(list)
    for each in left.students:
        of_units[each.unit_id].append(each)
        own = Reply(texts.to_person(class_name, why, house.centre.phone), common.HOME_ROW)
        await push_to_person(tx, house, now, each.cadre_id or each.person_id, own if each.cadre_id else to_learner(own))
    for unit_id, officers in (await officers_of(tx, of_units)).items():
        told = Reply(texts.to_officer(class_name, of_units[unit_id], why), common.HOME_ROW)
        for officer in officers:
            await push_to_person(tx, house, now, officer.holder_id, told)
    await tell_persons(tx, house, now, left.offered)


FORM = Form(OUT, _LIST, {_LIST: Step(_ask, _take), _SURE: Step(_ask_sure, _take_sure)}, STAFF)
