"""What if: people graduate, or a committee is new. Figures before and after, and no record changes."""

from datetime import date

from handlers.house import House
from handlers.texts import target_what_if as texts
from rules.access import OPERATOR, Role
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from storage import cadres, classes
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.files.books import xlsx

BY = By("operator", 1)
K14 = TrainingClass(
    "k14", "TC-K14", "Trung cấp, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING, starts_on=date(2025, 3, 3)
)


async def leader_at(linked: Linked, *keys: str) -> Person:
    leader = await linked(roster.THANH)
    for key in keys:
        await leader.taps(key)
    return leader


async def looks_at(house: House) -> list[str]:
    return [row["record_id"] for row in await house.db.rows("select record_id from journal where kind = 'list'")]


async def test_both_kinds_are_offered_and_it_is_said_that_nothing_changes(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    assert "không hồ sơ nào thay đổi" in await leader.taps("target_what_if")
    assert leader.labels == [texts.GRADUATES, texts.COMMITTEE, "Xu hướng", "Chỉ tiêu", "Về đầu"]


async def test_graduates_are_named_by_code_or_name_and_counted(house: House, linked: Linked) -> None:
    leader = await leader_at(linked, "target_graduates")
    before = {cadre.id: cadre for cadre in await cadres.every_cadre(house.db, OPERATOR)}
    assert await leader.says("cb001, Sơn Văn Kiệt") == texts.WHICH_LEVEL
    text = await leader.taps("Trung cấp")
    assert text.startswith("Nếu 2 đồng chí này có trình độ trung cấp: đạt ")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 1/2 (50,0%) → 2/2 (100,0%), ĐẠT." in text
    assert "Các chỉ tiêu khác không đổi." in text
    assert text.endswith("Đây là tính thử, không hồ sơ nào thay đổi.")
    assert {cadre.id: cadre for cadre in await cadres.every_cadre(house.db, OPERATOR)} == before
    assert leader.labels == ["Tính thử lại", "Xu hướng", "Chỉ tiêu", "Về đầu"]


async def test_a_class_that_the_question_names_is_not_asked_for(house: House, linked: Linked) -> None:
    async with house.db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [K14])
        await classes.save_enrolments(tx, BY, [Enrolment("k14", each.id) for each in (roster.NHA, roster.THAO)])
    leader = await linked(roster.THANH)
    text = await leader.says("Nếu lớp TC-K14 đều tốt nghiệp thì sao?")
    assert text.startswith("Nếu 2 đồng chí của lớp TC-K14 có trình độ trung cấp: ")
    assert (await leader.says("nếu lớp CC-K99 tốt nghiệp thì sao?")).startswith("Những đồng chí nào tốt nghiệp?")


async def test_codes_that_the_question_names_are_taken(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    assert await leader.says("nếu các đồng chí CB001 và CB008 tốt nghiệp thì sao?") == texts.WHICH_LEVEL
    assert (await leader.taps("Trung cấp")).startswith("Nếu 2 đồng chí này có trình độ trung cấp: ")
    unclear = await leader.says("nếu các đồng chí CB001, CB999 tốt nghiệp thì sao?")
    assert "“CB999” không có trong danh sách" in unclear


async def test_a_whole_class_graduates_to_the_level_it_gives(house: House, linked: Linked) -> None:
    async with house.db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [K14])
        await classes.save_enrolments(tx, BY, [Enrolment("k14", each.id) for each in (roster.NHA, roster.THAO)])
    leader = await leader_at(linked, "target_graduates")
    assert leader.labels[0] == "Cả lớp TC-K14"
    text = await leader.taps("Cả lớp TC-K14")
    assert text.startswith("Nếu 2 đồng chí của lớp TC-K14 có trình độ trung cấp: ")
    await leader.taps("target_graduates")
    assert await leader.says("cả lớp tc k14") == text
    await leader.taps("target_graduates")
    assert (await leader.says("lớp TC-K99")).startswith(texts.NO_CLASS)


async def test_who_is_unclear_is_told_and_those_who_are_clear_stay(house: House, linked: Linked) -> None:
    leader = await leader_at(linked, "target_graduates")
    text = await leader.says("CB001, Đặng Thị Thão A, Không Có Ai")
    assert text.startswith("Đã rõ 1/3 người. Chưa rõ:")
    assert (
        "- Người thứ 2: “Đặng Thị Thão A” không có trong danh sách. Gần giống: CB007 Đặng Thị Thảo, xã Tân An." in text
    )
    assert "- Người thứ 3: “Không Có Ai” không có trong danh sách." in text
    assert leader.labels[0] == "Tính với 1 người đã rõ"
    assert await leader.says("CB007") == texts.WHICH_LEVEL
    assert (await leader.taps("Trung cấp")).startswith("Nếu 2 đồng chí này")
    assert await looks_at(house) == ["target_graduates:near"]


