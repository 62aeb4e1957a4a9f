"""The command menu of each chat: what its person may ask, shown once their roles are known or have changed."""

import asyncio
import logging
from collections.abc import Sequence

from bot.channel import Channel, Command, SendFailure
from handlers.table import ANSWERS
from rules.access import Role

logger = logging.getLogger(__name__)

WEB_ONLY = frozenset({"web"})
"""Answers that lead into the web chat: not offered where there is none, nor in itself."""

_REMEMBERED = 10_000
_CALM = 0.05
"""Seconds between two menus: after a restart everybody is met anew, and their answers matter more."""
_STRANGER = frozenset({Role.STRANGER})


def commands(roles: frozenset[Role], but: frozenset[str] = frozenset()) -> list[Command]:
    """The lines of the table that have a command and may be asked by one of the roles, in the table's order.

    `but` names answers that make no sense where the commands are shown.
    """
    return [
        Command(answer.command, answer.summary)
        for answer in ANSWERS.values()
        if answer.command and answer.roles & roles and answer.name not in but
    ]


class Menus:
    """Keeps the menus of one channel. Nothing waits for it, and nothing is lost when it fails: it tries again later."""

    def __init__(self, channel: Channel, but: frozenset[str] = frozenset()) -> None:
        self._channel = channel
        self._but = but
        self._shown: dict[str, frozenset[Role]] = {}
        self._waiting: asyncio.Queue[tuple[str, frozenset[Role]]] = asyncio.Queue()

    def met(self, chat: str, roles: frozenset[Role]) -> None:
        """A person with these roles wrote."""
        if roles and self._shown.get(chat, _STRANGER) != roles:
            if len(self._shown) >= _REMEMBERED:
                self._shown.clear()
            self._shown[chat] = roles
            self._waiting.put_nowait((chat, roles))

    async def work(self) -> None:
        """Show strangers their menu, which stands in every chat that has none of its own; then those of the people met.

        Runs until cancelled.
        """
        await self._offer("", commands(_STRANGER, self._but))
        while True:
            chat, roles = await self._waiting.get()
            if not await self._offer(chat, commands(roles, self._but)):
                self._shown.pop(chat, None)
            await asyncio.sleep(_CALM)

    async def _offer(self, chat: str, lines: Sequence[Command]) -> bool:
        try:
            await self._channel.offer(chat, lines)
        except SendFailure as failure:
            logger.info("the menu of a chat could not be shown: %s", failure)
            return False
        return True
