"""Records in which something cannot be right: whom to look at more closely, and what staff keep as it is.

Each question finds at most so many, so that a roster of any size is looked through in bounded time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record

Source = Database | Transaction

MOST = 500
"""Suspects a question, beside those that are kept as they are; more are found once these are seen to."""

_ON_ROSTER = "join cadre c on c.id = {0}.cadre_id and c.gone_at is null"
_SHOWS_SOMETHING = "({0}.number <> '' or {0}.issued is not null or {0}.issuer <> '' or {0}.verified = 1)"


async def with_bare_papers(source: Source, limit: int = MOST) -> list[str]:
    """Cadres of whom one paper is only declared, and something is known of another."""
    return await _ids(
        source,
        limit,
        f"select distinct d.cadre_id as id from credential d {_ON_ROSTER.format('d')} where d.level <> 'none'"
        f" and not {_SHOWS_SOMETHING.format('d')} and exists (select 1 from credential e"
        f" where e.cadre_id = d.cadre_id and {_SHOWS_SOMETHING.format('e')})",
    )


async def with_odd_dates(source: Source, today: date, limit: int = MOST) -> list[str]:
    """Cadres with a paper from before the end of their year of birth, or dated after today."""
    return await _ids(
        source,
        limit,
        f"select distinct d.cadre_id as id from credential d {_ON_ROSTER.format('d')} where d.issued > $2"
        " or substr(d.issued, 1, 4) <= substr(c.birth, 1, 4)",
        today.isoformat(),
    )


async def with_posts_elsewhere(source: Source, limit: int = MOST) -> list[str]:
    """Cadres with a post without end at another unit, and a later one at their own."""
    return await _ids(
        source,
        limit,
        f"select distinct p.cadre_id as id from post p {_ON_ROSTER.format('p')} join post q on q.cadre_id = p.cadre_id"
        " where p.kind = 'incumbent' and p.committee = 0 and p.until is null and p.unit_id <> c.unit_id"
        " and q.kind = 'incumbent' and q.committee = 0 and q.unit_id = c.unit_id and q.since > p.since",
    )


async def _ids(source: Source, limit: int, question: str, *args: str) -> list[str]:
    return [row["id"] for row in await source.rows(f"{question} order by id limit $1", limit, *args)]


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that two or more people have, and only one can."""

    words: tuple[str, ...]
    """What it is: a title and a unit's id; a number and a level."""
    people: tuple[str, ...]


async def posts_of_two(source: Source, today: date, limit: int = MOST) -> list[Shared]:
    """Titles at a unit that exactly two people hold today; most of them many may hold."""
    return _together(await source.rows(
        "with held as (select p.title, p.unit_id, p.cadre_id"
        f" from post p {_ON_ROSTER.format('p')} where p.kind = 'incumbent' and (p.until is null or p.until >= $2)"
        " and (p.since is null or p.since <= $2)),"
        " twice as (select title, unit_id from held group by title, unit_id having count(distinct cadre_id) = 2"
        " order by title, unit_id limit $1)"
        " select distinct h.title as one, h.unit_id as other, h.cadre_id as id from held h"
        " join twice t on t.title = h.title and t.unit_id = h.unit_id order by one, other, id",
        limit * 20, today.isoformat(),
    ))  # fmt: skip


async def numbers_of_two(source: Source, limit: int = MOST) -> list[Shared]:
    """Numbers of papers of a level that stand in the records of two or more people."""
    return _together(await source.rows(
        f"with twice as (select d.number, d.level from credential d {_ON_ROSTER.format('d')} where d.number <> ''"
        " group by d.number, d.level having count(distinct d.cadre_id) > 1 order by d.number, d.level limit $1)"
        f" select distinct d.number as one, d.level as other, d.cadre_id as id from credential d"
        f" {_ON_ROSTER.format('d')} join twice t on t.number = d.number and t.level = d.level order by one, other, id",
        limit,
    ))  # fmt: skip


async def same_people(source: Source, limit: int = MOST) -> list[Shared]:
    """Records with one name, birth date and unit."""
    return _together(await source.rows(
        "with twice as (select folded, birth, unit_id from cadre where gone_at is null and birth is not null"
        " group by folded, birth, unit_id having count(*) > 1 order by folded, birth, unit_id limit $1)"
        " select t.folded as one, t.birth || ' ' || t.unit_id as other, c.id from cadre c"
        " join twice t on t.folded = c.folded and t.birth = c.birth and t.unit_id = c.unit_id"
        " where c.gone_at is null order by one, other, c.id",
        limit,
    ))  # fmt: skip


def _together(rows: Iterable[Row]) -> list[Shared]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row["one"], row["other"]), []).append(row["id"])
    return [Shared(words, tuple(people)) for words, people in found.items()]


