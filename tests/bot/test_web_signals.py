"""Pages whose streams are open at one process, and chats that are answered by another."""

import asyncio

import pytest

from bot.web.listeners import Listener, Listeners
from storage.signals import Missed, NoSignals, Told
from storage.web_sessions import Session
from tests.bot.waiting import until

ONE, OTHER = Session("digest-1", "chat-1"), Session("digest-2", "chat-2")


class Line:
    """Signals among the processes of a test: what each is told, and how long a call takes."""

    def __init__(self) -> None:
        self.processes: list[Process] = []
        self.calls: list[str] = []
        self.free = asyncio.Event()
        self.free.set()


class Process:
    """The signals of one of them."""

    def __init__(self, line: Line) -> None:
        self._line = line
        line.processes.append(self)
        self.told: Told = lambda _: None
        self.missed: Missed = lambda: None

    def on(self, topic: str, told: Told, missed: Missed) -> None:
        assert topic == "web"
        self.told, self.missed = told, missed

    async def tell(self, topic: str, payload: str) -> None:
        await self._line.free.wait()
        assert topic == "web"
        self._line.calls.append(payload)
        for other in self._line.processes:
            if other is not self:
                other.told(payload)

    async def work(self) -> None:
        return

    async def close(self) -> None:
        return


@pytest.fixture
def line() -> Line:
    return Line()


async def wakes(listener: Listener) -> None:
    assert await listener.wait(5)


async def test_news_wakes_those_who_look_on_at_another_process(line: Line) -> None:
    here, there = Listeners(Process(line)), Listeners(Process(line))
    with here.listening(ONE) as near, there.listening(ONE) as far, there.listening(OTHER) as somebody_else:
        here.tell(ONE.chat)
        await wakes(near)
        await wakes(far)
        assert not await somebody_else.wait(0)


async def test_typing_is_seen_there_until_the_answer_is(line: Line) -> None:
    here, there = Listeners(Process(line)), Listeners(Process(line))
    with there.listening(ONE) as far:
        here.tell(ONE.chat, typing=True)
        await wakes(far)
        assert far.sees_typing()
        here.tell(ONE.chat, typing=True)
        here.tell(ONE.chat)
        await wakes(far)
        assert not far.sees_typing()


async def test_an_ended_session_is_looked_at_everywhere(line: Line) -> None:
    here, there = Listeners(Process(line)), Listeners(Process(line))
    with here.listening(ONE) as near, there.listening(ONE) as far:
        here.end(ONE)
        assert not near.is_open
        await wakes(far)  # and its stream asks the tables whether the session holds


async def test_after_a_broken_line_everybody_looks(line: Line) -> None:
    process = Process(line)
    listeners = Listeners(process)
    with listeners.listening(ONE) as one, listeners.listening(OTHER) as other:
        process.missed()
        await wakes(one)
        await wakes(other)


async def test_what_comes_up_during_a_call_goes_out_in_one(line: Line) -> None:
    listeners = Listeners(Process(line))
    listeners.tell("first")
    await asyncio.sleep(0)
    line.free.clear()
    for number in range(300):
        listeners.tell(f"01a2b3c4-0000-7000-8000-{number:012}", typing=number % 2 == 0)
        listeners.tell("again")
    line.free.set()

    async def told() -> bool:
        return len(line.calls) >= 3

    await until(told, within=5)
    assert all(len(call) < 7_900 for call in line.calls)
    assert len(line.calls) <= 4
    assert sum(call.count("again") for call in line.calls) == 1


async def test_alone_nothing_is_called_out() -> None:
    listeners = Listeners(NoSignals())
    with listeners.listening(ONE) as near:
        before = asyncio.all_tasks()
        listeners.tell(ONE.chat)
        assert asyncio.all_tasks() == before
        await wakes(near)
