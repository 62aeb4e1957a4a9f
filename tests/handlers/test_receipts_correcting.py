"""A sent notice is mended by a new one to just those whom it reached; the trail stays."""

from handlers.chasing import remind_the_silent
from handlers.house import House
from handlers.notice_letter import letter_of
from storage import notices
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.noticed import notify


async def test_a_correction_begins_as_a_draft_for_those_who_were_reached(house: House, linked: Linked) -> None:
    nha, hoa, tuan = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.TUAN)
    lan = await linked(roster.LAN)
    notice = await notify(house, nha, hoa, failing=[tuan])
    await lan.taps("notice_after:1")
    said = await lan.taps("Đính chính")
    assert "Bản đính chính thông báo số 1, cho 2 người đã nhận." in said
    assert "\nĐính chính thông báo số 1: trên Telegram và web sửa tin cũ và nhắn một tin ngắn" in said
    draft = await notices.by_number(house.db, 2)
    assert draft is not None
    assert (draft.corrects, draft.audience, draft.text) == (notice.id, "reached=1", notice.text)
    await lan.taps("notice_correct:1")
    assert await notices.by_number(house.db, 3) is None, "tapped twice it is the same draft"


async def test_the_correction_is_marked_and_both_tell_of_each_other(house: House, linked: Linked) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    notice = await notify(house, nha)
    await lan.taps("notice_correct:1")
    async with house.db.transaction() as tx:
        await tx.rows("update notice set state = 'done' where number = 2")
    assert "Đã được đính chính bằng thông báo số 2." in await lan.taps("notice_after:1")
    assert "Đính chính thông báo số 1." in await lan.taps("notice_after:2")
    draft = await notices.by_number(house.db, 2)
    assert draft is not None
    letter = await letter_of(house, draft.id)
    assert letter.to('{"ho_ten": "Nhã"}').text.startswith("**ĐÍNH CHÍNH thông báo số 1**\n\nKính gửi đồng chí Nhã")
    assert letter.edited("{}").text.startswith("**Nội dung dưới đây đã được Trung tâm đính chính**\n\n")
    assert letter.bell().text == "Đã sửa thông báo số 1. Đề nghị đồng chí đọc lại tin đã sửa ở trên và xác nhận:"
    assert notice.id == draft.corrects


async def test_the_silent_are_not_reminded_of_what_was_mended(
    house: House, linked: Linked, clock: Clock, sent: Sent
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await notify(house, nha)
    await lan.taps("notice_correct:1")
    async with house.db.transaction() as tx:
        await tx.rows("update notice set state = 'sending' where number = 2")
    clock.move(days=2)
    await remind_the_silent(house)
    assert await sent(nha) == []


async def test_only_the_author_or_staff_of_the_whole_centre_correct(house: House, linked: Linked) -> None:
    nha, loc, thanh = await linked(roster.NHA), await linked(roster.LOC), await linked(roster.THANH)
    await notify(house, nha)
    assert "dành cho người được giao" in await loc.taps("notice_correct:1")
    assert "dành cho người được giao" in await thanh.taps("notice_correct:1")
