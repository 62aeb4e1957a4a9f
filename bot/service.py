"""A channel at work: its reception, its courier, its delivery of notices, its menus; how they start and stop."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.budget import Budget
from bot.channel import Channel
from bot.courier import Courier
from bot.delivery import Delivery
from bot.menus import WEB_ONLY, Menus
from bot.reception import Reception
from bot.sending import Sender
from bot.shared import Shared
from handlers.house import House
from storage.clock import to_ms

Background = Callable[[Callable[[], Awaitable[None]]], None]
"""Starts a piece of work that goes on until the program stops, and begins anew when it fails."""


class ChannelService:
    """All that one channel needs to run. Tests and the program build it alike."""

    def __init__(self, channel: Channel, budget: Budget, house: House, shared: Shared) -> None:
        self.channel = channel
        self.menus = Menus(channel, frozenset() if house.ways_in.web else WEB_ONLY)
        self.sender = Sender(channel, budget, house.db, lambda: to_ms(house.clock()))
        self.courier = Courier(channel, self.sender, house.db, lambda: to_ms(house.clock()), house.files)
        self.delivery = Delivery(channel, self.sender, house)
        self.reception = Reception(house, channel, self.courier, self.menus, shared)
        self.listening = asyncio.Event()

    async def resume(self) -> None:
        """Take up what an earlier run left. Call before anything comes in."""
        await self.courier.give_up_unknown()
        await self.delivery.recover()
        await self.reception.resume()

    async def run(self, reached: Callable[[str, str], Awaitable[None]], background: Background) -> None:
        """Reach the messenger, tell its name and way in to `reached`, then answer, send and listen."""
        await reached(self.channel.name, await self.channel.connect())
        self.reception.open()
        for work in (self.menus.work, self.courier.empty_outbox, self.delivery.work, self._listen):
            background(work)

    async def stop(self, grace: float) -> None:
        """Begin nothing more, end the answers, parcels and notices under way within `grace` seconds, close."""
        await asyncio.gather(self.reception.stop(grace), self.courier.stop(grace), self.delivery.stop(grace))
        await self.channel.disconnect()

    async def _listen(self) -> None:
        await self.channel.listen(self.reception.accept, self.listening.set)