async def test_whoever_is_unclear_can_be_left_out(linked: Linked) -> None:
    leader = await leader_at(linked, "target_graduates")
    await leader.says("CB001, Không Có Ai")
    await leader.taps("Tính với 1 người đã rõ")
    assert "Chưa tính 1 người chưa rõ." in await leader.taps("Trung cấp")


async def test_who_has_the_level_already_moves_nothing(linked: Linked) -> None:
    leader = await leader_at(linked, "target_graduates")
    await leader.says("CB002")
    text = await leader.taps("Trung cấp")
    assert "Không chỉ tiêu nào thay đổi." in text
    assert "1 đồng chí đã có trình độ này hoặc cao hơn" in text


async def test_the_missing_are_listed_with_codes_and_the_look_is_journalled(house: House, linked: Linked) -> None:
    leader = await leader_at(linked, "target_graduates", texts.MISSING)
    assert "- CB001 Trần Văn Nhã, xã An Trường" in leader.last.text
    assert await looks_at(house) == ["target_graduates:missing"]
    assert await leader.says("CB001") == texts.WHICH_LEVEL


async def test_a_new_committee_of_a_commune_comes_as_a_file(house: House, linked: Linked) -> None:
    leader = await leader_at(linked, "target_committee")
    assert leader.labels == ["BCH Đảng bộ huyện", "BCH Đảng bộ cấp xã", "Thôi"]
    await leader.taps("BCH Đảng bộ cấp xã")
    assert (await leader.says("Phòng Nội vụ")).startswith(texts.UNIT_UNKNOWN)
    assert await leader.says("an truong") == texts.WHO_IS_ELECTED
    text = await leader.sends_file("moi.xlsx", xlsx([["Mã cán bộ", "Họ và tên"], ["CB009", ""], ["CB003", ""]]))
    assert text.startswith("Nếu BCH Đảng bộ cấp xã (xã An Trường) gồm 2 đồng chí này: đạt ")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 1/2 (50,0%) → 3/3 (100,0%), ĐẠT." in text
    assert text.endswith("không hồ sơ nào thay đổi.")


async def test_names_of_a_file_that_nobody_has_are_told_by_row(linked: Linked) -> None:
    leader = await leader_at(linked, "target_committee", "BCH Đảng bộ huyện")
    rows = [["Họ và tên"], ["Trương Văn Thành"], ["Trương Văn Tỵ"], ["Phạm Quốc Dũng"]]
    text = await leader.sends_file("moi.xlsx", xlsx(rows))
    assert "Đã rõ 2/3 người." in text
    assert "- Dòng 3: “Trương Văn Tỵ” không có trong danh sách." in text
    text = await leader.taps("Tính với 2 người đã rõ")
    assert "Chưa tính 1 người chưa rõ; tổng số thực tế sẽ nhiều hơn." in text
    assert "1. Ủy viên BCH Đảng bộ huyện: 1/1 (100,0%) → 2/2 (100,0%), ĐẠT." in text
    assert "1 đồng chí đang là cấp ủy viên." in text


async def test_a_file_that_is_no_list_is_answered_politely(linked: Linked) -> None:
    leader = await leader_at(linked, "target_committee", "BCH Đảng bộ huyện")
    assert "không phải bảng tính" in await leader.sends_file("anh.png", b"\x89PNG")
    assert (await leader.sends_file("trong.xlsx", xlsx([["Mã cán bộ"]]))).startswith(texts.NOBODY)


async def test_a_leader_of_a_unit_reckons_with_its_people_only(house: House, linked: Linked) -> None:
    await house.db.write("update role_grant set unit_id = $1 where role = $2", roster.AN_TRUONG.id, Role.LEADER.value)
    leader = await leader_at(linked, "target_graduates")
    assert "“CB007” không có trong danh sách" in await leader.says("CB007")
    leader = await leader_at(linked, "target_committee", "BCH Đảng bộ cấp xã")
    assert (await leader.says("xã Tân An")).startswith(texts.UNIT_UNKNOWN)


async def test_it_is_not_for_everyone(linked: Linked) -> None:
    cadre = await linked(roster.NHA)
    for key in ("target_what_if", "target_graduates", "target_committee"):
        assert "giao nhiệm vụ riêng" in await cadre.taps(key)
