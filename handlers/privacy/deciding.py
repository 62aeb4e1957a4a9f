"""Requests about personal data at staff's desk: the list by term, one of them, doing it, refusing it, more time."""

from dataclasses import replace

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Button, FormState, Look, Reply
from handlers.push import push_to_person
from handlers.texts import common, privacy
from handlers.texts import privacy_desk as texts
from handlers.texts.first_contact import THONG_BAO
from handlers.turn import Answered, Turn, Write
from rules.privacy_terms import extended
from rules.text import clean
from storage import accounts, cadres, consents, learners, links, privacy_requests
from storage.clock import from_ms
from storage.database import Transaction
from storage.erasing_records import held_by
from storage.privacy_requests import Kind, PrivacyRequest, Source

_SHOWN = 5
_LONGEST = 600
_NO, _MORE = "privacy_no", "privacy_more"


async def waiting(turn: Turn) -> Reply:
    """`privacy_requests`: the most urgent first, without names."""
    every = await privacy_requests.open_requests(turn.house.db)
    found = [each for each in every if await _is_theirs(turn.house.db, turn, each)]
    if not found:
        return Reply(texts.NONE_OPEN, common.HOME_ROW)
    rows = [(Button(texts.option(each), f"privacy_request:{each.number}"),) for each in found[:_SHOWN]]
    return Reply(texts.waiting(found, turn.today), (*rows, (HOME,)))


async def show(turn: Turn) -> Reply:
    """`privacy_request:NUMBER`."""
    found = await _open(turn.house.db, turn, turn.number(0))
    if found is None:
        return _gone()
    holder = await links.holder_by_id(turn.house.db, found.holder_id or "")
    who = f"{holder.name} ({holder.code}), {holder.unit}".rstrip(", ") if holder else found.account_id
    asked = from_ms(found.asked_at).astimezone(turn.now.tzinfo)
    key = f"{found.number}:{found.version}"
    rows = [
        (Button(texts.DO, f"privacy_do:{key}"),),
        (Button(texts.REFUSE, f"{_NO}:{found.number}"),),
        *([] if found.extension else [(Button(texts.EXTEND, f"{_MORE}:{found.number}"),)]),
        (Button(texts.OPEN_RECORD, f"cadre:{found.holder_id}"),),
        (HOME,),
    ]
    look = Look("privacy_request", (found.holder_id,) if found.holder_id else ())
    return Reply(texts.card(found, who, asked, turn.today), tuple(rows), look=look)


async def do(turn: Turn) -> Reply:
    """`privacy_do:NUMBER:VERSION`: what it means, and whether it is meant; or why it cannot be done now."""
    found = await _open(turn.house.db, turn, turn.number(0))
    if found is None or found.version != turn.number(1):
        return _gone()
    if found.kind is Kind.ERASE_RECORD and (why := await held_by(turn.house.db, found.holder_id or "")):
        back = Button(texts.option(found), f"privacy_request:{found.number}")
        return Reply(texts.held(why), ((back,), (HOME,)))
    yes = Button(texts.DO_YES, f"privacy_do_yes:{found.number}:{found.version}")
    return Reply(texts.sure(found), ((yes,), (Button(texts.ALL, "privacy_requests"),), (HOME,)))


async def do_yes(turn: Turn) -> Answered:
    """`privacy_do_yes:NUMBER:VERSION`: the person is told; an erasure follows once they have read it."""

    async def write(tx: Transaction) -> Reply:
        found = await _open(tx, turn, turn.number(0))
        if found is None or found.version != turn.number(1):
            return _gone()
        if found.kind is Kind.ERASE_RECORD and (why := await held_by(tx, found.holder_id or "")):
            return Reply(texts.held(why), ((Button(texts.ALL, "privacy_requests"),), (HOME,)))
        state = "agreed" if found.kind is Kind.ERASE_RECORD else "done"
        words = privacy.carried_out(found)
        if not await privacy_requests.settle(tx, turn.by, found, state, "" if state == "agreed" else words):
            return _gone()
        if state == "done":
            await _write_no_more(tx, turn, found)
        return await _told(tx, turn, found, words, texts.answered(found.number))

    return write


