"""What stands before several programs at one address, as a web server would: calls go to any of them, some twice."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any

import orjson

from tests.bot.conftest import SECRET
from tests.bot.telegram_server.updates import Updates
from tests.bot.telegram_server.wire import Request, Response, Wire, listen

PATH = "/telegram/hook"
_PATIENCE = 5.0
"""Seconds for one of the programs to take a call."""


class Came:
    """The order in which updates came to the programs for the first time."""

    def __init__(self) -> None:
        self.places: dict[int, int] = {}
        """By id."""

    def note(self, update: dict[str, Any]) -> None:
        self.places.setdefault(int(update["update_id"]), len(self.places))

    def watch(self, updates: Updates) -> None:
        """Note what is fetched, where nothing is brought."""
        poll = updates.poll

        async def watched(parameters: dict[str, Any]) -> list[dict[str, Any]]:
            batch = await poll(parameters)
            for update in batch:
                self.note(update)
            return batch

        updates.poll = watched  # type: ignore[method-assign]  # the stand-in need not know of it


class Front:
    """Hands each call of the messenger to one of the programs, and makes what can go wrong on the way."""

    def __init__(self, ports: Callable[[], Sequence[int]], random: Random) -> None:
        """`ports` gives those at which somebody may listen."""
        self.did: Counter[str] = Counter()
        self.twice = 0.05
        """The share of calls that come once more, later or at once, to whoever it may be."""
        self.lost = 0.03
        """The share of calls whose taking the messenger never hears of."""
        self.came = Came()
        self._ports = ports
        self._random = random
        self._connections: set[Wire] = set()
        self._again: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """The address to be called."""
        self._server = await listen(self._answer, self._connections, 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}{PATH}"

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for connection in list(self._connections):
            connection.cut()
        for task in self._again:
            task.cancel()
        await asyncio.gather(*self._again, return_exceptions=True)

    async def _answer(self, request: Request) -> Response | None:
        if self._random.random() < self.twice:
            self.did["called twice"] += 1
            self._again.add(task := asyncio.create_task(self._once_more(request.body)))
            task.add_done_callback(self._again.discard)
        self.came.note(orjson.loads(request.body))
        status = await self._hand_on(request.body)
        if status == 200 and self._random.random() < self.lost:
            self.did["taking lost"] += 1
            return None
        return Response(status, b"")

    async def _once_more(self, body: bytes) -> None:
        await asyncio.sleep(self._random.choice((0.0, 0.0, 0.3, 2.0, 9.0)))
        await self._hand_on(body)

    async def _hand_on(self, body: bytes) -> int:
        """The status by which a program answered; 502 or 504 where none did."""
        ports = list(self._ports())
        self._random.shuffle(ports)
        for port in ports:
            try:
                async with asyncio.timeout(_PATIENCE):
                    return await _post(port, body)
            except TimeoutError:
                return 504
            except OSError:
                continue
        return 502


async def _post(port: int, body: bytes) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
        head += f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        line = await reader.readline()
        if not line:
            raise ConnectionResetError("closed before the answer")
        return int(line.split()[1])
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
