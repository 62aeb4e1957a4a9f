"""A notice as it is read: fields filled in, braces as they were meant, options in words where numbers are taken."""

from handlers.house import House
from handlers.notice_letter import letter_of
from rules.notices import NoticeKind
from storage import notices
from storage.journal import By
from storage.notices import Draft
from tests.handlers.roster import LAN


async def test_doubled_braces_are_read_once_whether_or_not_the_text_has_fields(house: House) -> None:
    by = By(LAN.id, 1)
    for number, (text, read) in enumerate((("Mã {{K14}}.", "Mã {K14}."), ("{ho_ten}: {{K14}}", "Nhã: {K14}")), 1):
        async with house.db.transaction() as tx:
            notice = await notices.create_draft(tx, by, Draft(NoticeKind.OTHER, text))
        letter = await letter_of(house, notice.id)
        assert letter.to("{}" if number == 1 else '{"ho_ten": "Nhã"}').text == read


async def test_in_words_it_names_its_answers_and_no_numbers(house: House) -> None:
    async with house.db.transaction() as tx:
        draft = Draft(NoticeKind.OTHER, "Kính gửi {ho_ten}.", receipt=True)
        notice = await notices.create_draft(tx, By(LAN.id, 1), draft)
    reply = (await letter_of(house, notice.id)).in_words('{"ho_ten": "Nhã"}')
    assert (reply.text, reply.buttons) == ("Kính gửi Nhã.\n\nTrả lời bằng chữ: “đã nhận”.", ())
