"""What nobody asked for goes to one chat of a person: where they chose, else where they wrote last."""

from dataclasses import replace

from handlers.house import House
from handlers.messages import Reply
from handlers.push import push_to_person, push_to_role
from handlers.texts import corrections, notice_channel
from rules.access import Role
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent


async def pushes(house: House) -> None:
    async with house.db.transaction() as tx:
        await push_to_person(tx, house, house.clock(), roster.NHA.id, Reply("Có việc"))


async def reached(house: House, sent: Sent, *chats: Person) -> list[str]:
    """The channels that the next message comes to."""
    before = [len(await sent(chat)) for chat in chats]
    await pushes(house)
    return [chat.channel for chat, count in zip(chats, before, strict=True) if len(await sent(chat)) > count]


async def test_a_message_comes_once_where_the_person_wrote_last(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    chats = [await linked(roster.NHA, channel) for channel in ("telegram", "zalo", "web")]
    for chat in (chats[1], chats[0], chats[1]):
        clock.move(minutes=1)
        await chat.says("/help")
        assert await reached(house, sent, *chats) == [chat.channel]
    clock.move(minutes=1)
    await chats[2].says("/help")
    assert await reached(house, sent, *chats) == ["zalo"], "nobody looks at a page that is closed"


async def test_the_use_of_a_chat_is_not_written_down_at_every_message(
    db: Database, linked: Linked, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    kept = set()
    for _ in range(10):
        clock.move(hours=6)
        await nha.says("/help")
        kept |= {row["used_at"] for row in await db.rows("select used_at from account")}
    assert len(kept) == 3


async def test_the_channel_is_chosen_in_the_settings_among_those_one_has(
    house: House, linked: Linked, sent: Sent
) -> None:
    telegram, web = await linked(roster.NHA), await linked(roster.NHA, "web")
    await web.says("/caidat")
    text = await web.taps(notice_channel.CHOOSE)
    assert "qua Telegram" in text.splitlines()[0]
    assert web.labels[:-1] == ["Telegram", "Trang web"]
    assert "qua Trang web" in await web.taps("Trang web")
    assert await reached(house, sent, telegram, web) == ["web"]
    await web.taps("notice_channel")
    assert web.labels[:-1] == ["Telegram", notice_channel.LAST_USED]
    await web.taps(notice_channel.LAST_USED)
    assert await reached(house, sent, telegram, web) == ["telegram"]


async def test_who_has_one_channel_is_not_asked_which_and_a_forged_choice_does_nothing(
    db: Database, linked: Linked
) -> None:
    nha = await linked(roster.NHA)
    await nha.says("/caidat")
    assert notice_channel.CHOOSE not in nha.labels
    await nha.taps("notice_channel:zalo")
    assert await db.rows("select 1 from preferred_channel") == []


async def test_a_channel_that_the_centre_switched_off_is_passed_over(house: House, linked: Linked, sent: Sent) -> None:
    telegram, web = await linked(roster.NHA), await linked(roster.NHA, "web")
    only_web = replace(house, channels=frozenset({"web"}))
    assert await reached(only_web, sent, telegram, web) == ["web"]
    assert await reached(replace(house, channels=frozenset()), sent, telegram, web) == []
    there = Person(only_web, "web", web.chat)
    await there.says("/caidat")
    assert notice_channel.CHOOSE not in there.labels


async def test_everyone_of_a_role_hears_once(house: House, linked: Linked, sent: Sent) -> None:
    phone, web = await linked(roster.LAN), await linked(roster.LAN, "web")
    async with house.db.transaction() as tx:
        assert await push_to_role(tx, house, house.clock(), Role.STAFF, Reply("Có việc")) == 1
    assert len(await sent(phone)) + len(await sent(web)) == 1


async def test_quiet_hours_hold_on_whichever_chat_they_were_set(house: House, linked: Linked, clock: Clock) -> None:
    await linked(roster.NHA)
    web = await linked(roster.NHA, "web")
    await web.taps("quiet")
    await web.says("12h đến 14h")
    clock.move(hours=5)
    await pushes(house)
    [held] = await house.db.rows("select channel, due_at from outbox")
    assert held["channel"] == "telegram"
    assert held["due_at"] == round(clock().replace(hour=14).timestamp() * 1000)


async def test_a_form_begun_on_telegram_is_finished_on_the_web(db: Database, linked: Linked) -> None:
    phone, web = await linked(roster.NHA), await linked(roster.NHA, "web")
    await phone.taps("update_profile:level")
    await web.says("Tôi đã có bằng trung cấp")
    await web.taps(corrections.SEND)
    [kept] = await db.rows("select words from correction")
    assert "trung cấp" in kept["words"]


async def test_a_number_answers_the_last_menu_of_its_own_chat(linked: Linked) -> None:
    phone, web = await linked(roster.NHA), await linked(roster.NHA, "web")
    await phone.says("/caidat")
    await web.says("/menu")
    assert "tắt thông báo" in (await phone.says("1")).lower()
    assert "tắt thông báo" not in (await web.says("1")).lower()
