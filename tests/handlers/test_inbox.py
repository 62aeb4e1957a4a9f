"""Questions for a person: sent with consent, alike ones together, taken by one, answered for all, then an entry."""

from datetime import timedelta

import pytest

from handlers.house import House
from handlers.inbox_watch import look_after_inbox
from storage import erasures, links
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.asking import UNHEARD, asks
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent

ANSWER = "Không cần chứng chỉ bơi lội."


async def answers(person: Person, words: str = ANSWER) -> str:
    await person.taps("inbox_take:1")
    await person.taps("Viết câu trả lời")
    await person.says(words)
    return await person.taps("Gửi câu trả lời")


async def test_an_answer_typed_below_the_question_is_shown_before_it_goes(
    stranger: Person, linked: Linked, sent: Sent
) -> None:
    lan = await linked(roster.LAN)
    await asks(stranger)
    await lan.taps("inbox_take:1")
    assert ANSWER in await lan.says(ANSWER)
    assert not any(ANSWER in text for text in await sent(stranger))
    await lan.taps("Gửi câu trả lời")
    assert sum(ANSWER in text for text in await sent(stranger)) == 1


# Asking


async def test_who_sees_the_question_is_said_before_it_is_sent_and_until_when_after(stranger: Person) -> None:
    await stranger.says("/hoi")
    assert "Người được xem: cán bộ Trung tâm" in await stranger.says(UNHEARD)
    text = await stranger.taps("Gửi câu hỏi")
    assert "(số 1)" in text
    assert "trước 08 giờ, thứ Ba 03/06" in text
    assert "0294 388 2000" in text


async def test_what_was_not_understood_twice_goes_to_a_person_if_its_asker_wants(stranger: Person) -> None:
    await stranger.says("abc xyz")
    assert "Gặp cán bộ Trung tâm" in stranger.labels
    assert "“abc xyz qwz”" in await stranger.says("abc xyz qwz")
    assert "Gửi câu hỏi" in stranger.labels


async def test_the_way_to_a_person_carries_the_words_that_were_not_understood(stranger: Person) -> None:
    await stranger.says("abc xyz")
    assert "“abc xyz”" in await stranger.taps("Gặp cán bộ Trung tâm")


async def test_the_same_question_sent_twice_is_one(stranger: Person, linked: Linked, sent: Sent) -> None:
    lan = await linked(roster.LAN)
    await asks(stranger)
    assert "(số 1)" in await asks(stranger)
    assert len(await sent(lan)) == 1


async def test_one_chat_may_have_five_questions_that_wait(stranger: Person) -> None:
    for thing in ("bơi lội", "xe buýt", "nhà trọ", "áo dài", "bóng đá"):
        await asks(stranger, f"Chuyện {thing} thế nào?")
    assert "Đang có 5 câu hỏi" in await stranger.says("/hoi")


async def test_a_question_taken_back_is_erased_and_waits_no_more(
    stranger: Person, linked: Linked, db: Database
) -> None:
    lan = await linked(roster.LAN)
    await asks(stranger)
    await stranger.says("/cauhoi")
    assert "nội dung đã được xóa" in await stranger.taps("Rút câu hỏi 1")
    assert "không có câu nào" in await lan.says("/hopthu")
    assert [row["words"] for row in await db.rows("select words from question")] == [""]
    assert "không còn chờ" in await stranger.taps("question_no:1")


