"""Classes in conversation: what comes up and fits, one class, one's own timetable and materials."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from handlers.cadre.classes import Place
from handlers.house import House
from rules.cadres import Cadre
from rules.classes import ClassState, Course, Enrolment, Part, RunBy, Session, TrainingClass
from rules.courses import Courses
from rules.levels import Level, Mode
from rules.materials import Material
from storage import classes, materials
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock

Linked = Callable[..., Awaitable[Person]]
BY = By("operator", 1)

COMMITTEE = TrainingClass(
    "cu2", "CU-K2-2025", "Bồi dưỡng cấp ủy viên cơ sở, khóa 2/2025", course=Course.CAP_UY, state=ClassState.OPEN,
    starts_on=date(2025, 6, 9), ends_on=date(2025, 6, 11), register_until=date(2025, 6, 4), hours="từ 07 giờ 30",
    places=2, place="Hội trường 1", audience="cấp ủy viên cơ sở",
)  # fmt: skip
SO_CAP = TrainingClass(
    "sc2", "SC-K2-2025", "Sơ cấp lý luận chính trị, khóa 2/2025", Level.SO_CAP, state=ClassState.PLANNED,
    starts_on=date(2025, 7, 7), ends_on=date(2025, 8, 8), places=60, place="Phòng học 2",
)  # fmt: skip
TRUNG_CAP = TrainingClass(
    "tc16", "TC-K16", "Trung cấp lý luận chính trị, khóa 16", Level.TRUNG_CAP, None, Mode.KHONG_TAP_TRUNG,
    RunBy.SCHOOL, ClassState.OPEN, register_until=date(2025, 6, 30),
)  # fmt: skip
CAO_CAP = TrainingClass(
    "cc77", "CC-K77", "Cao cấp lý luận chính trị, khóa 2025-2027", Level.CAO_CAP, None, Mode.KHONG_TAP_TRUNG,
    RunBy.ACADEMY, ClassState.PLANNED, starts_on=date(2025, 9, 15),
)  # fmt: skip
RUNNING = TrainingClass(
    "tc14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, None, Mode.KHONG_TAP_TRUNG,
    RunBy.SCHOOL, ClassState.RUNNING, date(2024, 10, 5), date(2025, 12, 20),
)  # fmt: skip
ALL = (COMMITTEE, SO_CAP, TRUNG_CAP, CAO_CAP, RUNNING)

SESSIONS = (
    Session("s1", "tc14", date(2025, 6, 3), Part.SANG, "Bài 5: Công tác tổ chức", "Hội trường 1", "Ngô Văn Minh"),
    Session("s2", "tc14", date(2025, 6, 3), Part.CHIEU, "Bài 5: Công tác tổ chức", "Hội trường 1", "Ngô Văn Minh"),
    Session("s3", "tc14", date(2025, 6, 10), Part.TOI, "Bài 6: Kiểm tra, giám sát", "Phòng 3"),
)
MATERIALS = (
    Material("m5", "tc14", "Công tác tổ chức, cán bộ", "Đề cương bài 5", 5),
    Material("m6", "tc14", "Kiểm tra, giám sát", "Đề cương bài 6", 6),
)


@pytest.fixture(autouse=True)
async def classes_of_the_centre(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", ALL)
        await classes.replace_sessions(tx, BY, "tc14", SESSIONS)
        await materials.save(tx, BY, MATERIALS)
        await classes.save_enrolments(tx, BY, [Enrolment("cu2", roster.HOA.id)])
        await classes.count_taken(tx, ["cu2"])


async def enrol(db: Database, class_id: str, who: Cadre) -> None:
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment(class_id, who.id)])
        await classes.count_taken(tx, [class_id])


async def test_a_class_still_in_the_plan_is_not_said_to_take_names(stranger: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [replace(SO_CAP, register_until=date(2025, 6, 27))])
    assert "Dự kiến nhận danh sách cử đến hết thứ Sáu 27/06." in await stranger.taps("class_detail:sc2")


async def test_nobody_stands_in_the_list_of_a_cancelled_class(linked: Linked, db: Database) -> None:
    hoa = await linked(roster.HOA)
    assert "có tên trong danh sách lớp" in await hoa.taps("class_detail:cu2")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [replace(COMMITTEE, state=ClassState.CANCELLED)])
    assert "có tên trong danh sách lớp" not in await hoa.taps("class_detail:cu2")


async def test_a_committee_member_who_lacks_trung_cap_finds_both_classes_that_fit(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert await nha.says("Sắp tới có lớp nào?") == (
        "Lớp phù hợp với đồng chí (đến ngày 02/06/2025):\n\n"
        "1. Bồi dưỡng cấp ủy viên cơ sở, khóa 2/2025\n"
        "Thứ Hai 09/06 đến thứ Tư 11/06, Hội trường 1. Còn 1/2 chỗ. "
        "Đơn vị gửi danh sách cử đến hết thứ Tư 04/06.\n\n"
        "2. Trung cấp lý luận chính trị, khóa 16\n"
        "Do Trường Chính trị tỉnh mở. Chưa có ngày khai giảng. "
        "Cấp ủy đơn vị xem xét cử, gửi Trung tâm đến hết thứ Hai 30/06."
    )
    assert nha.labels == ["Xem lớp 1", "Xem lớp 2", "Các lớp khác (2 lớp)", "Về đầu"]


async def test_the_other_classes_are_one_tap_away(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("Sắp tới có lớp nào?")
    others = await nha.says("3")
    assert others.startswith("Các lớp khác")
    assert "Sơ cấp" in others
    assert "cấp ủy viên" not in others


async def test_a_deputy_head_finds_the_class_the_target_asks_and_who_decides(linked: Linked) -> None:
    tuan = await linked(roster.TUAN)
    assert "1. Cao cấp" in await tuan.says("Sắp tới có lớp nào?")
    detail = await tuan.says("1")
    assert "Mục tiêu cần cao cấp; diện đào tạo do cấp có thẩm quyền xác định." in detail
    assert "Trung tâm không nhận đăng ký trực tiếp" in detail


async def test_whom_nothing_fits_is_told_so_and_may_see_the_rest(linked: Linked) -> None:
    dung = await linked(roster.DUNG)
    assert (await dung.says("Sắp tới có lớp nào?")).startswith("Hiện chưa có lớp phù hợp với đồng chí.")
    assert dung.labels == ["Các lớp khác (4 lớp)", "Về đầu"]


async def test_a_stranger_sees_every_class_page_by_page(stranger: Person) -> None:
    first = await stranger.says("Sắp tới có lớp nào?")
    assert first.startswith("Các lớp sắp mở (đến ngày 02/06/2025):")
    assert "phù hợp" not in first
    assert stranger.labels == ["Xem lớp 1", "Xem lớp 2", "Xem lớp 3", "Xem tiếp", "Về đầu"]
    assert "Trung cấp" in await stranger.taps("Xem tiếp")


async def test_a_level_asked_for_is_answered_whether_it_fits_or_not(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    text = await nha.says("Tháng 7 có lớp sơ cấp nào?")
    assert "1. Sơ cấp" in text
    assert "Trung cấp" not in text


async def test_a_time_without_classes_is_said_with_the_way_to_all(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert await nha.says("Tháng 11 có lớp trung cấp nào mở không?") == (
        "Chưa có lớp nào như vậy trong lịch của Trung tâm."
    )
    assert nha.labels == ["Xem tất cả các lớp", "Về đầu"]
    assert (await nha.taps("Xem tất cả các lớp")).startswith("Các lớp sắp mở")


async def test_what_was_asked_stays_asked_on_the_next_page(stranger: Person, db: Database) -> None:
    more = [
        TrainingClass(f"x{n}", f"SC-K{n}-2026", f"Sơ cấp, lớp thêm {n}", Level.SO_CAP, starts_on=date(2025, 7, 20 + n))
        for n in range(4)
    ]
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", more)
    await stranger.says("Tháng 7 có lớp sơ cấp nào?")
    second = await stranger.taps("Xem tiếp")
    assert "lớp thêm 3" in second
    assert "Trung cấp" not in second


async def test_a_class_is_found_by_its_number(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    text = await nha.says("Lớp trung cấp K14 học ở đâu?")
    assert text.splitlines()[0] == "Trung cấp lý luận chính trị, khóa 14"
    assert "thứ Bảy 05/10/2024 đến thứ Bảy 20/12/2025" in text
    assert "Giảng viên: Ngô Văn Minh." in text


async def test_a_number_that_several_classes_bear_is_asked_back(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    asked = await nha.says("lớp khóa 2 học ở đâu")
    assert asked.startswith("Có 2 lớp như vậy. Đồng chí hỏi lớp nào?")
    assert "CU-K2-2025" in await nha.says("1")


async def test_a_class_nobody_knows_is_said_kindly(stranger: Person) -> None:
    assert (await stranger.says("Lớp K99 học ở đâu?")).startswith("Trợ lý chưa tìm thấy lớp đó.")


async def test_the_last_place_taken_is_told(linked: Linked, db: Database) -> None:
    await enrol(db, "cu2", roster.LOC)
    nha = await linked(roster.NHA)
    assert "Đã đủ 2 chỗ." in await nha.taps("class_detail:cu2")


async def test_what_a_course_ends_with_is_told_as_far_as_it_is_known(linked: Linked, house: House) -> None:
    nha = await linked(roster.NHA)
    assert "Học xong được cấp bằng tốt nghiệp; trình độ sơ cấp." in await nha.taps("class_detail:sc2")
    known = house.courses.by_id["cap_uy"].model_copy(update={"length": "5 ngày", "validity_months": 24})
    nha.house = replace(house, courses=Courses(kinds=(known,)))
    assert "Thời lượng: 5 ngày. Học xong được cấp giấy chứng nhận, có giá trị 24 tháng." in await nha.taps(
        "class_detail:cu2"
    )


async def test_a_class_under_way_fits_nobody_and_takes_no_names(linked: Linked) -> None:
    text = await (await linked(roster.NHA)).taps("class_detail:tc14")
    assert "đang học" in text
    assert "Phù hợp" not in text
    assert "xem xét cử" not in text


async def test_who_is_in_a_class_is_not_told_how_to_get_in(linked: Linked) -> None:
    text = await (await linked(roster.HOA)).taps("class_detail:cu2")
    assert "Đồng chí có tên trong danh sách lớp." in text
    assert "danh sách cử" not in text.split("\n\n")[1]
    assert len(text.splitlines()) <= 12


async def test_a_deadline_that_passed_is_told_as_the_lists(linked: Linked, clock: Clock) -> None:
    clock.move(days=3)
    nha = await linked(roster.NHA)
    assert "Hạn nhận danh sách cử, thứ Tư 04/06, đã qua." in await nha.taps("class_detail:cu2")


async def test_tomorrow_is_told_with_room_topic_and_both_halves_of_the_day(linked: Linked, db: Database) -> None:
    await enrol(db, "tc14", roster.NHA)
    nha = await linked(roster.NHA)
    assert await nha.says("Mai tôi học phòng nào?") == (
        "Lịch học của đồng chí, ngày mai, thứ Ba 03/06/2025:\n"
        "Trung cấp lý luận chính trị, khóa 14\n\n"
        "Thứ Ba 03/06, sáng và chiều, Hội trường 1\n"
        "Bài 5: Công tác tổ chức. Giảng viên: Ngô Văn Minh."
    )


async def test_a_free_day_is_told_with_the_next_session(linked: Linked, db: Database) -> None:
    await enrol(db, "tc14", roster.NHA)
    nha = await linked(roster.NHA)
    text = await nha.taps("my_schedule:today")
    assert text.startswith(
        "Hôm nay, thứ Hai 02/06/2025, đồng chí không có buổi học. Buổi học gần nhất: thứ Ba 03/06/2025."
    )
    assert "tối" in await nha.taps("Tuần sau")


async def test_who_studies_the_level_they_lack_is_not_told_to_be_sent(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    assert "cấp ủy đơn vị xem xét cử đi học" in await nha.says("/status")
    await enrol(db, "tc14", roster.NHA)
    text = await nha.says("/status")
    assert "Hiện có: sơ cấp. Cần có: trung cấp" in text
    assert "Đang học: Trung cấp lý luận chính trị, khóa 14." in text
    assert "Việc tiếp theo: hoàn thành lớp đang học; người đang học chưa tính là đạt." in text
    assert "xem xét cử đi học" not in text


async def test_who_is_in_no_class_is_told_so(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert await nha.says("Lịch học tuần này") == "Đồng chí hiện chưa có tên trong lớp nào."


async def test_who_studies_trung_cap_is_not_offered_another(linked: Linked, db: Database) -> None:
    await enrol(db, "tc14", roster.NHA)
    nha = await linked(roster.NHA)
    assert "khóa 16" not in await nha.says("Sắp tới có lớp nào?")


async def test_a_lesson_asked_for_opens_at_once(linked: Linked, db: Database) -> None:
    await enrol(db, "tc14", roster.NHA)
    nha = await linked(roster.NHA)
    assert "Đề cương bài 6" in await nha.says("Gửi tôi đề cương bài 6")


async def test_materials_are_found_by_the_words_of_their_title(linked: Linked, db: Database) -> None:
    await enrol(db, "tc14", roster.NHA)
    nha = await linked(roster.NHA)
    assert "Đề cương bài 5" in await nha.says("gui toi tai lieu cong tac to chuc can bo")


async def test_a_lesson_that_is_not_there_shows_what_is(linked: Linked, db: Database) -> None:
    await enrol(db, "tc14", roster.NHA)
    nha = await linked(roster.NHA)
    assert (await nha.says("Gửi tôi đề cương bài 9")).startswith("Chưa có tài liệu như vậy.")
    assert nha.labels == ["Mở tài liệu 1", "Mở tài liệu 2", "Về đầu"]


async def test_materials_of_a_class_one_is_not_in_stay_closed(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "Đề cương" not in await nha.taps("material:m5")
    assert "Đề cương" not in await nha.taps("materials:tc14:0")


async def test_staff_see_all_classes_without_a_fit(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    assert (await lan.says("Sắp tới có lớp nào?")).startswith("Các lớp sắp mở")


@pytest.mark.parametrize(
    "key",
    [
        "class_detail:none", "class_timetable", "class_timetable:tc14:x", "class_timetable:none:1", "material",
        "materials:none:99", "my_schedule:nonsense:7", "upcoming_classes:z:99:so.9.q.nonsense", "upcoming_classes:o:0",
    ],
)  # fmt: skip
async def test_a_forged_key_is_answered_politely(linked: Linked, key: str) -> None:
    hoa = await linked(roster.HOA)
    assert await hoa.taps(key)


@pytest.mark.parametrize("level", ["", "trung_cap"])
@pytest.mark.parametrize("when", ["", "this_month", "2025-12"])
def test_every_key_fits_in_a_button(level: str, when: str) -> None:
    key = Place("f", 99, (level, "cap_nhat_kien_thuc", "khong_tap_trung", when)).key
    assert len(key.encode()) <= 64


@pytest.mark.parametrize("typed", [SO_CAP.name, "so cap ly luan chinh tri khoa 2/2025", "SC-K2-2025"])
async def test_the_name_of_a_class_typed_alone_asks_what_that_class_is(linked: Linked, typed: str) -> None:
    nha = await linked(roster.NHA)
    assert (await nha.says(typed)).startswith(SO_CAP.name)
