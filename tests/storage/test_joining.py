"""Who was a learner and joins the roster keeps the chat, the classes, the results and the certificates."""

from dataclasses import replace

import pytest

from rules.access import OPERATOR, Role
from rules.cadres import Cadre, Tier, Unit
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.dates import PartialDate
from rules.learners import Learner
from rules.levels import Level
from storage import accounts, cadres, classes, imports, joining, learners, links, units
from storage.database import Database
from storage.imports import RosterChanges
from storage.journal import By

BY = By("operator", 1)
TAN_AN = Unit("x", "xã Tân An", Tier.COMMUNE)
BINH = Learner("l1", "HV1", "Lê Thị Bình", TAN_AN, PartialDate("1999-03-02"))
CADRE = Cadre("", "", "Lê Thị Bình", TAN_AN, PartialDate("1999-03-02"))
TRAINING = TrainingClass("k1", "SC-K1", "Sơ cấp, khóa 1", Level.SO_CAP, state=ClassState.RESULTS)

_RESULT = (
    "insert into class_result (class_id, person_id, attempt, mark, grade, passed, typed_by, typed_at, confirmed_by,"
    " confirmed_at, version)"
)


@pytest.fixture
async def linked(db: Database) -> Database:
    """Bình has passed a class for sơ cấp, holds its certificate, and writes by Telegram."""
    async with db.transaction() as tx:
        await units.save(tx, [TAN_AN])
        await learners.save(tx, BY, "add", [BINH])
        await classes.save_classes(tx, BY, "add", [TRAINING])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", "l1", EnrolmentState.PASSED, "Khá")])
        await tx.rows("insert into certificate values ('SC 01', 'k1', 'l1', 'so_cap', '2025-05-30', 'o', 1)")
        await tx.rows(f"{_RESULT} values ('k1', 'l1', 1, '', '', 0, 'o', 1, 'p', 2, 1)")
        await tx.rows(f"{_RESULT} values ('k1', 'l1', 2, '7', 'Khá', 1, 'o', 1, 'p', 2, 1)")
        await accounts.open_account(tx, "telegram", "77", "", 1)
        [row] = await tx.rows("select id from account")
        await links.attach(tx, BY, row["id"], "l1")
    return db


async def _import(db: Database, *people: Cadre) -> int:
    async with db.transaction() as tx:
        number = await imports.apply_import(tx, BY, "ds.xlsx", RosterChanges(new=people))
        await joining.join_import(tx, BY, number, [BINH])
    return number


async def test_the_chat_of_a_learner_becomes_that_of_the_cadre(linked: Database) -> None:
    await _import(linked, CADRE)
    facts = await accounts.facts(linked, "telegram", "77")
    assert facts.cadre is not None
    assert (facts.cadre.name, facts.asker.learner_id, facts.asker.roles) == (
        "Lê Thị Bình",
        None,
        frozenset({Role.CADRE}),
    )


async def test_classes_results_and_certificates_go_on_under_the_new_record(linked: Database) -> None:
    await _import(linked, CADRE)
    [cadre] = await cadres.every_cadre(linked, OPERATOR)
    for table, rows in (("enrolment", 1), ("certificate", 1), ("class_result", 2)):
        found = await linked.rows(f"select person_id from {table}")
        assert [row["person_id"] for row in found] == [cadre.id] * rows
    assert await learners.in_bounds(linked, OPERATOR) == []


async def test_the_level_passed_as_a_learner_is_held_from_now_on(linked: Database) -> None:
    await _import(linked, CADRE)
    [cadre] = await cadres.every_cadre(linked, OPERATOR)
    [paper] = cadre.credentials
    assert (paper.level, paper.number, paper.issued, paper.verified) == (
        Level.SO_CAP, "SC 01", PartialDate("2025-05-30"), True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        replace(CADRE, birth=PartialDate("1999")),
        replace(CADRE, birth=None),
        replace(CADRE, name="Lê Thị Bé"),
    ],
)
async def test_only_the_same_name_birth_and_unit_are_the_same_person(linked: Database, other: Cadre) -> None:
    await _import(linked, other)
    assert [each.id for each in await learners.in_bounds(linked, OPERATOR)] == ["l1"]


async def test_two_new_people_alike_are_nobody_in_particular(linked: Database) -> None:
    await _import(linked, CADRE, CADRE)
    assert [each.id for each in await learners.in_bounds(linked, OPERATOR)] == ["l1"]


async def test_with_the_import_the_joining_is_taken_back(linked: Database) -> None:
    await linked.write("update enrolment set state = 'enrolled'")
    number = await _import(linked, CADRE)
    async with linked.transaction() as tx:
        await imports.undo_import(tx, BY, number)
    asker = (await accounts.facts(linked, "telegram", "77")).asker
    assert (asker.learner_id, asker.roles) == ("l1", frozenset({Role.LEARNER}))
    [row] = await linked.rows("select person_id from enrolment")
    assert row["person_id"] == "l1"
