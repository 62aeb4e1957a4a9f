"""Counts of questions and of people in touch, on both engines."""

from datetime import date, timedelta

import pytest

from storage import accounts, inbox, question_counts
from storage.database import Database
from storage.question_counts import UNCLEAR, Way, counted_answered_by_person
from storage.visitors import Visitors, visitors

DAY = date(2026, 11, 23)
MINUTE, DAYS = 60_000, 24 * 3_600_000
NOW = 100 * DAYS


async def test_counts_add_up_over_processes_and_days(db: Database) -> None:
    await question_counts.add(db, {(DAY, "my_status", Way.ASSISTANT): 2, (DAY, UNCLEAR, Way.NOBODY): 1})
    await question_counts.add(db, {(DAY, "my_status", Way.ASSISTANT): 3})
    await question_counts.add(db, {(DAY - timedelta(days=9), "my_status", Way.ASSISTANT): 10})
    assert await question_counts.counted(db, DAY - timedelta(days=1), DAY) == {
        ("my_status", Way.ASSISTANT): 5,
        (UNCLEAR, Way.NOBODY): 1,
    }


async def test_what_a_person_answers_was_answered_by_nobody_before(db: Database) -> None:
    await question_counts.add(db, {(DAY, UNCLEAR, Way.NOBODY): 2})
    for _ in range(3):
        async with db.transaction() as tx:
            await counted_answered_by_person(tx, DAY)
    assert await question_counts.counted(db, DAY, DAY) == {(UNCLEAR, Way.PERSON): 3}


async def wrote(db: Database, channel: str, chat: str, at: int, holder: str | None = None) -> None:
    async with db.transaction() as tx:
        await accounts.open_account(tx, channel, chat, "", at)
        if holder is not None:
            await tx.rows("update account set holder_id = $1 where channel = $2 and chat = $3", holder, channel, chat)
    assert await inbox.store(db, channel, f"{channel}{chat}{at}", chat, "{}", at)


@pytest.fixture
async def busy(db: Database) -> Database:
    """One person on two channels now, a stranger today, another on Monday, one long ago."""
    await wrote(db, "telegram", "1", NOW - MINUTE, "c1")
    await wrote(db, "web", "2", NOW - 2 * MINUTE, "c1")
    await wrote(db, "telegram", "3", NOW - 60 * MINUTE)
    await wrote(db, "telegram", "4", NOW - 3 * DAYS, "c2")
    await wrote(db, "zalo", "5", NOW - 30 * DAYS, "c3")
    return db


async def test_each_person_counts_once_however_many_channels_they_use(busy: Database) -> None:
    since = (NOW - 5 * MINUTE, NOW - 8 * 60 * MINUTE, NOW - 4 * DAYS)
    assert await visitors(busy, since) == Visitors(now=1, today=2, week=3, ever=4)
