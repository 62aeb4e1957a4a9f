"""From the figures to the people: who is missing, why, within whose bounds, and who looked."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.figures import target_figures
from handlers.house import House
from handlers.texts.target_missing import reason
from rules.access import OPERATOR, Role
from rules.cadres import Cadre, Post, PostKind, Tier, Unit
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.levels import Level
from rules.missing import Lacking, Reason, Study
from storage import cadre_writes, classes, units
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked
from tests.handlers.leaders import add_clerks, grant, looks, without_names

BY = By("operator", 1)


async def test_a_leader_goes_from_the_summary_to_names_with_their_reasons(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("chỉ tiêu")
    first, about, *lines = (await leader.taps("Danh sách còn thiếu")).splitlines()
    assert first == "Còn 5 đồng chí chưa đủ trình độ."
    assert about.startswith("Cả 6 chỉ tiêu, mỗi người tính một lần.")
    assert "Có trình độ thấp hơn 3, chưa học 2. Số liệu ngày 02/06/2025." in about
    assert lines[:2] == [
        "**Phòng Nội vụ**",
        "1. Lê Minh Tuấn, Phó Trưởng phòng Nội vụ (chỉ tiêu 3): có trung cấp, cần cao cấp",
    ]
    assert "5. Đặng Thị Thảo, Công chức Tư pháp - Hộ tịch (chỉ tiêu 6): chưa học, cần trung cấp" in lines


async def test_one_target_is_chosen_by_its_number(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("danh sách còn thiếu")
    await leader.taps("Chọn chỉ tiêu")
    assert len(leader.labels) == 6
    text = await leader.says("5")
    assert text.startswith("Còn 1 đồng chí chưa đủ trình độ.\nChỉ tiêu 5, Ủy viên BCH Đảng bộ cấp xã: ")
    assert "1. Trần Văn Nhã, Công chức Văn phòng - Thống kê: có sơ cấp, cần trung cấp" in text


async def test_ten_names_a_page_numbered_on_and_each_look_in_the_journal(db: Database, linked: Linked) -> None:
    clerks = await add_clerks(db, roster.AN_TRUONG, 12)
    leader = await linked(roster.THANH)
    text = await leader.says("xã An Trường còn thiếu ai")
    assert text.startswith("Xã An Trường: còn 14 đồng chí chưa đủ trình độ.")
    assert "Số 1 đến 10 trong 14 đồng chí." in text
    text = await leader.taps("Xem tiếp")
    assert leader.last.edits
    assert "\n11. Lý Văn An109," in text
    assert "Xem tiếp" not in leader.labels
    assert (await leader.says("12")).startswith("Đồng chí Lý Văn An110")
    assert "Số 11 đến 14" in await leader.taps("Quay lại danh sách")
    seen = [ids for who, what, ids in await looks(db) if what == "target_missing::xa-an-truong"]
    assert sorted(map(len, seen)) == [4, 4, 10]
    assert {each for ids in seen for each in ids} == {each.id for each in (*clerks, roster.NHA, roster.KIET)}
    assert {who for who, _, _ in await looks(db)} == {roster.THANH.id}


@pytest.mark.parametrize("said", ["xem 3", "xem số 3", "mở đồng chí 3"])
async def test_a_person_is_opened_by_the_number_in_the_list(db: Database, linked: Linked, said: str) -> None:
    leader = await linked(roster.THANH)
    await leader.says("danh sách còn thiếu")
    text = await leader.says(said)
    assert text.startswith("Đồng chí Trần Văn Nhã, xã An Trường\nHiện có: sơ cấp. Cần có: trung cấp")
    assert "Chỉ tiêu 5, 6: chưa ghi tên ở lớp nào." in text
    assert (roster.THANH.id, "target_person", [roster.NHA.id]) in await looks(db)
    assert (await leader.taps("Quay lại danh sách")).startswith("Còn 5 đồng chí")
    assert (await leader.says("xem 77")).startswith("Không có số đó")


async def test_a_person_is_opened_by_a_button_too(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("danh sách còn thiếu")
    await leader.taps("Mở một đồng chí")
    assert leader.labels[:4] == ["Lê Minh Tuấn", "Võ Thị Mai", "Trần Văn Nhã", "Sơn Văn Kiệt"]
    await leader.taps("Xem tiếp")
    assert leader.labels == ["Đặng Thị Thảo", "Quay lại danh sách"]
    assert (await leader.taps("Đặng Thị Thảo")).startswith("Đồng chí Đặng Thị Thảo")


async def test_staff_open_the_record_they_keep(linked: Linked) -> None:
    staff = await linked(roster.LAN)
    await staff.says("danh sách còn thiếu")
    assert (await staff.says("xem 3")).startswith("Đồng chí Trần Văn Nhã (CB001)")


async def test_a_leader_of_one_unit_finds_its_people_only(db: Database, linked: Linked) -> None:
    await grant(db, roster.HOA, Role.LEADER, roster.TAN_AN)
    hoa = await linked(roster.HOA)
    text = await hoa.says("danh sách còn thiếu")
    assert text.startswith("Còn 1 đồng chí")
    assert "Đặng Thị Thảo" in text
    assert (await hoa.says("xã An Trường còn thiếu ai")).startswith("Đơn vị này không có trong phạm vi")
    assert (await hoa.taps(f"target_person:{roster.NHA.id}")).startswith("Không thấy hồ sơ này")
    assert (await hoa.taps("target_missing::xa-an-truong")).startswith("Đơn vị này không có trong phạm vi")


async def test_neither_a_stranger_nor_a_cadre_is_shown_names(db: Database, linked: Linked, stranger: Person) -> None:
    cadre = await linked(roster.NHA)
    for person in (stranger, cadre):
        for way in ("target_missing", "target_person:cb003", "target_pick:::target_missing:0", "target_planned"):
            assert "Lê Minh Tuấn" not in await person.taps(way)
        assert "Lê Minh Tuấn" not in await person.says("ai chưa có cao cấp ở phòng nội vụ")
    assert await looks(db) == []


async def test_a_role_that_may_not_see_names_is_told_so(db: Database, linked: Linked, house: House) -> None:
    leader = await linked(roster.THANH)
    leader.house = without_names(house)
    assert (await leader.says("danh sách còn thiếu")).startswith("Danh sách có tên dành cho vai trò được xem tên")
    assert (await leader.taps("target_person:cb003")).startswith("Không thấy hồ sơ này")
    assert await looks(db) == []


async def test_when_nobody_is_missing_it_is_said_and_no_look_is_kept(db: Database, linked: Linked) -> None:
    leader = await linked(roster.THANH)
    assert (await leader.taps("target_missing:1")).startswith("Không còn ai thiếu trình độ.\nChỉ tiêu 1, ")
    assert (await leader.says("ai chưa có trung cấp ở phòng tài chính")).startswith(
        "Phòng Tài chính - Kế hoạch: không còn ai thiếu trình độ."
    )
    assert await looks(db) == []


async def test_a_group_or_a_level_that_is_named_narrows_the_list(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    assert "Chỉ tiêu 3, Phó Trưởng phòng" in await leader.says("danh sách phó phòng chưa có cao cấp")
    assert "Chỉ tiêu 4, 5, 6, mỗi người tính một lần." in await leader.says("những ai chưa có trung cấp")


async def test_who_studies_is_told_with_the_class_and_until_when(db: Database, linked: Linked) -> None:
    k14 = TrainingClass("c14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP,
                        state=ClassState.RUNNING, starts_on=date(2024, 10, 5), ends_on=date(2025, 12, 20))  # fmt: skip
    done = replace(k14, id="c13", code="TC-K13", name="Lớp Trung cấp khóa 13", state=ClassState.RESULTS)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "import", [k14, done])
        await classes.save_enrolments(tx, BY, [Enrolment("c14", roster.NHA.id), Enrolment("c13", roster.KIET.id)])
    leader = await linked(roster.THANH)
    text = await leader.says("xã An Trường còn thiếu ai")
    assert "Đang học 1, chờ kết quả 1." in text.replace("Chờ kết quả 1, đang học 1", "Đang học 1, chờ kết quả 1")
    assert "đang học lớp trung cấp, khóa 14 (đến tháng 12/2025)" in text
    assert "chờ kết quả lớp trung cấp khóa 13" in text


async def test_planned_posts_are_a_list_of_their_own_where_allowed(db: Database, linked: Linked, house: House) -> None:
    planned = Post("Phó Trưởng phòng Nội vụ", roster.NOI_VU, PostKind.PLANNED)
    after = replace(roster.MAI, posts=(*roster.MAI.posts, planned), version=2)
    async with db.transaction() as tx:
        await cadre_writes.save(tx, BY, "import", [roster.MAI], [after])
    staff = await linked(roster.LAN)
    await staff.says("danh sách còn thiếu")
    assert "Theo quy hoạch" not in staff.labels
    for ask in (staff.taps("target_planned"), staff.says("danh sách quy hoạch còn thiếu trình độ")):
        assert (await ask).startswith("Danh sách theo quy hoạch chỉ dành cho")
    staff.house = replace(house, planned_posts=True)
    assert (await staff.says("quy hoạch còn thiếu ai?")).startswith("Theo quy hoạch còn 1 đồng chí")
    await staff.says("danh sách còn thiếu")
    text = await staff.taps("Theo quy hoạch")
    assert text.startswith("Theo quy hoạch còn 1 đồng chí chưa đủ trình độ.")
    assert "Quy hoạch không tính vào tỷ lệ." in text
    assert "1. Võ Thị Mai (chỉ tiêu 3): chưa học, cần cao cấp" in text
    leader = await linked(roster.THANH)
    leader.house = staff.house
    assert (await leader.taps("target_planned")).startswith("Danh sách theo quy hoạch chỉ dành cho")


async def test_the_longest_page_fits_one_message(db: Database, linked: Linked) -> None:
    long = [Unit(f"u{n}", f"Đơn vị sự nghiệp công lập có tên rất dài thuộc Ủy ban nhân dân huyện số {n}", Tier.DISTRICT)
            for n in range(10)]  # fmt: skip
    people = [
        Cadre(f"x{n}", f"XX{n:03}", "Nguyễn Hoàng Phương Khánh Thảo Vy", unit, category="Công chức",
              posts=(Post("Phó Trưởng phòng " + "Nông nghiệp và Phát triển nông thôn " * 3, unit),))
        for n, unit in enumerate(long)
    ]  # fmt: skip
    k1 = TrainingClass("c1", "CC-1", "Cao cấp lý luận chính trị " + "hệ không tập trung " * 6, Level.CAO_CAP,
                       state=ClassState.RUNNING, ends_on=date(2025, 12, 1))  # fmt: skip
    async with db.transaction() as tx:
        await units.save(tx, long)
        await cadre_writes.save(tx, BY, "import", [None] * 10, people)
        await classes.save_classes(tx, BY, "import", [k1])
        await classes.save_enrolments(tx, BY, [Enrolment("c1", each.id) for each in people])
    leader = await linked(roster.THANH)
    text = await leader.says("danh sách còn thiếu")
    assert text.count("đang học lớp cao cấp") == 10
    assert len(text) + sum(len(label) + 4 for label in leader.labels) < 2000


async def test_a_number_without_a_list_opens_nobody(linked: Linked, clock: Clock) -> None:
    leader = await linked(roster.THANH)
    assert (await leader.taps("target_number")).startswith("Chưa có danh sách nào đang mở.")
    assert "Xin chọn lại" in await leader.taps("target_pick:::target_missing:900")
    assert "Xin chọn lại" in await leader.taps("target_choose:::cadre")
    assert "Đơn vị này" in await leader.taps("target_missing:9")


async def test_the_list_of_every_target_has_as_many_people_as_the_figures_miss(
    house: House, db: Database, linked: Linked
) -> None:
    await add_clerks(db, roster.TAI_CHINH, 3)
    leader = await linked(roster.THANH)
    for place, figure in enumerate(await target_figures(house, OPERATOR, date(2025, 6, 2)), 1):
        first = (await leader.taps(f"target_missing:{place}")).splitlines()[0]
        many = f"Còn {len(figure.missing_ids)} đồng chí chưa đủ" if figure.missing_ids else "Không còn ai thiếu"
        assert first.startswith(many)


@pytest.mark.parametrize(
    ("longest", "told"), [(200, "hệ không tập trung, khóa 14"), (26, "hệ không tập…"), (9, "lớp cao cấp…")]
)
def test_the_name_of_a_class_is_cut_behind_a_word(longest: int, told: str) -> None:
    name = "Lớp cao cấp lý luận chính trị, hệ không tập trung, khóa 14"
    study = Study(name, Level.CAO_CAP, ClassState.RUNNING, EnrolmentState.ENROLLED)
    found = Lacking(roster.TUAN, (3,), Level.CAO_CAP, Level.TRUNG_CAP, Reason.STUDYING, study)
    assert reason(found, longest).endswith(told)
