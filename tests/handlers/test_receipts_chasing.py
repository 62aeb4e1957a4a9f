"""Who said nothing is reminded, a few times, while awake; whoever answered never is."""

from dataclasses import replace

from handlers.chasing import remind_the_silent
from handlers.house import House
from handlers.push import reply_from_json
from storage import outbox
from storage.clock import to_ms
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.noticed import notify
from tests.handlers.test_receipts import CLASS, with_class


async def test_only_the_silent_are_reminded_and_only_so_often(
    house: House, linked: Linked, clock: Clock, sent: Sent
) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await notify(house, nha, hoa, class_id=await with_class(house))
    await hoa.says("sẽ dự")
    clock.move(hours=23)
    await remind_the_silent(house)
    assert await sent(nha) == []
    clock.move(hours=2)
    await remind_the_silent(house)
    await remind_the_silent(house)
    assert await sent(nha) == [
        "Trung tâm chưa nhận được xác nhận của đồng chí về lớp Bồi dưỡng cấp ủy viên cơ sở, khóa 3, khai giảng"
        " thứ Hai 09/06 (thông báo số 1). Đề nghị xác nhận:"
    ]
    for _ in range(3):
        clock.move(days=1)
        await remind_the_silent(house)
    assert len(await sent(nha)) == 2
    assert await sent(hoa) == []


async def test_nobody_is_reminded_at_night_or_once_muted(
    house: House, linked: Linked, clock: Clock, sent: Sent
) -> None:
    nha, hoa, loc = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.LOC)
    await notify(house, nha, hoa, loc)
    await hoa.taps("mute:1")
    await loc.taps("quiet")
    await loc.says("8 giờ đến 12 giờ")
    clock.move(hours=38)
    await remind_the_silent(house)
    assert await sent(nha) == [], "ten in the evening"
    clock.move(hours=11)
    await remind_the_silent(house)
    assert len(await sent(nha)) == 1
    assert await sent(hoa) == []
    assert await sent(loc) == [], "nine in the morning is quiet for him"
    clock.move(hours=4)
    await remind_the_silent(house)
    assert len(await sent(loc)) == 1


async def test_no_reminder_once_the_class_has_begun_or_is_cancelled(
    house: House, linked: Linked, clock: Clock, sent: Sent
) -> None:
    nha = await linked(roster.NHA)
    await notify(house, nha, class_id=await with_class(house))
    clock.move(days=7)
    await remind_the_silent(house)
    assert await sent(nha) == []


async def test_what_is_needless_when_its_turn_comes_is_not_sent(house: House, linked: Linked, clock: Clock) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await notify(house, nha, hoa)
    clock.move(days=1, hours=1)
    await remind_the_silent(house)
    await nha.says("sẽ dự")
    claimed = [await outbox.claim(house.db, "telegram", to_ms(clock())) for _ in range(2)]
    assert {(parcel.chat, parcel.needless) for parcel in claimed if parcel} == {
        (nha.chat, True), (hoa.chat, False),
    }  # fmt: skip


async def test_a_reminder_of_a_class_that_was_called_off_is_needless(
    house: House, linked: Linked, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    await notify(house, nha, class_id=await with_class(house))
    clock.move(days=1, hours=1)
    await remind_the_silent(house)
    await with_class(house, replace(CLASS, state=CLASS.state.CANCELLED))
    parcel = await outbox.claim(house.db, "telegram", to_ms(clock()))
    assert parcel is not None
    assert parcel.needless


async def test_a_reminder_can_be_answered_by_its_number(house: House, linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    await notify(house, nha)
    clock.move(days=1, hours=1)
    await remind_the_silent(house)
    [row] = await house.db.rows("select reply from outbox")
    buttons = reply_from_json(row["reply"]).buttons
    assert [[button.key for button in buttons_row] for buttons_row in buttons] == [
        ["notice_receipt:1:coming", "notice_receipt:1:not_coming"]
    ]


async def test_a_notice_may_be_chased_otherwise_than_usual(
    house: House, linked: Linked, clock: Clock, sent: Sent
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await notify(house, nha)
    assert "sau mỗi 24 giờ, tối đa 2 lần" in await lan.taps("notice_chase:1")
    assert "không tự nhắc" in await lan.taps("Không nhắc")
    clock.move(days=2)
    await remind_the_silent(house)
    assert await sent(nha) == []
