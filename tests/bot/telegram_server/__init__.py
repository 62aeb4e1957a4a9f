"""A stand-in for Telegram's servers, strict about what a bot may ask; knows nothing of the program it tests."""

from tests.bot.telegram_server.calls import Call, Violation
from tests.bot.telegram_server.faults import Fault, Trouble
from tests.bot.telegram_server.messages import Button, ChatMessage
from tests.bot.telegram_server.people import Group, Person
from tests.bot.telegram_server.poison import POISON
from tests.bot.telegram_server.remote import RemoteTelegram
from tests.bot.telegram_server.server import TOKEN, TelegramServer

__all__ = [
    "POISON",
    "TOKEN",
    "Button",
    "Call",
    "ChatMessage",
    "Fault",
    "Group",
    "Person",
    "RemoteTelegram",
    "TelegramServer",
    "Trouble",
    "Violation",
]
