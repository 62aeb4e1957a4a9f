"""A person of the dialogs who has Telegram."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from handlers.house import House
from handlers.texts.common import SHARE_CONTACT
from tests.bot.conftest import running, settings_for, until
from tests.bot.telegram_server import TelegramServer
from tests.bot.telegram_server.messages import ChatMessage
from tests.dialogs.talker import Read, Talker


@asynccontextmanager
async def street(house: House) -> AsyncIterator[Callable[[str], Awaitable[Talker]]]:
    """The program on Telegram, by polling, beside a stand-in that must have nothing to complain of at the end."""
    async with TelegramServer() as server, running(settings_for(server), house) as app:

        async def fetched() -> bool:
            return not server.webhook.info()["pending_update_count"]

        async def idle() -> None:
            # News may have come before the program had what was sent: it is not to be taken for the answer.
            await until(fetched)
            await app.idle()

        async def seat(chat: str) -> Talker:
            return OnTelegram(server, int(chat), idle)

        yield seat
        assert server.violations == []


class OnTelegram(Talker):
    """Taps inline buttons; keys of the keyboard below the input line are pressed."""

    def __init__(self, server: TelegramServer, number: int, idle: Callable[[], Awaitable[None]]) -> None:
        super().__init__(idle)
        self._person = server.person(number)
        self._seen: dict[int, int] = {}

    async def _send(self, text: str) -> None:
        self._person.says(text)

    async def _choose(self, label: str) -> None:
        if any(message.keyboard for message in self._person.messages[-1:]):
            self._person.presses(label)
        else:
            self._person.taps(label)

    async def _hand_over(self, name: str, content: bytes) -> None:
        if name.endswith(".jpg"):
            self._person.sends_photo(content)
        else:
            self._person.sends_file(name, content)

    async def _unread(self, waiting: bool) -> list[Read]:
        while not (found := [message for message in self._person.messages if self._is_news(message)]):
            if not waiting:
                return []
            await asyncio.sleep(0.005)
        for message in found:
            self._seen[message.id] = len(message.history)
        return [_read(message) for message in found if not message.deleted]

    def _is_news(self, message: ChatMessage) -> bool:
        """New, or edited since it was read."""
        return self._seen.get(message.id, -1) < len(message.history)


def _read(message: ChatMessage) -> Read:
    rows = message.keyboard or [[button.label for button in row] for row in message.buttons]
    options = tuple(label for row in rows for label in row if label != SHARE_CONTACT)
    # A message that only takes the keyboard away is none to read.
    return Read(message.text, options, (message.file.name,) if message.file else ())
