"""Those whose units agreed: all or some put into the class, or sent on to the school; others given back with a word."""

from asyncio import to_thread

import orjson

from handlers.answers import STAFF
from handlers.files.sent_list import Line, nominees_workbook
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Attachment, Button, FormState, Reply
from handlers.seat_news import offer_until, tell_moved
from handlers.staff.classes.desk import class_of
from handlers.staff.desk import clerk, keeps_classes
from handlers.staff.seats.board import BOARD, CONSIDER, NOMINATED, agreed_of_kind
from handlers.texts import common
from handlers.texts import seats_staff as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.seat_decisions import Decision, decision_in
from rules.seats import Move, SeatState
from storage import cadres, seat_lists, seat_requests
from storage.database import Transaction
from storage.looks import looked_at
from storage.seat_requests import Moved, SeatRequest, Source

PAGE = 10
_LIST, _SURE, _ALL = "list", "sure", "all"


async def begin(turn: Turn) -> Answered:
    """`seats_consider:class:CLASS` or `seats_consider:kind:KIND`: the list, by the numbers of the requests."""
    what, key = (*turn.args, "", "")[:2]
    name = await _name(turn, what, key)
    if not name or not keeps_classes(turn):
        return Reply(common.STALE, common.HOME_ROW)
    found = await _agreed(turn.house.db, turn, what, key)
    if not found:
        return Reply(texts.NOBODY_AGREED, ((Button(texts.BOARD, BOARD),), (HOME,)))
    seen = orjson.dumps({str(each.number): [each.id, each.version] for each in found}).decode()
    reply = await start(turn, FORM, {"what": what, "key": key, "name": name, "seen": seen, "first": "0"})

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, f"{CONSIDER}:{what}:{key}", [each.person_id for each in found])
        return reply

    return write


async def _name(turn: Turn, what: str, key: str) -> str:
    if what == "kind":
        return texts.list_name(key) if key in NOMINATED else ""
    listed = await class_of(turn.house.db, turn, key)
    return listed.training.name if listed else ""


async def _agreed(source: Source, turn: Turn, what: str, key: str) -> list[SeatRequest]:
    if what == "kind":
        return await agreed_of_kind(source, turn, key)
    return await seat_lists.of_class(source, key, [SeatState.AGREED])


def _nominates(state: FormState) -> bool:
    return state.data["what"] == "kind"


async def _ask(turn: Turn, state: FormState) -> Reply:
    seen = {id_ for id_, _ in orjson.loads(state.data["seen"]).values()}
    agreed = await _agreed(turn.house.db, turn, state.data["what"], state.data["key"])
    found = [each for each in agreed if each.id in seen]
    first = int(state.data["first"])
    rows = [(option(_LIST, texts.ALL_ON if _nominates(state) else texts.ALL_IN, _ALL),)]
    if first + PAGE < len(found):
        rows.append((option(_LIST, texts.MORE, f"page {first + PAGE}"),))
    return Reply(texts.to_consider(state.data["name"], found, first, PAGE, _nominates(state)), tuple(rows))


async def _take(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value.startswith("page ") and value[5:].isdecimal():
        return Next(_LIST, {"first": value[5:]})
    decision = Decision(takes=True) if value == _ALL else decision_in(value)
    if decision is None:
        return Again(texts.UNREADABLE, unlike=True)
    if not decision.takes:
        return _done(turn, state, decision) if decision.why else Again(texts.GIVE_A_REASON)
    return Next(_SURE, {"numbers": orjson.dumps(decision.numbers).decode()})


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    many = len(orjson.loads(state.data["numbers"]) or orjson.loads(state.data["seen"]))
    label = texts.SURE_ON if _nominates(state) else texts.SURE_IN
    return Reply(texts.sure(many, _nominates(state)), ((option(_SURE, label, _ALL),),))


async def _take_sure(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value != _ALL:
        return Again(common.CHOOSE_ONE)
    return _done(turn, state, Decision(True, tuple(orjson.loads(state.data["numbers"]))))


def _done(turn: Turn, state: FormState, decision: Decision) -> Write:
    seen = {int(number): (id_, version) for number, (id_, version) in orjson.loads(state.data["seen"]).items()}
    taking = Move.FORWARD if _nominates(state) else Move.ENROL
    meant = decision.numbers or tuple(seen)

    async def write(tx: Transaction) -> Reply:
        versions = dict(seen[number] for number in meant if number in seen)
        what = taking if decision.takes else Move.RETURN
        until = offer_until(turn.house, turn.now)
        moved = await seat_requests.move(tx, turn.by, what, versions, decision.why, until)
        await tell_moved(tx, turn.house, turn.now, moved)
        done = {each.number for each in moved.requests}
        text = texts.done(moved.requests, [number for number in meant if number not in done], len(moved.offered))
        files = await _list_file(tx, turn, state, moved) if what is Move.FORWARD else ()
        text = f"{text}\n{texts.FORWARDED}" if files else text
        return Reply(text, ((Button(texts.BOARD, BOARD),), (HOME,)), files)

    return write


async def _list_file(tx: Transaction, turn: Turn, state: FormState, moved: Moved) -> tuple[Attachment, ...]:
    """The list that goes with the letter to the school."""
    if not moved.requests:
        return ()
    ids = [each.person_id for each in moved.requests]
    known = {each.id: each for each in await cadres.with_ids(tx, clerk(turn), ids)}
    lines = [Line(each, known.get(each.person_id), turn.today) for each in moved.requests]
    content = await to_thread(nominees_workbook, state.data["name"], lines, turn.today)
    return (Attachment(f"danh-sach-{state.data['key'].replace('_', '-')}-{turn.today}.xlsx", content),)


FORM = Form(CONSIDER, _LIST, {_LIST: Step(_ask, _take), _SURE: Step(_ask_sure, _take_sure)}, STAFF)
