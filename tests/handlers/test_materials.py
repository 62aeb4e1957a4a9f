"""Materials in conversation: sent by staff and lecturers, found by those who study, replaced and withdrawn."""

from datetime import date

import pytest

from rules.cadres import Cadre
from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from rules.levels import Level
from storage import classes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked

BY = By("operator", 1)
K14 = TrainingClass(
    "tc14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING,
    kind="trung_cap",
)  # fmt: skip
K15 = TrainingClass(
    "tc15", "TC-K15", "Trung cấp lý luận chính trị, khóa 15", Level.TRUNG_CAP, state=ClassState.OPEN, kind="trung_cap"
)
SESSION = Session("s1", "tc14", date(2025, 6, 12), Part.CHIEU, "Bài 3")
PDF = b"%PDF-1.7 de cuong"


@pytest.fixture(autouse=True)
async def classes_of_the_centre(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [K14, K15])
        await classes.replace_sessions(tx, BY, "tc14", [SESSION])
        await classes.save_enrolments(tx, BY, [Enrolment("tc14", roster.NHA.id), Enrolment("tc15", roster.HOA.id)])


async def sent_by(person: Person, lesson: str = "bài 3") -> None:
    await person.says("Gửi tài liệu cho lớp K14")
    await person.sends_file("Duong_loi_xay_dung_Dang.pdf", PDF)
    await person.says("Đường lối xây dựng Đảng")
    await person.says(lesson)
    await person.taps("Gửi cho lớp này")


async def test_staff_send_a_file_for_a_lesson_and_a_learner_gets_it(linked: Linked) -> None:
    lan, nha = await linked(roster.LAN), await linked(roster.NHA)
    assert (await lan.says("Gửi tài liệu cho lớp K14")).startswith("Tài liệu cho Trung cấp lý luận chính trị, khóa 14.")
    assert "Tên đang có: Duong loi" in await lan.sends_file("Duong_loi.pdf", PDF)
    await lan.says("Đường lối xây dựng Đảng")
    assert "Gửi tài liệu “Đường lối xây dựng Đảng”, bài 3." in await lan.says("bài 3")
    assert (await lan.taps("Gửi cho lớp này")).startswith("Đã lưu tài liệu")
    assert "Bài 3: Đường lối xây dựng Đảng" in await nha.says("Cho tôi tài liệu bài 3 lớp K14")
    [file] = nha.last.files
    assert (file.name, file.content, len(file.digest)) == ("Duong_loi.pdf", PDF, 64)


@pytest.mark.parametrize("question", ["tài liệu bài về Đảng", "tai lieu xay dung dang", "tài liệu lớp K14", "tài liệu"])
async def test_a_material_is_found_by_words_lesson_and_class(linked: Linked, question: str) -> None:
    await sent_by(await linked(roster.LAN))
    nha = await linked(roster.NHA)
    assert "Đường lối xây dựng Đảng" in await nha.says(question)
    assert len(nha.last.files) == 1


@pytest.mark.parametrize(
    "said", ["gửi tài liệu cho lớp TC-K15", "gui tai lieu cho lop tc k15", "Gửi tài liệu cho lớp K15"]
)
async def test_the_class_is_named_by_its_code_as_by_its_number(linked: Linked, said: str) -> None:
    lan = await linked(roster.LAN)
    assert (await lan.says(said)).startswith("Tài liệu cho Trung cấp lý luận chính trị, khóa 15.")


async def test_the_whole_code_with_its_year_names_a_class(linked: Linked, db: Database) -> None:
    await db.write("update training_class set code = 'SC-K1-2025' where id = 'tc15'")
    lan = await linked(roster.LAN)
    said = await lan.says("gửi tài liệu cho lớp SC-K1-2025")
    assert said.startswith("Tài liệu cho Trung cấp lý luận chính trị, khóa 15.")


