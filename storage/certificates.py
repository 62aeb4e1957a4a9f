"""The register of certificates: a number, a date, whose, of which class; no number is given twice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from rules.access import OPERATOR
from rules.amendments import paper_of, with_paper
from rules.classes import EnrolmentState, TrainingClass
from rules.dates import PartialDate
from rules.levels import Level
from storage import cadre_writes, cadres
from storage.class_list import Student
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record_many
from storage.results import outcomes

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Certificate:
    """Giấy chứng nhận, bằng: as it stands in the register."""

    number: str
    """As it was typed by staff; how numbers are made is the centre's to say."""
    person_id: str
    issued_on: date


class Refused(Enum):
    """Why a certificate was not registered."""

    NOT_PASSED = auto()
    """They have no confirmed pass in the class, or are not in it."""
    NUMBER_TAKEN = auto()
    HAS_ONE = auto()


async def certificates(source: Source, class_id: str) -> list[Certificate]:
    """The certificates of a class, by their numbers."""
    rows = await source.rows(
        "select number, person_id, issued_on from certificate where class_id = $1 order by number", class_id
    )
    return [Certificate(row["number"], row["person_id"], date.fromisoformat(row["issued_on"])) for row in rows]


@dataclass(frozen=True, slots=True)
class Registered:
    """One line of the register, whatever the class."""

    certificate: Certificate
    name: str
    code: str
    """Of the cadre or learner."""
    unit: str
    class_code: str
    class_name: str
    registered_by: str
    """The name of who entered it; empty where it was done by command."""
    centre: str = ""
    """The top unit of the centre whose class it is of."""


async def issued_in(source: Source, year: int) -> list[Registered]:
    """The register of a year, by the day of issue and the number; who joined the roster since stands as a cadre."""
    rows = await source.rows(
        "select g.number, g.person_id, g.issued_on, coalesce(c.name, l.name, '') as name,"
        " coalesce(c.code, l.code, '') as code, u.name as unit, k.code as class_code, k.name as class_name,"
        " k.centre, coalesce(b.name, s.name, '') as by_name from certificate g"
        " join training_class k on k.id = g.class_id"
        " left join learner l on l.id = g.person_id left join cadre c on c.id = coalesce(l.cadre_id, g.person_id)"
        " left join unit u on u.id = coalesce(c.unit_id, l.unit_id) left join cadre b on b.id = g.registered_by"
        " left join staff_person s on s.id = g.registered_by where g.issued_on between $1 and $2"
        " order by g.issued_on, k.code, g.number",
        f"{year}-01-01", f"{year}-12-31",
    )  # fmt: skip
    return [
        Registered(
            Certificate(row["number"], row["person_id"], date.fromisoformat(row["issued_on"])),
            row["name"], row["code"], row["unit"] or "", row["class_code"], row["class_name"], row["by_name"],
            row["centre"],
        )
        for row in rows
    ]  # fmt: skip


async def register(
    tx: Transaction, by: By, training: TrainingClass, given: Iterable[Certificate]
) -> dict[str, Refused]:
    """Enter certificates, and put number and date on the records of those whom the class gave a level.

    Returns whom of them (person id) it refused, and why; one that stands there just so already is no refusal.
    """
    able = {e.student.person_id: e.student for e in await outcomes(tx, training.id) if e.counts and e.verdict.passed}
    refused: dict[str, Refused] = {}
    entered: list[Certificate] = []
    for each in given:
        if each.person_id not in able:
            refused[each.person_id] = Refused.NOT_PASSED
        elif await _enter(tx, by, training, each):
            entered.append(each)
        elif (why := await _why_not(tx, training.id, each)) is not None:
            refused[each.person_id] = why
    await record_many(
        tx, by, [Entry("certificate", "class", training.id, None, f'"{each.person_id}"') for each in entered]
    )
    if training.level is not Level.NONE:
        await _complete(tx, by, training.level, {able[each.person_id]: each for each in entered})
    return refused


async def _enter(tx: Transaction, by: By, training: TrainingClass, each: Certificate) -> bool:
    kept = await tx.rows(
        "insert into certificate (number, class_id, person_id, level, issued_on, registered_by, registered_at)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning number",
        each.number, training.id, each.person_id, training.level.code, each.issued_on.isoformat(), by.actor, by.at,
    )  # fmt: skip
    return bool(kept)


async def _why_not(tx: Transaction, class_id: str, each: Certificate) -> Refused | None:
    rows = await tx.rows(
        "select number, class_id, person_id, issued_on from certificate"
        " where number = $1 or (class_id = $2 and person_id = $3)",
        each.number, class_id, each.person_id,
    )  # fmt: skip
    own = next((row for row in rows if (row["class_id"], row["person_id"]) == (class_id, each.person_id)), None)
    if own is None:
        return Refused.NUMBER_TAKEN
    same = (own["number"], own["issued_on"]) == (each.number, each.issued_on.isoformat())
    return None if same else Refused.HAS_ONE


async def _complete(tx: Transaction, by: By, level: Level, entered: dict[Student, Certificate]) -> None:
    """Put number and date on the paper that the pass gave: one that has a number is another paper, and stays."""
    numbers = {student.cadre_id: each for student, each in entered.items() if student.cadre_id}
    await cadre_writes.lock(tx, numbers)
    before = []
    after = []
    for cadre in await cadres.with_ids(tx, OPERATOR, numbers) if numbers else ():
        paper, certificate = paper_of(cadre, level), numbers[cadre.id]
        if paper is not None and not paper.number:
            named = replace(paper, number=certificate.number, issued=PartialDate.of(certificate.issued_on))
            before.append(cadre)
            after.append(replace(with_paper(cadre, named), version=cadre.version + 1))
    await cadre_writes.save(tx, by, "certificate", before, after)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What somebody is told of one class of theirs: only what is confirmed."""

    class_name: str
    kind: str
    """The id of the kind of course; empty for a class of none."""
    state: EnrolmentState
    grade: str
    mark: str
    attempt: int
    """That of the confirmed result; 1 where none is."""
    certificate: Certificate | None


async def own_results(source: Source, person_id: str) -> list[OwnResult]:
    """The classes that somebody did not leave, the newest first; those from before a learner joined the roster too."""
    rows = await source.rows(
        "select c.name, c.kind, e.state, e.person_id, e.result, e.mark, g.number, g.issued_on, (select max(r.attempt)"
        " from class_result r where r.class_id = e.class_id and r.person_id = e.person_id"
        " and r.confirmed_by is not null) as attempt from enrolment e join training_class c on c.id = e.class_id"
        " left join certificate g on g.class_id = e.class_id and g.person_id = e.person_id"
        " where (e.person_id = $1 or e.person_id in (select id from learner where cadre_id = $1))"
        " and c.state <> 'cancelled' and e.state <> 'left'"
        " order by coalesce(c.starts_on, '') desc, c.code",
        person_id,
    )
    return [_own(row) for row in rows]


def _own(row: Row) -> OwnResult:
    number, day = row["number"], row["issued_on"]
    certificate = Certificate(number, row["person_id"], date.fromisoformat(day)) if number else None
    state = EnrolmentState(row["state"])
    return OwnResult(row["name"], row["kind"], state, row["result"], row["mark"], row["attempt"] or 1, certificate)
