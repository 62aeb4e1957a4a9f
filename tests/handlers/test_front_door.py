"""The way every message takes: numbers, labels, commands, stale taps, roles, silence, and what is kept."""

import pytest

from handlers.house import House
from handlers.messages import Kind
from handlers.texts import common
from storage.inbox import store
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked


@pytest.mark.parametrize("typed", ["1", "1.", " 1 ", "số 1", "１", "vì sao", "Vì sao?", "VI SAO"])
async def test_a_number_or_a_label_means_the_option_of_the_last_message(linked: Linked, typed: str) -> None:
    nha = await linked(roster.NHA)
    await nha.says("tôi cần học trình độ gì")
    assert (await nha.says(typed)).startswith("Chức vụ quyết định")


async def test_zero_leads_home_from_anywhere(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("liên hệ")
    assert "Xin chọn một mục" in await nha.says("0")


async def test_a_number_without_a_menu_is_not_guessed(stranger: Person) -> None:
    assert "chưa rõ ý" in await stranger.says("5")


async def test_a_button_of_a_message_long_gone_answers_politely(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "tin nhắn cũ" in await nha.taps("no_such_key:1")


async def test_a_forged_tap_on_a_leaders_button_does_nothing(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "dành cho người được giao nhiệm vụ riêng" in await nha.taps("target_summary")


async def test_a_staff_member_without_a_record_is_told_why_there_is_no_answer(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    assert "chưa gắn với hồ sơ cán bộ" in await lan.says("tôi cần học trình độ gì")


async def test_a_stranger_who_asks_something_personal_is_shown_the_way(stranger: Person) -> None:
    text = await stranger.says("Tôi cần học trình độ gì?")
    assert "cần liên kết" in text.splitlines()[0]


async def test_in_a_group_nothing_personal_is_ever_said(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    from dataclasses import replace

    from handlers.front_door import receive
    from handlers.messages import Incoming

    incoming = Incoming("telegram", nha.chat, "g1", house.clock(), Kind.TEXT, "tôi cần học trình độ gì", private=False)
    assert (await receive(house, incoming)).reply is None
    started = await receive(house, replace(incoming, kind=Kind.START))
    assert started.reply is not None
    assert "trò chuyện riêng" in started.reply.text


@pytest.mark.parametrize("kind", [Kind.VOICE, Kind.STICKER, Kind.UNSUPPORTED])
async def test_what_cannot_be_read_gets_a_courteous_line(linked: Linked, kind: Kind) -> None:
    nha = await linked(roster.NHA)
    assert "nhắn 0 để xem các mục" in await nha.sends(kind)


async def test_a_pasted_novel_is_asked_to_be_shortened(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "dài quá" in await nha.says("a" * 5000)


async def test_an_unknown_command_leads_home(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "Xin chọn một mục" in await nha.says("/khongco")


async def test_what_is_not_understood_offers_readings_and_a_person(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    text = await nha.says("qwerty asdf")
    assert "chưa rõ ý" in text
    assert "Gặp cán bộ Trung tâm" in nha.labels
    assert len(nha.labels) <= 6


async def test_a_closed_chat_is_answered_by_silence_and_opens_again(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert await nha.sends(Kind.BLOCKED) == ""
    closed = await house.db.rows("select closed_at from account where chat = $1", nha.chat)
    assert closed[0]["closed_at"] is not None
    assert "Hiện có: sơ cấp" in await nha.says("tôi cần học trình độ gì")
    opened = await house.db.rows("select closed_at from account where chat = $1", nha.chat)
    assert opened[0]["closed_at"] is None


async def test_the_mark_in_the_inbox_and_the_change_are_kept_together(house: House, linked: Linked) -> None:
    from handlers.front_door import receive
    from handlers.messages import Incoming

    nha = await linked(roster.NHA)
    kept = await store(house.db, "telegram", "u1", nha.chat, "{}", 1)
    assert kept is not None
    incoming = Incoming("telegram", nha.chat, "u1", house.clock(), Kind.TAP, key="mute:1")
    await receive(house, incoming, kept.seq)
    [row] = await house.db.rows("select state from inbox where seq = $1", kept.seq)
    [account] = await house.db.rows("select muted from account where chat = $1", nha.chat)
    assert (row["state"], account["muted"]) == ("answering", 1)


async def test_a_word_that_leaves_a_form_is_no_question_where_none_is_open(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    for word in ("Thôi", "thôi"):
        assert await nha.says(word) == common.NOTHING_OPEN
    assert "Gửi câu hỏi" not in nha.labels
