"""The board of send shares on PostgreSQL: what one decided on an old state is not kept, and what lapsed is free."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from storage import send_shares
from storage.database import Database, open_database
from storage.send_shares import Claim, Held

CLAIM = Claim(Held(10, 20), 60_000)


@pytest.fixture(params=["postgresql"])
def url(emptied_postgres: str) -> str:
    return emptied_postgres


@pytest.fixture
async def board(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    try:
        await send_shares.open_board(database, "zalo")
        yield database
    finally:
        await database.close()


async def put(db: Database, worker: str, claim: Claim = CLAIM) -> bool:
    seen = await send_shares.look(db, "zalo")
    return await send_shares.settle(db, "zalo", worker, seen.version, claim)


async def test_everybody_sees_who_has_how_much(board: Database) -> None:
    assert (await send_shares.look(board, "zalo")).shares == {}
    await put(board, "a")
    await put(board, "b", Claim(Held(3, 3), 60_000))
    await put(board, "a", Claim(Held(7, 8), 60_000))
    assert (await send_shares.look(board, "zalo")).shares == {"a": Held(7, 8), "b": Held(3, 3)}


async def test_what_was_decided_on_an_old_board_is_not_kept(board: Database) -> None:
    seen = await send_shares.look(board, "zalo")
    await put(board, "b")
    assert not await send_shares.settle(board, "zalo", "a", seen.version, CLAIM)
    assert "a" not in (await send_shares.look(board, "zalo")).shares


async def test_of_many_who_decide_at_once_one_is_right(board: Database) -> None:
    version = (await send_shares.look(board, "zalo")).version
    workers = [f"w{n}" for n in range(6)]
    done = await asyncio.gather(*(send_shares.settle(board, "zalo", each, version, CLAIM) for each in workers))
    assert sorted(done) == [False] * 5 + [True]
    assert len((await send_shares.look(board, "zalo")).shares) == 1


async def test_a_share_that_was_not_renewed_is_free_and_cleared_away(board: Database) -> None:
    await put(board, "a", replace(CLAIM, lasts=30))
    await put(board, "b")
    await asyncio.sleep(0.05)
    assert set((await send_shares.look(board, "zalo")).shares) == {"b"}
    await put(board, "b")
    rows = await board.rows("select worker from send_share")
    assert [row["worker"] for row in rows] == ["b"]


async def test_channels_have_nothing_to_do_with_each_other(board: Database) -> None:
    await send_shares.open_board(board, "telegram")
    await put(board, "a", replace(CLAIM, pause=1000))
    other = await send_shares.look(board, "telegram")
    assert (other.version, other.pause, other.shares) == (0, 0, {})


async def test_a_longer_pause_is_not_cut_short(board: Database) -> None:
    await put(board, "a", replace(CLAIM, pause=9000))
    await put(board, "b", replace(CLAIM, pause=1000))
    await put(board, "b")
    assert 8000 < (await send_shares.look(board, "zalo")).pause <= 9000


async def test_what_is_given_back_is_free_at_once(board: Database) -> None:
    await put(board, "a")
    await send_shares.give_back(board, "zalo", "a")
    assert (await send_shares.look(board, "zalo")).shares == {}


async def test_opening_a_board_again_changes_nothing(board: Database) -> None:
    await put(board, "a")
    await send_shares.open_board(board, "zalo")
    assert (await send_shares.look(board, "zalo")).version == 1