async def test_nobody_takes_back_a_question_of_another(stranger: Person, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await asks(stranger)
    assert "không còn chờ" in await nha.taps("question_no:1")


async def test_a_chat_that_is_anothers_by_now_shows_no_question_of_who_had_it_before(
    linked: Linked, db: Database
) -> None:
    nha = await linked(roster.NHA)
    await asks(nha)
    async with db.transaction() as tx:
        [row] = await tx.rows("select id from account where chat = $1", nha.chat)
        await links.detach(tx, By("operator", 1), row["id"])
    assert "Chưa có câu hỏi nào" in await nha.says("/cauhoi")
    assert "không còn chờ" in await nha.taps("question_no:1")


async def test_who_wants_a_person_and_said_what_about_need_not_say_it_again(stranger: Person) -> None:
    await stranger.says("cho tôi gặp cán bộ trung tâm để hỏi việc gửi xe máy qua đêm")
    assert "gửi xe máy qua đêm" in await stranger.taps("Hỏi cán bộ Trung tâm")


# Answering


async def test_alike_questions_are_one_and_the_answer_reaches_everyone_once(
    linked: Linked, stranger: Person, sent: Sent
) -> None:
    nha, tuan, lan = await linked(roster.NHA), await linked(roster.TUAN), await linked(roster.LAN)
    for who, words in (
        (nha, UNHEARD),
        (tuan, "chung chi boi loi co can khi di thuc te ca mau khong"),
        (stranger, "Đi thực tế Cà Mau có cần chứng chỉ bơi lội không ạ?"),
    ):
        await asks(who, words)
    assert "1 việc chờ trả lời" in await lan.says("/hopthu")
    assert "3 người hỏi" in lan.last.text
    card = await lan.taps("Câu hỏi số 1")
    assert "Trần Văn Nhã, xã An Trường" in card
    assert "người chưa liên kết" in card
    assert "cho 3 người hỏi" in await answers(lan)
    for who in (nha, tuan, stranger):
        [told] = [text for text in await sent(who) if "trả lời câu hỏi số" in text]
        assert told.endswith(ANSWER)


async def test_questions_about_different_levels_are_never_one(linked: Linked, stranger: Person) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks(nha, "Lớp trung cấp Cà Mau có bơi lội không?")
    await asks(stranger, "Lớp cao cấp Cà Mau có bơi lội không?")
    assert "2 việc chờ trả lời" in await lan.says("/hopthu")


async def test_two_who_take_at_once_are_one_who_has_it(linked: Linked, stranger: Person) -> None:
    lan, phuc = await linked(roster.LAN), await linked(roster.PHUC)
    await asks(stranger)
    for person in (lan, phuc):
        await person.taps("inbox_open:1")
    assert "Đã nhận câu hỏi số 1" in await lan.taps("Nhận trả lời")
    assert "Ngô Thị Lan nhận trả lời" in await phuc.taps("Nhận trả lời")
    assert "Viết câu trả lời" not in phuc.labels
    for forged in ("inbox_answer:1", "inbox_close_yes:1", "inbox_talk:1", "inbox_back:1"):
        assert "đã được trả lời hoặc đã khép" in await phuc.taps(forged)


async def test_the_answer_goes_to_the_person_and_not_to_a_chat_that_is_anothers_by_now(
    linked: Linked, house: House, sent: Sent, db: Database
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks(nha)
    async with db.transaction() as tx:
        [row] = await tx.rows("select id from account where chat = $1", nha.chat)
        await links.detach(tx, By("operator", 1), row["id"])
        await links.attach(tx, By("operator", 1), row["id"], roster.TUAN.id)
    await answers(lan)
    assert not [text for text in await sent(nha) if ANSWER in text]


async def test_who_was_unlinked_meanwhile_is_answered_in_the_chat_they_asked_from(
    linked: Linked, sent: Sent, db: Database
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks(nha)
    async with db.transaction() as tx:
        [row] = await tx.rows("select id from account where chat = $1", nha.chat)
        await links.detach(tx, By("operator", 1), row["id"])
    await answers(lan)
    assert [text for text in await sent(nha) if ANSWER in text]


async def test_an_erased_asker_leaves_no_words_and_is_told_nothing(
    linked: Linked, sent: Sent, db: Database, clock: Clock
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks(nha)
    async with db.transaction() as tx:
        await erasures.erase(tx, By("job:privacy", 1), "chat", roster.NHA.id, ())
    assert [row["words"] for row in await db.rows("select words from question")] == [""]
    assert "không có câu nào" in await lan.says("/hopthu")


async def test_closing_tells_the_asker(linked: Linked, stranger: Person, sent: Sent) -> None:
    lan = await linked(roster.LAN)
    await asks(stranger)
    await lan.taps("inbox_take:1")
    await lan.taps("Khép, không trả lời")
    await lan.taps("Đồng ý khép")
    assert any("đã khép câu hỏi số 1" in text for text in await sent(stranger))


async def test_who_answered_is_counted(linked: Linked, stranger: Person, db: Database) -> None:
    lan = await linked(roster.LAN)
    await asks(stranger)
    await answers(lan)
    [row] = await db.rows("select questions from question_count where way = 'person'")
    assert row["questions"] == 1


# An entry of it


async def test_an_answer_becomes_an_entry_in_two_taps_and_answers_when_a_second_person_approved(
    linked: Linked, stranger: Person
) -> None:
    lan, phuc = await linked(roster.LAN), await linked(roster.PHUC)
    await asks(stranger)
    await answers(lan)
    assert UNHEARD in await lan.taps("Đưa vào hỏi đáp")
    assert "Đã lưu mục số 1" in await lan.taps("Đồng ý đưa vào")
    assert "chưa có, hoặc đã được đưa vào" in await lan.taps("inbox_faq_yes:1")
    await phuc.taps("faq_card:1")
    await phuc.taps("Duyệt")
    assert ANSWER in await stranger.says("chứng chỉ bơi lội có cần khi đi thực tế Cà Mau không")


async def test_names_and_phones_are_warned_of_before_an_answer_goes_out_or_becomes_an_entry(
    linked: Linked,
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks(nha, "Tôi là trần văn nhã, chứng chỉ bơi lội cần không?")
    await lan.taps("inbox_take:1")
    await lan.taps("Viết câu trả lời")
    assert "có vẻ là thông tin cá nhân: “0912 345 678”" in await lan.says("Gọi 0912 345 678.")
    await lan.taps("Gửi câu trả lời")
    text = await lan.taps("Đưa vào hỏi đáp")
    assert "trần văn nhã" not in text.lower()
    assert "viết lại cách hỏi" in text


# The clock


async def test_a_question_nobody_is_at_goes_back_after_half_an_hour_and_that_is_said(
    linked: Linked, stranger: Person, house: House, clock: Clock, sent: Sent
) -> None:
    lan, phuc = await linked(roster.LAN), await linked(roster.PHUC)
    await asks(stranger)
    await lan.taps("inbox_take:1")
    clock.move(minutes=29)
    await look_after_inbox(house)
    assert not [text for text in await sent(lan) if "về lại hộp thư" in text]
    clock.move(minutes=2)
    for _ in range(2):
        await look_after_inbox(house)
    assert len([text for text in await sent(lan) if "về lại hộp thư" in text]) == 1
    assert "Đã nhận câu hỏi số 1" in await phuc.taps("inbox_take:1")


async def test_a_promise_not_kept_is_told_to_the_others_once(
    linked: Linked, stranger: Person, house: House, clock: Clock, sent: Sent
) -> None:
    lan, phuc = await linked(roster.LAN), await linked(roster.PHUC)
    await asks(stranger)
    clock.move(hours=23)
    await look_after_inbox(house)
    clock.move(hours=1, minutes=10)
    await lan.taps("inbox_take:1")
    for _ in range(2):
        await look_after_inbox(house)
    late = [text for text in await sent(phuc) if "quá giờ hẹn" in text]
    assert len(late) == 1
    assert "Ngô Thị Lan đã nhận nhưng chưa trả lời" in late[0]
    assert not [text for text in await sent(lan) if "quá giờ hẹn" in text]


# While a person answers


@pytest.fixture
async def talk(linked: Linked, house: House) -> tuple[Person, Person]:
    """Lan talks with Nhã about his question."""
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks(nha)
    await lan.taps("inbox_take:1")
    await lan.taps("Nhắn trực tiếp")
    return nha, lan


async def test_the_assistant_is_silent_and_words_go_there_and_back(talk: tuple[Person, Person], sent: Sent) -> None:
    nha, lan = talk
    assert any("Cán bộ Trung tâm đang trả lời tại đây (câu hỏi số 1)" in text for text in await sent(nha))
    await nha.says("tôi cần học trình độ gì")
    assert nha.turned.reply is None
    assert "Người hỏi (số 1): tôi cần học trình độ gì" in await sent(lan)
    assert "Đã gửi." in await lan.says("Chào đồng chí, cần trung cấp.")
    assert "Cán bộ Trung tâm: Chào đồng chí, cần trung cấp." in await sent(nha)


@pytest.mark.parametrize("word", ["0", "/menu", "trở lại trợ lý", "1"])
async def test_a_word_leads_back_to_the_assistant(
    talk: tuple[Person, Person], sent: Sent, word: str, db: Database
) -> None:
    nha, lan = talk
    await db.write("""update account set menu = '[[1,"Trở lại Trợ lý","talk_end"]]' where chat = $1""", nha.chat)
    assert "Đã trở lại Trợ lý." in await nha.says(word)
    assert any("đã trở lại Trợ lý" in text for text in await sent(lan))
    assert "Hiện có: sơ cấp" in await nha.says("tôi cần học trình độ gì")
    assert "đã kết thúc" in await lan.says("còn đó không") or lan.last.form is None


async def test_half_an_hour_without_a_word_gives_the_chat_back_aloud_to_both(
    talk: tuple[Person, Person], house: House, clock: Clock, sent: Sent
) -> None:
    nha, lan = talk
    clock.now += timedelta(minutes=31)
    for _ in range(2):
        await look_after_inbox(house)
    assert len([text for text in await sent(nha) if "Đã 30 phút" in text]) == 1
    assert len([text for text in await sent(lan) if "đã dừng vì 30 phút" in text]) == 1
    assert "Hiện có: sơ cấp" in await nha.says("tôi cần học trình độ gì")
    await lan.says("còn đó không")
    assert not [text for text in await sent(nha) if "còn đó không" in text]


async def test_the_end_of_a_talk_is_said_and_the_question_can_be_ended(talk: tuple[Person, Person], sent: Sent) -> None:
    nha, lan = talk
    assert "Đã kết thúc trò chuyện" in await lan.taps("Kết thúc trò chuyện")
    assert any("kết thúc trả lời trực tiếp" in text for text in await sent(nha))
    assert "Đã ghi là trả lời xong" in await lan.taps("Đã trả lời xong")
    assert "không có câu nào" in await lan.says("/hopthu")
    assert "đã trả lời" in await nha.says("/cauhoi")


async def test_a_written_answer_ends_the_talk(talk: tuple[Person, Person], sent: Sent) -> None:
    nha, lan = talk
    await lan.taps("inbox_answer:1")
    await lan.says(ANSWER)
    await lan.taps("Gửi câu trả lời")
    assert any("kết thúc trả lời trực tiếp" in text for text in await sent(nha))
    assert "Hiện có: sơ cấp" in await nha.says("tôi cần học trình độ gì")


async def test_an_old_button_does_nothing_while_a_person_answers(talk: tuple[Person, Person]) -> None:
    nha, _ = talk
    assert "đang trả lời tại đây" in await nha.taps("my_status")
    assert "Đã trở lại Trợ lý." in await nha.taps("Trở lại Trợ lý")


async def test_somebody_who_talks_cannot_talk_elsewhere_and_no_two_talk_in_one_chat(
    talk: tuple[Person, Person], stranger: Person, linked: Linked
) -> None:
    _, lan = talk
    await asks(stranger, "Chuyện xe buýt thế nào?")
    await lan.taps("inbox_take:2")
    assert "Không mở được trò chuyện" in await lan.taps("inbox_talk:2")
