"""Requests to correct a record: the list, one of them beside its record, and the answer, given once."""

from datetime import datetime

from handlers.answers import STAFF
from handlers.files.proof import is_picture
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Attachment, Button, FormState, Look, Reply
from handlers.push import push_to_person
from handlers.staff.card import edit_key
from handlers.staff.desk import clerk, record_of, see
from handlers.texts import common, staff_records
from handlers.texts import corrections as texts
from handlers.turn import Answered, Turn, Write
from rules.cadres import Cadre
from rules.text import clean
from storage import cadres, corrections
from storage.cadres import Source
from storage.clock import from_ms
from storage.corrections import Correction
from storage.database import Transaction
from storage.journal import Entry, record

PAGE = 4
LONGEST = 600
_EDITS = {"level": "level", "post": "posts", "unit": "posts", "phone": "phone", "rating": "rating", "other": "part"}


async def waiting(turn: Turn) -> Reply:
    """`corrections` or `corrections:PAGE`: what waits, oldest first, of the people within the clerk's reach."""
    requests = await corrections.open_requests(turn.house.db)
    theirs = await cadres.with_ids(turn.house.db, clerk(turn), {each.cadre_id for each in requests})
    seen = {cadre.id: cadre for cadre in theirs}
    found = [each for each in requests if each.cadre_id in seen]
    if not found:
        return Reply(texts.NONE_OPEN, common.HOME_ROW)
    page = turn.number(0) or 0
    shown = found[page * PAGE : (page + 1) * PAGE] or found[:PAGE]
    buttons = [(Button(texts.option(each.number), f"correction:{each.number}"),) for each in shown]
    if found[-1] is not shown[-1]:
        buttons.append((Button(texts.MORE, f"corrections:{page + 1}"),))
    listed = [(each.number, each.subject, seen[each.cadre_id], _asked(turn, each)) for each in shown]
    look = Look("corrections", tuple(each.cadre_id for each in shown))
    return Reply(texts.waiting(listed, len(found)), (*buttons, (HOME,)), look=look)


async def show(turn: Turn) -> Answered:
    """`correction:NUMBER`: the words beside what the record says now."""
    found = await _with_record(turn.house.db, turn, turn.number(0))
    if found is None:
        return Reply(texts.NOT_SEEN, _others())
    request, cadre = found
    if request.state != "open":
        return Reply(texts.ALREADY_ANSWERED, _others())
    files = await _proof(turn, request)
    reply = Reply(_card(turn, request, cadre, bool(files)), _ways_on(request, cadre), files)

    async def write(tx: Transaction) -> Reply:
        await record(tx, turn.by, Entry("look_at_record", "cadre", cadre.id))
        return reply

    return write


async def _proof(turn: Turn, request: Correction) -> tuple[Attachment, ...]:
    """What the person sent with the request, as long as it is kept."""
    content = await turn.house.files.content(request.proof) if request.proof else None
    if content is None:
        return ()
    return (Attachment(request.proof_name, content, picture=is_picture(request.proof_name)),)


def _card(turn: Turn, request: Correction, cadre: Cadre, has_proof: bool) -> str:
    said = texts.request(request.number, request.subject, request.words, cadre, _asked(turn, request))
    if request.proof_name:
        enclosed = texts.with_proof(request.proof_name) if has_proof else texts.proof_gone(request.proof_name)
        said = f"{said}\n{enclosed}"
    line = staff_records.part_now(cadre, request.subject, turn.today)
    return f"{said}\n\n{texts.now_recorded(line)}" if line else said


def _ways_on(request: Correction, cadre: Cadre) -> tuple[tuple[Button, ...], ...]:
    number = str(request.number)
    return (
        (Button(texts.EDIT, edit_key(_EDITS[request.subject], cadre, number)),),
        (Button(texts.ANSWER_DONE, f"correction_done:{number}"),),
        (Button(texts.REFUSE, f"correction_no:{number}"),),
        (see(cadre.id, texts.OPEN_RECORD),),
        (HOME,),
    )


async def done(turn: Turn) -> Answered:
    """`correction_done:NUMBER`: the record has been corrected; the person is told."""
    return _answer(turn, turn.number(0), "done", texts.DONE_WORDS)


async def refuse(turn: Turn) -> Reply:
    """`correction_no:NUMBER`: ask for the reason."""
    found = await _with_record(turn.house.db, turn, turn.number(0))
    if found is None or found[0].state != "open":
        return Reply(texts.NOT_SEEN if found is None else texts.ALREADY_ANSWERED, _others())
    return await start(turn, FORM, {"number": str(found[0].number)})


def _answer(turn: Turn, number: int | None, state: str, words: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await _with_record(tx, turn, number)
        if found is None:
            return Reply(texts.NOT_SEEN, _others())
        request, cadre = found
        if not await corrections.close(tx, turn.by, request.number, state, words):
            return Reply(texts.ALREADY_ANSWERED, _others())
        await push_to_person(tx, turn.house, turn.now, cadre.id, texts.to_person(request.number, words))
        return Reply(texts.answered(request.number), _others())

    return write


async def _with_record(source: Source, turn: Turn, number: int | None) -> tuple[Correction, Cadre] | None:
    """A request and the record it is about, within the clerk's reach."""
    request = await corrections.by_number(source, number) if number is not None else None
    cadre = await record_of(source, turn, request.cadre_id) if request else None
    return (request, cadre) if request and cadre else None


def _asked(turn: Turn, request: Correction) -> datetime:
    return from_ms(request.created_at).astimezone(turn.now.tzinfo)


def _others() -> tuple[tuple[Button, ...], ...]:
    return ((Button(texts.ALL_REQUESTS, "corrections"),), (HOME,))


async def _ask_why(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHY_REFUSED)


async def _take_why(turn: Turn, state: FormState, value: str) -> Next | Again:
    if not value:
        return Again(texts.WHY_REFUSED)
    return Again(texts.words_too_long(LONGEST)) if len(value) > LONGEST else Next("confirm", {"words": clean(value)})


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    said = texts.answer_check(int(state.data["number"]), state.data["words"])
    return Reply(said, ((option("confirm", texts.SEND_ANSWER, "send"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value != "send":
        return Again(common.CHOOSE_ONE)
    return _answer(turn, int(state.data["number"]), "refused", state.data["words"])


FORM = Form(
    "correction_no",
    "why",
    {"why": Step(_ask_why, _take_why), "confirm": Step(_ask_confirm, _take_confirm)},
    STAFF,
)
