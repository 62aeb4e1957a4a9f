"""A stand-in for the Zalo Bot Platform, strict about what a bot may ask; knows nothing of the program it tests."""

from tests.bot.zalo_server.people import ChatMessage, Person
from tests.bot.zalo_server.server import TOKEN, ZaloServer

__all__ = ["TOKEN", "ChatMessage", "Person", "ZaloServer"]
