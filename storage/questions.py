"""The inbox of the centre: questions that wait for a person, alike ones together, taken by one, answered for all."""

from dataclasses import dataclass

from rules.likeness import is_same_question
from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers
from storage.journal import By, Entry, record

Source = Database | Transaction
_COMPARED = 500
"""Open questions that a new one is compared with, the newest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is sent in. `holder_id` is None for somebody nobody knows."""

    account_id: str
    holder_id: str | None
    words: str
    promised_at: int
    centre: str = ""
    """The top unit of the centre whose people answer; empty where those of the whole deployment do."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands. Instants are stored milliseconds."""

    number: int
    cluster: int
    account_id: str
    holder_id: str | None
    words: str
    state: str
    """`open`, `answered`, `withdrawn` or `closed`."""
    asked_at: int
    promised_at: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that one answer serves."""

    number: int
    state: str
    """`open`, `answered` or `closed`."""
    taken_by: str
    """Who is answering; empty where nobody is."""
    promised_at: int
    """Of the question that was asked first."""
    answer: str
    version: int
    words: str
    """Of the first question that still stands."""
    many: int
    """How many wait for the answer."""
    asked_at: int
    in_faq: bool
    """Whether an entry of the questions asked often was made of the answer."""
    centre: str = ""


_OF_QUESTION = "number, cluster, account_id, holder_id, words, state, asked_at, promised_at"
_OF_CLUSTER = (
    "select c.number, c.state, c.taken_by, c.promised_at, c.answer, c.version, c.in_faq, c.centre,"
    " (select count(*) from question q where q.cluster = c.number and q.state = 'open') as many,"
    " (select min(q.asked_at) from question q where q.cluster = c.number) as asked_at,"
    " (select q.words from question q where q.cluster = c.number and q.words <> ''"
    " order by case when q.state = 'open' then 0 else 1 end, q.number limit 1) as words from question_cluster c"
)


async def add(tx: Transaction, by: By, asked: Asked) -> tuple[Question, bool]:
    """Keep a question beside those of its centre that are alike; whether it is new.

    The same one of the same chat that still waits is that one.
    """
    rows = await tx.rows(
        f"select {_OF_QUESTION} from question where state = 'open' and exists (select 1 from question_cluster c"
        f" where c.number = question.cluster and c.centre = $1) order by number desc limit {_COMPARED}",
        asked.centre,
    )
    alike = [_question(row) for row in rows if is_same_question(asked.words, row["words"])]
    asker = (asked.account_id, asked.holder_id)
    same = next((each for each in alike if (each.account_id, each.holder_id) == asker), None)
    if same is not None:
        return same, False
    [number] = await draw_numbers(tx, "question")
    cluster = alike[-1].cluster if alike else number
    if not alike:
        await tx.rows(
            "insert into question_cluster (number, state, promised_at, answer, version, centre)"
            " values ($1, 'open', $2, '', 1, $3)",
            number, asked.promised_at, asked.centre,
        )  # fmt: skip
    [kept] = await tx.rows(
        "insert into question (number, cluster, account_id, holder_id, words, state, asked_at, promised_at)"
        f" values ($1, $2, $3, $4, $5, 'open', $6, $7) returning {_OF_QUESTION}",
        number, cluster, asked.account_id, asked.holder_id, asked.words, by.at, asked.promised_at,
    )  # fmt: skip
    await record(tx, by, Entry("ask", "question", str(number)))
    return _question(kept), True


async def open_clusters(source: Source) -> list[Cluster]:
    """What waits for an answer, the oldest promise first."""
    return [_cluster(row) for row in await source.rows(f"{_OF_CLUSTER} where c.state = 'open' order by c.promised_at")]


async def cluster_by_number(source: Source, number: int | None) -> Cluster | None:
    """One cluster, or None."""
    rows = await source.rows(f"{_OF_CLUSTER} where c.number = $1", number) if number is not None else []
    return _cluster(rows[0]) if rows else None


async def of_cluster(source: Source, number: int) -> list[Question]:
    """The questions of a cluster by their numbers, without those that were taken back."""
    rows = await source.rows(
        f"select {_OF_QUESTION} from question where cluster = $1 and state <> 'withdrawn' order by number", number
    )
    return [_question(row) for row in rows]


async def by_number(source: Source, number: int | None) -> Question | None:
    """One question, or None."""
    rows = await source.rows(f"select {_OF_QUESTION} from question where number = $1", number) if number else []
    return _question(rows[0]) if rows else None


async def of_asker(source: Source, account_id: str, holder_id: str | None) -> list[Question]:
    """What was asked from a chat, and from the person's others, newest first; not what was taken back.

    Nothing of another person whose chat it was before.
    """
    rows = await source.rows(
        f"select {_OF_QUESTION} from question where ((account_id = $1 and holder_id is null) or holder_id = $2)"
        " and state <> 'withdrawn' and words <> '' order by number desc",
        account_id, holder_id or "",
    )  # fmt: skip
    return [_question(row) for row in rows]


async def take(tx: Transaction, by: By, cluster: Cluster) -> bool:
    """Somebody of the centre begins to answer; False when another does, or when it is answered."""
    rows = await tx.rows(
        "update question_cluster set taken_by = $1, touched_at = $2, version = version + 1 where number = $3"
        " and state = 'open' and (taken_by is null or taken_by = $1) returning number",
        by.actor, by.at, cluster.number,
    )  # fmt: skip
    if rows:
        await record(tx, by, Entry("take question", "question_cluster", str(cluster.number)))
    return bool(rows)


async def touch(tx: Transaction, by: By, cluster: int) -> bool:
    """Whoever took a cluster is at it; False when it is no longer theirs."""
    rows = await tx.rows(
        "update question_cluster set touched_at = $1 where number = $2 and state = 'open' and taken_by = $3"
        " returning number",
        by.at, cluster, by.actor,
    )  # fmt: skip
    return bool(rows)


async def give_back(tx: Transaction, by: By, cluster: int) -> bool:
    """Whoever took a cluster leaves it to others; False when it was not theirs."""
    rows = await tx.rows(
        "update question_cluster set taken_by = null, touched_at = null, version = version + 1"
        " where number = $1 and state = 'open' and taken_by = $2 returning number",
        cluster, by.actor,
    )  # fmt: skip
    if rows:
        await record(tx, by, Entry("give question back", "question_cluster", str(cluster)))
    return bool(rows)


async def give_back_silent(tx: Transaction, before: int) -> list[tuple[int, str]]:
    """Clusters whose taker said nothing since an instant are anybody's again: number, and who had taken it."""
    rows = await tx.rows(
        "select number, taken_by from question_cluster where state = 'open' and taken_by is not null"
        " and touched_at < $1 order by number",
        before,
    )
    given = [
        row
        for row in rows
        if await tx.rows(
            "update question_cluster set taken_by = null, touched_at = null, version = version + 1"
            " where number = $1 and state = 'open' and taken_by = $2 and touched_at < $3 returning number",
            row["number"], row["taken_by"], before,
        )
    ]  # fmt: skip
    return [(int(row["number"]), str(row["taken_by"])) for row in given]


