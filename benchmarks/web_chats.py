"""Many open chats in the web chat and a stream of questions, beside a bare echo over the same protocols, in one run.

    python -m benchmarks.web_chats

The program has core 0, the browsers core 1, where the system can pin processes. Every chat is a linked cadre with an
open stream of events; questions come at random moments in random chats, and the clock runs from the question's POST to
the answer's event. The alternative is Starlette and uvicorn alone: a POST that puts its text into the stream of the
same chat; no database, no session, no conversation. CHATS, RATE and SECONDS may be set in the environment.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import orjson

from benchmarks.webhook import pin
from bot.demo import open_demo
from bot.settings import Settings
from bot.wiring import load_policies
from handlers.texts import first_contact
from storage import accounts, consents, links, web_sessions
from storage.clock import now_ms
from storage.journal import By
from tests.bot.conftest import free_port

CHATS = int(os.environ.get("CHATS", "300"))
RATE = float(os.environ.get("RATE", "20"))
SECONDS = float(os.environ.get("SECONDS", "30"))
QUESTIONS = ("Tôi cần học trình độ gì?", "sắp tới có lớp nào", "hồ sơ của tôi", "phó trưởng phòng cần trình độ gì")
ECHO = """
import asyncio, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

waiting = {}

async def events(request):
    queue = waiting.setdefault(request.headers["cookie"], asyncio.Queue())
    async def stream():
        yield b": open\\n\\n"
        while True:
            yield b'event: message\\ndata: {"from": "bot"}\\n\\n' if await queue.get() else b""
    return StreamingResponse(stream(), media_type="text/event-stream")

async def messages(request):
    waiting[request.headers["cookie"]].put_nowait((await request.json())["text"])
    return JSONResponse({}, 202)

async def me(request):
    return JSONResponse({"csrf": ""})

app = Starlette(routes=[Route("/api/me", me), Route("/api/events", events),
                        Route("/api/messages", messages, methods=["POST"])])
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", timeout_keep_alive=75, loop="uvloop", http="httptools")
"""


class Browser:
    """One page: an open stream of events, and a kept connection for what it sends."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._head = f"Host: 127.0.0.1:{port}\r\nCookie: cadrebot_session={token}\r\n"
        self._csrf = ""
        self._answered: asyncio.Future[float] | None = None

    async def open(self) -> None:
        """Fetch the CSRF token and open the stream."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._csrf = (await self._ask("GET", "/api/me"))["csrf"]
        events, self._kept = await asyncio.open_connection("127.0.0.1", self._port)
        self._kept.write(f"GET /api/events?after=0 HTTP/1.1\r\n{self._head}\r\n".encode())
        await events.readuntil(b"\r\n\r\n")
        self._stream = asyncio.create_task(self._listen(events))

    @property
    def is_free(self) -> bool:
        return self._answered is None

    async def asks(self, text: str) -> float:
        """Seconds from the question to its answer's event."""
        self._answered = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        await self._ask("POST", "/api/messages", {"id": str(uuid4()), "kind": "text", "text": text})
        async with asyncio.timeout(20):
            seconds = await self._answered - begun
        self._answered = None
        return seconds

    async def _ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        content = orjson.dumps(body) if body else b""
        extra = f"X-CSRF: {self._csrf}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        self._writer.write(f"{method} {path} HTTP/1.1\r\n{self._head}{extra}\r\n".encode() + content)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        if not 200 <= int(head.split()[1]) < 300:
            raise RuntimeError(head.decode())
        length = int(head.partition(b"content-length:")[2].split()[0])
        return orjson.loads(await self._reader.readexactly(length))

    async def _listen(self, events: asyncio.StreamReader) -> None:
        while line := await events.readline():
            waiting = self._answered
            if waiting is None or waiting.done() or not line.startswith(b"data: {"):
                continue
            if orjson.loads(line[6:]).get("from") == "bot":
                waiting.set_result(time.perf_counter())


async def measure(port: int, tokens: list[str]) -> list[float]:
    """The seconds each answer took, with every chat open and `RATE` questions a second in all."""
    browsers = [Browser(port, token) for token in tokens]
    for browser in browsers:
        await browser.open()
    asked: list[asyncio.Task[float]] = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        await asyncio.sleep(random.expovariate(RATE))
        free = [browser for browser in browsers if browser.is_free]
        asked.append(asyncio.create_task(random.choice(free).asks(random.choice(QUESTIONS))))
    return await asyncio.gather(*asked)


async def tokens_of(url: str) -> list[str]:
    """Make the demonstration's world, and as many sessions in it, each of a linked cadre."""
    policy, _ = load_policies(Settings())
    db = await open_demo(policy, url)
    tokens = []
    by = By("operator", now_ms())
    holders = await db.rows("select id, name from cadre where gone_at is null order by code limit $1", CHATS)
    async with db.transaction() as tx:
        for holder in holders:
            chat = await web_sessions.new_chat(tx, holder["name"], by.at)
            [account] = await tx.rows("select id from account where channel = 'web' and chat = $1", chat)
            await links.attach(tx, by, account["id"], holder["id"])
            for purpose in first_contact.PURPOSES:
                await consents.give(tx, by, account["id"], purpose, first_contact.VERSION)
            tokens.append((await web_sessions.open_session(tx, chat, by.at))[0])
        assert await accounts.has_chat(tx, holders[0]["id"])
    await db.close()
    return tokens


@asynccontextmanager
async def server(command: list[str], port: int, folder: Path) -> AsyncIterator[None]:
    """A program that listens on the port, on core 0."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, preexec_fn=lambda: pin(0), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(30):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                except OSError:
                    await asyncio.sleep(0.05)
        await asyncio.sleep(2)
        yield
    finally:
        process.kill()  # uvicorn alone would wait for the open streams to end
        await process.wait()


async def main() -> None:
    """Print median, p99 and maximum of both."""
    pin(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokens = await tokens_of(f"sqlite:///{folder}/demo.db")
        port, other = free_port(), free_port()
        (folder / "echo.py").write_text(ECHO, encoding="utf-8")
        (folder / "config.toml").write_text(
            f'[database]\nurl = "sqlite:///{folder}/demo.db"\n[web]\nenabled = true\nport = {port}\n', encoding="utf-8"
        )
        for kind, command, at in (
            ("echo", [sys.executable, "echo.py", str(other)], other),
            ("cadrebot", [sys.executable, "-m", "bot", "serve"], port),
        ):
            async with server(command, at, folder):
                seconds = await measure(at, tokens)
            p99 = quantiles(seconds, n=100)[98]
            sys.stdout.write(
                f"{kind:9} {len(tokens)} chats, {len(seconds) / SECONDS:.0f} questions a second:"
                f" median {median(seconds) * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms, longest {max(seconds) * 1e3:.0f} ms\n"
            )


if __name__ == "__main__":
    asyncio.run(main())
