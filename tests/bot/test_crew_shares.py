"""One send budget for several processes: the messenger never gets too much, whatever becomes of any of them."""

import asyncio
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.budget import Budget
from bot.crew.share import LASTS, UNDER_WAY, Share
from storage.send_shares import Board, Held
from tests.bot.sharing import Process, World
from tests.bot.test_budget_ahead import fullest_second

HANDED_OVER = LASTS + UNDER_WAY + 1.0
"""Seconds after which others have what a process had that was killed."""


async def world_of(
    rate: int, reserve: int, number: int, until: float, seed: int | None = None
) -> tuple[World, list[Process]]:
    world = World(rate, reserve, seed)
    return world, [Process(world, f"p{n}", until) for n in range(number)]


def at(world: World, when: float, call: Callable[[], None]) -> None:
    """Do it so many seconds from the beginning, whoever is frozen or dead by then."""
    world.time.later(when, call)


async def test_a_process_alone_gets_what_it_needs_at_once() -> None:
    world, [one] = await world_of(30, 2, 1, 5.0)
    at(world, 1.0, partial(one.push, 100))
    await world.run()
    assert world.since(102.0) >= 20
    assert fullest_second(world.arrived) <= 30


async def test_who_has_much_to_send_borrows_what_the_others_do_not_need() -> None:
    world, [one, two] = await world_of(12, 2, 2, 8.0)
    at(world, 2.0, partial(one.push, 60))
    tokens: list[int] = []
    at(world, 4.0, lambda: tokens.extend([one.budget.tokens, two.budget.tokens]))
    await world.run()
    assert tokens == [11, 1]
    assert world.since(104.0) >= 8


async def test_what_was_lent_is_given_back_within_two_seconds() -> None:
    world, [one, two] = await world_of(12, 2, 2, 12.0)
    at(world, 2.0, partial(one.push, 120))
    for _ in range(6):
        at(world, 8.0, two.reply)
    sent: list[int] = []
    at(world, 10.0, lambda: sent.append(two.sent))
    await world.run()
    assert sent == [6]
    assert fullest_second(world.arrived) <= 12


async def test_two_with_much_to_send_have_half_each() -> None:
    world, [one, two] = await world_of(12, 2, 2, 8.0)
    at(world, 2.0, partial(one.push, 100))
    at(world, 4.0, partial(two.push, 100))
    tokens: list[int] = []
    at(world, 7.5, lambda: tokens.extend([one.budget.tokens, two.budget.tokens]))
    await world.run()
    assert tokens == [6, 6]


async def test_more_processes_than_tokens_take_turns() -> None:
    world, processes = await world_of(2, 0, 3, 60.0)
    for process in processes:
        for n in range(10):
            at(world, 2.0 + n, process.reply)
    await world.run()
    assert [process.sent for process in processes] == [10, 10, 10]
    assert fullest_second(world.arrived) <= 2


async def test_the_share_of_one_that_was_killed_goes_to_the_others() -> None:
    world, [one, two] = await world_of(12, 2, 2, 22.0)
    at(world, 1.0, partial(one.push, 100))
    at(world, 4.0, one.kill)
    at(world, 4.0, partial(two.push, 100))
    await world.run()
    assert world.since(108.0) <= 2
    assert world.since(104.0 + HANDED_OVER) >= 8
    assert fullest_second(world.arrived) <= 12


@pytest.mark.parametrize("seconds", [3.0, 9.0, 14.0, 30.0])
async def test_one_that_wakes_up_sends_nothing_on_a_share_that_is_over(seconds: float) -> None:
    world, [one, two] = await world_of(12, 2, 2, 60.0)
    at(world, 1.0, partial(one.push, 100))
    for _ in range(5):
        at(world, 3.9, partial(one.reply, 0.2))
    at(world, 4.0, partial(one.freeze, seconds))
    at(world, 4.0, partial(two.push, 200))
    await world.run()
    assert (one.sent, two.sent) == (105, 200)
    assert fullest_second(world.arrived) <= 12


