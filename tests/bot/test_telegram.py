"""People on Telegram and the real program: what they send, what they read."""

import pytest

from bot.app import App
from bot.ways_in import way_in_fact
from handlers.house import House
from handlers.texts import common, corrections
from storage.database import Database
from storage.house_facts import house_fact
from tests.bot.conftest import running, settings_for, until
from tests.bot.telegram_server import Group, TelegramServer
from tests.handlers import roster
from tests.handlers.conftest import Linked


async def states(db: Database) -> list[str]:
    return [row["state"] for row in await db.rows("select state from inbox order by seq")]


async def test_a_question_is_answered(app: App, telegram: TelegramServer) -> None:
    person = telegram.person(7, "Nguyễn Văn Minh")
    person.says("/help")
    answer = await person.reads()
    assert answer.text
    assert answer.buttons


async def test_a_linked_cadre_reads_their_own_record(app: App, telegram: TelegramServer, linked: Linked) -> None:
    await linked(roster.NHA, chat="7")
    person = telegram.person(7)
    person.says("/start")
    assert roster.NHA.name.split()[-1] in (await person.reads()).text


async def test_an_answered_update_is_ticked_off(app: App, telegram: TelegramServer, db: Database) -> None:
    person = telegram.person(7)
    person.says("/help")
    await person.reads()
    await app.idle()
    assert await states(db) == ["answered"]
    assert (await db.rows("select payload from inbox"))[0]["payload"] is None


async def test_a_chat_is_answered_in_order_while_others_go_on(app: App, telegram: TelegramServer) -> None:
    slow, quick = telegram.person(7), telegram.person(8)
    telegram.faults.add("latency", method="sendMessage", chat=7, seconds=0.3)
    slow.says("/help")
    slow.says("/lienhe")
    quick.says("/help")
    await quick.reads()
    assert len(slow.messages) == 1
    first, second = await slow.reads(), await slow.reads()
    assert first.text == quick.messages[0].text
    assert second.text != first.text


async def test_an_update_that_comes_twice_is_answered_once(app: App, telegram: TelegramServer) -> None:
    person = telegram.person(7)
    person.says("/help")
    await person.reads()
    telegram.updates.repeat(telegram.updates.log[-1]["update_id"])
    person.says("/lienhe")
    await person.reads()
    await app.idle()
    assert len(person.messages) == 2


async def test_an_update_of_an_earlier_run_is_not_answered_again(telegram: TelegramServer, house: House) -> None:
    person = telegram.person(7)
    settings = settings_for(telegram, "webhook")
    async with running(settings, house):
        person.says("/help")
        await person.reads()
    async with running(settings, house) as again:
        telegram.updates.repeat(telegram.updates.log[-1]["update_id"])
        person.says("/lienhe")
        await person.reads()
        await again.idle()
    assert len(person.messages) == 2


async def test_what_was_kept_and_not_answered_is_answered_first(telegram: TelegramServer, house: House) -> None:
    person = telegram.person(7)
    settings = settings_for(telegram, "webhook")
    telegram.faults.add("server_error", method="getMe", times=None)
    app = App(settings, house)
    await app.start()
    telegram.webhook.set({"url": settings.telegram.webhook_url, "secret_token": "a-secret-of-the-webhook"})
    person.says("/help")
    await until(lambda: house.db.rows("select 1 from inbox where state = 'waiting'"))
    await app.stop()
    assert await states(house.db) == ["waiting"]
    telegram.faults.clear()
    async with running(settings, house):
        await person.reads()
    assert len(person.messages) == 1


