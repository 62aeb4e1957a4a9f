"""The pool of lecturers in conversation: put forward, examined, submitted, approved or returned; who teaches what."""

from datetime import date

import pytest

from rules.access import Role
from rules.classes import Part, Session, TrainingClass
from rules.lecturers import State
from storage import classes, grants, lecturers
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent


async def put_forward(lan: Person, who: str = "Ngô Văn Minh") -> None:
    await lan.taps("lecturer_add")
    await lan.says(who)
    await lan.taps("Kiêm chức")
    await lan.says("Xây dựng Đảng; Nhà nước pháp quyền")
    await lan.taps("Đề xuất")


async def submitted_by(lan: Person, who: str = "Ngô Văn Minh") -> None:
    await put_forward(lan, who)
    await lan.taps("Đã thẩm tra")
    await lan.taps("Trình phê duyệt")


async def state_of(db: Database) -> State:
    [only] = await lecturers.every_lecturer(db)
    return only.state


async def test_a_name_is_proposed_examined_submitted_and_approved_with_one_tap(
    linked: Linked, sent: Sent, db: Database
) -> None:
    lan, thanh = await linked(roster.LAN), await linked(roster.THANH)
    await put_forward(lan)
    assert "đã đề xuất, chờ thẩm tra" in lan.last.text
    await lan.taps("Đã thẩm tra")
    assert "Lãnh đạo đã được báo." in await lan.taps("Trình phê duyệt")
    [told] = await sent(thanh)
    assert "Ngô Văn Minh (GV01)" in told
    assert "Xây dựng Đảng; Nhà nước pháp quyền" in await thanh.taps("lecturers_waiting")
    assert (await thanh.says("1")).startswith("Đã ghi: Ngô Văn Minh đã được phê duyệt")
    assert await state_of(db) is State.APPROVED
    assert (await sent(lan))[-1].startswith("Lãnh đạo đã phê duyệt giảng viên Ngô Văn Minh (GV01).")


async def test_a_leader_returns_a_name_with_a_word_that_staff_read(linked: Linked, sent: Sent, db: Database) -> None:
    lan, thanh = await linked(roster.LAN), await linked(roster.THANH)
    await submitted_by(lan)
    await thanh.taps("lecturers_waiting")
    await thanh.taps("Trả lại")
    await thanh.says("Chưa có ý kiến của đơn vị")
    assert await state_of(db) is State.PROPOSED
    assert "Chưa có ý kiến của đơn vị" in (await sent(lan))[-1]
    assert "Ghi chú: Chưa có ý kiến của đơn vị" in await lan.taps(await lecturer_key(db))


async def lecturer_key(db: Database) -> str:
    [only] = await lecturers.every_lecturer(db)
    return f"lecturer:{only.id}"


async def test_whoever_put_a_name_forward_never_approves_it(linked: Linked, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, By("operator", 1), roster.LAN.id, Role.LEADER)
    lan = await linked(roster.LAN)
    await submitted_by(lan)
    [only] = await lecturers.every_lecturer(db)
    assert (await lan.taps(f"lecturer_ok:{only.id}:{only.version}")).startswith("Người đề xuất hoặc trình không tự")
    assert await state_of(db) is State.SUBMITTED


async def test_a_leader_of_one_unit_does_not_decide_for_the_centre(linked: Linked, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, By("operator", 1), roster.HOA.id, Role.LEADER, roster.TAN_AN.id)
    lan, hoa = await linked(roster.LAN), await linked(roster.HOA)
    await submitted_by(lan)
    [only] = await lecturers.every_lecturer(db)
    await hoa.taps(f"lecturer_ok:{only.id}:{only.version}")
    assert await state_of(db) is State.SUBMITTED
    assert (await hoa.taps("lecturers_waiting")).startswith("Không có giảng viên nào")


