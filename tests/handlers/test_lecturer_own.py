"""A lecturer's own side: the menu, sessions with their class, roll, materials, hours, works."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.texts import lecturer_own as texts
from handlers.texts import lecturer_works as work_texts
from rules.access import Role
from rules.lecturers import Lecturer
from storage import classes, grants, lecturer_hours, lecturer_works
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.teaching import BY, pair

__all__ = ["pair"]
Pair = tuple[Lecturer, Lecturer]


@pytest.fixture
async def dung(linked: Linked, pair: Pair) -> Person:
    return await linked(roster.DUNG)


async def test_a_lecturer_is_offered_their_teaching_and_keeps_what_is_their_own(dung: Person) -> None:
    await dung.taps("home")
    assert dung.labels[:2] == ["Lịch giảng của tôi", "Điểm danh"]
    assert "Việc của riêng tôi" in dung.labels


async def test_the_week_is_shown_with_the_class_and_its_people(dung: Person) -> None:
    said = await dung.taps("my_teaching")
    assert said == (
        "Lịch giảng của đồng chí từ 02/06 đến 08/06/2025 (3 buổi):\n"
        "1. sáng thứ Hai 02/06, Hội trường 1\nCU-K2, 2 học viên: Bài 1\n"
        "2. sáng thứ Ba 03/06, Hội trường 1\nCU-K2, 2 học viên: Bài 2\n"
        "3. sáng thứ Tư 04/06, Hội trường 1\nCU-K2, 2 học viên: Bài 3"
    )
    await dung.taps("Tháng này")
    assert "sáng thứ Tư 25/06" in await dung.taps("Xem tiếp")


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("Hôm nay tôi dạy lớp nào?", "Lịch giảng của đồng chí ngày 02/06/2025 (1 buổi)"),
        ("lịch giảng tháng này", "Lịch giảng của đồng chí từ 01/06 đến 30/06/2025 (4 buổi)"),
        ("giờ giảng của tôi tháng 5", "Giờ giảng của đồng chí, tháng 5/2025"),
        ("xin đổi buổi dạy", "Không có buổi nào đang xin đổi"),
    ],
)
async def test_a_lecturer_asks_in_their_own_words(dung: Person, words: str, begins: str) -> None:
    assert (await dung.says(words)).startswith(begins)


async def test_a_day_without_sessions_names_the_next(dung: Person, clock: Clock) -> None:
    clock.move(days=8)
    assert await dung.taps("my_teaching") == (
        "Từ 10/06 đến 16/06/2025 đồng chí không có buổi giảng nào trong lịch. Buổi gần nhất: 25/06/2025."
    )


async def test_a_session_shows_the_units_and_leads_to_roll_and_materials(dung: Person) -> None:
    await dung.taps("my_teaching")
    said = await dung.says("1")
    assert "Học viên: 2, gồm " in said
    assert f"{roster.AN_TRUONG.name} 1" in said
    assert dung.labels[:-1] == ["Điểm danh", "Tài liệu của lớp", "Gửi tài liệu", "Xin đổi người dạy"]
    assert (await dung.taps("Điểm danh")).startswith("Điểm danh CU-K2, sáng thứ Hai 02/06")


async def test_the_roll_of_anothers_session_is_closed(dung: Person) -> None:
    assert await dung.taps("my_session:x1") == texts.NOT_YOURS
    assert "Điểm danh SC-K1" not in await dung.taps("rollcall:x1")


async def test_materials_are_sent_from_the_session(dung: Person) -> None:
    await dung.taps("my_session:s2")
    await dung.taps("Gửi tài liệu")
    assert dung.last.form is not None
    assert dung.last.form.step == "content", "the class is known"


async def test_a_cancelled_session_stays_in_sight_as_such(dung: Person, db: Database) -> None:
    await db.write("update class_session set cancelled = 1, version = version + 1 where id = 's2'")
    said = await dung.taps("my_teaching")
    assert "(2 buổi)" in said
    assert "sáng thứ Ba 03/06, Hội trường 1 (đã hủy)" in said
    await dung.taps("my_session:s2")
    assert "Xin đổi người dạy" not in dung.labels


async def test_whoever_has_the_role_without_a_record_is_told(linked: Linked, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.KIET.id, Role.LECTURER)
    kiet = await linked(roster.KIET)
    for key in ("my_teaching", "my_swaps", "my_hours", "my_hours_file:2025-06", "my_works"):
        assert await kiet.taps(key) == texts.NO_RECORD


async def test_hours_count_sessions_until_periods_are_known(dung: Person, db: Database) -> None:
    said = await dung.taps("my_hours")
    assert "Đến hết 02/06/2025: 1 buổi, chưa ghi số tiết." in said
    assert "Còn trong lịch: 3 buổi, chưa ghi số tiết." in said
    async with db.transaction() as tx:
        await lecturer_hours.set_periods_per_session(tx, BY, 5)
    assert "Đến hết 02/06/2025: 1 buổi, 5 tiết." in await dung.taps("my_hours")
    assert "Đến hết 31/05/2025: 1 buổi, 4 tiết." in await dung.taps("Tháng trước"), (
        "what is written on a session goes first"
    )


async def test_the_sheet_of_hours_is_a_file_to_sign(dung: Person, db: Database) -> None:
    await dung.taps("my_hours:2025-06")
    await dung.taps("Tệp Excel")
    [file] = dung.last.files
    assert file.name == "gio-giang-2025-06-GV01.xlsx"
    book = load_workbook(BytesIO(file.content))
    sums = [[cell.value for cell in row] for row in book["Tổng hợp"].iter_rows(min_row=6)]
    assert sums[0][:5] == [1, roster.DUNG.name, 1, "chưa ghi", 1]
    sessions = [[cell.value for cell in row] for row in book["Từng buổi"].iter_rows(min_row=6)]
    assert [row[4] for row in sessions if row[0]] == ["CU-K2"], "what is still to come is not in it"


async def test_staff_and_leaders_read_the_hours_of_all(linked: Linked, pair: Pair, db: Database) -> None:
    lan, thanh = await linked(roster.LAN), await linked(roster.THANH)
    said = await thanh.taps("lecturer_hours:2025-06")
    assert said.splitlines()[0].endswith("đến hết 02/06/2025: 1 buổi, chưa ghi số tiết.")
    assert f"{roster.HOA.name}: 0 buổi; còn 1 buổi" in said
    await lan.taps("lecturer_hours:2025-06")
    await lan.taps("Tệp Excel")
    assert [file.name for file in lan.last.files] == ["gio-giang-2025-06.xlsx"]


async def test_the_hours_of_others_are_closed_to_a_lecturer(dung: Person) -> None:
    assert (await dung.taps("lecturer_hours")).startswith("Mục này dành cho")


async def told_work(who: Person, key: str) -> str:
    await who.taps(key)
    await who.taps("Đề tài nghiên cứu")
    await who.says("Lịch sử Đảng bộ huyện")
    await who.says("15/05/2025")
    return await who.taps("Ghi lại")


async def test_a_work_of_a_lecturer_counts_once_staff_confirmed_it(dung: Person, linked: Linked, sent: Sent) -> None:
    lan, thanh = await linked(roster.LAN), await linked(roster.THANH)
    assert await told_work(dung, "work_add") == "Đã ghi, chờ Trung tâm xác nhận."
    assert "Lịch sử Đảng bộ huyện" in "\n".join(await sent(lan))
    assert "Chưa tính 1 việc" in await thanh.taps("works")
    await lan.taps("works_waiting")
    assert await lan.taps("Xác nhận") == work_texts.CONFIRMED
    assert "Trung tâm đã xác nhận đề tài nghiên cứu" in "\n".join(await sent(dung))
    said = await thanh.taps("works:2025")
    assert "- Đề tài nghiên cứu: 1" in said
    assert f"1. {roster.DUNG.name}: Lịch sử Đảng bộ huyện" in said
    assert "Lịch sử Đảng bộ huyện" in await dung.taps("my_works")


async def test_a_second_tap_on_a_work_changes_nothing(dung: Person, linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await told_work(dung, "work_add")
    [(work, _)] = await lecturer_works.unconfirmed(db)
    await lan.taps(f"work_ok:{work.id}")
    assert await lan.taps(f"work_ok:{work.id}") == work_texts.GONE
    assert await lan.taps(f"work_no:{work.id}") == work_texts.GONE


async def test_staff_tell_a_work_for_a_lecturer_and_it_counts_at_once(linked: Linked, pair: Pair, db: Database) -> None:
    lan = await linked(roster.LAN)
    assert await told_work(lan, f"work_add:{pair[0].id}") == "Đã ghi; việc này được tính trong tổng hợp năm."
    assert await lecturer_works.unconfirmed(db) == []


async def test_nobody_confirms_their_own_work(linked: Linked, db: Database, pair: Pair) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.DUNG.id, Role.STAFF)
    dung = await linked(roster.DUNG)
    await told_work(dung, f"work_add:{pair[0].id}")
    [(work, _)] = await lecturer_works.unconfirmed(db)
    assert await dung.taps(f"work_ok:{work.id}") == work_texts.OWN


async def test_a_lecturer_tells_no_work_of_a_colleague(dung: Person, pair: Pair) -> None:
    assert (await dung.taps(f"work_add:{pair[1].id}")).startswith("Nút này thuộc tin nhắn cũ")


async def test_a_work_to_come_is_not_kept(dung: Person) -> None:
    await dung.taps("work_add")
    await dung.taps("Tổng kết thực tiễn")
    await dung.says("Tổng kết công tác dân vận")
    assert (await dung.says("15/07/2025")).startswith(work_texts.NOT_YET)


async def test_the_centre_sets_how_many_periods_a_session_counts(linked: Linked, pair: Pair, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.LAN.id, Role.ADMIN)
    lan = await linked(roster.LAN)
    await lan.taps("periods_per_session")
    assert (await lan.says("nhiều")).startswith("Xin nhắn một số từ 1 đến 12")
    assert await lan.says("5 tiết") == "Đã ghi: buổi không ghi số tiết được tính 5 tiết."
    assert await lecturer_hours.periods_per_session(db) == 5


async def test_staff_find_what_lecturers_ask_beside_the_pool(linked: Linked, pair: Pair) -> None:
    lan = await linked(roster.LAN)
    await lan.says("/giangvien")
    said = await lan.taps("Giờ giảng, đổi buổi, công trình")
    assert said == "Giảng viên: 0 buổi xin đổi người dạy, 0 việc chờ xác nhận."
    assert (await lan.taps("Bảng giờ giảng")).startswith("Giờ giảng tháng 6/2025")


async def test_who_ends_a_term_hears_of_sessions_still_under_that_name(
    linked: Linked, pair: Pair, db: Database
) -> None:
    lan = await linked(roster.LAN)
    await lan.taps(f"lecturer:{pair[0].id}")
    assert "Còn 4 buổi trong lịch đứng tên giảng viên này" in await lan.taps("Thôi giảng dạy")
    assert len(await classes.sessions_of(db, "cu2")) == 5


async def test_somebody_of_staff_who_teaches_finds_their_teaching_one_tap_away(
    linked: Linked, pair: Pair, db: Database
) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.DUNG.id, Role.STAFF)
    dung = await linked(roster.DUNG)
    await dung.taps("home")
    await dung.taps("Việc giảng dạy")
    assert dung.labels[0] == "Lịch giảng của tôi"


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("Giờ giảng của giảng viên tháng 5", "Giờ giảng tháng 5/2025"),
        ("Năm 2024 có mấy đề tài nghiên cứu?", "Nghiên cứu, tổng kết thực tiễn, đổi mới phương pháp năm 2024"),
        ("Giảng viên nào chờ phê duyệt?", "Không có giảng viên nào chờ phê duyệt"),
    ],
)
async def test_a_leader_asks_of_lecturers_in_their_own_words(
    linked: Linked, pair: Pair, words: str, begins: str
) -> None:
    thanh = await linked(roster.THANH)
    assert (await thanh.says(words)).startswith(begins)


async def test_staff_ask_who_wants_a_session_taken_over(linked: Linked, pair: Pair) -> None:
    lan = await linked(roster.LAN)
    assert await lan.says("Có ai xin đổi buổi dạy không?") == "Không có buổi nào xin đổi người dạy."
