"""Lanes: order within a chat, chats side by side, and an orderly end."""

import asyncio

from bot.lanes import Lanes


async def test_a_chat_keeps_its_order_while_others_overtake() -> None:
    done: list[str] = []
    gate = asyncio.Event()

    async def handle(item: str) -> None:
        if item == "a1":
            await gate.wait()
        done.append(item)

    lanes = Lanes(handle)
    for item in ("a1", "a2", "b1", "b2"):
        lanes.put(item[0], item)
    await asyncio.sleep(0.01)
    assert done == ["b1", "b2"]
    gate.set()
    await lanes.idle()
    assert done == ["b1", "b2", "a1", "a2"]
    assert len(lanes) == 0


async def test_no_more_are_worked_on_together_than_there_are_places() -> None:
    busy, most = 0, 0

    async def handle(item: int) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0)
        busy -= 1

    lanes = Lanes(handle, at_once=3)
    for item in range(20):
        lanes.put(str(item), item)
    await lanes.idle()
    assert most == 3


async def test_told_to_stop_it_ends_what_it_began_and_begins_nothing() -> None:
    done: list[int] = []
    gate = asyncio.Event()

    async def handle(item: int) -> None:
        await gate.wait()
        done.append(item)

    lanes = Lanes(handle)
    for item in (1, 2):
        lanes.put("a", item)
    await asyncio.sleep(0)
    stopping = asyncio.create_task(lanes.stop(grace=5))
    await asyncio.sleep(0)
    gate.set()
    await stopping
    assert done == [1]


async def test_what_does_not_end_in_time_is_broken_off() -> None:
    lanes: Lanes[int] = Lanes(lambda _: asyncio.Event().wait())  # type: ignore[arg-type, return-value]
    lanes.put("a", 1)
    await asyncio.sleep(0)
    await lanes.stop(grace=0.01)
    assert len(lanes) == 0


async def test_what_is_dropped_is_given_back_and_what_was_begun_goes_on() -> None:
    done: list[int] = []
    gate = asyncio.Event()

    async def handle(item: int) -> None:
        await gate.wait()
        done.append(item)

    lanes = Lanes(handle)
    for chat, item in (("a", 1), ("a", 2), ("b", 3)):
        lanes.put(chat, item)
    await asyncio.sleep(0)
    assert lanes.drop(["a", "nobody"]) == [2]
    gate.set()
    await lanes.over(["a", "nobody"])
    await lanes.idle()
    assert done == [1, 3]


async def test_what_waits_for_a_place_can_be_dropped_too() -> None:
    gate = asyncio.Event()
    done: list[int] = []

    async def handle(item: int) -> None:
        await gate.wait()
        done.append(item)

    lanes = Lanes(handle, at_once=1)
    lanes.put("a", 1)
    lanes.put("b", 2)
    await asyncio.sleep(0)
    assert lanes.drop(["b"]) == [2]
    gate.set()
    await lanes.idle()
    assert done == [1]
