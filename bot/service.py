"""A channel at work: its reception, its courier, its delivery of notices, its menus; how they start and stop."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from functools import partial

from bot.budget import Budget
from bot.channel import Channel
from bot.courier import Courier
from bot.crew.crew import Crew, Work
from bot.delivery import Delivery
from bot.menus import WEB_ONLY, Menus
from bot.reception import Reception
from bot.sending import Sender
from bot.shared import Shared
from handlers.house import House
from storage.clock import to_ms

Steadily = Callable[[Work], Coroutine[None, None, None]]
"""Does a piece of work for as long as nobody cancels it, and begins anew when it fails."""


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

    async def run(self, crew: Crew, reached: Callable[[str, str], Awaitable[None]], steadily: Steadily) -> None:
        """Reach the messenger, tell its name and way in to `reached`, answer; send and listen when it is its turn."""
        await reached(self.channel.name, await self.channel.connect())
        self.reception.open()
        duty = f"channel:{self.channel.name}"
        works: list[Work] = [self.menus.work, partial(crew.while_holding, duty, partial(self._on_duty, steadily))]
        if not self.channel.fetches:
            works.append(self._listen)
        elif not crew.holds(duty):
            self.listening.set()  # another process fetches, and what is for this one lies in the inbox
        await _together(works, steadily)

    async def stop(self, grace: float) -> None:
        """Begin nothing more, end the answers, parcels and notices under way within `grace` seconds, close."""
        await asyncio.gather(self.reception.stop(grace), self.courier.stop(grace), self.delivery.stop(grace))
        await self.channel.disconnect()

    async def _on_duty(self, steadily: Steadily) -> None:
        """What one process alone does for a channel."""
        await self.delivery.recover()
        works: list[Work] = [self.courier.empty_outbox, self.delivery.work]
        await _together(works + [self._listen] * self.channel.fetches, steadily)

    async def _listen(self) -> None:
        await self.channel.listen(self.reception.accept, self.listening.set)


async def _together(works: Iterable[Work], steadily: Steadily) -> None:
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(steadily(work))
