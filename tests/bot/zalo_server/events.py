"""What people send, on its way to the bot: one event a poll, no acknowledging; held, turned round or repeated."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from itertools import count

from tests.bot.zalo_server.facts import JsonObject, Refusal


@dataclass
class Looks:
    """How events look: the documents say one thing, programs in use have seen another."""

    wrapped: bool = True
    photo_field: str = "photo"
    name_field: str = "display_name"
    in_seconds: bool = False


class Events:
    """The events that wait."""

    def __init__(self) -> None:
        self.looks = Looks()
        self.log: list[JsonObject] = []
        self.waiting: deque[JsonObject] = deque()
        self.timeout_as_200 = False
        self.pollers_at_once = 0
        self._pollers = 0
        self._held: list[JsonObject] | None = None
        self._arrival = asyncio.Event()
        self._numbers = count(1)

    def make(self, kind: str, sender: JsonObject, chat: JsonObject, content: JsonObject) -> JsonObject:
        """An event of a kind (text, image, ...) with an id and a date of its own."""
        date = int(time.time()) if self.looks.in_seconds else int(time.time() * 1000)
        ids = {"message_id": f"6ede9afa66b88fe6{next(self._numbers):04x}", "date": date}
        who = {"id": sender["id"], self.looks.name_field: sender["name"], "is_bot": False}
        return {"event_name": f"message.{kind}.received", "message": {"from": who, "chat": chat, **content, **ids}}

    def send(self, event: JsonObject) -> None:
        """Put an event, right or wrong, in line."""
        self.log.append(event)
        if self._held is not None:
            self._held.append(event)
            return
        self.waiting.append(event)
        self._arrival.set()

    def hold(self) -> None:
        """Keep back what is sent from now on."""
        self._held = []

    def release(self, *, reverse: bool = False) -> None:
        """Let go what was kept back, perhaps the last first."""
        held, self._held = self._held or [], None
        for event in reversed(held) if reverse else held:
            self.waiting.append(event)
        self._arrival.set()

    def repeat_last(self) -> None:
        """Hand the last event out once more, as happens where nothing is acknowledged."""
        self.waiting.append(self.log[-1])
        self._arrival.set()

    async def arrival(self) -> None:
        """Until something waits."""
        while not self.waiting:
            self._arrival.clear()
            await self._arrival.wait()

    async def poll(self, seconds: float) -> JsonObject:
        """The next event. Raises Refusal 408 when none comes in time."""
        self._pollers += 1
        self.pollers_at_once = max(self.pollers_at_once, self._pollers)
        try:
            async with asyncio.timeout(seconds):
                await self.arrival()
        except TimeoutError:
            raise Refusal(408, status=200 if self.timeout_as_200 else 408) from None
        finally:
            self._pollers -= 1
        return self.waiting.popleft()
