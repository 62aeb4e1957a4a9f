"""Full-time beside part-time study, year by year; what is unknown is counted as unknown."""

from dataclasses import replace
from datetime import date

from handlers.house import House
from handlers.texts.target_modes import by_year
from rules.access import Role
from rules.levels import Level, Mode
from rules.policy import DataKind
from storage.database import Database
from storage.missing import Papers
from tests.handlers import roster
from tests.handlers.conftest import Linked
from tests.handlers.leaders import grant, without_names

DAY = date(2025, 6, 2)


async def test_a_leader_reads_the_shares_then_the_years(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    text = await leader.says("theo hệ đào tạo")
    assert text.splitlines()[0] == (
        "Trung cấp lý luận chính trị: 4 văn bằng, tập trung 1 (25,0%), không tập trung 2 (50,0%), "
        "chưa ghi hệ 1 (25,0%)."
    )
    assert "- Năm 2019: 1 văn bằng, không tập trung 1 (100,0%)\n- Năm 2016: 1 văn bằng, tập trung 1" in text
    assert leader.labels == ["Cao cấp", "Sơ cấp", "Theo đơn vị", "Chỉ tiêu", "Về đầu"]
    assert (await leader.taps("Cao cấp")).startswith("Cao cấp lý luận chính trị: 2 văn bằng, tập trung 2 (100,0%).")


async def test_a_leader_of_one_unit_counts_its_papers_only(db: Database, linked: Linked) -> None:
    await grant(db, roster.HOA, Role.LEADER, roster.TAN_AN)
    hoa = await linked(roster.HOA)
    assert "2 văn bằng, không tập trung 2" in await hoa.says("theo hệ đào tạo")
    assert (await hoa.taps("Cao cấp")).startswith("Chưa ghi văn bằng cao cấp nào.")


async def test_a_few_papers_are_kept_from_those_who_may_not_see_names(linked: Linked, house: House) -> None:
    leader = await linked(roster.THANH)
    leader.house = without_names(house)
    text = await leader.says("theo hệ đào tạo")
    assert text.startswith("Trung cấp lý luận chính trị: dưới 5 người, không nêu số liệu.")
    assert "(" not in text


async def test_a_role_without_figures_is_told_so(linked: Linked, house: House) -> None:
    leader = await linked(roster.THANH)
    bare = tuple(row.model_copy(update={"sees": (DataKind.OWN_RECORD,)}) for row in roster.POLICY.access)
    leader.house = replace(house, policy=roster.POLICY.model_copy(update={"access": bare}))
    for said in ("theo hệ đào tạo", "theo đơn vị", "xã Tân An đạt bao nhiêu phần trăm"):
        assert (await leader.says(said)).startswith("Số liệu theo đơn vị dành cho vai trò được xem")


def test_older_years_stand_in_one_line_and_undated_papers_in_another() -> None:
    papers = [Papers(year, Mode.TAP_TRUNG, 2) for year in range(2024, 2010, -1)]
    text = by_year(Level.CAO_CAP, [*papers, Papers(None, None, 3)], DAY, hides_few=False)
    assert text.startswith("Cao cấp lý luận chính trị: 31 văn bằng, tập trung 28 (90,3%), chưa ghi hệ 3 (9,7%).")
    assert "- Năm 2015: 2 văn bằng" in text
    assert "- Từ năm 2014 trở về trước: 8 văn bằng, tập trung 8 (100,0%)" in text
    assert text.endswith("- Chưa ghi năm: 3 văn bằng, chưa ghi hệ 3 (100,0%)")
    assert len(text) < 2000
