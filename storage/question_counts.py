"""How many questions of each topic were answered how, by day. Nobody's words are in it, and nobody."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from storage.database import Database, Transaction

UNCLEAR = ""
"""The topic of what was not understood."""


class Way(StrEnum):
    """Who answered."""

    ASSISTANT = "assistant"
    PERSON = "person"
    NOBODY = "nobody"


Counts = Mapping[tuple[date, str, Way], int]
"""Questions by day, topic and way."""
_ADD = (
    "insert into question_count (day, topic, way, questions) values ($1, $2, $3, $4)"
    " on conflict (day, topic, way) do update set questions = question_count.questions + excluded.questions"
)


async def add(db: Database, counts: Counts) -> None:
    """Add to what is counted, on disk when this returns."""
    async with db.transaction() as tx:
        # In one order, so that two processes that add at once wait for each other and not crosswise.
        rows = sorted((day.isoformat(), topic, way.value, count) for (day, topic, way), count in counts.items())
        await tx.run_many(_ADD, rows)


async def counted_answered_by_person(tx: Transaction, day: date, topic: str = UNCLEAR) -> None:
    """A person answered a question that the assistant could not; it was asked on this day, and counted then.

    In the transaction that keeps the answer. It moves from those whom nobody answered; where none is left of them, it
    is counted all the same.
    """
    await tx.rows(
        "update question_count set questions = questions - 1"
        " where day = $1 and topic = $2 and way = $3 and questions > 0",
        day.isoformat(), topic, Way.NOBODY.value,
    )  # fmt: skip
    await tx.rows(_ADD, day.isoformat(), topic, Way.PERSON.value, 1)


async def counted(db: Database, first: date, last: date) -> dict[tuple[str, Way], int]:
    """Questions by topic and way, from one day to another, both included."""
    rows = await db.rows(
        "select topic, way, sum(questions) as questions from question_count where day between $1 and $2"
        " group by topic, way having sum(questions) > 0",
        first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return {(row["topic"], Way(row["way"])): int(row["questions"]) for row in rows}
