"""The send budget: never above the rate in any second, replies first, and nobody waits without need."""

import asyncio
import heapq
from collections.abc import Callable
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.budget import SPAN, Budget, Slot, Urgency

Sends = st.lists(
    st.tuples(
        st.floats(0, 3),
        st.sampled_from(Urgency),
        st.sampled_from("abc"),
        st.floats(0, 2),
        st.sampled_from([0, 0, 0, 1]),
    ),
    max_size=40,
)


class Time:
    """A clock that stands still until it is run on, and calls back what is due."""

    def __init__(self) -> None:
        self.now = 100.0
        self._order = count()
        self._due: list[tuple[float, int, Callable[[], None]]] = []

    def later(self, delay: float, call: Callable[[], None]) -> None:
        heapq.heappush(self._due, (self.now + delay, next(self._order), call))

    async def run(self) -> None:
        while self._due:
            at, _, call = heapq.heappop(self._due)
            self.now = max(self.now, at)
            call()
            for _ in range(4):
                await asyncio.sleep(0)


class Messenger:
    """Takes a while to answer each send, and notes when it was sent and answered."""

    def __init__(self, rate: int, reserve: int = 0) -> None:
        self.time = Time()
        self.budget = Budget(rate, reserve, clock=lambda: self.time.now, later=self.time.later)
        self.sent: list[tuple[float, Urgency, str]] = []
        self.spans: list[tuple[float, float]] = []
        self.tasks: list[asyncio.Task[None]] = []

    def ask(self, at: float, urgency: Urgency, chat: str, takes: float, pause: float = 0) -> None:
        self.time.later(at, lambda: self.tasks.append(asyncio.create_task(self._send(urgency, chat, takes, pause))))

    async def _send(self, urgency: Urgency, chat: str, takes: float, pause: float) -> None:
        slot = await self.budget.take(urgency, chat)
        begun = self.time.now
        self.sent.append((begun, urgency, chat))

        def answer() -> None:
            self.spans.append((begun, self.time.now))
            if pause:
                self.budget.pause(pause)
            slot.answered()

        self.time.later(takes, answer)


@given(sends=Sends, rate=st.integers(1, 5), reserve=st.integers(0, 3))
def test_no_second_ever_holds_more_than_the_rate(
    sends: list[tuple[float, Urgency, str, float, int]], rate: int, reserve: int
) -> None:
    async def run() -> Messenger:
        messenger = Messenger(rate, min(reserve, rate - 1))
        for send in sends:
            messenger.ask(*send)
        await messenger.time.run()
        return messenger

    messenger = asyncio.run(run())
    assert len(messenger.spans) == len(sends)
    # Wherever in its span each message arrived: those that may fall into the second before `begun` fit the rate.
    for begun, _ in messenger.spans:
        alive = [span for span in messenger.spans if span[0] <= begun < span[1] + SPAN - 1e-9 or span[0] == begun]
        assert len(alive) <= rate
    pushes = {
        chat: [at for at, urgency, to in messenger.sent if urgency is Urgency.PUSH and to == chat] for chat in "abc"
    }
    assert all(later - at >= SPAN - 1e-9 for times in pushes.values() for at, later in pairwise(times))


async def test_replies_go_before_pushes_that_waited_longer() -> None:
    messenger = Messenger(rate=1)
    messenger.ask(0.0, Urgency.PUSH, "a", 0.1)
    messenger.ask(0.1, Urgency.PUSH, "b", 0.1)
    messenger.ask(0.2, Urgency.REPLY, "c", 0.1)
    await messenger.time.run()
    assert [chat for _, _, chat in messenger.sent] == ["a", "c", "b"]


async def test_pushes_leave_the_reserve_to_replies() -> None:
    messenger = Messenger(rate=3, reserve=1)
    for chat in "abcd":
        messenger.ask(0.0, Urgency.PUSH, chat, 0.1)
    messenger.ask(0.5, Urgency.REPLY, "e", 0.1)
    await messenger.time.run()
    assert [chat for at, _, chat in messenger.sent if at < 101] == ["a", "b", "e"]


async def test_a_slot_nobody_used_is_free_at_once() -> None:
    time = Time()
    budget = Budget(1, clock=lambda: time.now, later=time.later)
    (await budget.take(Urgency.REPLY, "a")).unused()
    slot: Slot = await budget.take(Urgency.REPLY, "b")
    slot.answered()
    slot.unused()


async def test_who_gives_up_waiting_takes_no_slot_along() -> None:
    time = Time()
    budget = Budget(1, clock=lambda: time.now, later=time.later)
    slot = await budget.take(Urgency.REPLY, "a")
    waiting = asyncio.create_task(budget.take(Urgency.REPLY, "b"))
    await asyncio.sleep(0)
    slot.unused()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await budget.take(Urgency.REPLY, "c")
