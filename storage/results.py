"""Results of a class: typed by one, confirmed by a second, and what a pass gives: the state, the level, all at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.access import OPERATOR
from rules.cadres import Credential
from rules.classes import Enrolment, EnrolmentState, TrainingClass
from rules.dates import PartialDate
from rules.levels import Level
from rules.results import Verdict, with_pass
from storage import cadre_writes, cadres
from storage.class_list import Student, students
from storage.classes import save_enrolments
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record_many

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Outcome:
    """One person's result of one attempt, as it is kept."""

    student: Student
    attempt: int
    """1, and one more for each resit."""
    verdict: Verdict
    typed_by: str
    confirmed_by: str | None
    """None while nobody has confirmed it: until then it counts for nothing and the person does not hear of it."""
    version: int

    @property
    def counts(self) -> bool:
        return self.confirmed_by is not None

    @property
    def waits(self) -> bool:
        """Whether somebody is to confirm it: not of who left the class since it was typed."""
        return not self.counts and self.student.state is not EnrolmentState.LEFT


async def outcomes(source: Source, class_id: str) -> list[Outcome]:
    """Every result of a class, resits after the first attempts, in the order of the class's list."""
    listed = {each.person_id: each for each in await students(source, class_id)}
    rows = await source.rows(
        "select person_id, attempt, mark, grade, passed, typed_by, confirmed_by, version from class_result"
        " where class_id = $1 order by attempt",
        class_id,
    )
    places = {person_id: place for place, person_id in enumerate(listed)}
    found = [_outcome(listed[row["person_id"]], row) for row in rows if row["person_id"] in listed]
    return sorted(found, key=lambda each: (places[each.student.person_id], each.attempt))


def _outcome(student: Student, row: Row) -> Outcome:
    verdict = Verdict(bool(row["passed"]), row["grade"], row["mark"])
    return Outcome(student, row["attempt"], verdict, row["typed_by"], row["confirmed_by"], row["version"])


@dataclass(frozen=True, slots=True)
class Typed:
    """What became of typed results, by person."""

    kept: frozenset[str]
    """Among them those that stood there just so already."""
    resits: frozenset[str]
    """Those of `kept` who had not passed before."""
    refused: frozenset[str]
    """Whose pass is confirmed already, or who is not in the class. What is confirmed just so is no refusal, and no
    resit either: the same list may come twice."""
    replaced: Sequence[Outcome] = ()
    """What somebody else had typed otherwise and nobody had confirmed, as it stood."""


async def type_in(tx: Transaction, by: By, class_id: str, given: Mapping[str, Verdict]) -> Typed:
    """Keep results that a second person is to confirm, by person id. One not yet confirmed is replaced; after a
    confirmed failure the next attempt begins; who is not in the class, or has passed it, is refused."""
    known = {each.person_id: each for each in await students(tx, class_id)}
    latest = {each.student.person_id: each for each in await outcomes(tx, class_id)}
    given = {each: said for each, said in given.items() if not _stands(latest.get(each), said)}
    able = {
        person_id: said
        for person_id, said in given.items()
        if person_id in known and known[person_id].state is not EnrolmentState.LEFT and _open(latest.get(person_id))
    }
    attempts = {person_id: _attempt(latest.get(person_id)) for person_id in able}
    fresh = [each for each in able if each not in latest or latest[each].counts or latest[each].verdict != able[each]]
    await tx.run_many(
        "insert into class_result (class_id, person_id, attempt, mark, grade, passed, typed_by, typed_at, version)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, 1) on conflict (class_id, person_id, attempt) do update set"
        " mark = excluded.mark, grade = excluded.grade, passed = excluded.passed, typed_by = excluded.typed_by,"
        " typed_at = excluded.typed_at, version = class_result.version + 1 where class_result.confirmed_by is null",
        [
            (class_id, each, attempts[each], able[each].mark, able[each].grade, int(able[each].passed), by.actor, by.at)
            for each in fresh
        ],
    )
    await record_many(tx, by, [Entry("type_result", "class", class_id, None, f'"{each}"') for each in fresh])
    resits = frozenset(each for each in able if attempts[each] > 1)
    others = [latest[each] for each in fresh if each in latest and latest[each].typed_by != by.actor]
    replaced = [each for each in others if not each.counts]
    return Typed(frozenset(able), resits, frozenset(given.keys() - able.keys()), replaced)


def _stands(latest: Outcome | None, said: Verdict) -> bool:
    return latest is not None and latest.counts and latest.verdict == said


def _open(latest: Outcome | None) -> bool:
    return latest is None or not (latest.counts and latest.verdict.passed)


def _attempt(latest: Outcome | None) -> int:
    if latest is None:
        return 1
    return latest.attempt + 1 if latest.counts else latest.attempt


@dataclass(frozen=True, slots=True)
class Terms:
    """What a confirmation goes by. `day` and `issuer` stand on the credential until a certificate is registered."""

    day: date
    issuer: str
    alone: bool = False
    """Whether the centre lets somebody confirm what they typed themselves."""


async def confirm(
    tx: Transaction, by: By, training: TrainingClass, seen: Iterable[Outcome], terms: Terms
) -> list[Outcome]:
    """Let results count that were seen just so, and give those who passed the level of the class at once.

    Each is taken on its version: one typed anew or confirmed meanwhile is left out, and so is what `by` typed
    themselves. Returns those that now count.
    """
    counted = [
        each
        for each in seen
        if each.waits and (terms.alone or each.typed_by != by.actor) and await _take(tx, by, training.id, each)
    ]
    await save_enrolments(
        tx,
        by,
        [
            Enrolment(
                training.id,
                each.student.person_id,
                EnrolmentState.PASSED if each.verdict.passed else EnrolmentState.FAILED,
                each.verdict.grade,
                mark=each.verdict.mark,
            )
            for each in counted
        ],
    )
    await record_many(
        tx, by, [Entry("confirm_result", "class", training.id, None, f'"{e.student.person_id}"') for e in counted]
    )
    passed = [each.student.cadre_id for each in counted if each.verdict.passed and each.student.cadre_id]
    if training.level is not Level.NONE and passed:
        paper = Credential(training.level, training.mode, "", PartialDate.of(terms.day), terms.issuer, verified=True)
        await _give(tx, by, passed, paper)
    return counted


async def _take(tx: Transaction, by: By, class_id: str, seen: Outcome) -> bool:
    taken = await tx.rows(
        "update class_result set confirmed_by = $1, confirmed_at = $2, version = version + 1 where class_id = $3"
        " and person_id = $4 and attempt = $5 and version = $6 and confirmed_by is null returning person_id",
        by.actor, by.at, class_id, seen.student.person_id, seen.attempt, seen.version,
    )  # fmt: skip
    return bool(taken)


async def _give(tx: Transaction, by: By, cadre_ids: Sequence[str], paper: Credential) -> None:
    """Put a paper on the records of cadres, except where a verified one of the level lies already."""
    await cadre_writes.lock(tx, cadre_ids)
    before = await cadres.with_ids(tx, OPERATOR, cadre_ids)
    after = [with_pass(cadre, paper) for cadre in before]
    raised = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    await cadre_writes.save(
        tx, by, "pass_class", [old for old, _ in raised], [replace(new, version=new.version + 1) for _, new in raised]
    )
