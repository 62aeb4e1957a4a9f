"""Starts the server as its own process, and steers it from the test."""

import asyncio
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.bot.telegram_server.answers import JsonObject


class RemoteTelegram:
    """`async with RemoteTelegram("--limit", "30") as telegram`: outlives whatever is killed in between."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments
        self._process: asyncio.subprocess.Process | None = None
        self._http = httpx.AsyncClient(verify=False)
        self.root = ""

    @property
    def base_url(self) -> str:
        return f"{self.root}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.root}/file/bot"

    async def __aenter__(self) -> Self:
        command = (sys.executable, "-m", "tests.bot.telegram_server", *self._arguments)
        self._process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[3]
        )
        assert self._process.stdout is not None
        self.root = (await self._process.stdout.readline()).decode().strip()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def act(self, person: int, verb: str, **given: Any) -> Any:
        """What a person does, by the names of `Person`: `act(7, "says", text="chào")`."""
        return await self.ask("act", person=person, verb=verb, **given)

    async def reads(self, person: int, within: float = 5.0) -> JsonObject:
        """The next message to a person. Raises ValueError if none comes within so many seconds."""
        message: JsonObject = await self.ask("reads", person=person, timeout=within)
        return message

    async def sent(self, chat: int) -> list[JsonObject]:
        messages: list[JsonObject] = await self.ask("sent", chat=chat)
        return messages

    async def calls(self, method: str, since: int = 0) -> list[JsonObject]:
        calls: list[JsonObject] = await self.ask("calls", method=method, since=since)
        return calls

    async def ask(self, action: str, **given: Any) -> Any:
        """Any action of the control side: fault, clear_faults, set, push, stats, violations, reset.

        Raises ValueError with the reason if the server refuses.
        """
        answer = await self._http.post(f"{self.root}/__control/{action}", json=given, timeout=60)
        if answer.status_code != 200:
            raise ValueError(answer.json()["error"])
        return answer.json()