async def test_a_poison_update_is_set_aside_and_those_behind_go_on(
    app: App, telegram: TelegramServer, db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    person = telegram.person(7)
    telegram.push({"message": {"message_id": 1, "chat": {"id": 7, "type": "private"}, "text": "bí mật 0912345678"}})
    person.says("/help")
    await person.reads()
    await app.idle()
    assert await states(db) == ["set_aside", "answered"]
    assert "bí mật" not in caplog.text
    assert "bí mật" not in (await db.rows("select note from inbox order by seq"))[0]["note"]


async def test_a_message_that_crashes_its_handler_gets_one_sentence(
    app: App, telegram: TelegramServer, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_: object) -> None:
        raise LookupError("Nguyễn Thị Bí Mật")

    person = telegram.person(7)
    with monkeypatch.context() as patched:
        patched.setattr("bot.reception.receive", crash)
        person.says("/help")
        assert (await person.reads()).text == common.WENT_WRONG
    person.says("/help")
    assert (await person.reads()).text != common.WENT_WRONG
    assert (await db.rows("select note from inbox where state = 'set_aside'"))[0]["note"] == "LookupError"


async def test_unknown_kinds_and_edits_are_answered_by_silence(app: App, telegram: TelegramServer) -> None:
    person = telegram.person(7)
    asked = person.says("/help")
    await person.reads()
    person.edits(asked, "/lienhe")
    telegram.push({"guest_question": {"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "A"}}})
    person.says("/lienhe")
    await person.reads()
    await app.idle()
    assert len(person.messages) == 2


@pytest.mark.parametrize(("what", "text"), [("voice", common.VOICE), ("sticker", common.STICKER)])
async def test_what_cannot_be_read_gets_a_polite_sentence(
    bot: App, telegram: TelegramServer, what: str, text: str
) -> None:
    person = telegram.person(7)
    getattr(person, f"sends_{what}")()
    assert (await person.reads()).text == text


async def test_a_photo_from_a_cadre_is_asked_about(bot: App, telegram: TelegramServer, linked: Linked) -> None:
    await linked(roster.NHA, chat="7")
    person = telegram.person(7)
    person.sends_photo(b"\xff\xd8\xff\xe0 photo", caption="đây ạ")
    assert (await person.reads()).text == corrections.is_it_proof("anh.jpg")


async def test_in_a_group_nothing_is_said_but_where_to_write(bot: App, telegram: TelegramServer) -> None:
    person, group = telegram.person(7), telegram.group(-100)
    person.says("Tôi cần học trình độ gì?", chat=group)
    person.says("/start", chat=group)
    assert (await person.reads(chat=group)).text == common.PRIVATE_ONLY
    await bot.idle()
    assert len(telegram.sent(-100)) == 1


async def test_a_group_that_moved_is_answered_at_its_new_place(bot: App, telegram: TelegramServer) -> None:
    person = telegram.person(7)
    group: Group = telegram.group(-100, supergroup=False)
    telegram.updates.hold()
    person.says("/start", chat=group)
    group.migrates(-1001)
    telegram.updates.release()
    await telegram.person(8).reads(chat=Group(telegram, -1001, "", True))
    await bot.idle()
    assert len(telegram.sent(-1001)) == 1


async def test_every_tap_is_acknowledged_and_edits_or_answers(app: App, telegram: TelegramServer) -> None:
    person = telegram.person(7)
    person.says("/help")
    answer = await person.reads()
    person.taps(answer.buttons[0][0].label)
    assert await person.sees_toast() == ""
    await app.idle()
    person.taps("home")
    await person.sees_toast()
    await app.idle()
    assert len(telegram.calls_of("answerCallbackQuery")) == 2


async def test_an_old_tap_is_harmless(bot: App, telegram: TelegramServer, db: Database) -> None:
    person = telegram.person(7)
    person.says("/help")
    message = await person.reads()
    telegram.world.query_lifetime = -1
    person.forges_tap("no-such:key", message)
    assert (await person.reads()).text == common.STALE
    await bot.idle()
    assert await states(db) == ["answered", "answered"]


async def test_blocking_closes_the_account_and_coming_back_opens_it(
    app: App, telegram: TelegramServer, db: Database
) -> None:
    person = telegram.person(7)
    person.says("/help")
    await person.reads()
    person.blocks()
    await until(lambda: db.rows("select 1 from account where closed_at is not null"))
    person.unblocks()
    await until(lambda: db.rows("select 1 from account where closed_at is null"))
    await app.idle()
    assert len(person.messages) == 1


async def test_the_menu_fits_the_roles(bot: App, telegram: TelegramServer, linked: Linked) -> None:
    await linked(roster.NHA, chat="7")
    person = telegram.person(7)
    person.says("/help")
    await person.reads()

    async def both_shown() -> bool:
        return len(telegram.calls_of("setMyCommands")) == 2

    await until(both_shown)
    everyone, own = (call.parameters for call in telegram.calls_of("setMyCommands"))
    assert everyone["scope"]["type"] == "default"
    assert own["scope"] == {"type": "chat", "chat_id": 7}
    assert len(own["commands"]) >= len(everyone["commands"])


async def test_linking_codes_made_on_the_command_line_know_the_bots_address(bot: App, db: Database) -> None:
    assert (await house_fact(db, way_in_fact("telegram")) or "").startswith("https://t.me/")
