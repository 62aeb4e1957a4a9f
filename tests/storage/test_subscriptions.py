"""Who wants figures by themselves and what became of each day, on both engines."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from rules.subscriptions import Rhythm, Schedule
from rules.target_news import Known, Seen
from storage import subscriptions
from storage.database import Database, open_database
from storage.subscriptions import Outcome, Push, Subscription
from tests.storage.people import BY

MONDAY = date(2025, 6, 9)
WEEKLY = Schedule(Rhythm.WEEKLY, "0", 7)
SEEN = Seen(MONDAY, "basis", {"t1": Known(5, 6, False, True), "t2": Known(0, 0, False)})


@pytest.fixture
async def other(url: str, db: Database) -> AsyncIterator[Database]:
    """The same database as another process sees it."""
    database = await open_database(url)
    yield database
    await database.close()


async def test_a_schedule_is_kept_changed_and_ended_with_the_journal(db: Database) -> None:
    assert await subscriptions.of_person(db, "p1") == Subscription("p1")
    async with db.transaction() as tx:
        await subscriptions.subscribe(tx, BY, "p1", WEEKLY)
        await subscriptions.subscribe(tx, BY, "p1", replace(WEEKLY, hour=9))
    kept = await subscriptions.of_person(db, "p1")
    assert kept == Subscription("p1", replace(WEEKLY, hour=9), BY.at)
    assert await subscriptions.every_subscription(db) == [kept]
    async with db.transaction() as tx:
        assert await subscriptions.unsubscribe(tx, BY, "p1")
        assert not await subscriptions.unsubscribe(tx, BY, "p1")
    assert await subscriptions.every_subscription(db) == []
    actions = await db.rows("select action from journal")
    assert sorted(row["action"] for row in actions) == ["subscribe", "subscribe", "unsubscribe"]


async def test_alerts_go_on_and_off_and_start_from_nothing_known(db: Database) -> None:
    async with db.transaction() as tx:
        assert not await subscriptions.want_alerts(tx, BY, "p1", False)
        assert await subscriptions.want_alerts(tx, BY, "p1", True)
        assert not await subscriptions.want_alerts(tx, BY, "p1", True)
        await subscriptions.keep_known(tx, "p1", SEEN)
    assert (await subscriptions.of_person(db, "p1")).alerts
    async with db.transaction() as tx:
        assert await subscriptions.want_alerts(tx, BY, "p1", False)
        assert await subscriptions.want_alerts(tx, BY, "p1", True)
    assert await subscriptions.known(db, "p1") is None


async def test_what_somebody_knows_only_grows_newer(db: Database) -> None:
    async with db.transaction() as tx:
        assert await subscriptions.keep_known(tx, "p1", SEEN)
        assert not await subscriptions.keep_known(tx, "p1", SEEN)
        assert not await subscriptions.keep_known(tx, "p1", replace(SEEN, day=date(2025, 6, 1)))
    assert await subscriptions.known(db, "p1") == SEEN


async def test_a_day_is_done_once_and_the_last_one_sent_is_found(db: Database) -> None:
    async with db.transaction() as tx:
        assert await subscriptions.note_push(tx, "p1", Push(MONDAY, Outcome.SENT, SEEN), 1)
        assert not await subscriptions.note_push(tx, "p1", Push(MONDAY, Outcome.LATE), 2)
        assert await subscriptions.note_push(tx, "p1", Push(date(2025, 6, 16), Outcome.LATE), 3)
    assert await subscriptions.is_done(db, "p1", MONDAY)
    assert not await subscriptions.is_done(db, "p2", MONDAY)
    assert await subscriptions.last_push(db, "p1") == Push(date(2025, 6, 16), Outcome.LATE)
    assert await subscriptions.last_push(db, "p1", sent=True) == Push(MONDAY, Outcome.SENT, SEEN)


async def test_two_processes_send_one_day_once(db: Database, other: Database) -> None:
    async def send(source: Database) -> bool:
        async with source.transaction() as tx:
            return await subscriptions.note_push(tx, "p1", Push(MONDAY, Outcome.SENT, SEEN), 1)

    assert sorted(await asyncio.gather(send(db), send(other))) == [False, True]


async def test_what_is_wanted_moves_when_two_records_become_one(db: Database) -> None:
    async with db.transaction() as tx:
        await subscriptions.subscribe(tx, BY, "p1", WEEKLY)
        await subscriptions.note_push(tx, "p1", Push(MONDAY, Outcome.SENT, SEEN), 1)
        await subscriptions.move(tx, "p1", "p2")
    assert [each.holder_id for each in await subscriptions.every_subscription(db)] == ["p2"]
    assert await subscriptions.is_done(db, "p2", MONDAY)
