"""What people say of a class after it ended: who said something is kept apart from what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from storage.database import Database, Transaction
from storage.ids import new_id

Source = Database | Transaction

FEWEST = 5
"""Answers from which they are shown at all: below, one could tell who said what."""
SCORES = range(1, 6)
_SCORES = ("content", "lecturer", "service")


@dataclass(frozen=True, slots=True)
class Feedback:
    """Three scores from 1 to 5, and a word."""

    content: int
    lecturer: int
    service: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is shown of a class."""

    count: int
    content: float
    lecturer: float
    service: float
    words: tuple[str, ...]
    """Sorted as texts, so that their order tells nothing."""


async def open_for(source: Source, person_id: str, today: date) -> dict[str, str]:
    """The classes (id → name) that are over, in which somebody was to the end and of which they said nothing yet."""
    rows = await source.rows(
        "select c.id, c.name from enrolment e join training_class c on c.id = e.class_id"
        " where e.person_id = $1 and e.state <> 'left' and (c.state in ('results', 'archived')"
        " or (c.state = 'running' and c.ends_on is not null and c.ends_on < $2)) and not exists (select 1"
        " from feedback_given g where g.class_id = e.class_id and g.person_id = e.person_id)"
        " order by coalesce(c.ends_on, '') desc, c.code",
        person_id, today.isoformat(),
    )  # fmt: skip
    return {row["id"]: row["name"] for row in rows}


async def give(tx: Transaction, class_id: str, person_id: str, said: Feedback) -> bool:
    """Keep what somebody says, once a class. False where they said something before.

    The journal has no line of it, for it would join again what is kept apart.
    """
    first = await tx.rows(
        "insert into feedback_given (class_id, person_id) values ($1, $2)"
        " on conflict (class_id, person_id) do nothing returning person_id",
        class_id, person_id,
    )  # fmt: skip
    if first:
        await tx.rows(
            "insert into feedback (id, class_id, content, lecturer, service, word) values ($1, $2, $3, $4, $5, $6)",
            new_id(), class_id, said.content, said.lecturer, said.service, said.word,
        )  # fmt: skip
    return bool(first)


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Somebody who may be asked about a class."""

    class_id: str
    class_name: str
    person_id: str
    is_learner: bool
    centre: str = ""
    """The top unit of the centre whose class it is."""


_ASKED_FOR = timedelta(days=30)
"""How long after its last day people are asked about a class; later they are not bothered any more."""


async def to_ask(source: Source, today: date, after: tuple[str, str], portion: int) -> list[ToAsk]:
    """Those of classes lately over who neither said anything nor were asked; a page after (class, person)."""
    rows = await source.rows(
        "select e.class_id, c.name, c.centre, e.person_id, case when l.id is null then 0 else 1 end as is_learner"
        " from training_class c join enrolment e on e.class_id = c.id left join learner l on l.id = e.person_id"
        " where c.state in ('results', 'archived') and c.ends_on between $1 and $2 and e.state <> 'left'"
        " and l.cadre_id is null and (e.class_id > $3 or (e.class_id = $3 and e.person_id > $4))"
        " and not exists (select 1 from feedback_given g where g.class_id = e.class_id and g.person_id = e.person_id)"
        " and not exists (select 1 from feedback_asked a where a.class_id = e.class_id and a.person_id = e.person_id)"
        " order by e.class_id, e.person_id limit $5",
        (today - _ASKED_FOR).isoformat(), today.isoformat(), *after, portion,
    )  # fmt: skip
    return [
        ToAsk(row["class_id"], row["name"], row["person_id"], bool(row["is_learner"]), row["centre"]) for row in rows
    ]


async def note_asked(tx: Transaction, asked: Iterable[tuple[str, str]], at: int) -> set[tuple[str, str]]:
    """Keep that people (class, person) were asked; those whom nobody had asked before."""
    first: set[tuple[str, str]] = set()
    for class_id, person_id in sorted(asked):
        if await tx.rows(
            "insert into feedback_asked (class_id, person_id, asked_at) values ($1, $2, $3)"
            " on conflict (class_id, person_id) do nothing returning person_id",
            class_id, person_id, at,
        ):  # fmt: skip
            first.add((class_id, person_id))
    return first


async def said_of(source: Source, class_id: str) -> Said | None:
    """What was said of a class; None while fewer than five said something."""
    rows = await source.rows("select content, lecturer, service, word from feedback where class_id = $1", class_id)
    if len(rows) < FEWEST:
        return None
    content, lecturer, service = (sum(int(row[score]) for row in rows) / len(rows) for score in _SCORES)
    return Said(len(rows), content, lecturer, service, tuple(sorted(row["word"] for row in rows if row["word"])))
