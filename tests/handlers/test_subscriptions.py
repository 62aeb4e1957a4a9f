"""A leader says when figures are to come by themselves: by words or by options, and how to stop it."""

from datetime import date

import pytest

from handlers.house import House
from handlers.texts import subscriptions as texts
from handlers.understanding.rhythms import hour_in, wish_in
from rules.subscriptions import LAST, Rhythm, Schedule
from storage import subscriptions
from storage.subscriptions import Subscription
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked

MONDAY = date(2025, 6, 2)


@pytest.fixture
async def leader(linked: Linked) -> Person:
    return await linked(roster.THANH)


async def schedule(house: House) -> Schedule | None:
    return (await subscriptions.of_person(house.db, roster.THANH.id)).schedule


async def test_words_set_a_weekly_time_and_are_told_back(house: House, leader: Person) -> None:
    text = await leader.says("gửi tôi số liệu sáng thứ hai hằng tuần")
    assert text == (
        "Đã đặt: Trợ lý gửi số liệu chỉ tiêu lúc 07 giờ thứ Hai hằng tuần."
        " Lần tới: 07 giờ, thứ Hai 09/06/2025."
    )  # fmt: skip
    assert await schedule(house) == Schedule(Rhythm.WEEKLY, "0", 7)
    assert leader.labels == [texts.CHANGE, texts.ALERTS_ON, texts.END, texts.TARGETS, "Về đầu"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("moi thu 6 gui toi chi tieu luc 4 gio chieu", Schedule(Rhythm.WEEKLY, "4", 16)),
        ("gửi tôi chỉ tiêu ngày 15 hằng tháng lúc 8h", Schedule(Rhythm.MONTHLY, "15", 8)),
        ("Cuối tháng gửi cho tôi số liệu", Schedule(Rhythm.MONTHLY, LAST, 7)),
        ("gửi số liệu chỉ tiêu cho tôi ngày 30/6", Schedule(Rhythm.ONCE, "2025-06-30", 7)),
    ],
)
async def test_other_days_and_hours_are_understood(
    house: House, leader: Person, words: str, expected: Schedule
) -> None:
    assert "Đã đặt" in await leader.says(words)
    assert await schedule(house) == expected


async def test_the_settings_lead_to_it_and_options_ask_for_day_and_hour(house: House, leader: Person) -> None:
    await leader.says("cài đặt")
    assert "chưa đặt lịch gửi" in await leader.taps(texts.TITLE)
    assert await leader.taps(texts.CHOOSE) == texts.HOW_OFTEN
    await leader.taps(texts.MONTHLY)
    assert texts.NO_DAY in await leader.says("ngày 31")
    await leader.says("ngày 10")
    assert "lúc 08 giờ ngày 10 hằng tháng. Lần tới: 08 giờ, thứ Ba 10/06/2025" in await leader.taps("08 giờ")
    assert await schedule(house) == Schedule(Rhythm.MONTHLY, "10", 8)


async def test_a_number_means_the_option_beside_it(house: House, leader: Person) -> None:
    await leader.taps("subscribe")
    await leader.says("1")
    assert leader.labels[:3] == ["Thứ Hai", "Thứ Tư", "Thứ Sáu"]
    await leader.says("2")
    await leader.says("1")
    assert await schedule(house) == Schedule(Rhythm.WEEKLY, "2", 7)


async def test_a_day_that_is_over_and_an_hour_at_night_are_asked_again(house: House, leader: Person) -> None:
    await leader.taps("subscribe")
    await leader.taps(texts.ONCE)
    assert texts.OVER in await leader.says("01/06/2025")
    assert texts.NO_DATE in await leader.says("31/06")
    await leader.says("hôm nay là 2/6")
    assert texts.OVER in await leader.says("7 giờ")
    assert texts.QUIET in await leader.says("22 giờ")
    assert texts.NO_HOUR in await leader.says("9 giờ 30")
    assert "Đã đặt" in await leader.says("9 giờ")
    assert await schedule(house) == Schedule(Rhythm.ONCE, "2025-06-02", 9)
    assert texts.QUIET in await leader.says("gửi tôi số liệu 22h thứ hai hằng tuần")


async def test_what_is_to_go_to_others_is_no_wish_of_ones_own(house: House, linked: Linked) -> None:
    lan = await linked(roster.LAN)
    for words in ("gửi chỉ tiêu cho tất cả xã ngày 5", "gửi số liệu tới các đơn vị hằng tháng ngày 5"):
        await lan.says(words)
    assert await subscriptions.every_subscription(house.db) == []


async def test_it_ends_by_words_and_by_its_button(house: House, leader: Person) -> None:
    await leader.says("gửi tôi số liệu sáng thứ hai hằng tuần")
    assert await leader.says("thôi gửi số liệu hằng tuần") == texts.ended(Subscription(roster.THANH.id))
    assert await schedule(house) is None
    await leader.says("gửi tôi số liệu sáng thứ hai hằng tuần")
    assert await leader.taps(texts.END) == texts.ended(Subscription(roster.THANH.id))
    assert await schedule(house) is None


async def test_who_gives_up_the_schedule_is_told_that_alerts_go_on(house: House, leader: Person) -> None:
    await leader.taps("subscription_alerts:1")
    await leader.says("gửi tôi số liệu sáng thứ hai hằng tuần")
    assert "Cảnh báo chỉ tiêu vẫn bật" in await leader.taps(texts.END)
    assert texts.ALERTS_OFF in leader.labels


async def test_alerts_are_switched_on_and_off_without_touching_the_schedule(house: House, leader: Person) -> None:
    await leader.says("gửi tôi số liệu sáng thứ hai hằng tuần")
    assert "Đã bật cảnh báo" in await leader.taps(texts.ALERTS_ON)
    assert "đang bật" in await leader.says("số liệu định kỳ")
    assert "Đã tắt cảnh báo" in await leader.says("tắt cảnh báo chỉ tiêu")
    wanted = await subscriptions.of_person(house.db, roster.THANH.id)
    assert (wanted.alerts, wanted.schedule is None) == (False, False)


async def test_who_has_switched_notices_off_is_told_that_nothing_comes(leader: Person) -> None:
    await leader.taps("mute:1")
    assert "Thông báo đang tắt" in await leader.says("gửi tôi số liệu sáng thứ hai hằng tuần")
    assert "Thông báo đang tắt" in await leader.says("số liệu định kỳ")


async def test_a_leader_who_switches_notices_off_is_told_what_stops_with_them(leader: Person, linked: Linked) -> None:
    assert "Số liệu định kỳ và cảnh báo chỉ tiêu cũng không gửi" in await leader.taps("mute:1")
    assert "lại được gửi" in await leader.taps("mute:0")
    assert "cảnh báo" not in await (await linked(roster.NHA)).taps("mute:1")


async def test_only_those_who_see_the_figures_may_have_them_sent(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("gửi tôi số liệu sáng thứ hai hằng tuần")
    await nha.taps("subscription_alerts:1")
    assert await subscriptions.every_subscription(house.db) == []
    await nha.says("cài đặt")
    assert texts.TITLE not in nha.labels


def test_what_is_no_full_wish_only_names_it() -> None:
    for words in ("số liệu định kỳ", "gửi tôi số liệu hằng tuần", "cảnh báo", "31/2"):
        wish = wish_in(words, MONDAY, 7)
        assert (wish.schedule, wish.ends, wish.alerts) == (None, False, None), words
    assert [hour_in(words) for words in ("7", "19h", "2 giờ chiều", "7 rưỡi", "25 giờ", "sáng")] == [
        7, 19, 14, None, None, None,
    ]  # fmt: skip
