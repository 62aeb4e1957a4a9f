"""Choosing by number whom the unit sends to a class. Staff who do it ask on behalf; the unit must still agree."""

import orjson

from handlers.answers import OFFICERS
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import Button, FormState, Look, Reply
from handlers.officer.bounds import officer, speaks_for_units
from handlers.push import push_to_person
from handlers.seat_news import position_of, tell_unit
from handlers.texts import common
from handlers.texts import seats as seat_texts
from handlers.texts import seats_officer as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.numbered import numbers_in
from rules.cadres import Cadre
from rules.candidates import candidate_of, is_past
from rules.classes import Fit, Listed, fit
from rules.eligibility import eligibility_of
from rules.policy import regulation_on
from rules.seats import kind_of, takes_requests, unit_answers_by
from rules.standing import standing_of
from storage import cadres, candidates, classes, seat_requests
from storage.clock import to_ms
from storage.database import Transaction
from storage.seat_requests import Ask, SeatRequest

NOMINATE = "nominate"
PAGE = 10
_LIST, _SURE, _YES = "list", "sure", "yes"


async def begin(turn: Turn) -> Answered:
    """`nominate:CLASS`: those whom the unit may send, numbered."""
    listed = await _listed(turn, turn.args[0] if turn.args else "")
    if listed is None:
        return Reply(common.STALE, common.HOME_ROW)
    found = await _candidates(turn, listed)
    if not found:
        return Reply(texts.NOBODY_LACKS, common.HOME_ROW)
    ids = orjson.dumps([each.id for each in found]).decode()
    return await start(turn, FORM, {"class": listed.training.id, "ids": ids, "first": "0"})


async def _listed(turn: Turn, class_id: str) -> Listed | None:
    found = await classes.by_id(turn.house.db, turn.asker, class_id)
    return found if found is not None and takes_requests(found.training, turn.today) else None


async def _candidates(turn: Turn, listed: Listed) -> list[Cadre]:
    """Who lacks the level; for the short courses by post, those whose posts they are for; else everyone
    but those for whom a course on the way into the Party comes too late."""
    house, training = turn.house, listed.training
    found = await candidates.for_class(
        house.db, officer(turn), training.id, kind_of(training), training.level, house.count_unverified
    )
    if training.level:
        return found
    found = [each for each in found if not is_past(training.course, each, turn.today)]
    fitting = [each for each in found if _is_for(turn, each, listed)]
    return fitting or found


def _is_for(turn: Turn, cadre: Cadre, listed: Listed) -> bool:
    """Whether a course by post is for somebody, by what the record shows."""
    house = turn.house
    standing = standing_of(cadre, house.policy, house.regulations, turn.today, house.count_unverified)
    return fit(listed, candidate_of(cadre, standing)) in _BY_POST


_BY_POST = (Fit.COMMITTEE, Fit.PROBATIONARY)


async def _ask(turn: Turn, state: FormState) -> Reply:
    listed = await classes.by_id(turn.house.db, turn.asker, state.data["class"])
    ids: list[str] = orjson.loads(state.data["ids"])
    first = int(state.data["first"])
    known = {each.id: each for each in await cadres.with_ids(turn.house.db, officer(turn), ids)}
    found = [(known[id_], _how(turn, known[id_], listed)) for id_ in ids if id_ in known and listed]
    rows: tuple[tuple[Button, ...], ...] = ()
    if first + PAGE < len(ids):
        rows = ((option(_LIST, texts.MORE, f"page {first + PAGE}"),),)
    shown = tuple(each.id for each, _ in found[first : first + PAGE])
    text = texts.candidates(listed.training.name if listed else "", found, first, PAGE)
    return Reply(text, rows, look=Look(f"{NOMINATE}:{state.data['class']}", shown))


def _how(turn: Turn, cadre: Cadre, listed: Listed) -> str:
    """How somebody stands to what the class asks for, in a few words; empty where it asks for nothing by rule."""
    training = listed.training
    if not training.level:
        words = texts.NOT_ON_RECORD.get(training.course, "") if training.course else ""
        return "" if not words or _is_for(turn, cadre, listed) else words
    regulation = regulation_on(turn.house.regulations, turn.today)
    return texts.conditions_of(eligibility_of(cadre, training.level, training.mode, regulation, turn.today))


async def _take(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value.startswith("page ") and value[5:].isdecimal():
        return Next(_LIST, {"first": value[5:]})
    many = len(orjson.loads(state.data["ids"]))
    numbers = numbers_in(value)
    if not numbers:
        return Again(texts.NOT_NUMBERS, unlike=True)
    if not all(1 <= number <= many for number in numbers):
        return Again(texts.OUT_OF_LIST.format(many))
    return Next(_SURE, {"chosen": orjson.dumps(numbers).decode()})


def _chosen(state: FormState) -> list[str]:
    ids: list[str] = orjson.loads(state.data["ids"])
    return [ids[number - 1] for number in orjson.loads(state.data["chosen"])]


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    listed = await classes.by_id(turn.house.db, turn.asker, state.data["class"])
    people = {each.id: each for each in await cadres.with_ids(turn.house.db, officer(turn), _chosen(state))}
    names = [people[id_].name for id_ in _chosen(state) if id_ in people]
    name = listed.training.name if listed else ""
    return Reply(texts.sure(name, names, speaks_for_units(turn)), ((option(_SURE, texts.PUT_ON, _YES),),))


async def _take_sure(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _putting_on(turn, state) if value == _YES else Again(common.CHOOSE_ONE)


def _putting_on(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        listed = await classes.by_id(tx, turn.asker, state.data["class"])
        if listed is None or not takes_requests(listed.training, turn.today):
            return Reply(seat_texts.NOT_TAKING, common.HOME_ROW)
        people = {each.id: each for each in await cadres.with_ids(tx, officer(turn), _chosen(state))}
        chosen = [people[id_] for id_ in _chosen(state) if id_ in people]
        kept = [found for each in chosen if (found := await _put_on(tx, turn, listed, each)) is not None]
        back = Button(texts.CLASSES, f"unit_class:{listed.training.id}")
        return Reply(texts.put_on(kept, len(chosen) - len(kept)), ((back,), *common.HOME_ROW))

    return write


async def _put_on(tx: Transaction, turn: Turn, listed: Listed, cadre: Cadre) -> SeatRequest | None:
    training = listed.training
    due = None if speaks_for_units(turn) else to_ms(unit_answers_by(turn.now, training.register_until))
    wanted = Ask(cadre.id, cadre.unit.id, kind_of(training), training.id, due)
    put = seat_requests.nominate if speaks_for_units(turn) else seat_requests.ask
    found = await put(tx, turn.by, wanted)
    if not isinstance(found, SeatRequest):
        return None
    text = seat_texts.on_behalf(found, await position_of(tx, found), turn.now.tzinfo)
    rows = ((Button(seat_texts.SEE_OR_WITHDRAW, "my_requests"),),)
    await push_to_person(tx, turn.house, turn.now, cadre.id, Reply(text, rows))
    if not speaks_for_units(turn):
        await tell_unit(tx, turn.house, turn.now, found)
    return found


FORM = Form(NOMINATE, _LIST, {_LIST: Step(_ask, _take), _SURE: Step(_ask_sure, _take_sure)}, OFFICERS)
