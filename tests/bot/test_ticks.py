"""Answers that went out are ticked off together, and what the database refuses is tried again."""

import asyncio
import sqlite3
from collections.abc import Sequence

import pytest

from bot import ticks
from bot.ticks import Ticks
from handlers.house import House
from storage import inbox
from storage.database import Database


async def stored(db: Database, how_many: int) -> list[int]:
    updates = [await inbox.store(db, "telegram", str(n), "7", "{}", 1) for n in range(how_many)]
    return [update.seq for update in updates if update is not None]


async def states(db: Database) -> list[str]:
    return [row["state"] for row in await db.rows("select state from inbox order by seq")]


async def test_many_answers_are_ticked_off_by_few_statements(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    seqs, batches, real = await stored(house.db, 20), list[int](), inbox.answered

    async def counted(db: Database, seqs: Sequence[int], at: int) -> None:
        batches.append(len(seqs))
        await real(db, seqs, at)

    monkeypatch.setattr(inbox, "answered", counted)
    told: list[int] = []
    kept = Ticks(house.db, lambda: 5, told.extend)
    for seq in seqs:
        kept.put(seq)
    await kept.all_kept()
    assert await states(house.db) == ["answered"] * 20
    assert told == seqs
    assert batches == [20]


async def test_answers_that_go_out_one_by_one_are_gathered(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    seqs, batches, real = await stored(house.db, 3), list[int](), inbox.answered

    async def counted(db: Database, seqs: Sequence[int], at: int) -> None:
        batches.append(len(seqs))
        await real(db, seqs, at)

    monkeypatch.setattr(inbox, "answered", counted)
    monkeypatch.setattr(ticks, "GATHERING", 60.0)  # whoever must know does not wait for it
    kept = Ticks(house.db, lambda: 5, lambda _: None)
    for seq in seqs:
        kept.put(seq)
        await house.db.rows("select 1")
    await asyncio.wait_for(kept.all_kept(), 5)
    assert await states(house.db) == ["answered"] * 3
    assert batches == [3]


async def test_a_tick_that_the_database_refused_is_tried_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    [seq], real, failures = await stored(house.db, 1), inbox.answered, [sqlite3.OperationalError("disk I/O error")]

    async def failing_once(db: Database, seqs: Sequence[int], at: int) -> None:
        if failures:
            raise failures.pop()
        await real(db, seqs, at)

    monkeypatch.setattr(inbox, "answered", failing_once)
    monkeypatch.setattr(ticks, "PAUSE", 0.0)
    kept = Ticks(house.db, lambda: 5, lambda _: None)
    kept.put(seq)
    await asyncio.wait_for(kept.all_kept(), 5)
    assert await states(house.db) == ["answered"]
