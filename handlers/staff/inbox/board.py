"""The inbox of questions: what waits, one cluster with its askers, taking it, leaving it, closing it."""

from dataclasses import replace
from datetime import datetime

from handlers.centre_reach import beside
from handlers.faq import asked
from handlers.messages import HOME, Button, Look, Reply
from handlers.staff.inbox.telling import tell_asker
from handlers.texts import asking
from handlers.texts import inbox as texts
from handlers.texts import short_forms as short_form_texts
from handlers.texts.centres import asked_of
from handlers.turn import Answered, Turn
from handlers.understanding.unknown_words import unknown_in
from storage import links, questions
from storage.clock import from_ms
from storage.database import Transaction
from storage.questions import Cluster, Question, Source

_PAGE = 4
_UNKNOWN = 3
"""Words of a question that are pointed out because the reader does not know them."""
TO_BOARD = ((Button(texts.BACK_TO_INBOX, "inbox"),), (HOME,))


async def board(turn: Turn) -> Reply:
    """`inbox` or `inbox:PAGE`: what waits, the earliest promise first."""
    waiting = await questions.open_clusters(turn.house.db)
    found = [each for each in waiting if turn.asker.keeps_of(each.centre)]
    if not found:
        return Reply(texts.NONE, ((HOME,),))
    page = turn.number(0) or 0
    shown = found[page * _PAGE : (page + 1) * _PAGE] or found[:_PAGE]
    rows = [(Button(texts.OPTION.format(each.number), f"inbox_open:{each.number}"),) for each in shown]
    if shown[-1] is not found[-1]:
        rows.append((Button(texts.MORE, f"inbox:{page + 1}"),))
    takers = await names(turn.house.db, {each.taken_by for each in shown})
    listed = [
        (
            _with_centre(turn, each),
            instant(turn, each.asked_at),
            instant(turn, each.promised_at),
        )
        for each in shown
    ]
    return Reply(texts.board(listed, takers, len(found), turn.now), (*rows, (HOME,)))


def _with_centre(turn: Turn, cluster: Cluster) -> Cluster:
    return replace(cluster, words=beside(turn, cluster.words, cluster.centre, asked_of))


async def show(turn: Turn) -> Reply:
    """`inbox_open:CLUSTER`: each question with its asker; what may be done by whoever looks."""
    cluster = await kept_cluster(turn.house.db, turn, turn.number(0))
    return ended() if cluster is None or cluster.state != "open" else await card(turn.house.db, turn, cluster)


async def card(source: Source, turn: Turn, cluster: Cluster, note: str = "") -> Reply:
    """A cluster as staff read it, under a note."""
    some = [each for each in await questions.of_cluster(source, cluster.number) if each.state == "open"]
    who = await names(source, {each.holder_id or "" for each in some}, with_unit=True)
    text = texts.card(cluster, some, who, instant(turn, cluster.promised_at))
    look = Look(f"question:{cluster.number}", tuple(sorted(who)))
    is_mine = cluster.taken_by == turn.by.actor
    if cluster.taken_by and not is_mine:
        taker = (await names(source, {cluster.taken_by})).get(cluster.taken_by, "")
        note = texts.TAKEN_BY_OTHER.format(cluster.number, taker)
    unknown = _unknown(turn, cluster, some)
    rows = _mine(cluster, some) if is_mine else [] if cluster.taken_by else _free(cluster, unknown)
    body = "\n\n".join(filter(None, (note, text, short_form_texts.unknown(unknown) if unknown else "")))
    return Reply(body, (*rows, *TO_BOARD), topic=f"{asked.TAKEN}:{cluster.number}" if is_mine else "", look=look)


def _unknown(turn: Turn, cluster: Cluster, some: list[Question]) -> list[str]:
    """Words that the reader of its askers does not know, for whoever may write down what one means."""
    if turn.asker.writes_into is None:
        return []
    return unknown_in(" ".join(each.words for each in some), turn.house.short_forms.of(cluster.centre))[:_UNKNOWN]


