"""Which targets and regulations the centre works by."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sections import policy_text
from bot.setup.desk import Desk, Wrong, said_in, text_of
from handlers.texts import setup as words
from rules.dates import vietnamese
from rules.policy import parse_policy

REGULATIONS = ("qd57", "qd350")


def policies_state(desk: Desk) -> dict[str, Any]:
    """What is offered, what is chosen; a policy of the centre's own stays on offer."""
    chosen = desk.config.settings().centre.policies
    own = [name for name in chosen if name not in words.POLICIES and name not in REGULATIONS]
    return {
        "chosen": next((name for name in chosen if name not in REGULATIONS), ""),
        "decided": desk.config.says("centre", "policies"),
        "offers": [
            *map(_offered, words.POLICIES),
            *({"id": n, "title": n, "about": "", "deadline": ""} for n in own[:1]),
        ],
    }


def _offered(name: str) -> dict[str, Any]:
    title, about = words.POLICIES[name]
    deadline = parse_policy(policy_text(name) or "", name).deadline
    return {"id": name, "title": title, "about": about, "deadline": vietnamese(deadline) if deadline else ""}


class PolicyPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        return [Route("/api/policies", self._choose, methods=["POST"])]

    async def _choose(self, request: Request) -> Response:
        """One policy takes the place of the one before; the regulations beside it stay as they are."""
        name = text_of(await said_in(request), "policy")
        state = policies_state(self._desk)
        if name not in {offer["id"] for offer in state["offers"]}:
            raise Wrong(words.NO_POLICY)
        before = self._desk.config.settings().centre.policies
        beside = [each for each in before if each != state["chosen"]] or list(REGULATIONS)
        await asyncio.to_thread(self._desk.change, {"centre": {"policies": [name, *beside]}})
        return JSONResponse({})