async def _write_no_more(tx: Transaction, turn: Turn, request: PrivacyRequest) -> None:
    """Restricted or objected to: nothing that the person did not ask for goes to any of their chats."""
    for account in await accounts.accounts_of(tx, request.holder_id or ""):
        await consents.withdraw(tx, turn.by, account.id, THONG_BAO)


async def refuse(turn: Turn) -> Reply:
    """`privacy_no:NUMBER`: the reason is asked for, and read by the person."""
    found = await _open(turn.house.db, turn, turn.number(0))
    return await start(turn, REFUSING, {"number": str(found.number)}) if found else _gone()


async def extend(turn: Turn) -> Reply:
    """`privacy_more:NUMBER`: once, with the reason."""
    found = await _open(turn.house.db, turn, turn.number(0))
    if found is not None and found.extension:
        return Reply(texts.EXTENDED_BEFORE, ((Button(texts.ALL, "privacy_requests"),), (HOME,)))
    return await start(turn, EXTENDING, {"number": str(found.number)}) if found else _gone()


async def _open(source: Source, turn: Turn, number: int | None) -> PrivacyRequest | None:
    found = await privacy_requests.by_number(source, number) if number is not None else None
    if found is None or found.state != "open" or not await _is_theirs(source, turn, found):
        return None
    return found


async def _is_theirs(source: Source, turn: Turn, request: PrivacyRequest) -> bool:
    """Whether a request is the asker's to decide: among several centres, where its person is within their reach."""
    if turn.asker.centres.keeps is None:
        return True
    reader, holder = replace(turn.asker, cadre_id=None), request.holder_id or ""
    return bool(await cadres.by_id(source, reader, holder) or await learners.by_id(source, reader, holder))


def _gone() -> Reply:
    return Reply(texts.ALREADY_ANSWERED, ((Button(texts.ALL, "privacy_requests"),), (HOME,)))


async def _told(tx: Transaction, turn: Turn, request: PrivacyRequest, words: str, answer: str) -> Reply:
    await push_to_person(tx, turn.house, turn.now, request.holder_id or "", Reply(words, common.HOME_ROW))
    return Reply(answer, ((Button(texts.ALL, "privacy_requests"),), (HOME,)))


async def _ask_why(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHY_REFUSED if state.name == _NO else texts.WHY_LONGER)


async def _take_why(turn: Turn, state: FormState, value: str) -> Next | Again:
    words = clean(value)
    if not words:
        return Again(texts.WHY_REFUSED if state.name == _NO else texts.WHY_LONGER)
    return Again(privacy.too_long(_LONGEST)) if len(words) > _LONGEST else Next("confirm", {"words": words})


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    said = texts.reason_check(int(state.data["number"]), state.data["words"])
    return Reply(said, ((option("confirm", texts.SEND, "send"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value != "send":
        return Again(common.CHOOSE_ONE)
    return _refusing(turn, state) if state.name == _NO else _extending(turn, state)


def _refusing(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        found, why = await _open(tx, turn, int(state.data["number"])), state.data["words"]
        if found is None or not await privacy_requests.settle(tx, turn.by, found, "refused", why):
            return _gone()
        return await _told(tx, turn, found, privacy.refused(found, why), texts.answered(found.number))

    return write


def _extending(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        found, why = await _open(tx, turn, int(state.data["number"])), state.data["words"]
        if found is None:
            return _gone()
        due = extended(found.due_on)
        if not await privacy_requests.extend(tx, turn.by, found, due, why):
            return Reply(texts.EXTENDED_BEFORE, ((Button(texts.ALL, "privacy_requests"),), (HOME,)))
        return await _told(tx, turn, found, privacy.extended(found, due, why), texts.extended(found.number, due))

    return write


_STEPS = {"why": Step(_ask_why, _take_why), "confirm": Step(_ask_confirm, _take_confirm)}
REFUSING = Form(_NO, "why", _STEPS, STAFF)
EXTENDING = Form(_MORE, "why", _STEPS, STAFF)
