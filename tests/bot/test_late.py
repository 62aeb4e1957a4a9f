"""Answers that come long after their message: who is told so, and how often."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app import App
from bot.lateness import Lateness
from handlers.house import House
from handlers.messages import Incoming, Kind, Reply
from tests.bot.conftest import running, settings_for
from tests.bot.telegram_server import TelegramServer
from tests.handlers.conftest import Clock

REPLY = Reply("Cần có: trung cấp.")
EXCUSE = "Trợ lý vừa hoạt động trở lại; xin lỗi vì trả lời muộn câu hỏi lúc 08:00.\n\n"


def asked(clock: Clock, chat: str = "7", kind: Kind = Kind.TEXT) -> Incoming:
    return Incoming("telegram", chat, "1", clock().astimezone(UTC), kind, text="Tôi cần học trình độ gì?")


def test_an_answer_after_a_quarter_of_an_hour_says_that_it_is_late(clock: Clock) -> None:
    question = asked(clock)
    clock.move(minutes=16)
    assert Lateness().excused(REPLY, question, clock()).text == EXCUSE + REPLY.text


def test_an_answer_within_a_quarter_of_an_hour_says_nothing_of_it(clock: Clock) -> None:
    question = asked(clock)
    clock.move(minutes=15)
    assert Lateness().excused(REPLY, question, clock()) is REPLY


def test_the_day_is_named_when_it_is_not_today(clock: Clock) -> None:
    question = asked(clock)
    clock.move(days=1)
    assert "lúc 08:00 ngày 02/06/2025." in Lateness().excused(REPLY, question, clock()).text


def test_each_chat_is_told_once_about_an_outage_and_again_about_the_next(clock: Clock) -> None:
    lateness, first = Lateness(), asked(clock)
    clock.move(minutes=5)
    second, other = asked(clock), asked(clock, chat="8")
    clock.move(hours=1)
    told = [lateness.excused(REPLY, each, clock()) is not REPLY for each in (first, second, other)]
    assert told == [True, False, True]
    clock.move(hours=3)
    later = asked(clock)
    clock.move(hours=1)
    assert lateness.excused(REPLY, later, clock()) is not REPLY


@pytest.mark.parametrize(("kind", "excused"), [(Kind.FILE, True), (Kind.CONTACT, True), (Kind.TAP, False)])
def test_what_is_no_question_is_called_a_message_and_a_tap_is_not_excused(
    clock: Clock, kind: Kind, excused: bool
) -> None:
    sent = asked(clock, kind=kind)
    clock.move(hours=1)
    assert ("trả lời muộn tin lúc 08:00" in Lateness().excused(REPLY, sent, clock()).text) is excused


async def test_whoever_wrote_while_the_program_was_down_reads_an_excuse(
    telegram: TelegramServer, house: House, clock: Clock
) -> None:
    person = telegram.person(7)
    person.says("/help")
    person.says("/lienhe")
    clock.now = datetime.now(clock.now.tzinfo) + timedelta(hours=2)
    async with running(settings_for(telegram), house):
        assert (await person.reads()).text.startswith("Trợ lý vừa hoạt động trở lại")
        assert "hoạt động trở lại" not in (await person.reads()).text


async def test_whoever_is_answered_at_once_reads_none(bot: App, telegram: TelegramServer, clock: Clock) -> None:
    clock.now = datetime.now(clock.now.tzinfo)
    person = telegram.person(7)
    person.says("/help")
    assert "hoạt động trở lại" not in (await person.reads()).text
