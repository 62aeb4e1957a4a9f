"""A confirmed result taken back: by two people, with all it gave, unless something stands on it already."""

from dataclasses import replace
from datetime import date

from rules.access import OPERATOR
from rules.cadres import Cadre, Credential
from rules.classes import EnrolmentState
from rules.levels import Level
from storage import cadre_writes, certificates, joining, learners, result_undo, results
from storage.certificates import Certificate
from storage.database import Database
from storage.journal import By
from storage.result_undo import Kept, Undone
from tests.storage.people import CHAIR, CLERK
from tests.storage.test_results import GOOD, LAN, PHUC, POOR, SO_CAP, confirmed, filled, record, state_of, typed

__all__ = ["filled"]
LATER = By("nv01", 3_000)


async def _asked(db: Database, *people: str, by: By = LAN) -> dict[str, Kept]:
    async with db.transaction() as tx:
        return await result_undo.ask(tx, by, "sc2", people, "nhập nhầm")


async def _undone(db: Database, by: By = PHUC) -> Undone:
    async with db.transaction() as tx:
        return await result_undo.undo(tx, by, SO_CAP, await result_undo.asked_for(tx, "sc2"))


async def _passed(db: Database) -> None:
    await typed(db, {CLERK.id: GOOD, CHAIR.id: POOR})
    await confirmed(db)


async def test_asking_alone_changes_nothing(filled: Database) -> None:
    await _passed(filled)
    assert await _asked(filled, CLERK.id) == {}
    assert await state_of(filled, CLERK.id) is EnrolmentState.PASSED
    assert (await _undone(filled, LAN)).taken_back == [], "who asked does not agree"
    assert len((await record(filled, CLERK)).credentials) == 1


async def test_with_a_second_person_the_level_falls_back_and_the_result_waits_again(filled: Database) -> None:
    await _passed(filled)
    await filled.write("delete from stale_unit")
    await _asked(filled, CLERK.id)
    assert len((await _undone(filled)).taken_back) == 1
    assert (await record(filled, CLERK)).credentials == ()
    assert await state_of(filled, CLERK.id) is EnrolmentState.ENROLLED
    [waiting] = [each for each in await results.outcomes(filled, "sc2") if not each.counts]
    assert waiting.student.person_id == CLERK.id
    assert await filled.rows("select 1 from stale_unit where unit_id = $1", CLERK.unit.id)
    assert len(await filled.rows("select 1 from journal where action in ('ask_undo_result', 'undo_result')")) == 2
    assert (await _undone(filled)).taken_back == [], "a second tap finds nothing"


async def test_a_paper_that_was_declared_before_comes_back(filled: Database) -> None:
    declared = Credential(Level.SO_CAP, None, "12/BTN")
    before = await record(filled, CLERK)
    async with filled.transaction() as tx:
        await cadre_writes.save(tx, LAN, "edit", [before], [replace(before, credentials=(declared,), version=2)])
    await _passed(filled)
    assert (await record(filled, CLERK)).credentials != (declared,)
    await _asked(filled, CLERK.id)
    await _undone(filled)
    assert (await record(filled, CLERK)).credentials == (declared,)


async def test_with_a_certificate_in_the_register_it_stays(filled: Database) -> None:
    await _passed(filled)
    await _asked(filled, CLERK.id)
    async with filled.transaction() as tx:
        await certificates.register(tx, LAN, SO_CAP, [Certificate("01", CLERK.id, date(2025, 6, 9))])
    assert (await _undone(filled)).stays == {CLERK.id: Kept.CERTIFIED}
    assert await _asked(filled, CLERK.id) == {CLERK.id: Kept.CERTIFIED}
    assert len((await record(filled, CLERK)).credentials) == 1


async def test_when_the_paper_was_changed_since_it_stays(filled: Database) -> None:
    await _passed(filled)
    await _asked(filled, CLERK.id)
    now = await record(filled, CLERK)
    other = replace(now.credentials[0], number="99/BTN")
    async with filled.transaction() as tx:
        await cadre_writes.save(tx, LATER, "edit", [now], [replace(now, credentials=(other,), version=now.version + 1)])
    assert (await _undone(filled)).stays == {CLERK.id: Kept.CHANGED_SINCE}
    assert (await record(filled, CLERK)).credentials == (other,)
    assert await state_of(filled, CLERK.id) is EnrolmentState.PASSED


async def test_a_resit_taken_back_leaves_the_first_attempt(filled: Database) -> None:
    await _passed(filled)
    await typed(filled, {CHAIR.id: GOOD})
    await confirmed(filled)
    await _asked(filled, CHAIR.id)
    await _undone(filled)
    assert await state_of(filled, CHAIR.id) is EnrolmentState.FAILED


async def test_a_learners_result_is_taken_back_too(filled: Database) -> None:
    await typed(filled, {"l1": GOOD})
    await confirmed(filled)
    await _asked(filled, "l1")
    await _undone(filled)
    assert await state_of(filled, "l1") is EnrolmentState.ENROLLED


async def test_what_nobody_confirmed_is_not_taken_back(filled: Database) -> None:
    await typed(filled, {CLERK.id: GOOD})
    assert await _asked(filled, CLERK.id, "nobody") == {CLERK.id: Kept.NOT_CONFIRMED, "nobody": Kept.NOT_CONFIRMED}


async def test_dropped_it_counts_as_before(filled: Database) -> None:
    await _passed(filled)
    await _asked(filled, CLERK.id)
    async with filled.transaction() as tx:
        assert await result_undo.drop(tx, PHUC, "sc2", await result_undo.asked_for(tx, "sc2")) == 1
        assert await result_undo.asked_for(tx, "sc2") == []
    assert await state_of(filled, CLERK.id) is EnrolmentState.PASSED


async def test_what_a_learner_brought_onto_the_roster_stays(filled: Database) -> None:
    await typed(filled, {"l1": GOOD})
    await confirmed(filled)
    joined = Cadre("c9", "CB9", "Lê Thị Út", CLERK.unit)
    async with filled.transaction() as tx:
        await cadre_writes.save(tx, LATER, "add", [None], [joined])
        learner = await learners.by_id(tx, OPERATOR, "l1")
        assert learner is not None
        await joining.join(tx, LATER, learner, joined.id)
    await _asked(filled, joined.id)
    assert (await _undone(filled)).stays == {joined.id: Kept.CHANGED_SINCE}
    assert [paper.level for paper in (await record(filled, joined)).credentials] == [Level.SO_CAP]
    assert await state_of(filled, joined.id) is EnrolmentState.PASSED
