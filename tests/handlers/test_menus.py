"""The menus: everything of a role is at most two taps from home, and nobody is shown what is not theirs."""

import pytest

from handlers.home import GROUPS, LONGEST_MENU, MENUS
from rules.access import Role
from storage import grants
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Linked

BY = By("operator", 1)
_CLASS_WORK = ("class_desk", "seats", "rollcall", "class_results", "enrol_list", "seats_demand", "class_feedback")


def _within_two_taps(role: Role) -> set[str]:
    first = MENUS[role]
    second = [each for name in first for each in GROUPS.get(name, ())]
    return {*first, *second, *(each for name in second for each in GROUPS.get(name, ()))}


def test_staff_reach_all_the_work_on_classes_from_home() -> None:
    assert {*_CLASS_WORK, "import_roster", "corrections", "link_requests", "find_cadre"} <= _within_two_taps(Role.STAFF)


def test_an_officer_reaches_quotas_wishes_the_lacking_and_the_lists_from_home() -> None:
    assert {"unit_classes", "seat_wishes", "unit_lacking", "enrol_list"} <= _within_two_taps(Role.OFFICER)


def test_who_studies_reaches_timetable_materials_requests_results_and_absence_from_home() -> None:
    study = {"my_schedule", "materials", "my_requests", "my_result", "absence"}
    assert study <= _within_two_taps(Role.CADRE)
    assert study <= _within_two_taps(Role.LEARNER)


@pytest.mark.parametrize("option", ["Lớp học", "Hồ sơ cán bộ", "Quản lý lớp"])
async def test_a_clerk_walks_from_home_to_the_desk_and_back(linked: Linked, option: str) -> None:
    lan = await linked(roster.LAN)
    await lan.says("0")
    if option not in lan.labels:
        await lan.taps("Lớp học")
    await lan.taps(option)
    assert lan.labels[-1] == "Về đầu"


async def test_an_officer_reads_who_lacks_what_numbered_and_only_of_their_unit(linked: Linked, db: Database) -> None:
    loc = await linked(roster.LOC)
    await loc.says("0")
    said = await loc.taps("Còn thiếu trình độ")
    assert said.startswith("Còn thiếu trình độ so với mục tiêu:")
    assert "\n1. " in said
    assert "xã An Trường" not in said
    assert loc.labels == ["Lớp và danh sách cử", "Về đầu"]
    rows = await db.rows("select 1 from journal where action = 'look_at_names' and record_id = 'unit_lacking'")
    assert len(rows) == 1


async def test_who_answers_for_a_unit_beside_leading_finds_both(linked: Linked, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.THANH.id, Role.OFFICER, roster.AN_TRUONG.id)
    thanh = await linked(roster.THANH)
    await thanh.says("0")
    assert len(thanh.labels) <= LONGEST_MENU
    await thanh.taps("Việc của đơn vị")
    assert "Nguyện vọng của đơn vị" in thanh.labels


async def test_a_cadre_asks_what_another_post_would_need_from_the_conditions(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("0")
    await nha.taps("Điều kiện đi học")
    assert "Nếu được bổ nhiệm" in nha.labels