async def settle(tx: Transaction, by: By, cluster: Cluster, answer: str) -> list[Question] | None:
    """End a cluster that one has taken: with an answer, or closed where the answer is empty.

    The questions that waited for it, each of which is ended here once; None when it is not theirs any more.
    """
    state = "answered" if answer else "closed"
    rows = await tx.rows(
        "update question_cluster set state = $1, answer = $2, answered_by = $3, answered_at = $4,"
        " version = version + 1 where number = $5 and state = 'open' and taken_by = $3 returning number",
        state, answer, by.actor, by.at, cluster.number,
    )  # fmt: skip
    if not rows:
        return None
    ended = await tx.rows(
        "update question set state = $1, ended_at = $2 where cluster = $3 and state = 'open'"
        f" returning {_OF_QUESTION}",
        state, by.at, cluster.number,
    )  # fmt: skip
    await record(tx, by, Entry(f"{state} question", "question_cluster", str(cluster.number)))
    return sorted(map(_question, ended), key=lambda each: each.number)


async def end_one(tx: Transaction, by: By, question: Question, state: str) -> bool:
    """One question is `withdrawn` by its asker, or `answered` to them alone; a cluster without any is closed."""
    words = "" if state == "withdrawn" else question.words
    rows = await tx.rows(
        "update question set state = $1, ended_at = $2, words = $3 where number = $4 and state = 'open'"
        " returning number",
        state, by.at, words, question.number,
    )  # fmt: skip
    if rows:
        await record(tx, by, Entry(f"{state} question", "question", str(question.number)))
        await close_empty(tx, by.at)
    return bool(rows)


async def close_empty(tx: Transaction, at: int) -> None:
    """Close the clusters in which nobody waits any more."""
    await tx.rows(
        "update question_cluster set state = 'closed', answered_at = $1, version = version + 1 where state = 'open'"
        " and not exists (select 1 from question q where q.cluster = question_cluster.number and q.state = 'open')",
        at,
    )


async def past_promise(tx: Transaction, at: int) -> list[Cluster]:
    """What was promised before an instant and is not answered: each is given out here once."""
    rows = await tx.rows(
        "update question_cluster set escalated_at = $1 where state = 'open' and escalated_at is null"
        " and promised_at < $1 returning number",
        at,
    )
    found = [await cluster_by_number(tx, row["number"]) for row in rows]
    return sorted((each for each in found if each is not None), key=lambda each: each.number)


async def note_faq(tx: Transaction, cluster: int) -> bool:
    """An entry of the questions asked often is made of an answer; False when one was before."""
    rows = await tx.rows(
        "update question_cluster set in_faq = 1 where number = $1 and state = 'answered' and in_faq = 0"
        " returning number",
        cluster,
    )
    return bool(rows)


async def waiting_of(source: Source, account_id: str) -> int:
    """How many questions of a chat wait."""
    [row] = await source.rows(
        "select count(*) as many from question where account_id = $1 and state = 'open'", account_id
    )
    return int(row["many"])


async def forget(db: Database, before: int) -> None:
    """Drop the words of what was ended before an instant; that it was asked stays."""
    await db.write("update question set words = '' where ended_at < $1 and words <> ''", before)


def _question(row: Row) -> Question:
    return Question(
        int(row["number"]),
        int(row["cluster"]),
        row["account_id"],
        row["holder_id"],
        row["words"],
        row["state"],
        int(row["asked_at"]),
        int(row["promised_at"]),
    )


def _cluster(row: Row) -> Cluster:
    return Cluster(
        int(row["number"]),
        row["state"],
        row["taken_by"] or "",
        int(row["promised_at"]),
        row["answer"],
        int(row["version"]),
        row["words"] or "",
        int(row["many"]),
        int(row["asked_at"] or 0),
        row["in_faq"] == 1,
        row["centre"],
    )
