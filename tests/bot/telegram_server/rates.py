"""How many messages a second are taken, and what is said to the one too many."""

from collections import deque
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from tests.bot.telegram_server.answers import too_many

_UNCOUNTED = frozenset({"sendChatAction", "sendMessageDraft", "sendRichMessageDraft"})
_COUNTED = ("send", "forward", "copy", "editMessage")
_NEVER_BLOCKED = frozenset({"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "getMe"})


@dataclass
class Rates:
    """Limits over a strictly sliding window; None switches one off. Tests may change them at any time.

    Variant "A" refuses the one too many with retry_after 1; variant "B" also shuts the whole token out
    for `block_seconds`. The real thresholds are not published: these are the strict reading.
    """

    per_second: int | None = None
    variant: Literal["A", "B"] = "A"
    block_seconds: float = 5.0
    per_chat_second: int | None = None
    per_group_minute: int | None = None
    paid_per_second: int = 1000
    refused: int = 0
    _windows: dict[tuple[str, int], deque[float]] = field(default_factory=dict)
    _blocked_until: float = 0.0

    def clear(self) -> None:
        self.refused = 0
        self._windows.clear()
        self._blocked_until = 0.0

    def admit(self, method: str, chat: int | None, paid: bool, now: float) -> None:
        """Counts one call at `now` (seconds, monotonic). Raises Refusal 429; a refused call is not counted."""
        if now < self._blocked_until and method not in _NEVER_BLOCKED:
            self._refuse(self._blocked_until - now)
        if method in _UNCOUNTED or not method.startswith(_COUNTED):
            return
        windows = [(window, span, limit) for window, span, limit in self._limits(chat, paid, now) if limit is not None]
        for window, span, limit in windows:
            if len(window) >= limit:
                overall = window is self._windows.get(("all", int(paid)))
                if overall and self.variant == "B":
                    self._blocked_until = now + self.block_seconds
                    self._refuse(self.block_seconds)
                self._refuse(window[0] + span - now)
        for window, _, _ in windows:
            window.append(now)

    def _limits(self, chat: int | None, paid: bool, now: float) -> list[tuple[deque[float], float, int | None]]:
        limits = [(self._window("all", int(paid), 1.0, now), 1.0, self.paid_per_second if paid else self.per_second)]
        if chat is not None and self.per_chat_second is not None:
            limits.append((self._window("chat", chat, 1.0, now), 1.0, self.per_chat_second))
        if chat is not None and chat < 0 and self.per_group_minute is not None:
            limits.append((self._window("group", chat, 60.0, now), 60.0, self.per_group_minute))
        return limits

    def _window(self, kind: str, key: int, span: float, now: float) -> deque[float]:
        window = self._windows.setdefault((kind, key), deque())
        while window and window[0] <= now - span:
            window.popleft()
        return window

    def _refuse(self, seconds: float) -> None:
        self.refused += 1
        raise too_many(max(1, ceil(seconds)))
