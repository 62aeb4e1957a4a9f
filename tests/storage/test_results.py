"""Results in storage: one types, another confirms, and a pass changes record, state and register at once."""

from dataclasses import replace
from datetime import date

import pytest

from rules.access import OPERATOR
from rules.cadres import Cadre, Credential
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.dates import PartialDate
from rules.levels import Level, Mode
from rules.results import Verdict
from storage import cadre_writes, cadres, certificates, classes, results
from storage.certificates import Certificate, Refused
from storage.class_list import number_students, students
from storage.database import Database
from storage.journal import By
from storage.results import Outcome, Terms, Typed
from tests.storage.people import CHAIR, CLERK, HEAD, keep

LAN, PHUC = By("nv01", 1_000), By("nv02", 2_000)
TERMS = Terms(date(2025, 6, 2), "Trung tâm Chính trị")
SO_CAP = TrainingClass("sc2", "SC-K2", "Sơ cấp, khóa 2", Level.SO_CAP, mode=Mode.TAP_TRUNG, state=ClassState.RESULTS)
GOOD, POOR = Verdict(True, "Giỏi", "8"), Verdict(False, "", "4")


@pytest.fixture
async def filled(db: Database) -> Database:
    """Bình, Ân and a learner are in the class; Ánh is not."""
    await keep(db, HEAD, CLERK, CHAIR)
    async with db.transaction() as tx:
        await tx.rows(
            "insert into learner (id, code, name, folded, gender, unit_id, note, version)"
            " values ('l1', 'HV001', 'Lê Thị Út', 'le thi ut', 'nu', 'an-truong', '', 1)"
        )
        await classes.save_classes(tx, LAN, "add", [SO_CAP])
        await classes.save_enrolments(tx, LAN, [Enrolment("sc2", each) for each in (CLERK.id, CHAIR.id, "l1")])
    return db


async def typed(db: Database, given: dict[str, Verdict], by: By = LAN) -> Typed:
    async with db.transaction() as tx:
        return await results.type_in(tx, by, "sc2", given)


async def confirmed(db: Database, by: By = PHUC, seen: list[Outcome] | None = None) -> list[str]:
    async with db.transaction() as tx:
        waiting = [each for each in await results.outcomes(tx, "sc2") if not each.counts]
        counted = await results.confirm(tx, by, SO_CAP, waiting if seen is None else seen, TERMS)
        return [each.student.person_id for each in counted]


async def record(db: Database, cadre: Cadre) -> Cadre:
    found = await cadres.by_id(db, OPERATOR, cadre.id)
    assert found is not None
    return found


async def state_of(db: Database, person_id: str) -> EnrolmentState:
    return next(each.state for each in await students(db, "sc2") if each.person_id == person_id)


async def test_a_list_is_numbered_by_given_names_and_numbers_never_change(filled: Database) -> None:
    async with filled.transaction() as tx:
        listed = await number_students(tx, "sc2")
        assert [(each.number, each.name) for each in listed] == [(1, CHAIR.name), (2, CLERK.name), (3, "Lê Thị Út")]
        await classes.save_enrolments(tx, LAN, [Enrolment("sc2", HEAD.id)])
        assert [each.number for each in await number_students(tx, "sc2") if each.person_id == HEAD.id] == [4]


async def test_a_typed_result_counts_for_nothing_yet(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD})
    assert (await record(filled, CLERK)).credentials == ()
    assert await state_of(filled, CLERK.id) is EnrolmentState.ENROLLED


async def test_a_confirmed_pass_changes_state_and_level_at_once(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD, CHAIR.id: POOR})
    assert await confirmed(filled) == [CHAIR.id, CLERK.id]
    after = await record(filled, CLERK)
    assert after.credentials == (
        Credential(Level.SO_CAP, Mode.TAP_TRUNG, "", PartialDate("2025-06-02"), "Trung tâm Chính trị", True),
    )
    assert after.version == 2
    assert await state_of(filled, CLERK.id) is EnrolmentState.PASSED
    assert await state_of(filled, CHAIR.id) is EnrolmentState.FAILED
    assert (await record(filled, CHAIR)).credentials == ()


async def test_a_pass_leaves_its_mark_on_the_unit_so_that_targets_are_counted_again(filled: Database) -> None:
    await filled.write("delete from stale_unit")
    await typed(filled, {CLERK.id: GOOD})
    await confirmed(filled)
    assert {row["unit_id"] for row in await filled.rows("select unit_id from stale_unit")} == {CLERK.unit.id}