@pytest.mark.parametrize("key", ["lecturer_ok", "lecturer_no"])
async def test_a_second_tap_and_an_old_button_do_nothing(linked: Linked, db: Database, key: str) -> None:
    lan, thanh = await linked(roster.LAN), await linked(roster.THANH)
    await submitted_by(lan)
    [only] = await lecturers.every_lecturer(db)
    await thanh.taps(f"lecturer_ok:{only.id}:{only.version}")
    assert (await thanh.taps(f"{key}:{only.id}:{only.version}")).startswith("Nút này thuộc tin nhắn cũ")
    assert await state_of(db) is State.APPROVED


async def test_an_old_step_of_staff_does_nothing_either(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await put_forward(lan)
    [only] = await lecturers.every_lecturer(db)
    await lan.taps("Đã thẩm tra")
    assert (await lan.taps(f"lecturer_move:{only.id}:{only.version}:examine")).startswith("Nút này thuộc tin nhắn cũ")
    assert (await lan.taps(f"lecturer_move:{only.id}:2:approve")).startswith("Nút này thuộc tin nhắn cũ")


async def test_a_cadre_put_forward_by_code_is_let_in_as_a_lecturer_once_approved(linked: Linked, db: Database) -> None:
    lan, thanh, dung = await linked(roster.LAN), await linked(roster.THANH), await linked(roster.DUNG)
    await submitted_by(lan, "cb004")
    await thanh.taps("lecturers_waiting")
    await thanh.taps("Phê duyệt")
    await dung.taps("home")
    assert Role.LECTURER in dung.turned.roles
    [only] = await lecturers.approved(db, date(2025, 6, 2))
    assert (only.holder_id, only.unit) == (roster.DUNG.id, roster.TAI_CHINH.name)


async def test_staff_write_down_the_decision_and_its_term(linked: Linked, db: Database) -> None:
    lan, thanh = await linked(roster.LAN), await linked(roster.THANH)
    await submitted_by(lan)
    await thanh.taps("lecturers_waiting")
    await thanh.taps("Phê duyệt")
    key = (await lecturer_key(db)).replace("lecturer:", "lecturer_edit:")
    for part, value in (("Số quyết định", "120-QĐ/HU"), ("Ngày quyết định", "12/05/2025"), ("Thời hạn", "31/12/2025")):
        await lan.taps(key)
        await lan.taps(part)
        await lan.says(value)
    assert "Quyết định: 120-QĐ/HU ngày 12/05/2025\nThời hạn: đến hết 31/12/2025" in lan.last.text
    await lan.taps(key)
    await lan.taps("Thời hạn")
    assert (await lan.says("01/01/2025")).startswith("Ngày cuối của thời hạn phải sau")


async def test_anyone_reads_who_teaches_what_but_only_of_the_approved(linked: Linked, db: Database) -> None:
    lan, nha, thanh = await linked(roster.LAN), await linked(roster.NHA), await linked(roster.THANH)
    await submitted_by(lan)
    assert "Ngô Văn Minh" not in await nha.says("Giảng viên nào dạy xây dựng Đảng?")
    await thanh.taps("lecturers_waiting")
    await thanh.taps("Phê duyệt")
    assert "1. Ngô Văn Minh: Xây dựng Đảng; Nhà nước pháp quyền" in await nha.says("Giảng viên nào dạy xây dựng Đảng?")
    assert (await nha.says("Giảng viên nào dạy tin học?")).startswith("Chưa có giảng viên nào như vậy")


async def test_who_teaches_a_class_is_read_off_its_timetable(linked: Linked, db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(
            tx, By("operator", 1), "add", [TrainingClass("tc14", "TC-K14", "Trung cấp, khóa 14")]
        )
        await classes.replace_sessions(tx, By("operator", 1), "tc14", [
            Session("s1", "tc14", date(2025, 6, 3), Part.SANG, "Công tác tổ chức", "", "Ngô Văn Minh"),
        ])  # fmt: skip
    nha = await linked(roster.NHA)
    assert "Ngô Văn Minh" in await nha.says("Ai dạy lớp K14?")


async def test_a_full_time_lecturer_needs_no_approval_and_gets_a_code(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await lan.taps("lecturer_add")
    await lan.says("Trần Thị An")
    await lan.taps("Cơ hữu")
    await lan.says("Nhập môn")
    await lan.taps("Đề xuất")
    assert await state_of(db) is State.APPROVED
    assert (await lan.taps("Mã liên kết")).startswith("Mã liên kết của Trần Thị An:")


async def test_a_second_tap_does_not_end_the_code_that_was_just_handed_over(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await lan.taps("lecturer_add")
    for word in ("Trần Thị An", "Cơ hữu", "Nhập môn", "Đề xuất"):
        await lan.says(word)
    [only] = await lecturers.every_lecturer(db)
    key = f"lecturer_invite:{only.id}"
    await lan.taps(key)
    said = await lan.taps(key)
    assert said.startswith("Trần Thị An đã có mã liên kết, cấp lúc 08 giờ 00 ngày 02/06/2025, còn dùng được.")
    working = "select digest from link_code where used_at is null and expires_at > 1748826000000"
    [first] = await db.rows(working)
    assert (await lan.taps("Cấp mã mới")).startswith("Mã liên kết của Trần Thị An:")
    [second] = await db.rows(working)
    assert second["digest"] != first["digest"]
    assert len(await db.rows("select 1 from staff_person where name = 'Trần Thị An'")) == 1


async def test_the_pool_is_closed_to_all_but_staff(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    for key in ("lecturer_pool", "lecturer_list:being:0", "lecturer_add", "lecturers_waiting"):
        assert (await nha.taps(key)).startswith("Mục này dành cho")


async def test_staff_find_a_lecturer_by_words_and_turn_the_pages_of_a_part(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    for n in range(6):
        await put_forward(lan, f"Ngô Văn {'ABCDEF'[n]}n")
    assert "- Đang đề xuất: 6" in await lan.says("/giangvien")
    await lan.taps("Đang đề xuất")
    assert "5. " in await lan.taps("Xem tiếp")
    assert "1. Ngô Văn Bn (GV02)" in await lan.says("/giangvien bn")


async def test_a_leader_approves_all_who_are_listed_with_one_tap(linked: Linked, db: Database) -> None:
    lan, thanh = await linked(roster.LAN), await linked(roster.THANH)
    for name in ("Ngô Văn An", "Ngô Văn Ba", "Ngô Văn Tư"):
        await submitted_by(lan, name)
    await thanh.taps("lecturers_waiting")
    key = next(b.key for row in thanh.last.buttons for b in row if b.label == "Phê duyệt cả 3 người")
    assert (await thanh.taps(key)).startswith("Đã phê duyệt 3 giảng viên")
    assert len(await lecturers.approved(db, date(2025, 6, 2))) == 3
    assert (await thanh.taps(key)).startswith("Nút này thuộc tin nhắn cũ"), "a second tap"


async def test_who_was_submitted_after_the_list_was_read_is_not_approved_with_it(linked: Linked, db: Database) -> None:
    lan, thanh = await linked(roster.LAN), await linked(roster.THANH)
    for name in ("Ngô Văn An", "Ngô Văn Ba"):
        await submitted_by(lan, name)
    await thanh.taps("lecturers_waiting")
    await submitted_by(lan, "Ngô Văn Tư")
    assert (await thanh.taps("Phê duyệt cả 2 người")).startswith("Nút này thuộc tin nhắn cũ")
    assert await lecturers.approved(db, date(2025, 6, 2)) == []


async def test_a_lecturer_put_forward_by_name_is_tied_to_the_cadre_they_are(linked: Linked, db: Database) -> None:
    lan, dung = await linked(roster.LAN), await linked(roster.DUNG)
    await lan.taps("lecturer_add")
    for word in ("Phạm Quốc Dũng", "Cơ hữu", "Ngân sách", "Đề xuất"):
        await lan.says(word)
    await lan.taps("Sửa thông tin")
    await lan.taps("Hồ sơ cán bộ")
    assert (await lan.says("CB001")).startswith("Mã CB001 là của đồng chí Trần Văn Nhã")
    await lan.says("cb004")
    await dung.taps("home")
    assert Role.LECTURER in dung.turned.roles
