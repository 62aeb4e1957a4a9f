"""Answering a question of the inbox in writing: for everyone who asked it, once each; then as an entry for all."""

from handlers.answers import STAFF
from handlers.asking.silence import end_form
from handlers.faq import writing
from handlers.faq.writing import public_words
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import Button, FormState, Reply
from handlers.push import push
from handlers.staff.inbox.board import TO_BOARD, ended, kept_cluster, names, own_cluster
from handlers.staff.inbox.telling import tell_asker
from handlers.texts import asking, common
from handlers.texts import faq as faq_texts
from handlers.texts import inbox as texts
from handlers.turn import Answered, Turn, Write
from rules.faq import LONGEST_ANSWER, LONGEST_PHRASING, FaqText, personal_in
from rules.likeness import meaning_words
from storage import faq, handovers, questions
from storage.clock import from_ms
from storage.database import Transaction
from storage.question_counts import counted_answered_by_person
from storage.questions import Cluster, Question, Source

NAME = "inbox_answer"
_MOST_PHRASINGS = 5


async def begin(turn: Turn) -> Reply:
    """`inbox_answer:CLUSTER`, by whoever took it; with `:typed` the answer was typed below the question, and is shown
    before it goes."""
    cluster = await own_cluster(turn.house.db, turn, turn.number(0))
    if cluster is None:
        return ended()
    data, words = {"cluster": str(cluster.number)}, turn.incoming.text.strip()
    if turn.args[1:] == ("typed",) and 0 < len(words) <= LONGEST_ANSWER:
        return await start(turn, FORM, {**data, "words": words}, step="check")
    return await start(turn, FORM, data)


async def _ask_words(turn: Turn, state: FormState) -> Reply:
    cluster = await kept_cluster(turn.house.db, turn, int(state.data["cluster"]))
    many = cluster.many if cluster else 0
    return Reply(texts.WRITE.format(state.data["cluster"], LONGEST_ANSWER, many))


async def _take_words(turn: Turn, state: FormState, value: str) -> Next | Again:
    if not value:
        return Again(texts.EMPTY)
    return (
        Again(texts.TOO_LONG.format(LONGEST_ANSWER)) if len(value) > LONGEST_ANSWER else Next("check", {"words": value})
    )


async def _ask_check(turn: Turn, state: FormState) -> Reply:
    cluster = await own_cluster(turn.house.db, turn, int(state.data["cluster"]))
    if cluster is None:
        return ended()
    askers = await _askers(turn.house.db, cluster.number)
    found = personal_in(state.data["words"], askers, public_words(turn))
    rows = ((option("check", texts.SEND, "send"),), (option("check", texts.REWRITE, "again"),))
    return Reply(texts.check(cluster, state.data["words"], found), rows)


async def _take_check(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value == "again":
        return Next("words", {})
    return _send(turn, state) if value == "send" else Again(common.CHOOSE_ONE)


def _send(turn: Turn, state: FormState) -> Write:
    answer = state.data["words"]

    async def write(tx: Transaction) -> Reply:
        cluster = await own_cluster(tx, turn, int(state.data["cluster"]))
        answered = await questions.settle(tx, turn.by, cluster, answer) if cluster else None
        if cluster is None or answered is None:
            return ended()
        await _end_talk(tx, turn, cluster)
        for each in _once_each(answered):
            await tell_asker(tx, turn, each, asking.answered(each, answer))
        for each in answered:
            await counted_answered_by_person(tx, from_ms(each.asked_at).astimezone(turn.now.tzinfo).date())
        to_faq = Button(texts.TO_FAQ, f"inbox_faq:{cluster.number}")
        return Reply(texts.SENT.format(len(_once_each(answered))), ((to_faq,), *TO_BOARD))

    return write


def _once_each(some: list[Question]) -> list[Question]:
    """One question of each person, the first they asked."""
    return list({each.holder_id or each.account_id: each for each in reversed(some)}.values())[::-1]


async def _end_talk(tx: Transaction, turn: Turn, cluster: Cluster) -> None:
    """A talk about it ends with the answer."""
    handover = await handovers.of_staff(tx, turn.by.actor)
    if handover is None:
        return
    question = await questions.by_number(tx, handover.question)
    if question is not None and question.cluster == cluster.number and await handovers.end(tx, handover):
        await end_form(tx, handover)
        await push(tx, handover.account, Reply(asking.ENDED, common.HOME_ROW), turn.at)


async def preview(turn: Turn) -> Reply:
    """`inbox_faq:CLUSTER`: the entry that an answer would become, with a warning of what looks personal."""
    cluster = await _answered(turn.house.db, turn)
    if cluster is None:
        return Reply(texts.ALREADY_FAQ, TO_BOARD)
    text = await _as_entry(turn.house.db, turn, cluster)
    edit = Button(texts.TO_FAQ_EDIT, f"inbox_faq_edit:{cluster.number}")
    if not text.phrasings:
        return Reply(texts.FAQ_NO_QUESTION, ((edit,), *TO_BOARD))
    found = personal_in(text.answer, await _askers(turn.house.db, cluster.number), public_words(turn))
    yes = Button(texts.TO_FAQ_YES, f"inbox_faq_yes:{cluster.number}")
    return Reply(faq_texts.preview(text, found), ((yes,), (edit,), *TO_BOARD))


async def into_faq(turn: Turn) -> Answered:
    """`inbox_faq_yes:CLUSTER`: kept once; a second person lets it be given out."""

    async def write(tx: Transaction) -> Reply:
        cluster = await _answered(tx, turn)
        text = await _as_entry(tx, turn, cluster) if cluster else None
        if cluster is None or not text or not text.phrasings or not await questions.note_faq(tx, cluster.number):
            return Reply(texts.ALREADY_FAQ, TO_BOARD)
        entry = await faq.add(tx, turn.by, text, centre=cluster.centre)
        return writing.saved(entry, await writing.ask_to_approve(tx, turn, entry))

    return write


async def edit_first(turn: Turn) -> Reply:
    """`inbox_faq_edit:CLUSTER`: the entry is written in the form, from the answer on."""
    cluster = await _answered(turn.house.db, turn)
    if cluster is None:
        return Reply(texts.ALREADY_FAQ, TO_BOARD)
    text = await _as_entry(turn.house.db, turn, cluster)
    return await start(
        turn, writing.FORM, {**writing.as_data(text), "cluster": str(cluster.number), "centre": cluster.centre}
    )


async def _answered(source: Source, turn: Turn) -> Cluster | None:
    cluster = await kept_cluster(source, turn, turn.number(0))
    return cluster if cluster and cluster.state == "answered" and not cluster.in_faq else None


async def _as_entry(source: Source, turn: Turn, cluster: Cluster) -> FaqText:
    """The entry of an answer; its phrasings are the questions in which nothing personal stands."""
    askers = await _askers(source, cluster.number)
    words = [each.words for each in await questions.of_cluster(source, cluster.number)]
    fitting = [
        each
        for each in dict.fromkeys(words)
        if meaning_words(each) and len(each) <= LONGEST_PHRASING and not personal_in(each, askers, public_words(turn))
    ]
    return FaqText(tuple(fitting[:_MOST_PHRASINGS]), cluster.answer, faq_texts.answered_by_centre(turn.today))


async def _askers(source: Source, cluster: int) -> list[str]:
    """The names of those who asked."""
    some = await questions.of_cluster(source, cluster)
    return list((await names(source, {each.holder_id or "" for each in some})).values())


FORM = Form(NAME, "words", {"words": Step(_ask_words, _take_words), "check": Step(_ask_check, _take_check)}, STAFF)
