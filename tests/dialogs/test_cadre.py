"""What a cadre asks, on every channel."""

from dataclasses import replace

from rules.classes import ClassState
from storage import classes
from storage.database import Database
from storage.journal import By
from tests.dialogs.conftest import Meets
from tests.handlers import roster
from tests.handlers.test_classes import COMMITTEE, TRUNG_CAP


async def test_a_deputy_head_learns_what_is_missing_and_why(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("Tôi cần học trình độ gì?")
    tuan.reads("Đồng chí Lê Minh Tuấn, Phòng Nội vụ", "Hiện có: trung cấp. Cần có: cao cấp lý luận chính trị.")
    await tuan.taps("Vì sao?")
    tuan.reads("Chức vụ quyết định: Phó Trưởng phòng Nội vụ", "Điều 5 Quy định 57-QĐ/TW")
    await tuan.taps("Về đầu")
    tuan.reads("Kính chào đồng chí Lê Minh Tuấn.")


async def test_every_option_can_be_chosen_by_its_number(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("Tôi cần học trình độ gì?")
    await tuan.types_number_of("Vì sao?")
    tuan.reads("Chức vụ quyết định: Phó Trưởng phòng Nội vụ")
    await tuan.types_number_of("Về đầu")
    tuan.reads("Kính chào đồng chí Lê Minh Tuấn.")
    await tuan.types_number_of("Hồ sơ của tôi")
    tuan.reads("Hồ sơ của đồng chí Lê Minh Tuấn (CB003)")


async def test_a_committee_member_of_a_commune_is_asked_for_trung_cap(meets: Meets) -> None:
    nha = await meets(roster.NHA)
    await nha.says("toi can hoc trinh do gi")
    nha.reads("Hiện có: sơ cấp. Cần có: trung cấp lý luận chính trị.")


async def test_who_holds_what_the_post_asks_is_told_so(meets: Meets) -> None:
    dung = await meets(roster.DUNG)
    await dung.says("tôi còn thiếu gì không")
    dung.reads("cao cấp")
    dung.does_not_read("còn thiếu cao cấp")


async def test_a_post_one_might_get_is_reckoned_and_nothing_is_changed(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("nếu được bổ nhiệm trưởng phòng")
    tuan.reads("Nếu được bổ nhiệm Trưởng phòng:", "Đây chỉ là phép tính theo quy định")
    await tuan.taps("Chức danh khác")
    assert len(tuan.last.options) > 1


async def test_anyone_reads_what_a_title_asks(meets: Meets) -> None:
    mai = await meets(roster.MAI)
    await mai.says("phó trưởng phòng cần trình độ gì")
    mai.reads("Phó trưởng phòng: cần cao cấp lý luận chính trị.")


async def test_conditions_are_told_one_by_one(meets: Meets) -> None:
    nha = await meets(roster.NHA)
    await nha.says("tôi đủ điều kiện học trung cấp chưa")
    nha.reads("đảng viên (chính thức)", "cấp có thẩm quyền quyết định")


async def test_a_follow_up_keeps_to_the_matter(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("tôi đủ điều kiện học cao cấp chưa")
    tuan.reads("Cao cấp lý luận chính trị: thiếu dữ liệu để trả lời.")
    await tuan.says("còn trung cấp thì sao?")
    tuan.reads("Trung cấp lý luận chính trị:")


async def test_a_class_is_found_and_opened(meets: Meets, db: Database) -> None:
    async with db.transaction() as tx:
        # Planned: of one that takes names a job may tell in between, and "1" would be an option of that news.
        planned = replace(TRUNG_CAP, state=ClassState.PLANNED)
        await classes.save_classes(tx, By("operator", 1), "add", (planned, COMMITTEE))
    nha = await meets(roster.NHA)
    await nha.says("sắp tới có lớp nào")
    nha.reads(TRUNG_CAP.name, COMMITTEE.name)
    await nha.says("1")
    nha.reads("Hội trường 1")


async def test_a_wrong_record_is_reported_and_the_request_numbered(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("thông tin của tôi chưa đúng")
    await tuan.taps("Trình độ, văn bằng")
    await tuan.says("Tôi đã có bằng cao cấp ngày 12/05/2024")
    tuan.reads("Nội dung: Tôi đã có bằng cao cấp ngày 12/05/2024", "Người được xem")
    await tuan.taps("Gửi Trung tâm")
    tuan.reads("Đã ghi nhận yêu cầu số 1")


async def test_a_photo_of_a_paper_goes_with_the_request_as_its_proof(meets: Meets) -> None:
    tuan, lan = await meets(roster.TUAN), await meets(roster.LAN)
    await tuan.says("thông tin của tôi chưa đúng")
    await tuan.taps("Trình độ, văn bằng")
    await tuan.sends_file("anh.jpg", b"\xff\xd8\xff\xe0 a paper")
    await tuan.says("Bằng cao cấp số 123, ngày 12/05/2024")
    await tuan.taps("Gửi Trung tâm")
    tuan.reads("Đã ghi nhận yêu cầu số 1")
    await lan.says("/yeucau")
    await lan.says("1")
    lan.reads("Bằng cao cấp số 123", "Kèm ảnh")


async def test_ones_own_data_leave_as_a_file(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("xin file dữ liệu của tôi")
    await tuan.gets_file("du-lieu-CB003.json")


async def test_a_form_can_be_left_and_gone_back_in(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("thông tin của tôi chưa đúng")
    await tuan.taps("Số điện thoại")
    await tuan.taps("Quay lại")
    tuan.reads("Phần nào trong hồ sơ chưa đúng?")
    await tuan.taps("Thôi")
    await tuan.says("hồ sơ của tôi")
    tuan.reads("Hồ sơ của đồng chí Lê Minh Tuấn")


async def test_quiet_hours_and_silence_are_set_by_the_person(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("cài đặt")
    before = tuan.last
    await tuan.taps(before.options[0])
    assert tuan.last != before


async def test_a_cadre_gives_up_the_link(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("hủy liên kết")
    await tuan.taps("Hủy liên kết")
    tuan.reads("Đã hủy liên kết")
    await tuan.says("trình độ của tôi")
    tuan.does_not_read("Lê Minh Tuấn")


async def test_beginning_anew_does_no_harm(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("/start")
    await tuan.says("/start")
    tuan.reads("Lê Minh Tuấn")
