"""Telegram's part of a webhook: updates of people who write, posted over connections that are kept."""

import asyncio
import time
from itertools import count, cycle

import orjson

from tests.bot.conftest import SECRET

PATH = "/hook"
_numbers = count(int(time.time()))
"""Of updates: never the same twice, since a bot drops what it saw before."""


class Refused(Exception):
    """The bot did not take an update."""


class Poster:
    """Posts updates by turns to the processes of a bot, which listen on `ports` of this machine."""

    def __init__(self, *ports: int) -> None:
        self._idle: dict[int, list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]] = {port: [] for port in ports}
        self._ports = cycle(ports)

    def update(self, chat: int, text: str) -> bytes:
        """A new update: somebody writes a text or a command in their private chat."""
        number = next(_numbers)
        someone = {"id": chat, "is_bot": False, "first_name": "Minh", "last_name": "Nguyễn", "language_code": "vi"}
        message: dict[str, object] = {
            "message_id": number, "from": someone, "date": 1748826000, "text": text,
            "chat": {"id": chat, "type": "private", "first_name": "Minh"},
        }  # fmt: skip
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        return orjson.dumps({"update_id": number, "message": message})

    async def post(self, update: bytes) -> None:
        """Post an update until the bot took it. Raises Refused, OSError."""
        port = next(self._ports)
        idle = self._idle[port]
        reader, writer = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(update)}\r\n\r\n".encode()
            + update
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.partition(b"\r\n")[0] + b" ":
            raise Refused(head.decode())
        length = next((int(h[15:]) for h in head.lower().split(b"\r\n") if h.startswith(b"content-length:")), 0)
        await reader.readexactly(length)
        idle.append((reader, writer))

    def forget(self) -> None:
        """Servers close connections that rest."""
        for idle in self._idle.values():
            idle.clear()
