"""A budget that has some of the rate's tokens, more at one time than at another, and none when its time is over."""

import asyncio
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.budget import SPAN, Budget, Slot, Urgency
from tests.bot.test_budget import Time
from tests.bot.test_budget_ahead import Wire, fullest_second


def budget_of(time: Time, rate: int, reserve: int = 0, learns: bool = False) -> Budget:
    return Budget(rate, reserve, learns=learns, clock=lambda: time.now, later=time.later)


async def taken(budget: Budget, number: int) -> list[Slot]:
    return [await budget.take(Urgency.REPLY, f"chat {n}") for n in range(number)]


async def test_what_waits_goes_at_once_when_there_are_more_tokens() -> None:
    time = Time()
    budget = budget_of(time, 3)
    budget.resize(0, 0)
    waiting = asyncio.create_task(budget.take(Urgency.REPLY, "a"))
    await asyncio.sleep(0)
    assert not waiting.done()
    budget.resize(1, 0)
    assert (await waiting).opens == 0


async def test_a_token_is_held_until_a_whole_second_after_the_answer() -> None:
    time = Time()
    budget = budget_of(time, 3)
    slots = await taken(budget, 3)
    budget.resize(1, 0)
    assert budget.held == 3
    for slot in slots[:2]:
        slot.answered()
    time.now += SPAN - 0.01
    assert budget.held == 3
    time.now += 0.01
    assert budget.held == 1
    slots[2].answered()
    time.now += SPAN
    assert budget.held == 1


async def test_a_token_that_nobody_used_may_be_given_back_at_once() -> None:
    budget = budget_of(Time(), 3)
    budget.resize(1, 0)
    assert budget.held == 1


async def test_a_slot_that_was_free_early_is_not_free_early_for_another_process() -> None:
    time = Time()
    budget = budget_of(time, 200, learns=True)
    early = 0.08
    for wait in (SPAN, SPAN - early + 0.001):  # the first hundred answers are learnt from
        for slot in await taken(budget, 200):
            slot.answered(0.1)
        time.now += wait
    assert len(await taken(budget, 40)) == 40  # here they are free early
    for slot in await taken(budget, 60):
        slot.unused()
    budget.resize(40, 0)
    assert budget.held == 200
    time.now += early
    assert budget.held == 40


async def test_tokens_that_come_back_before_they_left_are_of_use_at_once() -> None:
    time = Time()
    budget = budget_of(time, 4)
    slots = await taken(budget, 4)
    budget.resize(1, 0)
    slots.pop().answered()
    budget.resize(4, 0)
    assert budget.held == 4
    time.now += SPAN
    assert await budget.take(Urgency.REPLY, "e")
    assert budget.held == 4


async def test_nothing_goes_out_when_the_time_of_the_tokens_is_over() -> None:
    time = Time()
    budget = budget_of(time, 2)
    budget.resize(2, 0, time.now + 8)
    early = await budget.take(Urgency.REPLY, "a")
    assert not early.has_lapsed
    time.now += 8
    assert early.has_lapsed
    assert budget.pushes(["b"], 0.0) == []
    waiting = asyncio.create_task(budget.take(Urgency.REPLY, "c"))
    await asyncio.sleep(0)
    assert not waiting.done()
    budget.resize(2, 0, time.now + 8)
    assert not (await waiting).has_lapsed
    assert early.has_lapsed, "others may have sent in its place meanwhile"


async def test_a_slot_that_lapsed_is_exchanged_for_one_that_did_not() -> None:
    time = Time()
    budget = budget_of(time, 1)
    budget.resize(1, 0, time.now + 8)
    slot = await budget.take(Urgency.REPLY, "a")
    assert await budget.take(Urgency.REPLY, "a", slot) is slot
    time.now += 9
    budget.resize(1, 0, time.now + 8)
    assert await budget.take(Urgency.REPLY, "a", slot) is not slot
    assert budget.held == 1


async def test_tokens_that_went_while_none_might_be_used_are_not_used_when_some_may_be() -> None:
    time = Time()
    budget = budget_of(time, 2)
    budget.resize(2, 0, time.now)
    waiting = asyncio.create_task(budget.take(Urgency.REPLY, "a"))
    await asyncio.sleep(0)
    budget.resize(0, 0, time.now + 8)
    await asyncio.sleep(0)
    assert not waiting.done()
    budget.resize(1, 0, time.now + 8)
    await waiting


