"""A notice from the first word to its readers, on every channel: composed, corrected, approved, sent, read."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

import bot.notice_work
from handlers.house import House
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from rules.notices import NoticeState
from storage import classes, notices
from storage.clock import to_ms
from storage.database import Database
from storage.journal import By
from tests.bot.waiting import until
from tests.dialogs.conftest import Meets
from tests.dialogs.talker import Talker
from tests.handlers import roster
from tests.handlers.conftest import Clock

K14 = TrainingClass("c14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING,
                    starts_on=date(2025, 5, 5))  # fmt: skip
K15 = replace(K14, id="c15", code="TC-K15", name="Trung cấp lý luận chính trị, khóa 15")
BY = By("operator", to_ms(Clock().now))  # not in 1970: at its start the program counts every month since


@pytest.fixture
def house(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house in which two people are many, and where what was approved is looked for often."""
    monkeypatch.setattr(bot.notice_work, "ROUND", 0.02)
    return replace(house, approve_above=1)


@pytest.fixture(autouse=True)
async def two_classes(db: Database) -> None:
    """K14 with Nhã and Tuấn, K15 with Hòa."""
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "import", [K14, K15])
        members = [("c14", roster.NHA.id), ("c14", roster.TUAN.id), ("c15", roster.HOA.id)]
        await classes.save_enrolments(tx, BY, [Enrolment(each, who) for each, who in members])


async def news(person: Talker, words: str) -> None:
    """Until these words are read, of what comes without being asked for."""

    async def reads() -> bool:
        await person.looks()
        return words in person.last.text

    await until(reads)


async def is_sent(db: Database) -> None:
    async def done() -> bool:
        found = await notices.by_number(db, 1)
        return found is not None and found.state is NoticeState.DONE

    await until(done)


async def test_a_notice_is_composed_corrected_approved_sent_and_read(meets: Meets, db: Database) -> None:
    lan, phuc = await meets(roster.LAN), await meets(roster.PHUC)
    nha, tuan, hoa = await meets(roster.NHA), await meets(roster.TUAN), await meets(roster.HOA)
    for person in (nha, tuan, hoa, phuc):
        await person.says("xin chào")

    await lan.says("nhắn cho cả lớp K15 tuần sau nộp bài thu hoạch")
    lan.reads("Gửi: Học viên lớp TC-K15")
    await lan.taps("Người nhận")
    await lan.taps("Chọn lại từ đầu")
    await lan.taps("Học viên của lớp")
    await lan.taps("TC-K14")
    await lan.taps("Đang học")
    lan.reads("Gửi cho: Học viên lớp TC-K14.", "2 người")
    await lan.taps("Về bản nháp")
    await lan.taps("Sửa khác")
    await lan.taps("Đề nghị xác nhận")
    await lan.taps("Xem trước và gửi")
    lan.reads("Sẽ gửi cho 2 người trong 2 người", "cần người thứ hai duyệt")
    await lan.taps("Trình người thứ hai duyệt")
    lan.reads("Đã trình.")

    await news(phuc, "Đề nghị duyệt thông báo số 1")
    phuc.reads("Gửi cho 2 trong 2 người", "bài thu hoạch")
    await phuc.types_number_of("Duyệt và gửi")
    phuc.reads("Đã duyệt.")
    await is_sent(db)

    await news(nha, "Kính gửi đồng chí Trần Văn Nhã")
    await news(tuan, "Kính gửi đồng chí Lê Minh Tuấn")
    nha.is_offered("Đã nhận")
    await nha.types_number_of("Đã nhận")
    nha.reads("Đã ghi nhận")
    await tuan.says("đã nhận")
    tuan.reads("Đã ghi nhận")
    await asyncio.sleep(0.1)
    await hoa.looks()
    hoa.does_not_read("bài thu hoạch")


async def test_what_was_proposed_goes_back_and_is_sent_in_other_words(meets: Meets, db: Database) -> None:
    lan, phuc, nha = await meets(roster.LAN), await meets(roster.PHUC), await meets(roster.NHA)
    for person in (nha, phuc):
        await person.says("xin chào")
    await lan.says("nhắn cho cả lớp K14 tuần sau nộp bài")
    await lan.taps("Xem trước và gửi")
    await lan.taps("Trình người thứ hai duyệt")
    await news(phuc, "Đề nghị duyệt")
    await phuc.taps("Chưa duyệt")
    phuc.reads("Đã trả lại người soạn")
    await news(lan, "Bùi Văn Phúc chưa duyệt")
    await lan.taps("Về bản nháp")
    await lan.taps("Nội dung")
    await lan.says("Kính gửi {ho_ten}, tuần sau nộp bài thu hoạch.")
    await lan.taps("Xem trước và gửi")
    await lan.taps("Trình người thứ hai duyệt")
    await news(phuc, "Kính gửi {ho_ten}, tuần sau")
    await phuc.taps("Duyệt và gửi")
    await news(nha, "Kính gửi Trần Văn Nhã, tuần sau nộp bài thu hoạch.")
