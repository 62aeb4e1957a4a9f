"""Classes in storage: listed as one person finds them, timetables, materials for those inside, who studies."""

from dataclasses import replace
from datetime import date

import pytest

from rules.access import STRANGER, Asker
from rules.cadres import Cadre, Tier, Unit
from rules.classes import (
    ClassState,
    Course,
    Enrolment,
    EnrolmentState,
    Listed,
    Part,
    RunBy,
    Session,
    TrainingClass,
)
from rules.levels import Level, Mode
from storage import cadre_writes, classes, units
from storage.database import Database
from storage.journal import By

BY = By("operator", 1)
UNIT = Unit("xa-tan-an", "xã Tân An", Tier.COMMUNE)
NHA = Cadre("c1", "CB1", "Trần Văn Nhã", UNIT)
HOA = Cadre("c2", "CB2", "Nguyễn Thị Hòa", UNIT)
OF_NHA, OF_HOA = Asker(cadre_id="c1", user_id="c1"), Asker(cadre_id="c2", user_id="c2")

RUNNING = TrainingClass(
    "k14", "TC-K14", "Trung cấp, khóa 14", Level.TRUNG_CAP, None, Mode.KHONG_TAP_TRUNG, RunBy.SCHOOL,
    ClassState.RUNNING, date(2024, 10, 5), date(2025, 12, 20), date(2024, 9, 1), "07 giờ 30", 50, "Hội trường 1",
    "Cấp ủy viên", "Mang theo sổ",
)  # fmt: skip
OPEN = TrainingClass("cu2", "CU-K2", "Cấp ủy viên cơ sở, khóa 2", course=Course.CAP_UY, state=ClassState.OPEN)


@pytest.fixture
async def filled(db: Database) -> Database:
    """Nhã studies in the running class and left the open one; Hòa is in the open one."""
    async with db.transaction() as tx:
        await units.save(tx, [UNIT])
        await cadre_writes.save(tx, BY, "import", [None, None], [NHA, HOA])
        await classes.save_classes(tx, BY, "add", [RUNNING, OPEN])
        await classes.save_enrolments(
            tx,
            BY,
            [
                Enrolment("k14", "c1"),
                Enrolment("cu2", "c1", EnrolmentState.LEFT),
                Enrolment("cu2", "c2"),
            ],
        )
        await classes.count_taken(tx, ["k14", "cu2"])
        await classes.replace_sessions(
            tx,
            BY,
            "k14",
            [
                Session("s3", "k14", date(2025, 6, 8), Part.SANG, "Bài 6"),
                Session("s2", "k14", date(2025, 6, 7), Part.CHIEU, "Bài 5 (tiếp)"),
                Session("s1", "k14", date(2025, 6, 7), Part.SANG, "Bài 5", "Hội trường 1", "Thầy Minh"),
            ],
        )
    return db


async def test_a_class_comes_back_as_it_was_kept(filled: Database) -> None:
    assert await classes.by_id(filled, OF_NHA, "k14") == Listed(RUNNING, 1, EnrolmentState.ENROLLED)


async def test_who_left_takes_no_place(filled: Database) -> None:
    found = {each.training.id: each for each in await classes.every_class(filled, STRANGER)}
    assert found["cu2"].taken == 1


async def test_who_left_the_roster_holds_the_place_until_it_is_freed(filled: Database) -> None:
    async with filled.transaction() as tx:
        await cadre_writes.remove(tx, BY, "end_record", [HOA])
    found = {each.training.id: each for each in await classes.every_class(filled, STRANGER)}
    assert found["cu2"].taken == 1


async def test_a_class_changed_has_a_higher_version_and_keeps_its_held_places(filled: Database) -> None:
    async with filled.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(RUNNING, kind="trung_cap", opens_on=date(2024, 8, 1))])
    found = await classes.by_id(filled, OF_NHA, "k14")
    assert found == Listed(
        replace(RUNNING, kind="trung_cap", opens_on=date(2024, 8, 1), version=2), 1, EnrolmentState.ENROLLED
    )


async def test_a_number_in_the_list_stays_when_the_state_changes(filled: Database) -> None:
    async with filled.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("k14", "c1", number=7)])
        await classes.save_enrolments(tx, BY, [Enrolment("k14", "c1", EnrolmentState.PASSED, "Khá", mark="7,5")])
    [row] = await filled.rows("select number, state, mark, version from enrolment where class_id = 'k14'")
    assert row[:] == (7, "passed", "7,5", 3)


async def test_one_sees_only_ones_own_state(filled: Database) -> None:
    states = {each.training.id: each.own for each in await classes.every_class(filled, OF_HOA)}
    assert states == {"k14": None, "cu2": EnrolmentState.ENROLLED}
    assert all(each.own is None for each in await classes.every_class(filled, STRANGER))


async def test_sessions_come_in_the_order_of_the_day(filled: Database) -> None:
    assert [session.id for session in await classes.sessions_of(filled, "k14")] == ["s1", "s2", "s3"]


async def test_own_sessions_are_those_between_the_days_both_included(filled: Database) -> None:
    found = await classes.own_sessions(filled, OF_NHA, date(2025, 6, 7), date(2025, 6, 7))
    assert [(session.topic, name) for session, name in found] == [
        ("Bài 5", RUNNING.name),
        ("Bài 5 (tiếp)", RUNNING.name),
    ]


async def test_someone_elses_sessions_are_not_shown(filled: Database) -> None:
    assert await classes.own_sessions(filled, OF_HOA, date(2025, 1, 1), date(2025, 12, 31)) == []


async def test_only_those_in_a_running_class_with_a_level_study(filled: Database) -> None:
    assert await classes.levels_in_study(filled) == {"c1": Level.TRUNG_CAP}


async def test_a_new_timetable_takes_the_place_of_the_old(filled: Database) -> None:
    async with filled.transaction() as tx:
        await classes.replace_sessions(tx, BY, "k14", [Session("s9", "k14", date(2025, 6, 14), Part.TOI, "Ôn tập")])
    assert [session.id for session in await classes.sessions_of(filled, "k14")] == ["s9"]


async def test_every_change_leaves_a_line_in_the_journal(filled: Database) -> None:
    rows = await filled.rows("select action, kind from journal where kind = 'class' or action like 'enrolment%'")
    assert sorted((row["action"], row["kind"]) for row in rows) == [
        ("add", "class"),
        ("add", "class"),
        ("enrolment_enrolled", "cadre"),
        ("enrolment_enrolled", "cadre"),
        ("enrolment_left", "cadre"),
        ("timetable", "class"),
    ]
