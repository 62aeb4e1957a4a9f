"""The roll of a session: typed, corrected, printed and read back; absences begged beforehand; the centre's limit."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from handlers.house import House
from handlers.texts import absence as begging
from handlers.texts import common
from handlers.texts import rollcall as texts
from rules.access import Role
from rules.attendance import Presence
from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from storage import attendance, classes, grants
from storage.attendance import Mark
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent

BY = By("operator", 1)
COURSE = TrainingClass("cu2", "CU-K2", "Bồi dưỡng cấp ủy viên, khóa 2", state=ClassState.RUNNING)
TODAY, TOMORROW = date(2025, 6, 2), date(2025, 6, 3)
SESSIONS = (
    Session("s1", "cu2", TODAY, Part.SANG, "Bài 1", "Hội trường 1"),
    Session("s2", "cu2", TOMORROW, Part.SANG, "Bài 2"),
    Session("s3", "cu2", TOMORROW, Part.CHIEU, "Bài 3"),
    Session("s4", "cu2", date(2025, 6, 4), Part.SANG, "Bài 4"),
)
KIET, LOC, NHA = 1, 2, 3


@pytest.fixture(autouse=True)
async def running_class(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [COURSE])
        people = (roster.NHA, roster.KIET, roster.LOC)
        await classes.save_enrolments(tx, BY, [Enrolment("cu2", each.id) for each in people])
        await classes.replace_sessions(tx, BY, "cu2", SESSIONS)


@pytest.fixture
async def lan(linked: Linked) -> Person:
    return await linked(roster.LAN)


async def marks(house: House, session: str = "s1") -> dict[str, Presence]:
    return {person: mark.presence for person, mark in (await attendance.roll(house.db, session)).items()}


ALL = dict.fromkeys((roster.NHA.id, roster.KIET.id, roster.LOC.id), Presence.PRESENT)


async def test_the_absent_are_typed_by_number(lan: Person, house: House) -> None:
    assert (await lan.taps("rollcall")).startswith("Điểm danh CU-K2, sáng thứ Hai 02/06: Bài 1\nLớp có 3 học viên.")
    said = await lan.says("vắng 3")
    assert "Có mặt 2/3, vắng 1: 3 Trần Văn Nhã (không phép)." in said
    assert await marks(house) == ALL | {roster.NHA.id: Presence.ABSENT}


async def test_typing_again_corrects_the_roll(lan: Person, house: House) -> None:
    await lan.taps("rollcall:s1")
    await lan.says("vắng 3")
    await lan.says("vắng 1 có phép")
    assert await marks(house) == ALL | {roster.KIET.id: Presence.EXCUSED}
    assert "Đủ 3." in await lan.says("đủ")
    assert await marks(house) == ALL


async def test_what_surely_asks_for_something_else_is_asked_about_and_the_roll_stays_open(
    lan: Person, house: House
) -> None:
    await lan.taps("rollcall:s1")
    assert "để xem “Đưa tài liệu lên”?" in await lan.says("gửi tài liệu cho lớp K2")
    await lan.taps(lan.labels[1])
    assert (await lan.says("không biết nữa")).startswith("Trợ lý chưa đọc được.")
    await lan.says("vắng 3")
    assert await marks(house) == ALL | {roster.NHA.id: Presence.ABSENT}


async def test_of_two_who_call_the_same_roll_the_second_reads_the_first_before_anything_changes(
    lan: Person, linked: Linked, house: House
) -> None:
    phuc = await linked(roster.PHUC)
    for person in (lan, phuc):
        await person.taps("rollcall:s1")
    await lan.says("vắng 3")
    said = await phuc.says("vắng 1")
    assert said.startswith("Chưa ghi gì: người khác vừa điểm danh CU-K2, sáng thứ Hai 02/06: Bài 1, có mặt 2/3, vắng 1")
    assert "3 Trần Văn Nhã" in said
    assert (await marks(house))[roster.NHA.id] is Presence.ABSENT
    await phuc.says("vắng 1 3")
    assert [each for each, mark in (await marks(house)).items() if mark is Presence.PRESENT] == [roster.LOC.id]


async def test_who_begs_off_meanwhile_does_not_keep_the_roll_from_being_called(
    lan: Person, linked: Linked, house: House, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    await lan.taps("rollcall:s1")
    await nha.says("xin vắng sáng nay vì ốm")
    await nha.taps(begging.SEND)
    assert "vắng 1: 3 Trần Văn Nhã (có phép)" in await lan.says("vắng 3")


async def test_a_number_that_is_nobodys_is_told(lan: Person) -> None:
    await lan.taps("rollcall:s1")
    assert "Không có trong danh sách lớp: số 17." in await lan.says("vắng 3 17")


async def test_a_slip_of_the_finger_does_not_call_the_class_full(lan: Person, house: House) -> None:
    await lan.taps("rollcall:s1")
    assert (await lan.says("vắng 17")).startswith("Không có trong danh sách lớp: số 17.")
    assert await marks(house) == {}


async def test_what_is_no_roll_changes_nothing(lan: Person, house: House) -> None:
    await lan.taps("rollcall:s1")
    assert texts.UNREADABLE in await lan.says("vắng Nhã")
    assert await marks(house) == {}


async def test_a_session_to_come_has_no_roll_yet(lan: Person) -> None:
    assert await lan.taps("rollcall:s2") == texts.NOT_YET


async def test_a_cancelled_session_has_no_roll(lan: Person, db: Database) -> None:
    await db.write("update class_session set cancelled = 1 where id = 's1'")
    assert await lan.taps("rollcall:s1") == texts.NOT_YOURS


async def test_only_the_sessions_own_lecturer_and_staff_call_the_roll(linked: Linked, db: Database) -> None:
    await db.write(
        "insert into lecturer (id, code, name, folded, full_time, holder_id, topics, state, decision, note,"
        " proposed_by, submitted_by, version)"
        " values ('gv1', 'GV1', 'Phạm Quốc Dũng', 'pham quoc dung', 0, 'cb004', '', 'approved', '', '', '', '', 1)"
    )
    await db.write("update class_session set lecturer_id = 'gv1' where id = 's1'")
    async with db.transaction() as tx:
        for who in (roster.DUNG, roster.TUAN):
            await grants.grant(tx, BY, who.id, Role.LECTURER)
    own, other = await linked(roster.DUNG), await linked(roster.TUAN)
    assert (await own.taps("rollcall")).startswith("Điểm danh CU-K2")
    assert await other.taps("rollcall:s1") == texts.NOT_YOURS
    assert await (await linked(roster.NHA)).taps("rollcall:s1") == common.NOT_ALLOWED


async def test_the_sheet_goes_out_and_its_marks_come_back(lan: Person, house: House) -> None:
    await lan.taps("roll_sheet:s1")
    book = load_workbook(BytesIO(lan.last.files[0].content))
    rows = {row[0].value: row for row in book.active.iter_rows() if row[0].value in (1, 2, 3)}
    rows[NHA][4].value, rows[KIET][4].value = "V", "p"
    filled = BytesIO()
    book.save(filled)
    await lan.taps("rollcall:s1")
    assert "vắng 2" in await lan.sends_file("diem-danh.xlsx", filled.getvalue())
    assert await marks(house) == ALL | {roster.NHA.id: Presence.ABSENT, roster.KIET.id: Presence.EXCUSED}
    assert await marks(house, "s2") == {}, "its column is empty"


async def test_the_numbers_are_looked_up_on_the_sheet_and_the_roll_goes_on(lan: Person, house: House) -> None:
    await lan.taps("rollcall:s1")
    await lan.taps(texts.SHEET)
    assert [file.name for file in lan.last.files] == ["diem-danh-CU-K2.xlsx"]
    assert "vắng 1" in await lan.says("vắng 3")
    assert (await marks(house))[roster.NHA.id] is Presence.ABSENT


async def test_who_leaves_the_roll_is_not_told_that_nothing_was_kept(lan: Person, clock: Clock) -> None:
    await lan.taps("rollcall:s1")
    await lan.says("vắng 3")
    assert await lan.taps(common.CANCEL) == "Đã đóng. Điều gì đã báo là ghi thì vẫn giữ."
    await lan.taps("rollcall:s1")
    clock.move(hours=25)
    assert (await lan.says("0")).startswith(
        "Biểu mẫu “Điểm danh” đã đóng vì quá 24 giờ, điều gì đã báo là ghi thì vẫn giữ.\n\n"
    )


async def test_an_absence_is_begged_for_in_one_sentence(
    lan: Person, linked: Linked, sent: Sent, house: House, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    said = await nha.says("xin vắng sáng mai vì họp đột xuất")
    assert said.startswith("Xin vắng buổi sáng thứ Ba 03/06, lớp Bồi dưỡng cấp ủy viên, khóa 2.\nLý do: họp đột xuất")
    assert "Người được xem:" in said
    assert await marks(house, "s2") == {}, "nothing before the yes"
    assert (await nha.taps(begging.SEND)).startswith("Đã báo vắng buổi sáng thứ Ba 03/06")
    assert await attendance.roll(house.db, "s2") == {roster.NHA.id: Mark(Presence.ANNOUNCED, "họp đột xuất")}
    [told] = await sent(lan)
    assert told.startswith("Trần Văn Nhã (")
    assert told.endswith(") xin vắng buổi sáng thứ Ba 03/06, lớp Bồi dưỡng cấp ủy viên, khóa 2.\nLý do: họp đột xuất")
    clock.move(days=1)
    assert "Đã xin vắng: 3 Trần Văn Nhã (họp đột xuất)." in await lan.taps("rollcall:s2")
    assert "3 Trần Văn Nhã (có phép)" in await lan.says("vắng 3")


async def test_the_units_officer_hears_of_it(linked: Linked, sent: Sent, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.TUAN.id, Role.OFFICER, roster.AN_TRUONG.id)
    officer, nha = await linked(roster.TUAN), await linked(roster.NHA)
    await nha.says("xin vắng sáng mai vì họp")
    assert "cán bộ phụ trách của đơn vị đã được báo" in await nha.taps(begging.SEND)
    assert len(await sent(officer)) == 1


async def test_what_is_not_said_is_asked(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert await nha.says("xin vắng ngày mai") == begging.WHICH
    assert nha.labels == ["Sáng 03/06, CU-K2", "Chiều 03/06, CU-K2", "Thôi"], "of the day that was said"
    await nha.taps("Chiều 03/06, CU-K2")
    assert nha.last.text == begging.WHY
    assert "Lý do: ốm" in await nha.says("ốm")


async def test_begging_twice_tells_once(lan: Person, linked: Linked, sent: Sent) -> None:
    nha = await linked(roster.NHA)
    for _ in range(2):
        await nha.says("xin vắng sáng mai vì họp")
        await nha.taps(begging.SEND)
    assert nha.last.text == begging.ALREADY
    assert len(await sent(lan)) == 1


async def test_there_is_no_absence_from_a_day_without_a_session(linked: Linked) -> None:
    assert await (await linked(roster.NHA)).says("xin vắng ngày 20/06 vì họp") == begging.NO_SESSION
    assert await (await linked(roster.HOA)).says("xin vắng sáng mai vì họp") == begging.NONE_COMING


async def test_nobody_is_warned_while_the_centre_set_no_limit(lan: Person, linked: Linked, sent: Sent) -> None:
    nha = await linked(roster.NHA)
    await lan.taps("rollcall:s1")
    assert "Lưu ý" not in await lan.says("vắng 3")
    assert await sent(nha) == []


async def test_who_comes_near_the_limit_is_warned_once(lan: Person, linked: Linked, sent: Sent, clock: Clock) -> None:
    nha, phuc = await linked(roster.NHA), await linked(roster.PHUC)
    await phuc.taps("absence_limit")
    assert await phuc.says("2 buổi") == "Đã đặt giới hạn vắng: 2 buổi (tính cả vắng có phép)."
    await lan.taps("rollcall:s1")
    assert "Lưu ý: 3 Trần Văn Nhã đã vắng 1 buổi, gần hoặc bằng giới hạn (2 buổi)." in await lan.says("vắng 3")
    await lan.says("vắng 3")
    assert len(await sent(nha)) == 1
    clock.move(days=1)
    for session, many in (("s2", 1), ("s3", 2)):
        await lan.taps(f"rollcall:{session}")
        await lan.says("vắng 3")
        assert len(await sent(nha)) == many
    assert "đã quá giới hạn" in (await sent(nha))[-1]


async def test_the_unit_and_staff_hear_of_it_too_when_a_lecturer_calls(
    lan: Person, linked: Linked, sent: Sent, db: Database
) -> None:
    await db.write(
        "insert into lecturer (id, code, name, folded, full_time, holder_id, topics, state, decision, note,"
        " proposed_by, submitted_by, version)"
        " values ('gv1', 'GV1', 'Phạm Quốc Dũng', 'pham quoc dung', 0, 'cb004', '', 'approved', '', '', '', '', 1)"
    )
    await db.write("update class_session set lecturer_id = 'gv1' where id = 's1'")
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.DUNG.id, Role.LECTURER)
        await grants.grant(tx, BY, roster.TUAN.id, Role.OFFICER, roster.AN_TRUONG.id)
    dung, officer, phuc = await linked(roster.DUNG), await linked(roster.TUAN), await linked(roster.PHUC)
    await phuc.taps("absence_limit")
    await phuc.says("2 buổi")
    await dung.taps("rollcall:s1")
    await dung.says("vắng 3")
    for person in (officer, lan):
        [told] = await sent(person)
        assert told.startswith("Trần Văn Nhã, xã An Trường, đã vắng 1 buổi ở lớp Bồi dưỡng cấp ủy viên, khóa 2")


async def test_a_list_to_sign_is_printed_and_the_absent_are_typed_from_it(lan: Person, house: House) -> None:
    await lan.taps("rollcall:s1")
    await lan.taps(texts.DOCUMENT)
    [file] = lan.last.files
    assert file.name == "ky-ten-CU-K2-02-06-sang.docx"
    document = Document(BytesIO(file.content))
    assert [row.cells[1].text for row in document.tables[0].rows][1:] == [
        "Sơn Văn Kiệt",
        "Huỳnh Văn Lộc",
        "Trần Văn Nhã",
    ]
    assert "vắng 1" in await lan.says("vắng 3")


async def test_the_photograph_of_a_signed_list_is_read_by_the_words_below_it(lan: Person, house: House) -> None:
    await lan.taps("rollcall:s1")
    assert texts.PICTURE in await lan.sends_file("anh.jpg", b"\xff\xd8")
    assert await marks(house) == {}
    assert "vắng 1" in await lan.sends_file("anh.jpg", b"\xff\xd8", "vắng 3")
    assert (await marks(house))[roster.NHA.id] is Presence.ABSENT
