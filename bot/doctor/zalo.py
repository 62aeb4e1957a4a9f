"""What nobody has written down about the Zalo Bot Platform, asked of the platform itself with a real bot.

A round begins with a word from somebody's own phone. What takes days is kept in notes between the runs: whether that
person can still be written to after 1, 3, 7 and 14 days, and how long the address of their picture lives.
"""

import time
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from bot.channel import NotSent, SendFailure, Unsure
from bot.web_client import WebClient
from bot.zalo_api import TimedOut, TokenRefused, ZaloApi

PUSH_DAYS = (1, 3, 7, 14)
"""Days after the last word on which the person is written to."""

_POLL = 5
_NOBODY = "0000000000000000"


@dataclass(frozen=True, slots=True)
class Seen:
    """A question and what the platform did."""

    question: str
    answer: str


@dataclass
class Notes:
    """What is remembered from one run to the next."""

    chat: str = ""
    last_word: str = ""
    """When the person of the round last wrote, ISO."""
    pushes: dict[str, str] = field(default_factory=dict)
    """Outcome by days after the last word."""
    photo: str = ""
    photo_at: str = ""
    photo_seen: dict[str, str] = field(default_factory=dict)
    """HTTP status by age of the address."""

    @classmethod
    def read(cls, file: Path) -> "Notes":
        """The notes of a file; empty ones if there is none. Raises ValueError, TypeError for anything else."""
        return cls(**orjson.loads(file.read_bytes())) if file.exists() else cls()

    def write(self, file: Path) -> None:
        """Only the operator may read them: they name a chat."""
        file.touch(mode=0o600)
        file.write_bytes(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2))


class Examination:
    """One run: what can be seen today."""

    def __init__(self, api: ZaloApi, notes: Notes, now: datetime) -> None:
        self._api = api
        self._notes = notes
        self._now = now

    async def bot(self) -> list[Seen]:
        """Who the bot is, and whether a webhook is set."""
        me = await self._outcome("getMe")
        webhook = await self._outcome("getWebhookInfo")
        return [Seen("the bot (getMe)", me), Seen("its webhook (getWebhookInfo)", webhook)]

    async def listen(self, seconds: float) -> list[Seen]:
        """Take what comes in for some seconds; the last word and picture begin a new round."""
        events = await self._events(seconds)
        ids = [str(event.get("message", {}).get("message_id")) for event in events]
        for event in events:
            self._remember(event)
        if not events:
            return [Seen("events", "none came: is another program polling, or a webhook set?")]
        return [
            Seen("events of getUpdates", ", ".join(_shape(event) for event in events)),
            Seen("does getUpdates repeat", f"{len(ids)} events, {len(set(ids))} different"),
        ]

    async def sends(self) -> list[Seen]:
        """What the platform says to messages of several kinds. The person of the round reads four of them."""
        bold: dict[str, Any] = {"text": "doctor: bold", "text_styles": [{"start": 8, "len": 4, "st": ["b"]}]}
        return [
            Seen("a message to the last writer", await self._send(text="doctor: plain")),
            Seen("text_styles", await self._send(**bold)),
            Seen("2000 characters", await self._send(text="d" * 2000)),
            Seen("2001 characters", await self._send(text="d" * 2001)),
            Seen("a chat nobody wrote in", await self._outcome("sendMessage", chat_id=_NOBODY, text="doctor")),
            Seen("typing (watch how long)", await self._outcome("sendChatAction", chat_id=self._chat, action="typing")),
        ]

    async def pushes(self) -> list[Seen]:
        """Write to somebody who wrote days ago, once for each of the days that have come."""
        if not self._notes.last_word:
            return []
        silent = self._now - datetime.fromisoformat(self._notes.last_word)
        # Only the latest day that has come: several at once would say nothing of the earlier ones.
        due = [days for days in PUSH_DAYS if silent >= timedelta(days=days) and str(days) not in self._notes.pushes]
        for days in due[:-1]:
            self._notes.pushes[str(days)] = "not asked: the doctor was not run"
        if due:
            outcome = await self._send(text=f"doctor: {due[-1]} days")
            self._notes.pushes[str(due[-1])] = f"{outcome}, after {silent / timedelta(days=1):.1f} days"
        return [
            Seen(f"a message {days} days after the last word", self._notes.pushes.get(str(days), "not yet due"))
            for days in PUSH_DAYS
        ]

    async def photo(self) -> list[Seen]:
        """Whether the picture of the round can still be fetched."""
        if not self._notes.photo:
            return [Seen("lifetime of a picture's address", "no picture was sent")]
        age = self._now - datetime.fromisoformat(self._notes.photo_at)
        client = WebClient("cadrebot")
        try:
            status = f"HTTP {(await client.get(self._notes.photo, 30))[0]}"
        except (NotSent, Unsure) as failure:
            status = str(failure)
        finally:
            await client.close()
        self._notes.photo_seen[f"{age / timedelta(hours=1):.1f} h"] = status
        seen = ", ".join(f"{after}: {what}" for after, what in self._notes.photo_seen.items())
        return [Seen("lifetime of a picture's address", seen)]

    async def burst(self, count: int) -> list[Seen]:
        """Send until the platform has had enough, or `count` messages are out."""
        begun = time.monotonic()
        for number in range(count):
            outcome = await self._send(text=f"doctor: {number + 1}/{count}")
            if outcome != "ok":
                took = time.monotonic() - begun
                return [Seen("quota", f"{outcome} after {number} messages in {took:.1f} s")]
        return [Seen("quota", f"{count} messages in {time.monotonic() - begun:.1f} s were taken")]

    @property
    def _chat(self) -> str:
        return self._notes.chat or _NOBODY

    async def _send(self, **fields: Any) -> str:
        return await self._outcome("sendMessage", chat_id=self._chat, **fields)

    async def _outcome(self, method: str, **fields: Any) -> str:
        try:
            result = await self._api.call(method, **fields)
        except TokenRefused:
            return "the token is refused"
        except SendFailure as failure:
            return str(failure)
        if method.startswith("send"):
            return "ok"
        return ", ".join(f"{name}={value}" for name, value in result.items()) if isinstance(result, dict) else "ok"

    async def _events(self, seconds: float) -> list[dict[str, Any]]:
        until, events = time.monotonic() + seconds, []
        while time.monotonic() < until:
            try:
                events.append(await self._api.call("getUpdates", _POLL + 5.0, timeout=str(_POLL)))
            except TimedOut:
                continue
            except SendFailure:
                break
        return [event for event in events if isinstance(event, dict)]

    def _remember(self, event: dict[str, Any]) -> None:
        message = event.get("message", {})
        chat = message.get("chat", {})
        if chat.get("chat_type") == "GROUP" or "id" not in chat:
            return
        notes = self._notes
        notes.chat, notes.last_word, notes.pushes = str(chat["id"]), self._now.isoformat(), {}
        if photo := message.get("photo") or message.get("photo_url"):
            notes.photo, notes.photo_at, notes.photo_seen = str(photo), self._now.isoformat(), {}


def _shape(event: dict[str, Any]) -> str:
    """The names of an event's fields, and nothing that somebody wrote."""
    message = event.get("message", {})
    kind = message.get("chat", {}).get("chat_type", "?")
    return f"{event.get('event_name')} {kind} ({' '.join(sorted(message))})"
