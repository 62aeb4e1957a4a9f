"""Staff write a notice: from a sentence, from nothing, from a template; every part can be changed in any order."""

from dataclasses import replace
from datetime import date

import pytest

from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from rules.notices import NoticeKind, NoticeState
from storage import classes, notice_templates, notices
from storage.database import Database
from storage.journal import By
from storage.notices import Draft
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked

K14 = TrainingClass("c14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING,
                    starts_on=date(2025, 5, 5))  # fmt: skip
BY = By("operator", 1)


@pytest.fixture
async def lan(linked: Linked, db: Database) -> Person:
    """Staff of the whole centre, with a class K14 in which Nhã and Thảo are."""
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "import", [K14])
        await classes.save_enrolments(tx, BY, [Enrolment("c14", roster.NHA.id), Enrolment("c14", roster.THAO.id)])
    await linked(roster.NHA)
    return await linked(roster.LAN)


@pytest.mark.parametrize("name", ["K14", "TC-K14"])
async def test_a_sentence_opens_the_card_already_filled(lan: Person, db: Database, name: str) -> None:
    text = await lan.says(f"nhắn cho cả lớp {name} mai nghỉ học")
    assert "Thông báo số 1 (bản nháp): Thay đổi lịch học" in text
    assert "Gửi: Học viên lớp TC-K14" in text
    assert "\nNgày mai (thứ Ba 03/06/2025) nghỉ học." in text
    kept = await notices.by_number(db, 1)
    assert kept is not None
    assert (kept.audience, kept.class_id, kept.author) == ("class=TC-K14", "c14", roster.LAN.id)


async def test_a_notice_from_nothing_asks_kind_and_text(lan: Person) -> None:
    await lan.says("/thongbao")
    await lan.taps("Soạn thông báo mới")
    await lan.taps("Chiêu sinh")
    text = await lan.says("Trung tâm mở lớp **sơ cấp**. Đồng chí {ho_ten} còn thiếu: {con_thieu}.")
    assert "(bản nháp): Chiêu sinh" in text
    assert "Gửi: chưa chọn người nhận" in text


@pytest.mark.parametrize(
    ("order", "asks"),
    [
        ("gửi thông báo", "Xin chọn một mục"),
        ("soạn thông báo mới", "thuộc loại nào?"),
        ("em muốn gửi thông báo ạ", "thuộc loại nào?"),
    ],
)
async def test_an_order_alone_is_not_taken_for_what_is_to_be_said(
    lan: Person, db: Database, order: str, asks: str
) -> None:
    assert asks in await lan.says(order)
    assert await notices.listing(db) == []


@pytest.mark.parametrize("order", ["gửi", "hãy nhắn", "em muốn gửi thông báo"])
async def test_an_order_that_tells_only_to_whom_is_not_the_matter_either(lan: Person, order: str) -> None:
    draft = await lan.says(f"{order} cho lớp K14")
    assert "Lớp: Trung cấp lý luận chính trị, khóa 14" in draft
    assert f"{order} cho lớp K14".lower() not in draft.lower()


async def test_a_whole_sentence_is_taken_where_its_kind_is_asked_for(lan: Person) -> None:
    assert "thuộc loại nào?" in await lan.says("em muốn gửi thông báo ạ")
    draft = await lan.says("nhắn cho lớp K14 mai nghỉ học")
    assert "Lớp: Trung cấp lý luận chính trị, khóa 14" in draft
    assert "nghỉ học" in draft
    assert "thuộc loại nào?" not in draft


async def test_a_misspelt_field_is_asked_back_with_what_was_meant(lan: Person, db: Database) -> None:
    await lan.taps("notice_new")
    await lan.taps("Loại khác")
    await lan.taps("Nhắc nhở")
    text = await lan.says("Kính gửi {ho_tem}")
    assert "Không có trường {ho_tem}. Có phải là {ho_ten}?" in text
    assert await notices.listing(db) == []