async def test_nobody_confirms_what_they_typed_themselves(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD})
    assert await confirmed(filled, LAN) == []
    assert (await record(filled, CLERK)).credentials == ()


async def test_where_the_centre_allows_it_one_person_does_both(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD})
    async with filled.transaction() as tx:
        seen = await results.outcomes(tx, "sc2")
        assert len(await results.confirm(tx, LAN, SO_CAP, seen, replace(TERMS, alone=True))) == 1


async def test_what_was_typed_anew_since_it_was_seen_is_not_confirmed(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD})
    seen = await results.outcomes(filled, "sc2")
    await typed(filled, {CLERK.id: POOR})
    assert await confirmed(filled, PHUC, seen) == []


async def test_confirming_twice_gives_one_paper(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD})
    seen = await results.outcomes(filled, "sc2")
    assert await confirmed(filled, PHUC, seen) == [CLERK.id]
    assert await confirmed(filled, PHUC, seen) == []
    assert len((await record(filled, CLERK)).credentials) == 1


async def test_a_result_for_somebody_not_in_the_class_is_refused(filled: Database) -> None:
    assert (await typed(filled, {HEAD.id: GOOD, CLERK.id: GOOD})).refused == {HEAD.id}


async def test_a_learner_is_certified_and_never_on_the_roster(filled: Database) -> None:
    await typed(filled, {"l1": GOOD})
    assert await confirmed(filled) == ["l1"]
    assert await state_of(filled, "l1") is EnrolmentState.PASSED
    async with filled.transaction() as tx:
        assert await certificates.register(tx, LAN, SO_CAP, [Certificate("01/GCN", "l1", date(2025, 6, 9))]) == {}
    assert len(await filled.rows("select id from credential where cadre_id = 'l1'")) == 0


async def test_a_resit_is_the_second_attempt_and_a_pass_ends_the_attempts(filled: Database) -> None:
    await typed(filled, {CLERK.id: POOR})
    await confirmed(filled)
    again = await typed(filled, {CLERK.id: GOOD})
    assert again.resits == {CLERK.id}
    await confirmed(filled)
    assert await state_of(filled, CLERK.id) is EnrolmentState.PASSED
    assert [each.attempt for each in await results.outcomes(filled, "sc2")] == [1, 2]
    assert (await typed(filled, {CLERK.id: POOR})).refused == {CLERK.id}


async def test_a_verified_paper_of_the_level_stays_as_it_is(filled: Database) -> None:
    verified = Credential(Level.SO_CAP, number="SC 7", issued=PartialDate("2012"), verified=True)
    async with filled.transaction() as tx:
        await cadre_writes.save(tx, LAN, "test", [CLERK], [replace(CLERK, credentials=(verified,))])
    await typed(filled, {CLERK.id: GOOD})
    await confirmed(filled)
    assert (await record(filled, CLERK)).credentials == (verified,)


async def test_a_certificate_puts_its_number_on_the_record(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD})
    await confirmed(filled)
    async with filled.transaction() as tx:
        await certificates.register(tx, LAN, SO_CAP, [Certificate("01/SC", CLERK.id, date(2025, 6, 9))])
    (paper,) = (await record(filled, CLERK)).credentials
    assert (paper.number, paper.issued) == ("01/SC", PartialDate("2025-06-09"))


async def test_a_number_is_given_once_and_only_to_who_passed(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD, "l1": GOOD, CHAIR.id: POOR})
    await confirmed(filled)
    day = date(2025, 6, 9)
    async with filled.transaction() as tx:
        first = [Certificate("01", CLERK.id, day), Certificate("01", "l1", day), Certificate("02", CHAIR.id, day)]
        assert await certificates.register(tx, LAN, SO_CAP, first) == {
            "l1": Refused.NUMBER_TAKEN,
            CHAIR.id: Refused.NOT_PASSED,
        }
        again = [Certificate("01", CLERK.id, day), Certificate("03", CLERK.id, day)]
        assert await certificates.register(tx, LAN, SO_CAP, again[:1]) == {}, "the same again is no fault"
        assert await certificates.register(tx, LAN, SO_CAP, again[1:]) == {CLERK.id: Refused.HAS_ONE}


async def test_a_person_reads_only_what_was_confirmed(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD})
    [before] = await certificates.own_results(filled, CLERK.id)
    assert (before.state, before.grade) == (EnrolmentState.ENROLLED, "")
    await confirmed(filled)
    [after] = await certificates.own_results(filled, CLERK.id)
    assert (after.state, after.grade, after.mark, after.attempt) == (EnrolmentState.PASSED, "Giỏi", "8", 1)
