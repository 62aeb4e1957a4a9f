"""From a question nobody could answer to an entry that answers it; and a person who answers, on every channel."""

import asyncio

import pytest

from handlers.house import House
from tests.dialogs import on_web
from tests.dialogs.conftest import Meets
from tests.dialogs.talker import Talker
from tests.handlers import roster
from tests.handlers.asking import UNHEARD, ship
from tests.handlers.conftest import Linked

ANSWER = "Không cần chứng chỉ bơi lội."


@pytest.fixture(autouse=True)
async def _shipped(house: House) -> None:
    await ship(house)


async def ask(person: Talker, words: str = UNHEARD) -> None:
    await person.says("/hoi")
    await person.says(words)
    await person.taps("Gửi câu hỏi")


async def ask_beside(asker: Talker, *staff: Talker) -> None:
    """Ask while staff sit at their chats: they read of it at once, and no news meets them at a later step."""
    for person in staff:
        await person.says("/hopthu")
    await ask(asker)
    for person in staff:
        await hears(person, "Có câu hỏi số 1")


async def opens(person: Talker) -> None:
    """Open question 1 from the inbox."""
    await person.says("/hopthu")
    await person.taps("Câu hỏi số 1")


async def hears(person: Talker, words: str) -> None:
    """Wait for words that come without having been asked for."""
    while words not in person.last.text:
        await person.waits()


async def test_an_unanswered_question_becomes_an_entry_that_answers_it(meets: Meets) -> None:
    nha, stranger = await meets(roster.NHA), await meets()
    lan, phuc = await meets(roster.LAN), await meets(roster.PHUC)
    for person in (lan, phuc):
        await person.says("/hopthu")
    await nha.says("abc xyz")
    await nha.taps("Gặp cán bộ Trung tâm")
    nha.reads("“abc xyz”", "Người được xem")
    await nha.taps("Viết lại")
    await nha.says(UNHEARD)
    await nha.taps("Gửi câu hỏi")
    nha.reads("(số 1)", "trước 08 giờ, thứ Ba 03/06")
    await hears(lan, "Có câu hỏi số 1 gửi cán bộ Trung tâm")
    await ask(stranger, "chung chi boi loi co can khi di thuc te ca mau khong")
    await hears(lan, "nay 2 người")
    await opens(lan)
    lan.reads("chung chi boi loi", "Trần Văn Nhã, xã An Trường", "người chưa liên kết")
    await lan.taps("Nhận trả lời")
    await lan.taps("Viết câu trả lời")
    await lan.says(ANSWER)
    await lan.taps("Gửi câu trả lời")
    for asker in (nha, stranger):
        await hears(asker, ANSWER)
        asker.reads("Trung tâm trả lời câu hỏi số")
    await lan.taps("Đưa vào hỏi đáp")
    lan.reads(UNHEARD, ANSWER)
    await lan.taps("Đồng ý đưa vào")
    await hears(phuc, "chờ người thứ hai duyệt")
    await phuc.taps(phuc.last.options[0])
    await phuc.taps("Duyệt")
    tuan = await meets(roster.TUAN)
    await tuan.says("đi thực tế cà mau có cần chứng chỉ bơi lội không")
    tuan.reads(ANSWER, "trả lời của Trung tâm ngày 02/06/2025")


async def test_while_a_person_answers_the_assistant_is_silent(meets: Meets) -> None:
    nha, lan = await meets(roster.NHA), await meets(roster.LAN)
    await ask_beside(nha, lan)
    await opens(lan)
    await lan.taps("Nhận trả lời")
    await lan.taps("Nhắn trực tiếp")
    await hears(nha, "Cán bộ Trung tâm đang trả lời tại đây (câu hỏi số 1)")
    await nha.sends_unanswered("tôi cần học trình độ gì")
    await hears(lan, "Người hỏi (số 1): tôi cần học trình độ gì")
    await lan.says("Đồng chí cần trung cấp.")
    await hears(nha, "Cán bộ Trung tâm: Đồng chí cần trung cấp.")
    nha.does_not_read("Hiện có: sơ cấp")
    await nha.says("0")
    nha.reads("Đã trở lại Trợ lý.")
    await nha.says("tôi cần học trình độ gì")
    nha.reads("Hiện có: sơ cấp")
    await hears(lan, "đã trở lại Trợ lý")


async def test_two_who_take_at_once_are_one_who_has_it(meets: Meets) -> None:
    nha, lan, phuc = await meets(roster.NHA), await meets(roster.LAN), await meets(roster.PHUC)
    await ask_beside(nha, lan)
    for person in (lan, phuc):
        await opens(person)
    await asyncio.gather(lan.taps("Nhận trả lời"), phuc.taps("Nhận trả lời"))
    answers = ["Viết câu trả lời" in person.last.options for person in (lan, phuc)]
    assert sorted(answers) == [False, True]
    late = phuc if answers[0] else lan
    late.reads("nhận trả lời.")


async def test_a_talk_outlives_the_program(house: House, linked: Linked) -> None:
    await linked(roster.NHA, "web", "501")
    await linked(roster.LAN, "web", "502")
    async with on_web.street(house) as seat:
        nha, lan = await seat("501"), await seat("502")
        await ask_beside(nha, lan)
        await opens(lan)
        await lan.taps("Nhận trả lời")
        await lan.taps("Nhắn trực tiếp")
        await hears(nha, "đang trả lời tại đây")
    async with on_web.street(house) as seat:
        nha, lan = await seat("501"), await seat("502")
        await nha.sends_unanswered("còn nghe không")
        await hears(lan, "Người hỏi (số 1): còn nghe không")
        await lan.says("Còn.")
        await hears(nha, "Cán bộ Trung tâm: Còn.")
        await lan.taps("Kết thúc trò chuyện")
        lan.reads("Đã kết thúc trò chuyện")
