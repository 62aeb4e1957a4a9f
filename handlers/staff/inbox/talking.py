"""Talking with somebody who asked: the assistant is silent in their chat, and each line goes there and back at once."""

from handlers.answers import STAFF
from handlers.asking.silence import TALK, card
from handlers.forms import Again, Form, Next, Step, go_on, option, start
from handlers.messages import Button, FormState, Reply
from handlers.push import push
from handlers.staff.inbox.board import TO_BOARD, ended, own_cluster
from handlers.staff.inbox.telling import is_theirs
from handlers.texts import asking, common
from handlers.texts import inbox as texts
from handlers.turn import Answered, Turn, Write
from storage import handovers, links, questions
from storage.clock import from_ms
from storage.database import Transaction
from storage.handovers import Handover
from storage.question_counts import counted_answered_by_person

LONGEST = 1000
_END = "end"


async def begin(turn: Turn) -> Answered:
    """`inbox_talk:QUESTION`: the asker is told that a person answers, and from then on the assistant is silent."""

    async def write(tx: Transaction) -> Reply:
        question = await questions.by_number(tx, turn.number(0))
        cluster = await own_cluster(tx, turn, question.cluster if question else None)
        if question is None or cluster is None or question.state != "open":
            return ended()
        account = await links.account_by_id(tx, question.account_id)
        is_open = account is not None and account.channel in turn.house.channels and is_theirs(question, account)
        if account is None or account.closed or not is_open:
            return Reply(texts.TALK_NOT_REACHED, ((Button(texts.ANSWER, f"inbox_answer:{cluster.number}"),), *TO_BOARD))
        state = {"question": str(question.number)}
        mine = await handovers.of_staff(tx, turn.by.actor)
        if mine is None or mine.account.id != account.id:
            if not await handovers.begin(tx, turn.by, account.id, question.number):
                return Reply(texts.TALK_BUSY, TO_BOARD)
            told = Reply(asking.BEGUN.format(question.number), ((Button(asking.END_TALK, "talk_end"),),))
            await push(tx, account, told, turn.at)
        await questions.touch(tx, turn.by, cluster.number)
        return await start(turn, FORM, state)

    return write


async def _ask_line(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.TALKING.format(state.data["question"]), ((option("line", texts.END_TALK, _END),),))


async def _take_line(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value == _END:
        return await _leave(turn, state)
    if not value:
        return Again(texts.EMPTY)
    return Again(texts.LINE_TOO_LONG.format(LONGEST)) if len(value) > LONGEST else _say(turn, state, value)


def _say(turn: Turn, state: FormState, line: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        handover = await _own(tx, turn, state)
        if handover is None:
            return Reply(texts.TALK_GONE, TO_BOARD)
        if not await push(tx, handover.account, Reply(asking.FROM_CENTRE.format(line)), turn.at):
            await handovers.end(tx, handover)
            return Reply(texts.TALK_NOT_REACHED, card(handover))
        await handovers.touch(tx, handover, turn.at)
        question = await questions.by_number(tx, handover.question)
        if question is not None:
            await questions.touch(tx, turn.by, question.cluster)
        return await go_on(turn, FORM, state, Next("line", {}), texts.LINE_SENT)

    return write


async def _leave(turn: Turn, state: FormState) -> Write:
    """The talk is over: the asker's chat is the assistant's again, and that is said there."""

    async def write(tx: Transaction) -> Reply:
        handover = await _own(tx, turn, state)
        if handover is None or not await handovers.end(tx, handover):
            return Reply(texts.TALK_GONE, TO_BOARD)
        await push(tx, handover.account, Reply(asking.ENDED, common.HOME_ROW), turn.at)
        question = await questions.by_number(tx, handover.question)
        answer = Button(texts.ANSWER, f"inbox_answer:{question.cluster if question else 0}")
        return Reply(texts.TALK_ENDED, ((answer,), *card(handover)))

    return write


async def _own(tx: Transaction, turn: Turn, state: FormState) -> Handover | None:
    handover = await handovers.of_staff(tx, turn.by.actor)
    return handover if handover is not None and str(handover.question) == state.data["question"] else None


async def done(turn: Turn) -> Answered:
    """`inbox_done:QUESTION`: it was answered in the talk, to its asker alone."""

    async def write(tx: Transaction) -> Reply:
        question = await questions.by_number(tx, turn.number(0))
        cluster = await own_cluster(tx, turn, question.cluster if question else None)
        if question is None or cluster is None or not await questions.end_one(tx, turn.by, question, "answered"):
            return ended()
        await counted_answered_by_person(tx, from_ms(question.asked_at).astimezone(turn.now.tzinfo).date())
        return Reply(texts.DONE_WITH.format(question.number), TO_BOARD)

    return write


FORM = Form(TALK, "line", {"line": Step(_ask_line, _take_line)}, STAFF, _leave)
