"""Somebody nobody knows yet, on every channel."""

from tests.dialogs.conftest import Meets
from tests.handlers import roster
from tests.handlers.conftest import Code


async def test_a_stranger_agrees_and_is_linked_by_code(meets: Meets, code: Code) -> None:
    hoa = await meets()
    await hoa.says(f"LIENKET {(await code(roster.HOA)).code}")
    hoa.reads("Đã nhận mã liên kết", "Anh/chị có đồng ý không?")
    await hoa.taps("Đồng ý")
    await hoa.says("trình độ của tôi")
    hoa.reads("Nguyễn Thị Hòa", "Hiện có: trung cấp")


async def test_general_questions_need_no_link(meets: Meets) -> None:
    stranger = await meets()
    await stranger.says("trưởng phòng cần trình độ gì")
    stranger.reads("Trưởng phòng: cần cao cấp lý luận chính trị.")


async def test_nothing_personal_is_told_to_a_stranger(meets: Meets) -> None:
    stranger = await meets()
    await stranger.says("tôi cần học trình độ gì")
    stranger.does_not_read("Đồng chí")
    assert stranger.last.options


async def test_a_wrong_code_is_said_to_be_wrong(meets: Meets) -> None:
    stranger = await meets()
    await stranger.says("/start")
    await stranger.says("LIENKET 00000-00000")
    stranger.reads("Mã này không đúng.")
    await stranger.says("trình độ của tôi")
    stranger.does_not_read("Hiện có")


async def test_who_has_no_code_asks_the_centre_to_confirm(meets: Meets) -> None:
    stranger = await meets()
    await stranger.says("xin chào")
    await stranger.taps("Về đầu")
    await stranger.taps("Liên kết hồ sơ")
    await stranger.taps("Đồng ý")
    assert stranger.last.options


async def test_a_novel_is_met_with_a_request_for_a_sentence(meets: Meets) -> None:
    stranger = await meets()
    await stranger.says("Kính gửi Trung tâm. " * 105)
    stranger.reads("dài")


async def test_signs_that_are_no_words_are_answered_politely(meets: Meets) -> None:
    stranger = await meets()
    for odd in ("🙂🙂🙂", "\u202eabc\u202c", "?", "<b>&amp;</b>", "**", "1"):
        await stranger.says(odd)
        assert stranger.last.text