async def test_every_part_can_be_changed_in_any_order(lan: Person, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Sửa khác")
    await lan.taps("Giờ gửi")
    text = await lan.says("8h sáng mai")
    assert "Sẽ gửi lúc 08 giờ 00, thứ Ba 03/06/2025" in text
    await lan.taps("Sửa khác")
    await lan.taps("Đề nghị xác nhận")
    await lan.taps("Sửa khác")
    await lan.taps("Mục khác nữa")
    await lan.taps("Gửi khẩn")
    await lan.taps("Nội dung")
    text = await lan.says("Ngày mai lớp nghỉ.")
    assert "Đề nghị xác nhận: có; Gửi khẩn: có" in text
    kept = await notices.by_number(db, 1)
    assert kept is not None
    assert (kept.receipt, kept.urgent, kept.text) == (True, True, "Ngày mai lớp nghỉ.")


async def test_a_time_that_is_past_or_no_time_is_asked_again(lan: Person) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Sửa khác")
    await lan.taps("Giờ gửi")
    assert "chưa rõ giờ" in await lan.says("lúc nào tiện")
    assert "đã qua" in await lan.says("7h hôm nay")


async def test_a_time_in_quiet_hours_is_told_to_wait(lan: Person) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Sửa khác")
    await lan.taps("Giờ gửi")
    assert "sẽ chờ đến 06 giờ 30, thứ Ba 03/06/2025" in await lan.says("21h hôm nay")


async def test_a_file_sent_while_the_card_is_open_goes_with_it(lan: Person, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    text = await lan.sends_file("lich.pdf", b"%PDF-1.4")
    assert "Đã kèm tệp lich.pdf." in text
    assert "Tệp kèm theo (1): lich.pdf" in text
    kept = await notices.by_number(db, 1)
    assert kept is not None
    [file] = await notices.files_of(db, kept.id)
    assert (file.name, file.picture) == ("lich.pdf", False)


async def test_a_draft_is_found_again_and_an_old_button_changes_nothing(lan: Person, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("home")
    await lan.says("/thongbao")
    assert "Số 1 (bản nháp): Lớp: Trung cấp lý luận" in await lan.taps("Bản nháp của tôi")
    text = await lan.taps("Số 1: Thay đổi lịch học")
    assert "(bản nháp)" in text
    await lan.taps("notice_edit:1:1:urgent")
    assert "vừa được sửa" in await lan.taps("notice_edit:1:1:urgent")
    kept = await notices.by_number(db, 1)
    assert kept is not None
    assert kept.urgent


async def test_nobody_else_changes_a_draft(lan: Person, linked: Linked, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    phuc = await linked(roster.PHUC)
    assert "Không có thông báo như vậy" in await phuc.taps("notice_edit:1:1:text")
    nha = Person(lan.house, "telegram", "chat-cb001")
    assert "được giao nhiệm vụ riêng" in await nha.taps("notice:1")


async def test_leaving_a_question_leads_back_to_the_card(lan: Person) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Nội dung")
    assert "(bản nháp)" in await lan.taps("Thôi")
    assert "Bản nháp được giữ lại" in await lan.says("thôi")


async def test_a_template_is_kept_in_versions_and_begins_a_draft(lan: Person, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    for version in (1, 2):
        await lan.taps("Sửa khác")
        await lan.taps("Mục khác nữa")
        await lan.taps("Lưu thành mẫu")
        assert f"Đã lưu mẫu “Nghỉ học”, bản {version}." in await lan.says("Nghỉ học")
    await lan.taps("notice_templates")
    assert "bản 2" in await lan.taps("Nghỉ học")
    assert "bản 1" in await lan.taps("Bản trước")
    text = await lan.taps("Soạn từ mẫu này")
    assert "Thông báo số 2 (bản nháp)" in text
    assert "nghỉ học" in text


async def test_a_draft_can_be_thrown_away_after_a_question(lan: Person, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Sửa khác")
    await lan.taps("Mục khác nữa")
    assert "Xóa bản nháp này?" in await lan.taps("Xóa bản nháp")
    assert "Đã xóa" in await lan.taps("Xóa bản nháp")
    kept = await notices.by_number(db, 1)
    assert kept is not None
    assert kept.state is NoticeState.CANCELLED


@pytest.mark.parametrize(
    ("sentence", "whom", "says"),
    [
        ("gửi thông báo cho tất cả cán bộ: chiều mai họp lúc 14 giờ", "Tất cả cán bộ", "họp lúc 14 giờ."),
        ("thông báo cho xã An Trường biết ngày 10/6 học bù", "Đơn vị xã An Trường", "\nNgày 10/6 học bù."),
        ("gửi tin cho học viên lớp K14 rằng mang theo sổ", "Học viên lớp TC-K14", "\nMang theo sổ."),
        ("nhắn lớp K14 mai nghỉ", "Học viên lớp TC-K14", "nghỉ."),
        ("Thông báo đổi phòng học cho lớp K14", "Học viên lớp TC-K14", "\nĐổi phòng học."),
        ("nhắc tất cả học viên nộp bài thu hoạch", "chưa chọn người nhận", "\nNhắc tất cả học viên nộp bài thu hoạch."),
        ("nhắc lớp K14 mang theo sổ", "Học viên lớp TC-K14", "\nMang theo sổ."),
        ("nhắn cho mọi người ở lớp K99 mai nghỉ", "chưa chọn người nhận", "nghỉ."),
        ("báo cho các xã nộp danh sách", "chưa chọn người nhận", "\nNộp danh sách."),
        ("nhắn cho mọi người mang theo sổ tay", "Tất cả cán bộ", "\nMang theo sổ tay."),
        ("nhắn cho mọi người chưa có trung cấp nộp hồ sơ", "chưa chọn người nhận", "hồ sơ."),
    ],
)
async def test_sentences_name_people_and_matter(lan: Person, sentence: str, whom: str, says: str) -> None:
    text = await lan.says(sentence)
    assert f"\nGửi: {whom}\n" in text
    assert text.endswith(says)


async def test_a_class_that_there_is_not_is_told(lan: Person) -> None:
    assert "chưa tìm thấy lớp K99" in await lan.says("gửi thông báo cho lớp K99 mai nghỉ")


async def test_of_two_classes_that_may_be_meant_one_is_asked_for(lan: Person, db: Database) -> None:
    other = replace(K14, id="s14", code="SC-K14", name="Sơ cấp lý luận chính trị, khóa 14")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "import", [other])
    assert "Có 2 lớp như vậy" in await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    assert "Gửi: Học viên lớp SC-K14" in await lan.taps("SC-K14")


async def test_who_sends_no_notices_is_shown_those_that_came_to_them(lan: Person) -> None:
    nha = Person(lan.house, "telegram", "chat-cb001")
    assert "Soạn thông báo mới" not in await nha.says("/thongbao")
    assert "được giao nhiệm vụ riêng" in await nha.says("nhắn cho cả lớp K14 mai nghỉ học")


async def test_at_an_open_card_another_sentence_begins_another_notice(lan: Person, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    assert "Xin chọn phần cần sửa" in await lan.says("xyz")
    assert "Thông báo số 2 (bản nháp)" in await lan.says("nhắn cho xã An Trường nộp danh sách")
    assert len(await notices.listing(db)) == 2


async def test_a_template_takes_the_place_of_a_drafts_words(lan: Person) -> None:
    async with lan.house.db.transaction() as tx:
        await notice_templates.save(tx, BY, "Nhắc nộp bài", NoticeKind.REMINDER, "Xin nộp bài.")
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Sửa khác")
    await lan.taps("Mục khác nữa")
    await lan.taps("Lấy từ mẫu")
    text = await lan.taps("Nhắc nộp bài")
    assert "(bản nháp): Nhắc nhở" in text
    assert text.endswith("Xin nộp bài.")


async def test_a_class_chosen_by_name_brings_its_people_while_nobody_else_is_meant(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await notices.create_draft(tx, By(roster.LAN.id, 1), Draft(NoticeKind.OTHER, "Xin chào."))
    await lan.taps("notice:1")
    await lan.taps("Sửa khác")
    await lan.taps("Lớp")
    assert "chưa tìm thấy lớp" in await lan.says("lớp nấu ăn")
    assert "Gửi: Học viên lớp TC-K14" in await lan.says("K14")


async def test_files_can_be_dropped_and_too_many_are_refused(lan: Person, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    for number in range(5):
        await lan.sends_file(f"{number}.jpg", b"\xff\xd8" + bytes([number]))
    assert "kèm tối đa 5 tệp" in await lan.sends_file("5.jpg", b"\xff\xd8\x05")
    await lan.taps("Sửa khác")
    await lan.taps("Mục khác nữa")
    assert "Tệp kèm theo (5)" in await lan.taps("Tệp kèm theo")
    assert "Đã bỏ các tệp" in await lan.taps("Bỏ hết tệp")
    kept = await notices.by_number(db, 1)
    assert kept is not None
    assert await notices.files_of(db, kept.id) == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("nhắn cho mọi người mai 8h dự hội nghị báo cáo viên", "Thông báo chung"),
        ("nhan cho moi nguoi mai 8h du hoi nghi bao cao vien", "Thông báo chung"),
        ("nhắn cho mọi người nộp bài viết về chuyên đề nghị quyết", "Thông báo chung"),
        ("nhan cho lop K14 mai nghi hoc", "Thay đổi lịch học"),
        ("nhắn cho lớp K14: lớp dời sang thứ năm", "Thay đổi lịch học"),
        ("nhắc lớp K14 mang theo giấy triệu tập", "Nhắc nhở"),
        ("gửi thông báo mời các đồng chí trưởng phòng dự họp 8h", "Thông báo chung"),
    ],
)
async def test_the_kind_is_read_from_words_not_from_what_they_look_like(lan: Person, sentence: str, kind: str) -> None:
    assert f"(bản nháp): {kind}\n" in await lan.says(sentence)


async def test_the_order_to_write_is_no_part_of_the_notice(lan: Person) -> None:
    text = await lan.says("gửi thông báo mời các đồng chí trưởng phòng dự họp 8h")
    assert text.endswith("\nMời các đồng chí trưởng phòng dự họp 8h.")


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("nhắn cho lớp K14 thứ sáu này nộp bài", "\nThứ Sáu 06/06/2025 nộp bài."),
        ("nhắn cho lớp K14 thứ hai tuần sau nộp bài", "\nThứ Hai 09/06/2025 nộp bài."),
        ("nhắn cho lớp K14 nộp bài chủ nhật này", "\nNộp bài Chủ nhật 08/06/2025."),
    ],
)
async def test_a_day_of_the_week_gets_its_date(lan: Person, sentence: str, says: str) -> None:
    assert (await lan.says(sentence)).endswith(says)


async def test_a_sentence_says_how_many_it_is_for(lan: Person, db: Database) -> None:
    assert "2 người; 1 người nhận được qua Trợ lý." in await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "import", [replace(K14, id="c9", code="TC-K9", name="Khóa 9")])
    assert "Hiện không có ai thuộc diện này." in await lan.says("nhắn cho cả lớp K9 mai nghỉ học")


async def test_the_first_line_follows_the_kind(lan: Person) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Sửa khác")
    await lan.taps("Loại thông báo")
    text = await lan.taps("Lịch học")
    assert "TRUNG TÂM CHÍNH TRỊ: LỊCH HỌC\nKính gửi" in text
    assert "THAY ĐỔI" not in text


async def test_a_day_without_its_date_is_pointed_out(lan: Person) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Nội dung")
    assert "Trong nội dung có “chiều mai”" in await lan.says("Kính gửi {ho_ten}, họp lúc 14h chiều mai.")
    await lan.taps("Nội dung")
    assert "Nên ghi rõ" not in await lan.says("Kính gửi {ho_ten}, họp lúc 14h ngày mai (03/06/2025).")


async def test_every_draft_is_found_however_many_there_are(lan: Person) -> None:
    for _ in range(5):
        await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
        await lan.taps("home")
    await lan.taps("notice_drafts")
    assert "Số 1 (bản nháp)" in await lan.taps("Xem tiếp")
    assert "Thông báo số 2 (bản nháp)" in await lan.says("/thongbao 2")


async def test_an_end_can_be_set_after_which_nobody_is_written_to(lan: Person, db: Database) -> None:
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Sửa khác")
    await lan.taps("Giờ gửi")
    await lan.taps("Hạn cuối để gửi")
    assert "phải sau lúc gửi" in await lan.says("7h hôm nay")
    text = await lan.says("17h hôm nay")
    assert "Sau 17 giờ 00, thứ Hai 02/06/2025, ai chưa nhận thì không gửi nữa." in text
    assert "\nKhông gửi sau: 17 giờ 00, thứ Hai 02/06/2025\n" in text
    kept = await notices.by_number(db, 1)
    assert kept is not None
    assert kept.useful_until is not None
    await lan.taps("Sửa khác")
    await lan.taps("Giờ gửi")
    await lan.taps("Hạn cuối để gửi")
    assert "Không gửi sau" not in await lan.taps("Không có hạn")


async def test_the_words_for_writing_one_begin_one(lan: Person, db: Database) -> None:
    assert "thuộc loại nào?" in await lan.says("soạn thông báo")
    await lan.taps("Triệu tập học viên")
    assert "Đề nghị xác nhận: có" in await lan.says("Kính mời {ho_ten} dự lớp.")


@pytest.mark.parametrize(
    ("sentence", "whom", "says"),
    [
        ("nhắn cho CB001: mai 8 giờ họp ở xã Tân An", "Mã số CB001", "8 giờ họp ở xã Tân An."),
        ("nhắn cho cb001 và CB002 nộp hồ sơ", "Mã số CB001, CB002", "\nNộp hồ sơ."),
        ("nhắn cho đồng chí Trần Văn Nhã mang theo sổ", "Mã số CB001", "\nMang theo sổ."),
        ("nhắn cho Trần Văn Nhã: mang theo sổ", "Mã số CB001", "\nMang theo sổ."),
        ("báo cho đồng chí Nguyễn Văn Không: mang theo sổ", "chưa chọn người nhận", "mang theo sổ."),
    ],
)
async def test_a_sentence_names_single_people_by_code_or_name(lan: Person, sentence: str, whom: str, says: str) -> None:
    text = await lan.says(sentence)
    assert f"\nGửi: {whom}\n" in text
    assert text.endswith(says)


async def test_a_code_that_nobody_has_is_told(lan: Person) -> None:
    text = await lan.says("nhắn cho CB001, CB999: mai họp")
    assert "Người nhận: Trần Văn Nhã (xã An Trường).\nTrợ lý chưa tìm thấy mã số CB999" in text


@pytest.mark.parametrize(
    ("sentence", "whom", "says"),
    [
        ("nhắn cho mọi người: lớp K14 khai giảng ngày 10/6", "Tất cả cán bộ", "\nLớp K14 khai giảng ngày 10/6."),
        ("nhắn cho lớp K14: mai học ở xã An Trường", "Học viên lớp TC-K14", "học ở xã An Trường."),
        ("nhắn cho chi bộ khóm 3: lớp K14 mai nghỉ", "Học viên lớp TC-K14", "nghỉ."),
    ],
)
async def test_what_stands_behind_a_colon_is_what_is_said_and_names_nobody(
    lan: Person, sentence: str, whom: str, says: str
) -> None:
    text = await lan.says(sentence)
    assert f"\nGửi: {whom}\n" in text
    assert text.endswith(says)


async def test_a_list_of_drafts_tells_what_each_is_about(lan: Person) -> None:
    await lan.says("nhắn cho mọi người mang theo sổ tay")
    assert "Số 1 (bản nháp): Mang theo sổ tay." in await lan.taps("Bản nháp của tôi")


async def test_the_question_for_the_text_says_how_bold_words_are_written(lan: Person) -> None:
    await lan.says("nhắn cho mọi người mang theo sổ tay")
    assert "viết hai dấu sao ở trước và hai dấu sao ở sau" in await lan.taps("Nội dung")
