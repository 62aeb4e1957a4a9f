"""A stand-in for api.telegram.org that is fast enough for a thousand sends a second.

It shares limits, faults, updates and refusals with the strict one, and leaves out what that one checks in each call:
`python -m tests.delivery.lean_server --rate 30 --latency-ms 60`. It keeps a log of every send.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl

import orjson

from tests.bot.telegram_server.answers import JsonObject, Refusal, success
from tests.bot.telegram_server.faults import Fault, Faults, Trouble
from tests.bot.telegram_server.rates import Rates
from tests.bot.telegram_server.updates import Updates
from tests.bot.telegram_server.wire import Request, Response, Wire, listen

TOKEN = "7000000001:AAStandInTokenForTestsOnly0123456789abc"  # no one's token
_ME = {"id": 7000000001, "is_bot": True, "first_name": "Trợ lý", "username": "tro_ly_test_bot"}

Send = tuple[float, int, str, str]
"""When it came (monotonic seconds), to which chat, its text, and what became of it: `taken`, or the trouble.

`taken, cut_after` is one whose answer was lost.
"""


class LeanServer:
    """One bot's Bot API. `latency` (seconds) delays answers, not effects."""

    def __init__(self, rate: int | None = None, latency: float = 0.0, seed: int = 0) -> None:
        self.latency = latency
        self.rates = Rates(per_second=rate, per_chat_second=None, paid_per_second=rate or 1000)
        self.faults = Faults(seed)
        self.updates = Updates(lambda: int(time.time()))
        self.log: list[Send] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self.connections: set[Wire] = set()
        self._server: asyncio.Server | None = None
        self._ids = 0
        self._actions: dict[str, Callable[[JsonObject], Any]] = {
            "log": lambda given: self.log[int(given.get("since", 0)) :],
            "says": self._says,
            "fault": lambda given: asdict(self.faults.add(**given)),
            "clear_faults": lambda given: self.faults.clear(),
            "stats": lambda given: {
                "sends": len(self.log), "refused": self.rates.refused, "most_in_flight": self.most_in_flight
            },
            "set": self._set,
        }  # fmt: skip

    async def start(self, port: int = 0) -> int:
        """Listen; returns the port."""
        self._server = await listen(self._answer, self.connections, port)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for connection in list(self.connections):
            connection.cut()
        for _ in range(3):  # the loop needs its turns to close sockets and end their tasks
            await asyncio.sleep(0)

    async def _answer(self, request: Request) -> Response | None:
        method = request.path.rpartition("/")[2]
        given: JsonObject = (
            orjson.loads(request.body) if request.body.startswith(b"{") else dict(parse_qsl(request.body.decode()))
        )
        if request.path.startswith("/__control/"):
            return Response(200, orjson.dumps(self._actions[method](given)))
        try:
            return await self._call(method, given)
        except Refusal as refusal:
            await asyncio.sleep(self.latency)
            return Response(refusal.code, refusal.body())

    async def _call(self, method: str, given: JsonObject) -> Response | None:
        if method == "getMe":
            return Response(200, success(_ME))
        if method == "getUpdates":
            return Response(200, success(await self.updates.poll(given)))
        if not method.startswith("send") or method == "sendChatAction":
            return Response(200, success(True))
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return await self._send(method, given)
        finally:
            self.in_flight -= 1

    async def _send(self, method: str, given: JsonObject) -> Response | None:
        now, chat, text = time.monotonic(), int(given["chat_id"]), str(given.get("text", ""))
        try:
            self.rates.admit(method, chat, bool(given.get("allow_paid_broadcast")), now)
            fault = self.faults.strike(method, chat)
            if fault is not None and (refusal := fault.refusal()) is not None:
                raise refusal
        except Refusal as refusal:
            self.log.append((now, chat, text, f"{refusal.code} {refusal.description}"))
            raise
        if fault is not None and not fault.trouble.is_after:
            self.log.append((now, chat, text, fault.trouble.value))
            await _suffer(fault)
            return None
        lost = fault is not None and fault.trouble is not Trouble.LATENCY
        self.log.append((now, chat, text, f"taken, {fault.trouble.value}" if fault is not None and lost else "taken"))
        if fault is not None and fault.trouble is not Trouble.LATENCY:
            await _suffer(fault)
            return None
        await asyncio.sleep(fault.seconds if fault is not None else self.latency)
        self._ids += 1
        told = {"message_id": self._ids, "date": int(time.time()), "chat": {"id": chat, "type": "private"}}
        return Response(200, success(told))

    def _says(self, given: JsonObject) -> float:
        """A person writes to the bot; returns when."""
        person, text = int(given["person"]), str(given["text"])
        someone = {"id": person, "is_bot": False, "first_name": "Minh", "language_code": "vi"}
        self._ids += 1
        self.updates.send(
            "message",
            {
                "message_id": self._ids, "from": someone, "date": int(time.time()), "text": text,
                "chat": {"id": person, "type": "private", "first_name": "Minh"},
            },
        )  # fmt: skip
        return time.monotonic()

    def _set(self, given: JsonObject) -> None:
        self.latency = given.get("latency", self.latency)
        self.rates.per_second = given.get("per_second", self.rates.per_second)


async def _suffer(fault: Fault) -> None:
    """The bot gets no answer: the connection hangs, or is cut."""
    if fault.trouble in (Trouble.HANG, Trouble.HANG_AFTER):
        await asyncio.Event().wait()


async def _run(given: argparse.Namespace) -> None:
    server = LeanServer(given.rate, given.latency_ms / 1000, given.seed)
    sys.stdout.write(f"http://127.0.0.1:{await server.start(given.port)}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def main() -> None:
    """Run it until it is terminated; its address is the first line of the output."""
    import uvloop

    parser = argparse.ArgumentParser(prog="lean_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--rate", type=int, default=None, help="messages a second that it takes")
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=0)
    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