async def test_renewed_in_time_a_slot_stays_good() -> None:
    time = Time()
    budget = budget_of(time, 1)
    budget.resize(1, 0, time.now + 8)
    slot = await budget.take(Urgency.REPLY, "a")
    for _ in range(5):
        time.now += 7
        budget.resize(1, 0, time.now + 8)
    assert not slot.has_lapsed


async def test_the_demand_counts_who_waits_and_what_was_not_given() -> None:
    time = Time()
    budget = budget_of(time, 9, reserve=2)
    calls: list[float] = []
    budget.call = lambda: calls.append(time.now)
    budget.resize(2, 1)
    [one, *_] = await taken(budget, 2)
    assert budget.demand() == 2
    assert not calls
    waiting = asyncio.create_task(budget.take(Urgency.REPLY, "c"))
    await asyncio.sleep(0)
    assert calls
    assert budget.demand() == 3
    budget.pushes("defg", 0.0)
    assert budget.demand() == 2 + 1 + 4 + 1
    one.unused()
    await waiting
    budget.demand()
    assert budget.demand() == 2


async def test_a_pause_that_another_process_was_asked_for_holds_here_too() -> None:
    time = Time()
    budget = budget_of(time, 2)
    calls: list[float] = []
    budget.call = lambda: calls.append(time.now)
    budget.hold(3)
    assert (budget.pauses, budget.paused_for, calls) == (0, 3, [])
    assert budget.pushes(["a"], 0.0) == []
    budget.pause(5)
    assert (budget.pauses, budget.paused_for, calls) == (1, 5, [100.0])
    time.now += 5
    assert len(budget.pushes(["a"], 0.0)) == 1


WAY = st.floats(0.0, 0.3)
STEP = 0.02


class Neighbours:
    """A budget that sends over a wire, and a process that sends at once on every token that is not held there."""

    def __init__(self, wire: Wire, rate: int) -> None:
        self.wire = wire
        self.arrived: list[float] = []
        self._rate = rate
        self._goal = rate
        self._resting = 0
        self._is_over = False

    def aim(self, goal: int) -> None:
        """How many of the tokens are to be the budget's: it gets them when they have cooled."""
        self._goal = min(goal, self._rate)

    def end(self) -> None:
        self._goal, self._is_over = self._rate, True

    def work(self) -> None:
        budget = self.wire.budget
        budget.resize(min(self._goal, self._rate - self._resting), 0)
        for _ in range(self._rate - max(budget.held, self._goal) - self._resting):
            self.arrived.append(self.wire.time.now)
            self._resting += 1
            self.wire.time.later(SPAN, self._rested)
        if not self._is_over or budget.tokens < self._rate:
            self.wire.time.later(STEP, self.work)

    def _rested(self) -> None:
        self._resting -= 1


@settings(deadline=None)
@given(
    rate=st.integers(2, 12),
    least=st.floats(0.0, 0.2),
    jitter=st.lists(st.tuples(WAY, WAY), min_size=1, max_size=20),
    sizes=st.lists(st.tuples(st.floats(0.0, 1.5), st.integers(0, 12)), max_size=8),
    replies=st.lists(st.floats(0, 4), max_size=10),
)
def test_no_second_holds_more_than_the_rate_however_its_tokens_go_to_and_fro(
    rate: int,
    least: float,
    jitter: list[tuple[float, float]],
    sizes: list[tuple[float, int]],
    replies: list[float],
) -> None:
    wire = Wire(rate, 1, False, least, jitter)
    pair = Neighbours(wire, rate)

    async def main() -> None:
        at = 0.0
        for wait, tokens in sizes:
            at += wait
            wire.time.later(at, partial(pair.aim, tokens))
        wire.time.later(at + 1.5, pair.end)
        wire.time.later(0, pair.work)
        wire.time.later(0, partial(wire.worker, [f"p{n}" for n in range(2 * rate)]))
        tasks: list[asyncio.Task[None]] = []
        for n, at in enumerate(replies):
            wire.time.later(at, lambda n=n: tasks.append(asyncio.create_task(wire.reply(f"r{n}"))))  # type: ignore[misc]
        await wire.time.run()
        await asyncio.gather(*tasks)

    asyncio.run(main())
    assert len(wire.arrived) == 2 * rate + len(replies)
    assert fullest_second(wire.arrived + pair.arrived) <= rate