def _free(cluster: Cluster, unknown: list[str]) -> list[tuple[Button, ...]]:
    take = (Button(texts.TAKE, f"inbox_take:{cluster.number}"),)
    return [take, *((Button(short_form_texts.NEW, f"short_form_new:{each}"),) for each in unknown[:1])]


def _mine(cluster: Cluster, some: list[Question]) -> list[tuple[Button, ...]]:
    number = cluster.number
    return [
        (Button(texts.ANSWER, f"inbox_answer:{number}"),),
        (Button(texts.TALK, f"inbox_talk:{some[0].number if some else 0}"),),
        (Button(texts.GIVE_BACK, f"inbox_back:{number}"),),
        (Button(texts.CLOSE, f"inbox_close:{number}"),),
    ]


async def take(turn: Turn) -> Answered:
    """`inbox_take:CLUSTER`: by the first who taps."""

    async def write(tx: Transaction) -> Reply:
        cluster = await kept_cluster(tx, turn, turn.number(0))
        if cluster is None or cluster.state != "open":
            return ended()
        taken = await questions.take(tx, turn.by, cluster)
        now = await questions.cluster_by_number(tx, cluster.number)
        return await card(tx, turn, now or cluster, texts.TAKEN.format(cluster.number) if taken else "")

    return write


async def give_back(turn: Turn) -> Answered:
    """`inbox_back:CLUSTER`."""

    async def write(tx: Transaction) -> Reply:
        number = turn.number(0)
        if number is None or not await questions.give_back(tx, turn.by, number):
            return ended()
        return Reply(texts.GIVEN_BACK.format(number), TO_BOARD)

    return write


async def close(turn: Turn) -> Reply:
    """`inbox_close:CLUSTER`: whether it is meant, and who will hear of it."""
    cluster = await own_cluster(turn.house.db, turn, turn.number(0))
    if cluster is None:
        return ended()
    yes = Button(texts.CLOSE_YES, f"inbox_close_yes:{cluster.number}")
    back = Button(texts.BACK_TO_CARD, f"inbox_open:{cluster.number}")
    return Reply(texts.ASK_CLOSE.format(cluster.number, cluster.many), ((yes,), (back,), (HOME,)))


async def close_yes(turn: Turn) -> Answered:
    """`inbox_close_yes:CLUSTER`: everyone who asked is told."""

    async def write(tx: Transaction) -> Reply:
        cluster = await own_cluster(tx, turn, turn.number(0))
        closed = await questions.settle(tx, turn.by, cluster, "") if cluster else None
        if cluster is None or closed is None:
            return ended()
        for each in closed:
            await tell_asker(tx, turn, each, asking.closed(each, turn.house.centre))
        return Reply(texts.CLOSED.format(cluster.number), TO_BOARD)

    return write


async def kept_cluster(source: Source, turn: Turn, number: int | None) -> Cluster | None:
    """A cluster of a centre that whoever writes keeps."""
    cluster = await questions.cluster_by_number(source, number)
    return cluster if cluster is not None and turn.asker.keeps_of(cluster.centre) else None


async def own_cluster(source: Source, turn: Turn, number: int | None) -> Cluster | None:
    """A cluster that whoever writes has taken and that still waits."""
    cluster = await kept_cluster(source, turn, number)
    is_theirs = cluster is not None and cluster.state == "open" and cluster.taken_by == turn.by.actor
    return cluster if is_theirs else None


async def names(source: Source, holder_ids: set[str], with_unit: bool = False) -> dict[str, str]:
    """The names of people by their ids, with their units where asked for; those who left are not among them."""
    holders = [await links.holder_by_id(source, each) for each in sorted(holder_ids - {""})]
    return {
        each.id: f"{each.name}, {each.unit}" if with_unit and each.unit else each.name
        for each in holders
        if each is not None
    }


def ended() -> Reply:
    """What is said of a cluster that is no longer to be answered by whoever taps."""
    return Reply(texts.ENDED, TO_BOARD)


def instant(turn: Turn, at: int) -> datetime:
    """A stored instant in the centre's time."""
    return from_ms(at).astimezone(turn.now.tzinfo)