async def test_a_cancelled_class_takes_no_material(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await db.write("update training_class set state = 'cancelled' where id = 'tc14'")
    said = "Lớp Trung cấp lý luận chính trị, khóa 14 đã hủy, không gửi tài liệu cho lớp này nữa."
    assert await lan.says("Gửi tài liệu cho lớp K14") == said
    assert await lan.taps("material_new:tc14") == said
    await lan.taps("material_new")
    assert (await lan.says("TC-K14")).startswith(said)
    assert "TC-K14" not in str(lan.last.buttons)


@pytest.mark.parametrize("who", [roster.HOA, roster.KIET], ids=["of another class", "of none"])
async def test_nobody_outside_the_class_gets_its_material(linked: Linked, db: Database, who: Cadre) -> None:
    await sent_by(await linked(roster.LAN))
    person = await linked(who)
    [row] = await db.rows("select id from material")
    await person.taps(f"material:{row['id']}")
    assert person.last.files == ()
    assert "Đảng" not in await person.says("tài liệu lớp K14")


async def test_a_material_of_the_course_reaches_every_class_of_it(linked: Linked) -> None:
    lan, hoa = await linked(roster.LAN), await linked(roster.HOA)
    await lan.says("Gửi tài liệu cho lớp K14")
    await lan.says("https://example.vn/noi-quy")
    await lan.says("Nội quy học tập")
    await lan.taps("Cả lớp, không theo bài")
    await lan.taps("Cho mọi lớp cùng chương trình")
    assert "https://example.vn/noi-quy" in await hoa.says("tài liệu")


async def test_a_day_names_the_session_that_a_material_is_for(linked: Linked) -> None:
    await sent_by(await linked(roster.LAN), "chiều 12/6")
    nha = await linked(roster.NHA)
    assert "Buổi chiều thứ Năm 12/06: Đường lối xây dựng Đảng" in await nha.says("tài liệu")


async def test_a_lesson_and_a_day_that_are_none_are_asked_for_again(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    await lan.says("Gửi tài liệu cho lớp K14")
    await lan.says("Nội dung bài học")
    await lan.says("Bài mở đầu")
    for wrong in ("bài 0", "bài 100", "13/6", "mai"):
        assert (await lan.says(wrong)).startswith("Trợ lý chưa rõ bài hay buổi nào.")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bai.exe", b"MZ", "Loại tệp này"),
        ("bai.pdf", b"MZ", "không đúng với đuôi"),
        ("bai.pdf", b"", "không có nội dung"),
    ],
)
async def test_a_file_that_is_not_taken_says_why_and_the_form_stays(
    linked: Linked, db: Database, name: str, content: bytes, why: str
) -> None:
    lan = await linked(roster.LAN)
    await lan.says("Gửi tài liệu cho lớp K14")
    assert why in await lan.sends_file(name, content)
    assert lan.last.form is not None
    assert not await db.rows("select digest from stored_file")


async def test_the_sender_replaces_a_material_and_old_buttons_do_nothing(linked: Linked) -> None:
    lan, nha = await linked(roster.LAN), await linked(roster.NHA)
    await sent_by(lan)
    await lan.taps("Xem tài liệu")
    old = lan.last
    await lan.taps("Thay tài liệu")
    await lan.sends_file("ban_moi.pdf", PDF + b" moi")
    await lan.taps("Dùng tên này")
    assert (await lan.taps("Thay tài liệu")).startswith("Đã thay tài liệu")
    await nha.says("tài liệu")
    assert [file.content for file in nha.last.files] == [PDF + b" moi"]
    lan.last = old
    assert (await lan.taps("Thu hồi")).startswith("Nút này thuộc tin nhắn cũ")


async def test_a_withdrawn_material_is_found_no_more_and_a_second_tap_does_nothing(linked: Linked) -> None:
    lan, nha = await linked(roster.LAN), await linked(roster.NHA)
    await sent_by(lan)
    await lan.taps("Xem tài liệu")
    await lan.taps("Thu hồi")
    asked = lan.last
    assert (await lan.taps("Thu hồi tài liệu")).startswith("Đã thu hồi")
    lan.last = asked
    assert (await lan.taps("Thu hồi tài liệu")).startswith("Nút này thuộc tin nhắn cũ")
    assert (await nha.says("tài liệu")).startswith("Chưa có tài liệu nào")


async def test_a_learner_can_neither_send_nor_withdraw(linked: Linked, db: Database) -> None:
    await sent_by(await linked(roster.LAN))
    nha = await linked(roster.NHA)
    [row] = await db.rows("select id from material")
    for key in ("material_new", f"material_replace:{row['id']}", f"material_drop_yes:{row['id']}"):
        await nha.taps(key)
    assert len(await db.rows("select id from material")) == 1
    assert "Đường lối" in await nha.says("Gửi tài liệu bài 3 lớp K14")


async def test_the_next_page_stays_with_what_was_asked_for(linked: Linked, db: Database) -> None:
    lan, nha = await linked(roster.LAN), await linked(roster.NHA)
    for n in range(6):
        await lan.taps("material_new:tc14")
        await lan.says(f"Nội dung {n}")
        await lan.says(f"Nhà nước, phần thứ {n}" if n else "Nội quy")
        await lan.taps("Cả lớp, không theo bài")
        await lan.taps("Gửi cho lớp này")
    assert (await nha.says("tài liệu nhà nước")).startswith("Có 5 tài liệu")
    await nha.taps("Xem tiếp")
    assert nha.labels == ["Mở tài liệu 1", "Về đầu"]
