"""A TCP line to PostgreSQL that a test can pause, strand, cut and refuse.

`through` gives the URL of a database as seen through the line.
"""

import asyncio
from contextlib import suppress
from typing import Self
from urllib.parse import parse_qs, urlsplit

_SOCKET = ".s.PGSQL.5432"
_AT_ONCE = 65_536


class _Pair:
    """One connection, with its two ends."""

    def __init__(self, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        self._ends = (near, far)
        self.is_stranded = False

    def end(self) -> None:
        for each in self._ends:
            each.transport.abort()


class Proxy:
    """Takes connections on a port of 127.0.0.1 and carries them to the server, as the test allows."""

    def __init__(self) -> None:
        self._flows = asyncio.Event()
        self._flows.set()
        self._refuses = False
        self._pairs: set[_Pair] = set()
        self._carrying: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._to: tuple[str, int] | str = ""
        self.port = 0

    async def start(self, to: str) -> int:
        """Listen, for the server of a `postgresql://` URL. Returns the port."""
        parts = urlsplit(to)
        folder = parse_qs(parts.query).get("host", [""])[0]
        self._to = f"{folder}/{_SOCKET}" if folder else (str(parts.hostname), parts.port or 5432)
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self.port

    def through(self, url: str) -> str:
        """The URL of a database of the server, through this line."""
        parts = urlsplit(url)
        query = "&".join(each for each in parts.query.split("&") if each and not each.startswith("host="))
        user = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{user}@127.0.0.1:{self.port}", query=query).geturl()

    def pause(self) -> None:
        """A black hole: connections stay, new ones are taken, and nothing passes until `resume`."""
        self._flows.clear()

    def strand(self) -> None:
        """The connections there are stay without anything passing ever again; new ones work."""
        for pair in self._pairs:
            pair.is_stranded = True

    def cut(self) -> None:
        """End the connections there are; new ones work."""
        for pair in list(self._pairs):
            pair.end()

    def refuse(self) -> None:
        """End the connections there are, and every new one at once, until `resume`."""
        self._refuses = True
        self.cut()

    def resume(self) -> None:
        """The line works again; what was under way when it paused arrives late."""
        self._refuses = False
        self._flows.set()

    async def close(self) -> None:
        """Take no more, and end what there is."""
        self.refuse()
        self._flows.set()
        if self._server is not None:
            self._server.close()
        await asyncio.gather(*self._carrying)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _take(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._carry(near_in, near_out))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)

    async def _carry(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        if self._refuses:
            near_out.transport.abort()
            return
        try:
            far_in, far_out = await self._reach()
        except OSError:
            near_out.transport.abort()
            return
        pair = _Pair(near_out, far_out)
        self._pairs.add(pair)
        try:
            await asyncio.gather(self._pump(pair, near_in, far_out), self._pump(pair, far_in, near_out))
        finally:
            pair.end()
            self._pairs.discard(pair)

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self._to, str):
            return await asyncio.open_unix_connection(self._to)
        return await asyncio.open_connection(*self._to)

    async def _pump(self, pair: _Pair, source: asyncio.StreamReader, goal: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(_AT_ONCE):
                await self._flows.wait()
                if not pair.is_stranded and not goal.is_closing():
                    goal.write(data)
                    await goal.drain()
        if not pair.is_stranded:
            await self._flows.wait()
            pair.end()  # a stranded line tells neither end that the other has gone
