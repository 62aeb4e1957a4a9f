"""A recipient answers a notice: by button, number or word; gives a reason; looks their notices up again.

None of it touches an open form: the front door asks its question again below the answer.
"""

from handlers.answers import LINKED
from handlers.forms import Again, Form, Next, Step, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.notice_letter import RECEIPT, letter_of
from handlers.texts import common
from handlers.texts import receipts as texts
from handlers.texts.notice_delivery import RECEIPTS
from handlers.turn import Answered, Turn, Write
from handlers.understanding.receipts import Said
from rules.notices import Receipt
from rules.receipts import OPEN_FOR, Asked, fits, meant, options, refusal
from storage import notices, receipts
from storage.clock import from_ms
from storage.database import Transaction

REASON, WORDS, MINE, ONE, CHANGE = "notice_reason", "notice_word", "my_notices", "my_notice", "change_receipt"
"""Lines of the table: `notice_reason:NUMBER:REASON`, `notice_word:RECEIPT:NUMBER:REASON`, `my_notice:NUMBER`."""
BESIDE_FORMS = frozenset({RECEIPT, REASON, WORDS})
"""Those after which an open form stays open."""
_SHOWN = 5
_OPTIONS = 4
_LONGEST_REASON = 200


async def answer(turn: Turn) -> Answered:
    """`notice_receipt:NUMBER:RECEIPT`: a tap on a notice, or its number typed."""
    said = turn.args[1] if len(turn.args) == 2 else ""
    number = turn.number(0)
    if number is None or said not in tuple(Receipt):
        return Reply(common.STALE, common.HOME_ROW)
    return _take(turn, number, Receipt(said))


async def by_word(turn: Turn) -> Answered:
    """`notice_word:RECEIPT:NUMBER:REASON`: the words of a receipt, which the front door has recognized."""
    if turn.args[:1] == () or turn.args[0] not in tuple(Receipt):
        return Reply(common.STALE, common.HOME_ROW)
    said = Said(Receipt(turn.args[0]), ":".join(turn.args[2:]), turn.number(1))
    if said.number is not None:
        return _take(turn, said.number, said.receipt, said.reason)
    asked = await _asked(turn)
    may_be = meant(asked, said.receipt, turn.at)
    if len(may_be) == 1:
        return _take(turn, may_be[0].number, said.receipt, said.reason)
    if not may_be:
        return Reply(texts.NO_NOTICE, common.HOME_ROW)
    rows = tuple((Button(texts.which(each), _key(each, said.receipt)),) for each in may_be[:_OPTIONS])
    return Reply(texts.which_of(may_be[:_OPTIONS], turn.today), (*rows, (HOME,)))


async def is_for_a_notice(turn: Turn, said: Said) -> bool:
    """Whether the words of a receipt have a notice to belong to; else they are words like any others."""
    return said.number is not None or bool(meant(await _asked(turn), said.receipt, turn.at))


def _take(turn: Turn, number: int, receipt: Receipt, reason: str = "") -> Write:
    async def write(tx: Transaction) -> Reply:
        asked = await receipts.asked_by(tx, turn.by.actor, number)
        if asked is None or not fits(asked, receipt):
            notice = await notices.by_number(tx, number)
            tried = notice is not None and notice.author == turn.by.actor
            return Reply(texts.TRIED if tried else texts.NOT_THEIRS, common.HOME_ROW)
        why = refusal(asked, receipt, turn.now)
        if why is not None:
            return Reply(texts.refused(why), common.HOME_ROW)
        is_new = await receipts.receive(tx, turn.by, asked.notice_id, receipt, reason)
        text = texts.answered(asked, receipt, turn.now, is_new)
        if receipt is not Receipt.NOT_COMING:
            return Reply(text, common.HOME_ROW)
        return _not_coming(turn, asked, text, reason or asked.note)

    return write


def _not_coming(turn: Turn, asked: Asked, text: str, reason: str) -> Reply:
    """Ask for the reason, by buttons where no form is open whose buttons would be hidden."""
    asks = not reason and turn.form is None
    more = texts.with_reason(reason, asks, not reason and not asks, asked)
    return Reply(f"{text}\n{more}".strip(), _reason_buttons(asked) if asks else common.HOME_ROW)


