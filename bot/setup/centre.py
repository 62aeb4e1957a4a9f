"""The pages' first word: who the centre is; and which step was passed."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.setup.desk import Desk, Wrong, said_in, text_of
from bot.setup.state import PASSED, STEPS, state_of
from handlers.texts import setup as words
from storage.house_facts import keep_house_fact


class CentrePages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        return [
            Route("/api/state", self._state),
            Route("/api/centre", self._keep, methods=["POST"]),
            Route("/api/passed", self._passed, methods=["POST"]),
        ]

    async def _state(self, request: Request) -> Response:
        return JSONResponse(await state_of(self._desk))

    async def _keep(self, request: Request) -> Response:
        said = await said_in(request)
        values = {key: text_of(said, key) for key in ("name", "phone", "address", "office_hours")}
        if not values["name"]:
            raise Wrong(words.NAME_MISSING)
        await asyncio.to_thread(self._desk.change, {"centre": values})
        return JSONResponse({})

    async def _passed(self, request: Request) -> Response:
        """Somebody went on from a step: the next start begins after it."""
        step = text_of(await said_in(request), "step")
        if step not in STEPS:
            raise Wrong(words.UNREADABLE)
        async with self._desk.house() as house, house.db.transaction() as tx:
            await keep_house_fact(tx, PASSED, step)
        return JSONResponse({})
