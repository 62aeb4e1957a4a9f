"""Whom to send: the answer first, then each person with what they help; limits; a file; looks in the journal."""

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from handlers import study_plan
from handlers.study_plan import Bounds
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level, Mode
from rules.planning import Plan, Question, whom_to_send
from storage import cadre_writes, classes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

BY = By("operator", 1)
MIDDLE = TrainingClass(
    "tc16", "TC-K16", "Trung cấp lý luận chính trị, khóa 16", Level.TRUNG_CAP, mode=Mode.KHONG_TAP_TRUNG,
    state=ClassState.OPEN, starts_on=date(2025, 6, 12), ends_on=date(2025, 11, 28), register_until=date(2025, 6, 10),
)  # fmt: skip
HIGH = TrainingClass(
    "cc77", "CC-K77", "Cao cấp lý luận chính trị, khóa 77", Level.CAO_CAP, mode=Mode.TAP_TRUNG, state=ClassState.PLANNED
)


@pytest.fixture
async def leader(db: Database, linked: Linked) -> Person:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [MIDDLE, HIGH])
    return await linked(roster.THANH)


async def test_the_first_screen_says_how_many_are_needed_and_can_be_sent(leader: Person) -> None:
    await leader.says("chỉ tiêu tới đâu rồi?")
    text = await leader.taps("Cử đi học")
    first, *others = text.splitlines()
    assert first.startswith("Cần thêm 5 đồng chí (mỗi người tính một lần). Cử được 4 trong các lớp sắp mở; còn 1")
    assert others[0].startswith("- Chỉ tiêu 6 (Cán bộ, công chức cấp xã): cần ")
    assert "- TC-K16, khai giảng 12/06/2025: 3 đồng chí." in text
    assert "Lớp CC-K77 chưa rõ ngày bế giảng hoặc kết thúc sau thời hạn 31/12/2025." in text
    assert "cấp có thẩm quyền quyết định" in text


async def test_each_person_is_explained(leader: Person) -> None:
    await leader.taps("target_plan")
    text = await leader.taps("Phương án ít suất nhất")
    assert (
        "1. **Trần Văn Nhã**, xã An Trường: lớp TC-K16, khai giảng 12/06/2025; thuộc 2 nhóm; giúp chỉ tiêu 5 và 6; "
        "đủ điều kiện theo dữ liệu." in text
    )
    assert "không cách nào cần ít suất hơn" in text


async def test_the_plain_list_tells_who_is_eligible_or_what_is_missing(leader: Person) -> None:
    await leader.taps("target_plan")
    text = await leader.taps("Danh sách đơn giản")
    assert text.startswith("5 đồng chí còn thiếu")
    assert "**Trần Văn Nhã**, xã An Trường: giúp 2 chỉ tiêu (5 và 6); trung cấp: đủ điều kiện theo dữ liệu." in text
    assert "còn thiếu: " in text


async def test_what_further_places_buy_and_what_holds_the_rest(leader: Person) -> None:
    await leader.taps("target_plan")
    text = await leader.taps("Nếu thêm suất")
    assert "- 1 suất: đạt thêm 1 chỉ tiêu (" in text
    assert "Thêm suất cũng chưa đạt được:" in text
    assert "Đang vướng điều kiện cá nhân theo quy định" in text


async def test_what_a_limit_keeps_back_is_told_beside_what_the_plan_does(leader: Person) -> None:
    text = await leader.taps("target_plan_more")
    assert "xem xét riêng, thì đạt thêm 1 chỉ tiêu." in text
    assert "- 4 suất: không đạt thêm chỉ tiêu; chỉ tiêu 6 thêm 2 người. Nhiều hơn nữa không thêm được ai." in text


async def test_a_limit_that_keeps_people_but_no_target_back_promises_no_target(leader: Person) -> None:
    await leader.taps("target_plan_who")
    await leader.says("bớt 1")
    text = await leader.taps("target_plan_more")
    assert "thì thêm được 1 lượt người, chưa đạt thêm chỉ tiêu nào." in text
    assert "1 đồng chí để ngoài phương án theo lựa chọn ở mục “Bớt người”." in text


async def test_limits_are_asked_one_by_one_and_kept_from_screen_to_screen(leader: Person) -> None:
    await leader.taps("target_plan")
    await leader.taps("Đặt giới hạn")
    assert "Trợ lý chưa rõ số." in await leader.says("vài người")
    await leader.says("1")
    await leader.says("2 suất")
    text = await leader.taps("Hệ không tập trung")
    assert "Cử được 2 trong các lớp sắp mở" in text
    assert "vắng nhiều nhất 1 đồng chí cùng lúc; nhiều nhất 2 suất; chỉ hệ không tập trung" in text
    assert (await leader.taps("Phương án ít suất nhất")).startswith("Phương án ít suất nhất: 2 suất")
    assert Bounds.of(Bounds(1, 2, Mode.KHONG_TAP_TRUNG).text) == Bounds(1, 2, Mode.KHONG_TAP_TRUNG)


async def test_who_studies_already_is_not_sent_again(leader: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("tc16", roster.NHA.id)])
    text = await leader.taps("target_plan")
    assert "Cần thêm 5 đồng chí" in text
    assert "đều học xong: còn cần 4." in text
    assert "Trần Văn Nhã" not in await leader.taps("Phương án ít suất nhất")


async def test_past_the_deadline_it_says_so_and_still_plans(leader: Person, clock: Clock, db: Database) -> None:
    clock.move(days=250)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "change", [replace(MIDDLE, starts_on=None, register_until=None)])
    text = await leader.taps("target_plan")
    assert "Thời hạn 31/12/2025 của mục tiêu đã qua; phương án vẫn tính theo mục tiêu này." in text
    assert "Cử được" in text


async def test_without_classes_it_says_that_none_opens(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    text = await leader.taps("target_plan")
    assert "chưa có lớp cao cấp nào sắp mở" in text
    assert await leader.taps("target_plan_who") == "Chưa có ai cử được trong các lớp sắp mở."


async def test_every_look_at_names_stands_in_the_journal(leader: Person, db: Database) -> None:
    await leader.taps("target_plan")
    for screen in ("target_plan_who", "target_plan_list", "target_plan_file"):
        await leader.taps(screen)
    lines = await db.rows("select record_id from journal where action = 'look_at_names' order by at, id")
    assert {line["record_id"] for line in lines} == {"target_plan_who", "target_plan_list", "target_plan_file"}


async def test_the_nomination_list_is_a_file_without_formulas(leader: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await cadre_writes.save(tx, BY, "edit", [roster.NHA], [replace(roster.NHA, name="=HYPERLINK(1)")])
    await leader.taps("target_plan_file")
    [file] = leader.last.files
    sheet = load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    names = [row[1].value for row in sheet.iter_rows(min_row=5)]
    assert "'=HYPERLINK(1)" in names
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


async def test_the_same_plan_is_not_made_twice(leader: Person, monkeypatch: pytest.MonkeyPatch, db: Database) -> None:
    made = []

    def counted(question: Question) -> Plan:
        made.append(question)
        return whom_to_send(question)

    monkeypatch.setattr(study_plan, "whom_to_send", counted)
    for screen in ("target_plan", "target_plan_who", "target_plan_who", "target_plan_file"):
        await leader.taps(screen)
    assert len(made) == 1
    async with db.transaction() as tx:
        await cadre_writes.save(tx, BY, "edit", [roster.NHA], [replace(roster.NHA, version=2)])
    await leader.taps("target_plan")
    assert len(made) == 2
