"""The officer's classes: the quota of the unit in each, whom it has sent, and the list to print and sign."""

from handlers.files.sent_list import Line, sent_document, sent_workbook
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.officer.bounds import officer
from handlers.texts import common
from handlers.texts import seats_officer as texts
from handlers.turn import Answered, Turn
from rules.classes import Listed, by_start
from rules.seats import SeatState, takes_requests
from storage import cadres, classes, seat_lists, seats, units
from storage.database import Transaction
from storage.looks import looked_at
from storage.seat_requests import SeatRequest

CLASSES, CLASS, FILE = "unit_classes", "unit_class", "unit_list"
"""`unit_classes[:FIRST]`, `unit_class:CLASS`, `unit_list:CLASS:xlsx|docx`."""
SENT = (
    SeatState.AGREED, SeatState.WAITING, SeatState.OFFERED, SeatState.ENROLLED, SeatState.FORWARDED,
)  # fmt: skip
_SHOWN = 3
_NAMES = 10


async def listing(turn: Turn) -> Reply:
    """`unit_classes[:FIRST]`: a page of the classes that take names, with the unit's quota and what it did."""
    found = await _open(turn)
    first = turn.number(0) or 0
    page = found[first : first + _SHOWN]
    wishes = len(await seat_lists.for_units_word(turn.house.db, officer(turn)))
    reach = await _reach(turn)
    shown = [await _as_seen(turn, each, reach) for each in page]
    rows = [(Button(texts.class_button(n), f"{CLASS}:{each.training.id}"),) for n, each in enumerate(page, 1)]
    if first + _SHOWN < len(found):
        rows += [(Button(texts.MORE, f"{CLASSES}:{first + _SHOWN}"),)]
    rows += [(Button(texts.WISHES, "seat_wishes"),)]
    text = texts.classes(shown, len(found), wishes, turn.today) if shown else texts.NO_CLASSES
    return Reply(text, (*rows, (HOME,)), edits=bool(turn.args))


async def _open(turn: Turn) -> list[Listed]:
    every = await classes.every_class(turn.house.db, turn.asker)
    return sorted((each for each in every if takes_requests(each.training, turn.today)), key=by_start)


async def _as_seen(turn: Turn, listed: Listed, reach: frozenset[str]) -> texts.UnitClass:
    quotas = [each for each in await seats.quotas_of(turn.house.db, listed.training.id) if each.unit_id in reach]
    sent = await _sent(turn, listed.training.id, reach)
    return texts.UnitClass(listed.training.name, listed.training.register_until, quotas, len(sent))


async def _reach(turn: Turn) -> frozenset[str]:
    """The ids of the units that the officer speaks for."""
    tree = await units.every_unit(turn.house.db)
    bounds = {grant.unit_id for grant in officer(turn).grants}
    if None in bounds:
        return frozenset(unit.id for unit in tree)
    return frozenset(id_ for top in bounds if top for id_ in units.with_those_below(tree, top))


async def _sent(turn: Turn, class_id: str, reach: frozenset[str]) -> list[SeatRequest]:
    return [each for each in await seat_lists.of_class(turn.house.db, class_id, SENT) if each.unit_id in reach]


async def one(turn: Turn) -> Answered:
    """`unit_class:CLASS`: whom the unit has sent; the list as a file; choosing more."""
    listed = await classes.by_id(turn.house.db, turn.asker, turn.args[0] if turn.args else "")
    if listed is None:
        return Reply(common.STALE, common.HOME_ROW)
    sent = await _sent(turn, listed.training.id, await _reach(turn))
    key = listed.training.id
    rows = [(Button(texts.CHOOSE, f"nominate:{key}"),)] if takes_requests(listed.training, turn.today) else []
    if sent:
        rows += [
            (Button(texts.XLSX, f"{FILE}:{key}:xlsx"),),
            (Button(texts.DOCX, f"{FILE}:{key}:docx"),),
            (Button(texts.PAPER, f"nomination_paper:{key}"),),
        ]
    reply = Reply(texts.of_class(listed.training.name, sent, _NAMES), (*rows, (HOME,)))

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, f"{CLASS}:{key}", [each.person_id for each in sent[:_NAMES]])
        return reply

    return write


async def file(turn: Turn) -> Answered:
    """`unit_list:CLASS:FORM`: danh sách cử to print and sign."""
    class_id, form = (*turn.args, "", "")[:2]
    listed = await classes.by_id(turn.house.db, turn.asker, class_id)
    sent = await _sent(turn, class_id, await _reach(turn)) if listed else []
    if listed is None or not sent:
        return Reply(texts.NOBODY_SENT if listed else common.STALE, common.HOME_ROW)
    known = {each.id: each for each in await cadres.with_ids(turn.house.db, officer(turn), [r.person_id for r in sent])}
    lines = [Line(each, known.get(each.person_id), turn.today) for each in sent]
    make = sent_document if form == "docx" else sent_workbook
    content = make(listed.training, lines, turn.house.centre, turn.house.papers, turn.today)
    name = f"danh-sach-cu-{listed.training.code}.{'docx' if form == 'docx' else 'xlsx'}"
    back = ((Button(texts.PAPER, f"nomination_paper:{class_id}"),), (HOME,))

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, f"{FILE}:{class_id}", [each.person_id for each in sent])
        return Reply(texts.handed_out(listed.training.name, len(sent)), back, (Attachment(name, content),))

    return write
