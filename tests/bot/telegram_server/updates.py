"""The updates that wait for the bot, and how it fetches them by polling."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from tests.bot.telegram_server.answers import JsonObject, Refusal

_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Updates:
    """`log` keeps every update ever sent out; `waiting` those the bot has not confirmed yet."""

    def __init__(self, now: Callable[[], int], first_id: int = 1000) -> None:
        self.now = now
        self.log: list[JsonObject] = []
        self.waiting: deque[JsonObject] = deque()
        self.allowed: list[str] | None = None
        self.conflicts = 0
        self._next_id = first_id
        self._delivered: set[int] = set()
        self._held: list[JsonObject] | None = None
        self._arrival = asyncio.Event()
        self._poller: asyncio.Future[None] | None = None

    def push(self, update: JsonObject) -> int:
        """Sends an update out as it is; gives it the next update_id if it has none. Returns the id."""
        if "update_id" not in update:
            update = {"update_id": self._next_id, **update}
        self._next_id = max(self._next_id, int(update["update_id"])) + 1
        self.log.append(update)
        if self._held is None:
            self._release([update])
        else:
            self._held.append(update)
        return int(update["update_id"])

    def send(self, kind: str, content: JsonObject) -> int | None:
        """Sends out an update of a kind, if the bot wants that kind; returns its id."""
        wanted = kind not in _NOT_BY_DEFAULT if not self.allowed else kind in self.allowed
        return self.push({kind: content}) if wanted else None

    def hold(self) -> None:
        """Keeps updates back until `release`."""
        self._held = self._held or []

    def release(self, *, reverse: bool = False) -> None:
        held, self._held = self._held or [], None
        self._release(held[::-1] if reverse else held)

    def repeat(self, update_id: int) -> None:
        """Sends an update out once more, even if it was confirmed."""
        self._release([update for update in self.log if update["update_id"] == update_id])

    def drop_waiting(self) -> None:
        self.waiting.clear()

    def take(self) -> JsonObject | None:
        """The next update for a webhook, without waiting."""
        if self.waiting:
            return self.waiting.popleft()
        self._arrival.clear()
        return None

    async def arrival(self) -> None:
        await self._arrival.wait()

    async def poll(self, parameters: dict[str, Any]) -> list[JsonObject]:
        """Answers getUpdates. Raises Refusal 409 in the older of two pollers."""
        limit = parameters.get("limit", 100)
        if not 1 <= limit <= 100:
            raise Refusal(400, "Bad Request: limit must be between 1 and 100", violation=True)
        if parameters.get("allowed_updates") is not None:
            self.allowed = parameters["allowed_updates"]
        self._terminate_older_poller()
        self._confirm(parameters.get("offset", 0))
        if not self.waiting:
            await self._wait(parameters.get("timeout", 0))
        batch = [self.waiting[index] for index in range(min(limit, len(self.waiting)))]
        self._delivered.update(update["update_id"] for update in batch)
        return batch

    def close(self) -> None:
        self._terminate_older_poller()

    def _release(self, updates: list[JsonObject]) -> None:
        self.waiting.extend(updates)
        self._delivered.difference_update(update["update_id"] for update in updates)
        self._arrival.set()

    def _confirm(self, offset: int) -> None:
        """Forgets delivered updates below the offset; staged duplicates and latecomers get their turn."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        confirmed = {id for id in self._delivered if id < offset}
        if confirmed:
            self.waiting = deque(u for u in self.waiting if u["update_id"] not in confirmed)
            self._delivered -= confirmed

    def _terminate_older_poller(self) -> None:
        if self._poller is not None and not self._poller.done():
            self.conflicts += 1
            self._poller.set_exception(Refusal(409, _CONFLICT))

    async def _wait(self, seconds: int) -> None:
        """Until an update comes, the time is over, or another poller takes over (Refusal 409)."""
        if seconds <= 0:
            return
        self._arrival.clear()
        poller = self._poller = asyncio.get_running_loop().create_future()
        arrival = asyncio.ensure_future(self._arrival.wait())
        try:
            await asyncio.wait({poller, arrival}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if poller.done():
                poller.result()
        finally:
            arrival.cancel()
            poller.cancel()
