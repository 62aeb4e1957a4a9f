"""A unit's word on what its people ask for: by number, once, with a reason where it sends nobody."""

import orjson

from handlers.answers import OFFICERS
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import Button, FormState, Reply
from handlers.officer.bounds import officer
from handlers.seat_news import WISHES, offer_until, tell_moved
from handlers.texts import common
from handlers.texts import seats_officer as texts
from handlers.texts import study_requests as study_texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.study_answers import Said, answers_in
from rules.seats import Move
from storage import seat_lists, seat_requests
from storage.database import Transaction
from storage.looks import looked_at

PAGE = 10
_LIST, _SURE, _ALL = "list", "sure", "all"


async def begin(turn: Turn) -> Answered:
    """`seat_wishes`: what waits for the word of the officer's units, by the numbers of the requests."""
    waiting = await seat_lists.for_units_word(turn.house.db, officer(turn))
    if not waiting:
        return Reply(texts.NO_WISHES, common.HOME_ROW)
    seen = orjson.dumps({str(each.number): [each.id, each.version] for each in waiting}).decode()
    reply = await start(turn, FORM, {"seen": seen, "first": "0"})

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, WISHES, [each.person_id for each in waiting])
        return reply

    return write


async def _ask(turn: Turn, state: FormState) -> Reply:
    seen = {id_ for id_, _ in orjson.loads(state.data["seen"]).values()}
    waiting = [each for each in await seat_lists.for_units_word(turn.house.db, officer(turn)) if each.id in seen]
    first = int(state.data["first"])
    rows: list[tuple[Button, ...]] = [(option(_LIST, texts.AGREE_TO_ALL, _ALL),)]
    if first + PAGE < len(waiting):
        rows.append((option(_LIST, texts.MORE, f"page {first + PAGE}"),))
    return Reply(texts.wishes(waiting, first, PAGE), tuple(rows))


async def _take(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value.startswith("page ") and value[5:].isdecimal():
        return Next(_LIST, {"first": value[5:]})
    if value == _ALL:
        return Next(_SURE, {})
    said = answers_in(value)
    if not said:
        return Again(study_texts.UNREADABLE, unlike=True)
    if any(not each.agrees and not each.why for each in said):
        return Again(study_texts.GIVE_A_REASON)
    return _written_down(turn, state, said)


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    many = len(orjson.loads(state.data["seen"]))
    return Reply(texts.sure_all(many), ((option(_SURE, texts.AGREE_TO_ALL, _ALL),),))


async def _take_sure(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _written_down(turn, state, [Said(agrees=True)]) if value == _ALL else Again(common.CHOOSE_ONE)


def _written_down(turn: Turn, state: FormState, said: list[Said]) -> Write:
    seen = {int(number): (id_, version) for number, (id_, version) in orjson.loads(state.data["seen"]).items()}

    async def write(tx: Transaction) -> Reply:
        reach = {each.id for each in await seat_lists.for_units_word(tx, officer(turn))}
        taken: dict[bool, list[int]] = {True: [], False: []}
        others: list[int] = []
        for each in said:
            meant = each.numbers or tuple(seen)
            versions = {seen[number][0]: seen[number][1] for number in meant if number in seen}
            versions = {id_: version for id_, version in versions.items() if id_ in reach}
            what = Move.AGREE if each.agrees else Move.DECLINE
            until = offer_until(turn.house, turn.now)
            moved = await seat_requests.move(tx, turn.by, what, versions, each.why, until)
            await tell_moved(tx, turn.house, turn.now, moved)
            done = [request.number for request in moved.requests]
            taken[each.agrees] += done
            others += [number for number in meant if number not in done]
        text = study_texts.written_down(taken[True], taken[False], others)
        return Reply(
            text, ((Button(texts.WISHES, WISHES),), (Button(texts.CLASSES, "unit_classes"),), *common.HOME_ROW)
        )

    return write


FORM = Form(WISHES, _LIST, {_LIST: Step(_ask, _take), _SURE: Step(_ask_sure, _take_sure)}, OFFICERS)