async def in_classes(source: Source, limit: int = MOST) -> list[tuple[str, str]]:
    """(cadre id, class id) of those in a class that is not over and asks something of them."""
    rows = await source.rows(
        "select e.person_id, e.class_id from enrolment e join training_class k on k.id = e.class_id"
        " join cadre c on c.id = e.person_id and c.gone_at is null where e.state = 'enrolled'"
        " and k.state in ('planned', 'open', 'closed', 'running') and (k.level <> 'none' or k.course <> '')"
        " order by k.starts_on, e.class_id, e.person_id limit $1",
        limit * 10,
    )
    return [(row["person_id"], row["class_id"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Result:
    """A confirmed pass of somebody whom no roll of the class has as present."""

    person_id: str
    name: str
    unit: str
    class_id: str
    class_name: str
    called: int
    """Sessions of the class whose roll was called."""


async def results_unseen(source: Source, limit: int = MOST) -> list[Result]:
    """Such results, but for those with a certificate and those that somebody asked to take back."""
    rows = await source.rows(
        "with called as (select s.class_id, count(distinct s.id) as many from class_session s"
        " join attendance a on a.session_id = s.id where a.state <> 'announced' group by s.class_id)"
        " select distinct r.person_id, coalesce(c.name, l.name) as name, u.name as unit, k.id as class_id,"
        " k.name as class_name, d.many from class_result r join called d on d.class_id = r.class_id"
        " join training_class k on k.id = r.class_id left join cadre c on c.id = r.person_id"
        " left join learner l on l.id = r.person_id join unit u on u.id = coalesce(c.unit_id, l.unit_id)"
        " where r.confirmed_by is not null and r.passed = 1 and r.undo_by is null"
        " and not exists (select 1 from attendance a join class_session s on s.id = a.session_id"
        " where s.class_id = r.class_id and a.person_id = r.person_id and a.state = 'present')"
        " and not exists (select 1 from certificate f where f.class_id = r.class_id and f.person_id = r.person_id)"
        " order by class_name, name, r.person_id limit $1",
        limit,
    )
    return [
        Result(row["person_id"], row["name"], row["unit"], row["class_id"], row["class_name"], int(row["many"]))
        for row in rows
    ]


async def overfull(source: Source, limit: int = MOST) -> list[tuple[str, int, int]]:
    """(class id, seats, holders) of classes that are not over and whose seats more people hold than there are."""
    rows = await source.rows(
        "with held as (select e.class_id, e.person_id from enrolment e where e.state <> 'left'"
        " union select r.class_id, r.person_id from seat_request r where r.state in ('asked', 'agreed', 'offered')"
        " and r.class_id is not null and r.kind not in ('trung_cap', 'cao_cap'))"
        " select k.id, k.places, count(*) as many from training_class k join held h on h.class_id = k.id"
        " where k.places is not null and k.state in ('planned', 'open', 'closed', 'running')"
        " group by k.id, k.places having count(*) > k.places order by k.id limit $1",
        limit,
    )
    return [(row["id"], int(row["places"]), int(row["many"])) for row in rows]


async def still_running(source: Source, before: date, limit: int = MOST) -> list[str]:
    """Classes that run although their last day lies before this one."""
    rows = await source.rows(
        "select id from training_class where state = 'running' and ends_on < $2 order by ends_on, id limit $1",
        limit, before.isoformat(),
    )  # fmt: skip
    return [row["id"] for row in rows]


async def chats_of_gone(source: Source, limit: int = MOST) -> list[tuple[str, str, str]]:
    """(cadre id, name, unit) of those who were taken off the roster and whose chats are linked still."""
    rows = await source.rows(
        "select distinct c.id, c.name, u.name as unit from account a join cadre c on c.id = a.holder_id"
        " join unit u on u.id = c.unit_id where c.gone_at is not null order by c.id limit $1",
        limit,
    )
    return [(row["id"], row["name"], row["unit"]) for row in rows]


Fact = tuple[str, str, str]
"""A flaw, the ids it is about, and a digest of what it rests on."""


async def kept(source: Source) -> set[Fact]:
    """What staff keep as it is."""
    return await _facts(source, "kept_at")


async def told(source: Source) -> set[Fact]:
    """What staff were told of."""
    return await _facts(source, "told_at")


async def _facts(source: Source, column: str) -> set[Fact]:
    rows = await source.rows(f"select flaw, subject, facts from record_finding where {column} is not null")
    return {(row["flaw"], row["subject"], row["facts"]) for row in rows}


async def keep(tx: Transaction, by: By, fact: Fact, why: str) -> None:
    """Keep what was found as it is, until its facts change."""
    await tx.rows(
        "insert into record_finding (flaw, subject, facts, kept_at, kept_by, why) values ($1, $2, $3, $4, $5, $6)"
        " on conflict (flaw, subject) do update set facts = excluded.facts, kept_at = excluded.kept_at,"
        " kept_by = excluded.kept_by, why = excluded.why",
        *fact, by.at, by.actor, why,
    )  # fmt: skip
    await record(tx, by, Entry("keep_finding", "finding", fact[1], None, None))


async def note_told(tx: Transaction, at: int, facts: Sequence[Fact]) -> None:
    """Remember that staff were told; what was kept for other facts is kept no more."""
    await tx.run_many(
        "insert into record_finding (flaw, subject, facts, told_at, why) values ($1, $2, $3, $4, '')"
        " on conflict (flaw, subject) do update set facts = excluded.facts, told_at = excluded.told_at,"
        " kept_at = case when record_finding.facts = excluded.facts then record_finding.kept_at end",
        [(*fact, at) for fact in facts],
    )


async def mended_from(source: Source, cadre_id: str) -> str | None:
    """The record as it was before the last time it was mended, as JSON; None where that is not known any more."""
    rows = await source.rows(
        "select v.before from journal j join journal_value v on v.journal_id = j.id"
        " where j.record_id = $1 and j.action = 'mend_record' order by j.at desc, j.id desc limit 1",
        cadre_id,
    )
    return str(rows[0]["before"]) if rows and rows[0]["before"] is not None else None
