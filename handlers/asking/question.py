"""Asking a person of the centre: the words, who will see them, until when an answer comes; and one's own questions."""

from datetime import datetime

from handlers.answers import ANYONE
from handlers.faq.asked import kept_words
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Button, FormState, Kind, Reply
from handlers.push import push_to_staff
from handlers.texts import asking as texts
from handlers.texts import common, home, inbox
from handlers.turn import Answered, Turn, Write
from rules.office_hours import office_hours
from rules.questions import MOST_OPEN, promised
from rules.text import clean
from storage import questions
from storage.clock import from_ms, to_ms
from storage.database import Transaction
from storage.questions import Asked, Question

NAME = "ask_centre"
LONGEST = 600
_SHORTEST = 3
_SHOWN = 3


async def begin(turn: Turn) -> Reply:
    """`ask_centre`: with the words that were not understood just now, or from the first word on."""
    if await questions.waiting_of(turn.house.db, turn.account.id) >= MOST_OPEN:
        return Reply(texts.TOO_MANY.format(MOST_OPEN), ((Button(texts.SEE_MINE, "my_questions"),), (HOME,)))
    words = turn.incoming.text if turn.args == ("again",) else kept_words(turn.facts.topic)
    words = clean(words)[:LONGEST]
    return await start(turn, FORM, {"words": words}, "check") if len(words) >= _SHORTEST else await start(turn, FORM)


async def _ask_words(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.ASK_WORDS)


async def _take_words(turn: Turn, state: FormState, value: str) -> Next | Again:
    words = clean(value)
    if len(words) < _SHORTEST:
        return Again(texts.TOO_SHORT)
    return Again(texts.TOO_LONG.format(LONGEST)) if len(words) > LONGEST else Next("check", {"words": words})


async def _ask_check(turn: Turn, state: FormState) -> Reply:
    rows = ((option("check", texts.SEND, "send"),), (option("check", texts.AGAIN, "again"),))
    return Reply(texts.check(state.data["words"]), rows)


async def _take_check(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value == "again":
        return Next("words", {})
    if value == "send":
        return _send(turn, state.data["words"])
    # Neither of the two was chosen: these are other words for the question.
    return await _take_words(turn, state, value) if turn.incoming.kind is Kind.TEXT else Again(common.CHOOSE_ONE)


def _send(turn: Turn, words: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        hours = office_hours(turn.house.centre.office_hours, turn.house.holidays)
        until = promised(turn.now, turn.house.answer_hours, hours)
        centre = turn.house.centre_unit or ""
        asked = Asked(turn.account.id, turn.account.holder_id, words, to_ms(until), centre)
        kept, is_new = await questions.add(tx, turn.by, asked)
        if is_new:
            await _tell_staff(tx, turn, kept)
        rows = ((Button(texts.WITHDRAW.format(kept.number), f"question_no:{kept.number}"),), (HOME,))
        return Reply(texts.sent(kept, _instant(turn, kept.promised_at), turn.house.centre), rows)

    return write


async def _tell_staff(tx: Transaction, turn: Turn, kept: Question) -> None:
    """Of a question that is new, or that more people ask now."""
    cluster = await questions.cluster_by_number(tx, kept.cluster)
    if cluster is None:
        return
    text = (
        inbox.ARRIVED.format(kept.number, texts.before(_instant(turn, kept.promised_at)))
        if cluster.many == 1
        else inbox.ALSO_ASKED.format(cluster.number, cluster.many)
    )
    see = Button(inbox.OPTION.format(cluster.number), f"inbox_open:{cluster.number}")
    await push_to_staff(tx, turn, Reply(text, ((see,), (HOME,))))


async def mine(turn: Turn) -> Reply:
    """`my_questions`: what one asked, and what became of it; what waits can be taken back."""
    found = await questions.of_asker(turn.house.db, turn.account.id, turn.account.holder_id)
    if not found:
        return Reply(texts.NONE_MINE, ((Button(home.LABELS[NAME], NAME),), (HOME,)))
    shown = found[:_SHOWN]
    rows = [
        (Button(texts.WITHDRAW.format(each.number), f"question_no:{each.number}"),)
        for each in shown
        if each.state == "open"
    ]
    return Reply(texts.mine(shown, [_instant(turn, each.promised_at) for each in shown]), (*rows, (HOME,)))


async def withdraw(turn: Turn) -> Answered:
    """`question_no:NUMBER`: one's own question is taken back, and its words are erased."""

    async def write(tx: Transaction) -> Reply:
        question = await questions.by_number(tx, turn.number(0))
        mine = await questions.of_asker(tx, turn.account.id, turn.account.holder_id)
        is_own = question is not None and question in mine
        if question is None or not is_own or not await questions.end_one(tx, turn.by, question, "withdrawn"):
            return Reply(texts.NOT_WAITING, common.HOME_ROW)
        return Reply(texts.WITHDRAWN.format(question.number), common.HOME_ROW)

    return write


def _instant(turn: Turn, at: int) -> datetime:
    return from_ms(at).astimezone(turn.now.tzinfo)


FORM = Form(NAME, "words", {"words": Step(_ask_words, _take_words), "check": Step(_ask_check, _take_check)}, ANYONE)
