"""A notice is read and answered on every channel: by button, by number, by word, and with a form open."""

from collections.abc import AsyncIterator, Sequence

from handlers.house import House
from rules.notices import Notice, NoticeKind
from storage import deliveries, notices
from storage.clock import to_ms
from storage.database import Database
from storage.deliveries import Recipient
from storage.journal import By
from storage.notices import Draft
from tests.bot.waiting import until
from tests.dialogs.conftest import Meets
from tests.handlers import roster
from tests.handlers.noticed import answers

TEXT = "Kính gửi đồng chí {ho_ten}, mời dự lớp ngày 09/06."


async def notify(
    house: House, channel: str, kind: NoticeKind = NoticeKind.SUMMONS, text: str = TEXT, corrects: str | None = None
) -> Notice:
    """A notice to Trần Văn Nhã, sent by the program that runs."""
    by = By(roster.LAN.id, to_ms(house.clock()))
    async with house.db.transaction() as tx:
        notice = await notices.create_draft(tx, by, Draft(kind, text, "codes=CB001", receipt=True), corrects)
        await notices.send_alone(tx, by, notice.id, notice.version)
    [row] = await house.db.rows("select chat from account where holder_id = $1", roster.NHA.id)
    to = Recipient(roster.NHA.id, channel, row["chat"], fields={"ho_ten": roster.NHA.name}, due_at=by.at)

    async def portions() -> AsyncIterator[Sequence[Recipient]]:
        yield [to]

    await deliveries.freeze(house.db, by, notice.id, portions())
    await until(lambda: is_sent(house.db), within=5)
    return notice


async def is_sent(db: Database) -> bool:
    return not await db.rows("select 1 from delivery where state <> 'sent'")


async def test_a_notice_is_answered_by_its_button(house: House, meets: Meets, channel: str) -> None:
    nha = await meets(roster.NHA)
    await nha.says("chào")
    notice = await notify(house, channel)
    await nha.waits()
    nha.reads("Kính gửi đồng chí Trần Văn Nhã")
    nha.is_offered("Sẽ dự", "Không dự được")
    await nha.taps("Sẽ dự")
    nha.reads("Đã ghi nhận: đồng chí sẽ dự theo thông báo số 1.")
    assert await answers(house, notice) == {"cb001": "coming"}


async def test_a_notice_is_answered_by_number_and_a_reason_is_given(house: House, meets: Meets, channel: str) -> None:
    nha = await meets(roster.NHA)
    await nha.says("chào")
    notice = await notify(house, channel)
    await nha.waits()
    await nha.types_number_of("Không dự được")
    nha.reads("Xin cho biết lý do")
    await nha.types_number_of("Sức khỏe")
    nha.reads("Đã ghi lý do (thông báo số 1): Sức khỏe.")
    assert await answers(house, notice) == {"cb001": "not_coming"}


async def test_a_word_answers_while_a_form_stays_open(house: House, meets: Meets, channel: str) -> None:
    nha = await meets(roster.NHA)
    await nha.says("cài đặt")
    await nha.taps("Đặt giờ yên tĩnh")
    nha.reads("Trong khoảng giờ nào")
    notice = await notify(house, channel, NoticeKind.TIMETABLE)
    await nha.waits()
    await nha.says("da nhan")
    nha.reads("Đã ghi nhận: đồng chí đã nhận thông báo số 1", "Trong khoảng giờ nào")
    await nha.taps("20 giờ 30 - 06 giờ 30")
    nha.reads("Đã đặt: từ 20 giờ 30")
    assert await answers(house, notice) == {"cb001": "received"}


async def test_numbers_of_an_open_form_are_not_offered_as_those_of_a_notice(
    house: House, meets: Meets, channel: str
) -> None:
    nha = await meets(roster.NHA)
    await nha.says("cài đặt")
    await nha.taps("Đặt giờ yên tĩnh")
    await notify(house, channel)
    await nha.waits()
    if channel == "zalo":
        nha.reads("Trả lời bằng chữ: “sẽ dự” hoặc “không dự được”.")
        nha.does_not_read("1. Sẽ dự")
    else:
        nha.is_offered("Sẽ dự", "Không dự được")


async def test_a_correction_takes_the_place_of_the_notice_where_it_can(
    house: House, meets: Meets, channel: str
) -> None:
    nha = await meets(roster.NHA)
    await nha.says("chào")
    first = await notify(house, channel)
    await nha.waits()
    await nha.says("menu")
    text = "Kính gửi đồng chí {ho_ten}, lớp dời sang ngày 16/06."
    second = await notify(house, channel, text=text, corrects=first.id)
    messages = {row["message"] for row in await house.db.rows("select message from delivery")}
    await nha.waits()
    nha.reads("lớp dời sang ngày 16/06.")
    if channel == "zalo":
        nha.reads("ĐÍNH CHÍNH thông báo số 1")
        return
    nha.reads("Nội dung dưới đây đã được Trung tâm đính chính")
    assert len(messages) == 1, "it is the same message"
    nha.reads("Đã sửa thông báo số 1")
    await nha.types_number_of("Sẽ dự")
    nha.reads("Đã ghi nhận")
    assert await answers(house, second) == {"cb001": "coming"}
    assert await answers(house, first) == {"cb001": None}, "the receipt counts anew"
