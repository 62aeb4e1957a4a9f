"""Slots known ahead, and the way back: no window at the far end holds more than the rate, whatever the network does."""

import asyncio
from bisect import bisect_left
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.budget import SPAN, Budget, Slot, Urgency
from tests.bot.test_budget import Time

AHEAD = 0.025
WAY = st.floats(0.0, 0.3)


class Wire:
    """A messenger at the end of a jittery line: each way takes at least `least` seconds."""

    def __init__(self, rate: int, reserve: int, learns: bool, least: float, jitter: list[tuple[float, float]]) -> None:
        self.time = Time()
        self.budget = Budget(rate, reserve, learns=learns, clock=lambda: self.time.now, later=self.time.later)
        self.arrived: list[float] = []
        self._least = least
        self._jitter = jitter

    def send(self, slot: Slot) -> None:
        """Out when the slot opens, there and back as the line wills."""
        there, back = self._jitter[len(self.arrived) % len(self._jitter)]
        sent = max(self.time.now, slot.opens)
        arrived = sent + self._least + there
        self.arrived.append(arrived)
        took = 2 * self._least + there + back
        self.time.later(sent + took - self.time.now, lambda: slot.answered(took))

    def worker(self, chats: list[str]) -> None:
        """Takes what opens soon, every ten milliseconds, as the delivery does."""
        taken = self.budget.pushes(chats, AHEAD)
        for slot in taken:
            if slot is not None:
                self.send(slot)
        left = [chat for n, chat in enumerate(chats) if n >= len(taken) or taken[n] is None]
        if left:
            self.time.later(0.01, lambda: self.worker(left))

    async def reply(self, chat: str) -> None:
        self.send(await self.budget.take(Urgency.REPLY, chat))


def fullest_second(times: list[float]) -> int:
    """How many of them the second with the most of them holds."""
    ordered = sorted(times)
    return max(bisect_left(ordered, at + SPAN - 1e-9) - n for n, at in enumerate(ordered))


def run(wire: Wire, pushes: int, replies: list[float]) -> None:
    async def main() -> None:
        tasks: list[asyncio.Task[None]] = []
        wire.time.later(0, lambda: wire.worker([f"p{n}" for n in range(pushes)]))
        for n, at in enumerate(replies):
            wire.time.later(at, lambda n=n: tasks.append(asyncio.create_task(wire.reply(f"r{n}"))))  # type: ignore[misc]
        await wire.time.run()
        await asyncio.gather(*tasks)

    asyncio.run(main())


@settings(deadline=None, max_examples=60)
@given(
    rate=st.integers(2, 12),
    reserve=st.integers(0, 3),
    least=st.floats(0.0, 0.2),
    jitter=st.lists(st.tuples(WAY, WAY), min_size=1, max_size=20),
    replies=st.lists(st.floats(0, 4), max_size=10),
)
def test_no_second_holds_more_than_the_rate_with_slots_taken_ahead(
    rate: int, reserve: int, least: float, jitter: list[tuple[float, float]], replies: list[float]
) -> None:
    wire = Wire(rate, min(reserve, rate - 1), False, least, jitter)
    run(wire, 5 * rate, replies)
    assert len(wire.arrived) == 5 * rate + len(replies)
    assert fullest_second(wire.arrived) <= rate


@settings(deadline=None, max_examples=25)
@given(rate=st.integers(20, 40), least=st.floats(0.001, 0.2), most=st.floats(0.0, 0.5), seed=st.integers(0, 10_000))
def test_what_is_learnt_of_the_line_is_safe_however_its_ways_differ(
    rate: int, least: float, most: float, seed: int
) -> None:
    chance = Random(seed)
    jitter = [(chance.uniform(0, most), chance.uniform(0, most)) for _ in range(997)]
    wire = Wire(rate, 2, True, least, jitter)
    run(wire, 8 * rate, [])
    assert fullest_second(wire.arrived) <= rate


@pytest.mark.parametrize("there", [0.0, 0.06])
def test_it_is_safe_too_where_only_one_way_takes_time(there: float) -> None:
    wire = Wire(30, 2, True, 0.0, [(there, 0.06 - there)])
    run(wire, 300, [])
    assert fullest_second(wire.arrived) <= 30


def test_at_a_steady_sixty_milliseconds_little_of_the_limit_is_lost() -> None:
    wire = Wire(30, 0, True, 0.03, [(0.0, 0.0)])
    run(wire, 3000, [])
    assert (len(wire.arrived) - 1) / (wire.arrived[-1] - wire.arrived[0]) > 0.98 * 30
    assert fullest_second(wire.arrived) <= 30


def test_at_a_steady_sixty_milliseconds_nine_hundred_and_fifty_a_second_go_out() -> None:
    wire = Wire(1000, 2, True, 0.03, [(0.0, 0.0)])
    run(wire, 6000, [])
    assert (len(wire.arrived) - 1) / (wire.arrived[-1] - wire.arrived[0]) > 950
    assert fullest_second(wire.arrived) <= 1000


async def test_a_slot_taken_ahead_and_not_used_is_not_used_early_by_another() -> None:
    time = Time()
    budget = Budget(1, clock=lambda: time.now, later=time.later)
    (await budget.take(Urgency.REPLY, "a")).answered()
    time.now += SPAN - AHEAD / 2
    [slot] = budget.pushes(["b"], AHEAD)
    assert slot is not None
    assert slot.opens == 100.0 + SPAN
    slot.unused()
    assert not budget.pushes(["c"], 0.0)
    time.now = slot.opens + SPAN
    assert len(budget.pushes(["c"], 0.0)) == 1


async def test_the_slots_of_the_reserve_are_not_taken_ahead() -> None:
    time = Time()
    budget = Budget(3, reserve=1, clock=lambda: time.now, later=time.later)
    for chat in "abc":
        (await budget.take(Urgency.REPLY, chat)).answered()
        time.now += 0.005
    time.now = 100.0 + SPAN - 0.01
    opens = [slot.opens for slot in budget.pushes("defg", 0.9) if slot is not None]
    assert opens == pytest.approx([101.005, 101.305])


async def test_pushes_go_evenly_so_that_no_answer_waits_for_the_next_burst_of_slots() -> None:
    time = Time()
    budget = Budget(30, reserve=2, clock=lambda: time.now, later=time.later)
    opens = [slot.opens for slot in budget.pushes([f"c{n}" for n in range(30)], 0.5) if slot is not None]
    assert opens == pytest.approx([0.0, *(100 + n * 0.03 for n in range(1, 17))])


async def test_nobody_who_waits_is_overtaken() -> None:
    time = Time()
    budget = Budget(1, clock=lambda: time.now, later=time.later)
    slot = await budget.take(Urgency.REPLY, "a")
    waiting = asyncio.create_task(budget.take(Urgency.REPLY, "b"))
    await asyncio.sleep(0)
    slot.answered()
    assert budget.pushes(["c"], 2.0) == []
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_a_push_whose_chat_must_rest_holds_nobody_up() -> None:
    """A row of news for one person, each a second after the other, and a notice to everybody meanwhile."""
    time = Time()
    budget = Budget(100, clock=lambda: time.now, later=time.later)
    slot = await budget.take(Urgency.PUSH, "busy")
    slot.answered()
    news = asyncio.create_task(budget.take(Urgency.PUSH, "busy"))
    await asyncio.sleep(0)
    time.now += 0.5
    assert [slot is not None for slot in budget.pushes(["busy", "calm"], AHEAD)] == [False, True]
    assert not news.done()
    await time.run()
    assert news.done()
