"""A leader takes single names out of a plan before it goes to the units, and takes them back."""

from datetime import date

import pytest

from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level, Mode
from storage import classes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.leaders import without_names

MIDDLE = TrainingClass(
    "tc16", "TC-K16", "Trung cấp lý luận chính trị, khóa 16", Level.TRUNG_CAP, mode=Mode.KHONG_TAP_TRUNG,
    state=ClassState.OPEN, starts_on=date(2025, 6, 12), ends_on=date(2025, 11, 28), register_until=date(2025, 6, 10),
)  # fmt: skip


@pytest.fixture
async def leader(db: Database, linked: Linked) -> Person:
    async with db.transaction() as tx:
        await classes.save_classes(tx, By("operator", 1), "create", [MIDDLE])
    thanh = await linked(roster.THANH)
    await thanh.taps("target_plan")
    return thanh


async def without_the_first(leader: Person) -> str:
    """The first of the list is left out; the list as it was before."""
    shown = await leader.taps("target_plan_who")
    await leader.taps("Bớt người")
    await leader.says("bớt 1")
    return shown


async def test_a_name_taken_out_is_in_no_plan_and_in_no_request(leader: Person) -> None:
    shown = await without_the_first(leader)
    assert "1. **Trần Văn Nhã**, xã An Trường" in shown
    assert leader.last.text.startswith("Đã để ngoài phương án của đồng chí: **Trần Văn Nhã**, xã An Trường.")
    assert "1 đồng chí để ngoài phương án theo lựa chọn ở mục “Bớt người”." in leader.last.text
    assert "Trần Văn Nhã" not in await leader.taps("Phương án ít suất nhất")
    await leader.taps("Gửi đề nghị tới đơn vị")
    await leader.taps("Gửi đề nghị")
    rows = await leader.house.db.rows("select cadre_id from study_request")
    assert rows
    assert roster.NHA.id not in {row["cadre_id"] for row in rows}


async def test_whoever_was_taken_out_is_taken_back_by_number_or_all_at_once(leader: Person) -> None:
    shown = await without_the_first(leader)
    for words in ("đưa lại 1", "Đưa lại đồng chí này"):
        await leader.taps("target_plan_out")
        assert "Đang để ngoài phương án:\n1. **Trần Văn Nhã**, xã An Trường" in leader.last.text
        await (leader.taps(words) if words in leader.labels else leader.says(words))
        assert leader.last.text.startswith("Đã đưa lại vào phương án: **Trần Văn Nhã**, xã An Trường.")
        assert await leader.taps("Phương án ít suất nhất") == shown
        await without_the_first(leader)


async def test_a_number_that_no_line_has_changes_nothing(leader: Person) -> None:
    await leader.taps("Phương án ít suất nhất")
    await leader.taps("Bớt người")
    for words in ("bớt 1 99", "bớt đồng chí Nhã"):
        assert "Xin nhắn “bớt”" in await leader.says(words)
    assert "Chưa có ai để đưa lại." in await leader.says("đưa lại 1")
    assert not await leader.house.db.rows("select 1 from plan_left_out")


async def test_one_leaders_choice_is_not_anothers(leader: Person, linked: Linked) -> None:
    await without_the_first(leader)
    lan = await linked(roster.LAN)
    await lan.taps("target_plan")
    assert "để ngoài phương án" not in lan.last.text
    assert "Trần Văn Nhã" in await lan.taps("Phương án ít suất nhất")


async def test_a_request_seen_before_a_name_was_taken_out_is_not_sent(leader: Person) -> None:
    await leader.taps("Phương án ít suất nhất")
    await leader.taps("Gửi đề nghị tới đơn vị")
    stale = next(button.key for row in leader.last.buttons for button in row if button.label == "Gửi đề nghị")
    await without_the_first(leader)
    assert (await leader.taps(stale)).startswith("Số liệu đã thay đổi nên phương án khác với bản vừa xem.")
    assert not await leader.house.db.rows("select 1 from study_request")


async def test_what_was_left_out_and_taken_back_stands_in_the_journal(leader: Person) -> None:
    await without_the_first(leader)
    await leader.taps("target_plan_out")
    await leader.says("đưa lại 1")
    lines = await leader.house.db.rows(
        "select action from journal where record_id = $1 and kind = 'plan'", roster.NHA.id
    )  # of one instant, so in no promised order
    assert sorted(line["action"] for line in lines) == ["leave_out", "take_back"]


async def test_numbers_typed_under_the_list_are_taken_at_once(leader: Person) -> None:
    for words in ("bớt 1", "bot dong chi so 1", "bỏ số 1"):
        await leader.taps("target_plan_who")
        assert (await leader.says(words)).startswith("Đã để ngoài phương án của đồng chí: **Trần Văn Nhã**")
        assert (await leader.says("đưa lại 1")).startswith("Bớt ai trong ")
        assert (await leader.says("đưa lại tất cả")).startswith("Đã đưa lại vào phương án: **Trần Văn Nhã**")


async def test_a_number_is_asked_which_of_two_lists_it_is_of(leader: Person) -> None:
    await without_the_first(leader)
    await leader.taps("target_plan_who")
    assert "Đang để ngoài phương án:\n1. **Trần Văn Nhã**" in await leader.says("đưa lại 1")
    assert (await leader.says("3")).startswith("Trợ lý chưa rõ là bớt hay đưa lại.")
    assert leader.last.text.count("Xin nhắn “bớt”") == 1
    assert "Đưa lại đồng chí này" in leader.labels
    assert len(await leader.house.db.rows("select 1 from plan_left_out")) == 1
    assert (await leader.says("đưa lại 1")).startswith("Đã đưa lại vào phương án: **Trần Văn Nhã**")


async def test_everybody_is_taken_back_by_word_from_the_first_screen(leader: Person) -> None:
    await without_the_first(leader)
    assert (await leader.says("đưa lại tất cả")).startswith("Đã đưa lại vào phương án: **Trần Văn Nhã**")


async def test_a_range_takes_all_between_and_a_refusal_takes_nobody(leader: Person) -> None:
    await leader.taps("target_plan_who")
    assert (await leader.says("bớt 1-3")).count("**") == 6
    await leader.taps("target_plan_out")
    assert "Xin nhắn “bớt”" in await leader.says("không bớt 1")


async def test_whoever_left_everybody_out_comes_back_from_the_empty_list(leader: Person) -> None:
    shown = await leader.taps("target_plan_who")
    many = sum(line[:1].isdigit() for line in shown.splitlines())
    await leader.says(f"bớt 1 đến {many}")
    assert await leader.taps("Phương án ít suất nhất") == "Chưa có ai cử được trong các lớp sắp mở."
    await leader.taps("Bớt người")
    await leader.taps(f"Đưa lại cả {many} đồng chí")
    assert await leader.taps("Phương án ít suất nhất") == shown


async def test_numbers_of_a_list_that_has_become_another_take_nobody(leader: Person, db: Database) -> None:
    await leader.taps("target_plan_who")
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, By("operator", 1), [Enrolment("tc16", roster.NHA.id)])
    assert (await leader.says("bớt 1")).startswith("Phương án đã khác với bản vừa xem")
    assert not await db.rows("select 1 from plan_left_out")
    assert "Trần Văn Nhã" not in await leader.taps("Phương án ít suất nhất")


async def test_whoever_sees_no_names_leaves_nobody_out(leader: Person) -> None:
    leader.house = without_names(leader.house)
    await leader.taps("target_plan")
    assert (await leader.taps("target_plan_out")).startswith("Danh sách có tên dành cho vai trò")
