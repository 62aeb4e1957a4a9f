"""What comes in for one chat is kept in order; chats do not wait for each other."""

import asyncio

from bot.arrivals import Arrivals, KeptBack


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


async def test_what_waits_behind_one_that_could_not_be_kept_must_come_again_and_holds_up_nobody() -> None:
    arrivals, full = Arrivals(), asyncio.Event()

    async def keep(broken: bool = False) -> None:
        async with arrivals.turn("a"):
            if broken:
                await full.wait()
                raise OSError("disk full")

    tasks = [asyncio.create_task(keep(broken)) for broken in (True, False, False)]
    await asyncio.sleep(0)
    full.set()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in ends] == [OSError, KeptBack, KeptBack]
    async with asyncio.timeout(1):
        await keep()
