"""What comes in for one chat is kept in order; chats do not wait for each other."""

import asyncio

import pytest

from bot.arrivals import Arrivals


async def test_the_second_of_a_chat_waits_for_the_first_and_another_chat_does_not() -> None:
    arrivals, kept, slow = Arrivals(), list[str](), asyncio.Event()

    async def keep(chat: str, name: str) -> None:
        async with arrivals.turn(chat):
            if name == "a1":
                await slow.wait()
            kept.append(name)

    tasks = [asyncio.create_task(keep(name[0], name)) for name in ("a1", "a2", "b1", "a3")]
    await asyncio.sleep(0.01)
    assert kept == ["b1"]
    slow.set()
    await asyncio.gather(*tasks)
    assert kept == ["b1", "a1", "a2", "a3"]


async def test_one_that_could_not_be_kept_holds_up_nobody() -> None:
    arrivals = Arrivals()
    with pytest.raises(OSError, match="full"):
        async with arrivals.turn("a"):
            raise OSError("disk full")
    async with asyncio.timeout(1), arrivals.turn("a"):
        pass