def _reason_buttons(asked: Asked) -> tuple[tuple[Button, ...], ...]:
    reasons = {**texts.REASONS, "other": texts.OTHER_REASON}
    return (*((Button(label, f"{REASON}:{asked.number}:{key}"),) for key, label in reasons.items()), (HOME,))


async def reason(turn: Turn) -> Answered:
    """`notice_reason:NUMBER:REASON`: why somebody does not come; another reason is asked for in words."""
    number, key = turn.number(0), turn.args[1] if len(turn.args) == 2 else ""
    if number is None:
        return Reply(common.STALE, common.HOME_ROW)
    if key in texts.REASONS:
        return _keep_reason(turn, number, texts.REASONS[key])
    if turn.form is not None:
        return Reply(texts.IN_WORDS, common.HOME_ROW)
    return await start(turn, FORM, {"number": str(number)})


def _keep_reason(turn: Turn, number: int, words: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        asked = await receipts.asked_by(tx, turn.by.actor, number)
        if asked is None or asked.receipt is not Receipt.NOT_COMING:
            return Reply(common.STALE, common.HOME_ROW)
        await receipts.receive(tx, turn.by, asked.notice_id, Receipt.NOT_COMING, words)
        return Reply(texts.reason_kept(asked, words), common.HOME_ROW)

    return write


async def _ask_reason(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WRITE_REASON)


async def _take_reason(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if not value or len(value) > _LONGEST_REASON:
        return Again(texts.WRITE_REASON)
    return _keep_reason(turn, int(state.data["number"]), value.rstrip("."))


FORM = Form("notice_reason", "why", {"why": Step(_ask_reason, _take_reason)}, LINKED)


async def change(turn: Turn) -> Reply:
    """ "Đổi xác nhận": the notice that was answered last, with its options."""
    answered = [each for each in await _asked(turn) if each.receipt is not None]
    if not answered:
        return Reply(texts.NO_NOTICE, common.HOME_ROW)
    last = max(answered, key=lambda each: each.receipt_at or 0)
    assert last.receipt is not None  # picked so
    return Reply(texts.answered(last, last.receipt, turn.now, is_new=False), (_options(last), (HOME,)))


async def mine(turn: Turn) -> Reply:
    """The last notices to the asker, each with their answer."""
    sent = await receipts.sent_to(turn.house.db, turn.by.actor, _SHOWN)
    if not sent:
        return Reply(texts.NONE_YET, common.HOME_ROW)
    zone = turn.now.tzinfo
    rows = tuple((Button(texts.open_label(each), f"{ONE}:{each.number}"),) for each in sent)
    return Reply(texts.mine(sent, [from_ms(each.at).astimezone(zone) for each in sent]), (*rows, (HOME,)))


async def one(turn: Turn) -> Reply:
    """`my_notice:NUMBER`: a notice again with its files, and with what can be answered to it."""
    number = turn.number(0)
    sent = await receipts.sent_one(turn.house.db, turn.by.actor, number) if number is not None else None
    if sent is None:
        return Reply(texts.NOT_THEIRS, common.HOME_ROW)
    asked = await receipts.asked_by(turn.house.db, turn.by.actor, sent.number)
    rows = (_options(asked),) if asked is not None else ()
    text = texts.one(sent, sent.text, from_ms(sent.at).astimezone(turn.now.tzinfo))
    files = (await letter_of(turn.house, sent.notice_id)).reply.files
    return Reply(text, (*rows, (Button(texts.MINE, MINE), HOME)), files)


def _options(asked: Asked) -> tuple[Button, ...]:
    return tuple(Button(RECEIPTS[receipt], _key(asked, receipt)) for receipt in options(asked.kind))


def _key(asked: Asked, receipt: Receipt) -> str:
    return f"{RECEIPT}:{asked.number}:{receipt}"


async def _asked(turn: Turn) -> list[Asked]:
    return await receipts.asked(turn.house.db, turn.by.actor, turn.at - OPEN_FOR)
