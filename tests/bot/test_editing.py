"""What was sent is put right in place, where the messenger allows it."""

import pytest

from bot.app import App
from bot.channel import Refused
from handlers.house import House
from handlers.messages import Attachment, Button, Reply
from tests.bot.telegram_server import TelegramServer
from tests.bot.web_page import Page


async def test_on_telegram_a_message_reads_otherwise_afterwards(bot: App, telegram: TelegramServer) -> None:
    channel = bot.services["telegram"].channel
    telegram.person(7, started=True)
    [send] = channel.messages("7", Reply("Phòng 1.", ((Button("Đã nhận", "received"),),)))
    message = await send()
    await channel.edit("7", message, Reply("Phòng **2**."))
    await channel.edit("7", message, Reply("Phòng **2**."))
    [shown] = telegram.sent(7)
    assert (str(shown.id), shown.text) == (message, "Phòng 2.")
    assert "reply_markup" not in shown.raw


async def test_on_telegram_the_words_below_a_file_are_edited(bot: App, telegram: TelegramServer) -> None:
    channel = bot.services["telegram"].channel
    telegram.person(7, started=True)
    file = Attachment("lich.txt", b"thu hai")
    [send] = channel.messages("7", Reply("Lịch cũ.", files=(file,)))
    await channel.edit("7", await send(), Reply("Lịch mới.", files=(file,)))
    [shown] = telegram.sent(7)
    assert shown.raw["caption"] == "Lịch mới."


async def test_what_does_not_fit_into_one_message_is_not_edited(bot: App) -> None:
    with pytest.raises(Refused):
        await bot.services["telegram"].channel.edit("7", "1", Reply("dài " * 2000))


async def test_on_the_web_a_message_reads_otherwise_afterwards(site: App, page: Page, house: House) -> None:
    channel = site.services["web"].channel
    await page.enters()
    rows = await house.db.rows("select chat from web_session")
    [send] = channel.messages(rows[0]["chat"], Reply("Phòng 1."))
    message = await send()
    await channel.edit(rows[0]["chat"], message, Reply("Phòng 2."))
    assert [m["text"] for m in await page.messages() if m["id"] == message] == ["Phòng 2."]
    with pytest.raises(Refused):
        await channel.edit(rows[0]["chat"], "unknown", Reply("Phòng 3."))
