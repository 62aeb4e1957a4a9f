"""A recipient answers a notice: by button, number or word; with a form open, late, twice, and to which of several."""

from datetime import date

from handlers.house import House
from rules.classes import ClassState, TrainingClass
from rules.notices import NoticeKind
from storage import classes
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked
from tests.handlers.noticed import answers, notify

CLASS = TrainingClass(
    "cu-k3", "CU-K3", "Bồi dưỡng cấp ủy viên cơ sở, khóa 3", state=ClassState.CLOSED,
    starts_on=date(2025, 6, 9), ends_on=date(2025, 6, 11), hours="sáng từ 07 giờ 30",
)  # fmt: skip


async def with_class(house: House, training: TrainingClass = CLASS) -> str:
    async with house.db.transaction() as tx:
        await classes.save_classes(tx, By("nv01", 1), "test", [training])
    return training.id


async def test_a_number_answers_the_notice_that_came_last(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    notice = await notify(house, nha, class_id=await with_class(house))
    said = await nha.says("1")
    assert said.startswith(
        "Đã ghi nhận: đồng chí sẽ dự lớp Bồi dưỡng cấp ủy viên cơ sở, khóa 3, khai giảng thứ Hai 09/06"
        " (thông báo số 1). Cần đổi, nhắn “đổi xác nhận”."
    )
    assert await answers(house, notice) == {"cb001": "coming"}


async def test_the_button_of_a_notice_answers_it_long_after(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    notice = await notify(house, nha, kind=NoticeKind.TIMETABLE)
    await nha.says("menu")
    assert "đồng chí đã nhận thông báo số 1" in await nha.taps("notice_receipt:1:received")
    assert await answers(house, notice) == {"cb001": "received"}


async def test_tapping_twice_changes_nothing(house: House, linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    await notify(house, nha)
    await nha.taps("notice_receipt:1:coming")
    before = [tuple(row[:]) for row in await house.db.rows("select * from delivery")]
    clock.move(minutes=1)
    assert (await nha.taps("notice_receipt:1:coming")).startswith("Đã ghi nhận từ trước: đồng chí sẽ dự")
    assert [tuple(row[:]) for row in await house.db.rows("select * from delivery")] == before
    assert len(await house.db.rows("select 1 from journal where action = 'answer_notice'")) == 1


async def test_words_answer_while_a_form_stays_open(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    notice = await notify(house, nha)
    await nha.taps("quiet")
    said = await nha.says("ko dự được, bận họp huyện")
    assert said.startswith("Đã ghi nhận: đồng chí không dự được theo thông báo số 1.")
    assert "Lý do: bận họp huyện." in said
    assert "Trong khoảng giờ nào" in said
    assert await answers(house, notice) == {"cb001": "not_coming"}
    assert "Đã đặt" in await nha.says("21h đến 6h")


async def test_a_number_belongs_to_the_open_form(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("quiet")
    notice = await notify(house, nha)
    assert "Đã đặt: từ 20 giờ 30" in await nha.says("1")
    assert await answers(house, notice) == {"cb001": None}


async def test_a_reason_is_asked_for_and_kept(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await notify(house, nha, class_id=await with_class(house))
    said = await nha.says("2")
    assert "Xin cho biết lý do" in said
    assert "vẫn thuộc danh sách lớp" in said
    assert nha.labels == ["Trùng lịch công tác", "Sức khỏe", "Lý do khác", "Về đầu"]
    await nha.says("3")
    assert "Con đang ốm" in await nha.says("Con đang ốm.")
    [row] = await house.db.rows("select receipt, receipt_note from delivery")
    assert (row["receipt"], row["receipt_note"]) == ("not_coming", "Con đang ốm")


async def test_a_mind_may_change_until_the_class_begins(house: House, linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    notice = await notify(house, nha, class_id=await with_class(house))
    await nha.says("sẽ dự")
    assert "Đã ghi nhận từ trước" in await nha.says("đổi xác nhận")
    assert nha.labels == ["Sẽ dự", "Không dự được", "Về đầu"]
    await nha.says("Không dự được")
    assert await answers(house, notice) == {"cb001": "not_coming"}
    clock.move(days=6, hours=23, minutes=29)
    assert "Đã ghi nhận" in await nha.says("sẽ dự")
    clock.move(minutes=1)
    assert "đã khai giảng" in await nha.says("không dự")
    assert await answers(house, notice) == {"cb001": "coming"}


async def test_of_several_notices_the_latest_is_meant_and_named(house: House, linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    older = await notify(house, nha, kind=NoticeKind.MATERIAL)
    clock.move(hours=2)
    newer = await notify(house, nha, kind=NoticeKind.TIMETABLE)
    await nha.says("menu")
    assert "thông báo số 2" in await nha.says("đã nhận")
    assert (await answers(house, newer), await answers(house, older)) == ({"cb001": "received"}, {"cb001": None})
    assert "thông báo số 1" in await nha.says("đã nhận rồi ạ")


async def test_it_asks_where_two_came_together(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    first = await notify(house, nha, kind=NoticeKind.MATERIAL)
    await notify(house, nha, kind=NoticeKind.TIMETABLE)
    await nha.says("menu")
    said = await nha.says("da nhan")
    assert said.startswith("Đồng chí xác nhận cho thông báo nào?")
    await nha.taps("Tài liệu học tập số 1")
    assert await answers(house, first) == {"cb001": "received"}


async def test_without_a_notice_the_words_are_a_question_like_any_other(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "Trợ lý chưa rõ ý" in await nha.says("sẽ dự")


async def test_nobody_answers_a_notice_that_was_not_theirs(house: House, linked: Linked, stranger: object) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    notice = await notify(house, nha)
    assert "không có trong các thông báo gửi đến" in await hoa.taps("notice_receipt:1:coming")
    assert "không còn dùng được" in await nha.taps("notice_receipt:1:perhaps")
    assert await answers(house, notice) == {"cb001": None}


async def test_nothing_is_answered_to_a_cancelled_class(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await with_class(house)
    await notify(house, nha, class_id=CLASS.id)
    async with house.db.transaction() as tx:
        await tx.rows("update training_class set state = 'cancelled'")
    assert "đã hủy" in await nha.says("1")


async def test_own_notices_are_found_again_with_their_answers(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "Chưa có thông báo nào" in await nha.says("thông báo của tôi")
    await notify(house, nha)
    await nha.says("sẽ dự")
    assert "(sẽ dự)" in await nha.says("xem thông báo của tôi")
    assert "Kính gửi đồng chí Trần Văn Nhã" in await nha.says("1")
    assert nha.labels == ["Sẽ dự", "Không dự được", "Thông báo của tôi", "Về đầu"]


async def test_the_files_of_a_notice_come_with_it_again(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    notice = await notify(house, nha)
    stored = await house.files.put(b"%PDF-1.4")
    async with house.db.transaction() as tx:
        await house.files.keep(tx, stored, 1, None)
        await tx.rows(
            "insert into notice_file (notice_id, place, digest, name, size, picture) values ($1, 1, $2, $3, 8, 0)",
            notice.id, stored.digest, "lich.pdf",
        )  # fmt: skip
    await nha.taps("my_notices")
    await nha.taps("Xem số 1")
    assert [(each.name, each.content) for each in nha.last.files] == [("lich.pdf", b"%PDF-1.4")]


async def test_a_general_notice_may_be_declined_in_words(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    notice = await notify(house, nha, kind=NoticeKind.OTHER, text="Mai 8 giờ họp.")
    said = await nha.says("không dự được vì con ốm")
    assert said.startswith("Đã ghi nhận: đồng chí không dự được theo thông báo số 1.")
    assert "Lý do: con ốm." in said
    assert await answers(house, notice) == {"cb001": "not_coming"}
