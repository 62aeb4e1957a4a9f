"""The last step is people: whom to phone, numbered, and the receipts that came by phone or on paper.

The list stays open as a form, so that "đã gọi 3 7 12" belongs to its notice. Numbers are those of the notice for ever.
"""

from handlers.answers import OFFICERS
from handlers.forms import CANCEL, Form, Next, Step, option
from handlers.forms import Again as AskAgain
from handlers.messages import Button, FormState, Look, Reply
from handlers.notices_after.sight import CALLS, CHASE, PHONES, back_to, not_seen, seen
from handlers.texts import common
from handlers.texts import notice_report as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.calls import Called, called_in
from storage import notice_people, receipts
from storage.database import Transaction
from storage.journal import Entry, record
from storage.notice_people import CALLERS, Addressee, Which

PAGE = 8
"""People a message."""
_STEP = "list"
_REMEMBERED = 3 * 24 * 3_600_000
"""Milliseconds for which words without a notice belong to the list seen last."""


async def start(turn: Turn) -> Answered:
    """`notice_calls:NUMBER`: those who did not answer or were not reached, with their phones."""
    number = turn.number(0)
    return not_seen() if number is None else _listed(turn, number)


async def by_word(turn: Turn) -> Answered:
    """ "Đã gọi 3 7 12" with no list open: the notice it names, else the one whose phones the asker saw last."""
    called = called_in(turn.incoming.text)
    if called is None:
        return Reply(texts.CALLS_UNREADABLE, common.HOME_ROW)
    number = called.notice
    if number is None:
        number = await notice_people.list_seen(turn.house.db, turn.by.actor, turn.at - _REMEMBERED)
    return Reply(texts.WHICH_LIST, common.HOME_ROW) if number is None else _written_down(turn, number, 0, called)


def _listed(turn: Turn, number: int, page: int = 0) -> Write:
    async def write(tx: Transaction) -> Reply:
        return await _list(tx, turn, number, page)

    return write


async def _list(tx: Transaction, turn: Turn, number: int, page: int = 0, note: str = "") -> Reply:
    """One page of the list; that its phones were seen stands in the journal."""
    found = await seen(tx, turn, number, CALLERS)
    if found is None:
        return not_seen()
    silent = await notice_people.people(tx, found.notice.id, found.units, Which.TO_CALL)
    page = page if page * PAGE < len(silent) else 0
    shown = silent[page * PAGE : (page + 1) * PAGE]
    if shown:
        await record(tx, turn.by, Entry("see_phones", "notice", found.notice.id, None, str(len(shown))))
    text = texts.to_call(found.notice, silent, shown)
    rows: list[tuple[Button, ...]] = []
    if (page + 1) * PAGE < len(silent):
        rows.append((option(_STEP, texts.MORE, f"page {page + 1}"),))
    if silent:
        rows.append((Button(texts.PHONE_FILE, f"{PHONES}:{number}"),))
    if found.notice.receipt:
        rows.append((Button(texts.CHASE, f"{CHASE}:{number}"),))
    rows += [(back_to(number),), (option(_STEP, common.CANCEL, CANCEL),)]
    form = FormState(FORM.name, _STEP, {"number": str(number), "page": str(page)})
    look = Look(f"{CALLS}:{found.notice.id}", tuple(each.holder_id for each in shown))
    return Reply(f"{note}\n\n{text}" if note else text, tuple(rows), form=form, look=look)


async def _ask(turn: Turn, state: FormState) -> Reply:
    """What is said beside the open list, without its phones: those are shown by the list alone."""
    return Reply(texts.HOW_TO_WRITE_DOWN)


async def _take(turn: Turn, state: FormState, value: str) -> Next | AskAgain | Answered:
    number = int(state.data["number"])
    if value.startswith("page ") and value[5:].isdecimal():
        return _listed(turn, number, int(value[5:]))
    called = called_in(value)
    if called is None:
        return AskAgain(texts.CALLS_UNREADABLE)
    if called.notice not in (None, number):
        return _written_down(turn, called.notice, 0, called)
    return _written_down(turn, number, int(state.data["page"]), called)


def _written_down(turn: Turn, number: int, page: int, called: Called) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await seen(tx, turn, number, CALLERS)
        if found is None:
            return not_seen()
        known = {each.number: each for each in await notice_people.people(tx, found.notice.id, found.units)}
        meant = [known[each] for each in called.numbers if each in known]
        ids = [each.holder_id for each in meant]
        kept = set(await receipts.write_down(tx, turn.by, found.notice.id, ids, called.way, called.receipt))
        note = texts.written_down(called, _of(meant, kept), [p for p in meant if p.holder_id not in kept],
                                  [each for each in called.numbers if each not in known])  # fmt: skip
        return await _list(tx, turn, number, page, note)

    return write


def _of(people: list[Addressee], kept: set[str]) -> list[Addressee]:
    return [person for person in people if person.holder_id in kept]


FORM = Form("notice_calls", _STEP, {_STEP: Step(_ask, _take)}, OFFICERS)