async def test_one_that_is_cut_off_falls_silent_by_itself_and_comes_back() -> None:
    world, [one, two] = await world_of(12, 2, 2, 60.0)
    at(world, 1.0, partial(one.push, 160))
    at(world, 4.0, partial(one.cut_off, True))
    sent: list[int] = []
    at(world, 4.0 + LASTS, lambda: sent.append(one.sent))
    at(world, 20.0, lambda: sent.append(one.sent))
    at(world, 20.0, partial(one.cut_off, False))
    at(world, 6.0, partial(two.push, 100))
    await world.run()
    assert sent[0] == sent[1] < 160
    assert (one.sent, two.sent) == (160, 100)
    assert fullest_second(world.arrived) <= 12


async def test_a_pause_that_one_is_asked_for_holds_all() -> None:
    world, processes = await world_of(10, 0, 2, 15.0)
    for process in processes:
        at(world, 1.0, partial(process.push, 70))
    at(world, 4.0, partial(processes[0].budget.pause, 6.0))
    sent: list[int] = []
    for when in (5.1, 9.9, 12.0):
        at(world, when, lambda: sent.append(sum(process.sent for process in processes)))
    await world.run()
    assert sent[0] == sent[1] < sent[2] - 10


Faults = st.lists(
    st.tuples(st.floats(0, 20), st.integers(0, 3), st.sampled_from(["freeze", "cut off", "kill"]), st.floats(0.1, 20)),
    max_size=6,
)
Works = st.lists(
    st.tuples(st.floats(0, 15), st.integers(0, 3), st.integers(1, 20), st.booleans()), min_size=2, max_size=8
)


@settings(max_examples=settings().max_examples // 4)
@given(rate=st.integers(2, 8), number=st.integers(2, 3), seed=st.integers(0, 10_000), faults=Faults, works=Works)
def test_no_second_holds_more_than_the_rate_whatever_becomes_of_whom(
    rate: int,
    number: int,
    seed: int,
    faults: list[tuple[float, int, str, float]],
    works: list[tuple[float, int, int, bool]],
) -> None:
    async def run() -> tuple[World, list[Process]]:
        world, processes = await world_of(rate, min(2, rate - 1), number, 80.0, seed)
        for when, who, fault, seconds in faults:
            harm(processes[who % number], fault, when, seconds)
        for when, who, many, are_pushes in works:
            process = processes[who % number]
            if are_pushes:
                at(world, when, partial(process.push, many))
            else:
                for _ in range(many):
                    at(world, when, partial(process.reply, world.chance.choice([0.0, 0.0, 0.5, 4.0])))
        await world.run()
        for task in world.tasks:
            task.cancel()
        await asyncio.gather(*world.tasks, return_exceptions=True)
        return world, processes

    world, processes = asyncio.run(run())
    assert fullest_second([0.0, *world.arrived]) <= rate
    killed = {who % number for _, who, fault, _ in faults if fault == "kill"}
    for n, process in enumerate(processes):
        if n not in killed:
            assert process.sent >= min(8, sum(many for _, who, many, _ in works if who % number == n))


def harm(process: Process, fault: str, when: float, seconds: float) -> None:
    world = process.world
    if fault == "freeze":
        at(world, when, partial(process.freeze, seconds))
    elif fault == "kill":
        at(world, when, process.kill)
    else:
        at(world, when, partial(process.cut_off, True))
        at(world, when + seconds, partial(process.cut_off, False))


def test_a_process_that_has_nothing_to_do_keeps_its_part_of_what_is_for_replies() -> None:
    share = Share(Budget(30, 6), "a")
    claim = share.claim(Board(1, 0, 0, {"b": Held(20, 30), "c": Held(3, 3)}))
    assert claim.share.tokens == 2
    share.granted(claim, share.budget.clock())
    assert share.budget.tokens == 2
