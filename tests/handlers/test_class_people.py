"""Staff read who is in a class, by number, and take somebody out of it with a reason."""

import pytest

from rules.access import Role
from rules.classes import ClassState, Enrolment, EnrolmentState
from storage import classes, grants
from storage.class_list import students
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent
from tests.handlers.test_registering import BY, COURSE


@pytest.fixture
async def lan(db: Database, linked: Linked) -> Person:
    """The clerk, before the list of a class of one seat: Nhã came by his own request, and Hòa waits."""
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [COURSE])
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)
    nha, hoa, khoa = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.KHOA)
    await nha.taps(f"register_send:{COURSE.kind}:{COURSE.id}")
    await hoa.taps(f"register_send:{COURSE.kind}:{COURSE.id}")
    await khoa.taps("seat_wishes")
    await khoa.says("đồng ý 1")
    lan = await linked(roster.LAN)
    await lan.taps(f"seats_consider:class:{COURSE.id}")
    await lan.taps("Đưa tất cả vào lớp")
    await lan.taps("Đưa vào lớp")
    await lan.taps(f"class_card:{COURSE.id}")
    await lan.taps("Học viên, chỉ tiêu")
    return lan


async def test_the_list_has_the_numbers_that_rolls_and_results_use(lan: Person) -> None:
    assert f"{COURSE.name}: 1 người trong danh sách.\n1. Trần Văn Nhã, xã An Trường" in lan.last.text


async def test_the_list_is_found_by_words_too(lan: Person, linked: Linked) -> None:
    await lan.taps("home")
    assert "1. Trần Văn Nhã" in await lan.says(f"danh sách học viên lớp {COURSE.code}")
    nha = await linked(roster.NHA)
    assert "1. Trần Văn Nhã" not in await nha.says(f"danh sách học viên lớp {COURSE.code}")


async def test_whoever_is_taken_out_and_their_unit_read_why_and_the_seat_goes_to_who_waits(
    lan: Person, linked: Linked, sent: Sent, db: Database
) -> None:
    nha, hoa, khoa = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.KHOA)
    said = await lan.says("rút 1: chuyển công tác")
    assert said.startswith(f"Rút tên 1 người khỏi lớp {COURSE.name}?\n- Trần Văn Nhã, xã An Trường\nLý do: chuyển")
    said = await lan.taps("Rút tên")
    assert said == "Đã rút tên 1 người: Trần Văn Nhã (xã An Trường). Đã mời 1 người đang chờ."
    for person in (nha, khoa):
        assert any("Lý do: chuyển công tác." in text for text in await sent(person))
    assert any("Nhận chỗ" in text or "chỗ trống" in text or "giữ" in text for text in await sent(hoa))
    [left] = await students(db, COURSE.id)
    assert (left.person_id, left.number, left.state) == (roster.NHA.id, 1, EnrolmentState.LEFT)
    assert "Trung tâm trả lại. Lời nhắn: chuyển công tác." in await nha.taps("my_requests")


async def test_whoever_came_by_a_list_gives_the_seat_back_too(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment(COURSE.id, roster.TUAN.id)])
        await classes.count_taken(tx, [COURSE.id])
    await lan.taps(f"class_people:{COURSE.id}")
    await lan.says("rút 1 2: nhầm danh sách")
    assert "Đã rút tên 2 người" in await lan.taps("Rút tên")
    [row] = await db.rows("select taken from training_class where id = $1", COURSE.id)
    assert row["taken"] == 1, "Hòa is offered the one seat there is"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("rút 1", "Xin ghi lý do sau dấu hai chấm"),
        ("rút 7: chuyển công tác", "Số 7 không có trong danh sách"),
        ("rút Nhã: chuyển công tác", "Để rút tên, xin nhắn số trong danh sách và lý do"),
    ],
)
async def test_what_cannot_be_read_changes_nothing(lan: Person, db: Database, typed: str, said: str) -> None:
    await lan.taps("Rút tên")
    assert said in await lan.says(typed)
    assert [each.state for each in await students(db, COURSE.id)] == [EnrolmentState.ENROLLED]


async def test_whoever_has_a_result_stays_in_the_list(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment(COURSE.id, roster.NHA.id, EnrolmentState.PASSED)])
    assert "đã có kết quả. Chưa ghi gì." in await lan.says("rút 1: chuyển công tác")
    assert "1. Trần Văn Nhã, xã An Trường (đạt)" in await lan.taps(f"class_people:{COURSE.id}")


async def test_tapped_twice_it_is_done_once_and_nobody_is_told_twice(lan: Person, linked: Linked, sent: Sent) -> None:
    nha = await linked(roster.NHA)
    await lan.says("rút 1: chuyển công tác")
    again = next(button.key for row in lan.last.buttons for button in row if button.label == "Rút tên")
    await lan.taps("Rút tên")
    await lan.taps(again)
    assert "Đã rút tên" not in lan.last.text
    assert sum("đã rút tên đồng chí" in text for text in await sent(nha)) == 1


async def test_of_a_class_that_is_over_nobody_is_taken_out(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await tx.rows("update training_class set state = $1", ClassState.ARCHIVED.value)
    assert (await lan.says("rút 1: chuyển công tác")).startswith("Lớp đã xong hoặc đã hủy")


async def test_nobody_is_offered_to_leave_once_everybody_has_a_result(lan: Person, db: Database) -> None:
    assert "Để rút tên" in await lan.taps(f"class_people:{COURSE.id}")
    async with db.transaction() as tx:
        await tx.rows("update enrolment set state = $1 where class_id = $2", EnrolmentState.PASSED.value, COURSE.id)
    said = await lan.taps(f"class_people:{COURSE.id}")
    assert said == f"{COURSE.name}: 1 người trong danh sách.\n1. Trần Văn Nhã, xã An Trường (đạt)"


async def test_a_list_that_was_read_stands_in_nobodys_way(lan: Person) -> None:
    assert lan.labels[0] == "Rút tên"
    text = await lan.says("điểm danh")
    assert "biểu mẫu" not in text
    await lan.taps(f"class_people:{COURSE.id}")
    assert "Để rút tên" not in await lan.sends_file("anh.xlsx", b"\x89PNG, no sheet")


async def test_the_option_asks_whom(lan: Person) -> None:
    await lan.taps("Rút tên")
    assert lan.last.text.startswith("Để rút tên, xin nhắn số trong danh sách và lý do")
    assert (await lan.says("rút 1: chuyển công tác")).startswith("Rút tên 1 người khỏi lớp")
