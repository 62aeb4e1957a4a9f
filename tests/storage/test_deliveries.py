"""The ledger: a row moves only as its story allows, and nobody stands in it twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from rules.notices import DeliveryState, Notice, NoticeKind
from storage import accounts, deliveries, notices
from storage.database import Database, open_database
from storage.deliveries import Claimed, Outcome, Recipient
from storage.journal import By
from storage.notices import Draft

BY = By("lan", 1_000)
TEXT = Draft(NoticeKind.OTHER, "Thông báo.", "tat_ca")


async def with_chats(db: Database, holders: Sequence[str], channel: str = "telegram") -> None:
    """Give people an open chat, called as they are, and their agreement."""
    async with db.transaction() as tx:
        for holder in holders:
            await accounts.open_account(tx, channel, holder, holder, 1)
        await tx.rows("update account set holder_id = chat where holder_id is null")
        await tx.rows(
            "insert into consent (id, account_id, purpose, version, given_at)"
            " select 'c' || id, id, 'thong_bao', '1', 1 from account where true on conflict (id) do nothing"
        )


async def frozen(
    db: Database, recipients: Sequence[Recipient], draft: Draft = TEXT, portion: int = 2, at: int = 1_000
) -> Notice:
    """A notice that is being sent."""
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, draft)
        await notices.send_alone(tx, BY, notice.id, notice.version)

    async def portions() -> AsyncIterator[Sequence[Recipient]]:
        for begin in range(0, len(recipients), portion):
            yield recipients[begin : begin + portion]

    assert await deliveries.freeze(db, BY, notice.id, portions()) == len(recipients)
    await notices.start_due(db, at)
    return notice


def people(count: int) -> list[Recipient]:
    return [Recipient(f"p{n:02}", "telegram", f"p{n:02}") for n in range(count)]


async def states(db: Database) -> dict[str, tuple[str, str]]:
    rows = await db.rows("select holder_id, state, reason from delivery")
    return {row["holder_id"]: (row["state"], row["reason"]) for row in rows}


async def sending(db: Database, count: int) -> list[Claimed]:
    """Rows whose bytes are about to go."""
    rows = await deliveries.claim(db, "telegram", count, 1_000)
    assert await deliveries.mark_sending(db, rows) == {row.key for row in rows}
    return rows


async def test_what_was_frozen_is_claimed_once_in_order(db: Database, url: str) -> None:
    to = people(40)
    await with_chats(db, [r.holder_id for r in to])
    await frozen(db, to)
    other = await open_database(url)
    try:
        hauls = await asyncio.gather(*(deliveries.claim(source, "telegram", 10, 1_000) for source in (db, other) * 4))
    finally:
        await other.close()
    taken = [row.holder_id for haul in hauls for row in haul]
    assert len(taken) == len(set(taken))
    taken += [row.holder_id for row in await deliveries.claim(db, "telegram", 40, 1_000)]
    assert sorted(taken) == [r.holder_id for r in to]
    assert not any(row.astray for haul in hauls for row in haul)


async def test_a_freezing_that_was_interrupted_begins_with_an_empty_ledger(db: Database) -> None:
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, TEXT)
        await notices.send_alone(tx, BY, notice.id, notice.version)

    async def killed() -> AsyncIterator[Sequence[Recipient]]:
        yield [Recipient("left-over", "telegram", "1")]
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await deliveries.freeze(db, BY, notice.id, killed())
    await notices.start_due(db, 9_999)
    assert await deliveries.claim(db, "telegram", 9, 9_999) == []

    async def whole() -> AsyncIterator[Sequence[Recipient]]:
        yield people(2)

    assert await deliveries.freeze(db, BY, notice.id, whole()) == 2
    assert sorted(await states(db)) == ["p00", "p01"]


async def test_a_cancelled_notice_is_frozen_no_further(db: Database) -> None:
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, TEXT)
        await notices.send_alone(tx, BY, notice.id, notice.version)

    async def portions() -> AsyncIterator[Sequence[Recipient]]:
        yield people(1)
        async with db.transaction() as tx:
            await notices.cancel(tx, BY, notice.id)
        yield people(2)

    assert await deliveries.freeze(db, BY, notice.id, portions()) is None
    assert await states(db) == {"p00": ("skipped", "cancelled")}


async def test_urgent_notices_go_before_older_ones(db: Database) -> None:
    older = await frozen(db, [Recipient("a", "telegram", "a")])
    urgent = await frozen(db, [Recipient("b", "telegram", "b")], replace(TEXT, urgent=True))
    assert [row.notice_id for row in await deliveries.claim(db, "telegram", 9, 1_000)] == [urgent.id, older.id]


async def test_rows_wait_until_they_are_due_and_skipped_ones_for_ever(db: Database) -> None:
    await frozen(
        db, [Recipient("later", "telegram", "1", due_at=2_000), Recipient("never", "telegram", "2", skip="muted")]
    )
    assert await deliveries.claim(db, "telegram", 9, 1_999) == []
    assert [row.holder_id for row in await deliveries.claim(db, "telegram", 9, 2_000)] == ["later"]


async def test_what_comes_too_late_to_be_of_use_is_skipped(db: Database) -> None:
    await frozen(db, people(1), replace(TEXT, useful_until=1_500))
    assert await deliveries.claim(db, "telegram", 9, 1_501) == []
    assert await states(db) == {"p00": ("skipped", "too late")}


async def test_a_paused_notice_lets_none_of_its_claimed_rows_go(db: Database) -> None:
    notice = await frozen(db, people(2))
    rows = await deliveries.claim(db, "telegram", 9, 1_000)
    async with db.transaction() as tx:
        await notices.pause(tx, BY, notice.id)
    assert await deliveries.mark_sending(db, rows) == set()
    await deliveries.release(db, rows)
    async with db.transaction() as tx:
        await notices.resume(tx, BY, notice.id)
    assert [row.holder_id for row in await deliveries.claim(db, "telegram", 9, 1_000)] == ["p00", "p01"]


async def test_outcomes_are_kept_with_reason_and_message(db: Database) -> None:
    await frozen(db, people(3))
    first, second, third = await sending(db, 3)
    outcomes = [
        Outcome(first, DeliveryState.SENT, message="77"),
        Outcome(second, DeliveryState.WAITING, "HTTP 500", due_at=5_000),
        Outcome(third, DeliveryState.CLAIMED, counts=False),
    ]
    await deliveries.settle(db, outcomes, 2_000)
    rows = await db.rows("select state, reason, message, attempts, due_at, settled_at from delivery order by holder_id")
    assert [tuple(row[:6]) for row in rows] == [
        ("sent", "", "77", 1, 0, 2_000),
        ("waiting", "HTTP 500", None, 1, 5_000, None),
        ("claimed", "", None, 0, 0, None),
    ]


async def test_what_was_on_its_way_at_a_kill_is_unknown_and_what_was_claimed_waits(db: Database) -> None:
    await frozen(db, people(3))
    await sending(db, 1)
    await deliveries.claim(db, "telegram", 1, 1_000)
    assert await deliveries.recover(db, "zalo", 2_000) == 0
    assert await deliveries.recover(db, "telegram", 2_000) == 1
    assert sorted(state for state, _ in (await states(db)).values()) == ["unknown", "waiting", "waiting"]


async def test_what_is_urgent_is_sent_again_after_a_kill_and_the_mark_stays(db: Database) -> None:
    await frozen(db, people(1), replace(TEXT, urgent=True))
    await sending(db, 1)
    assert await deliveries.recover(db, "telegram", 2_000) == 0
    [row] = await sending(db, 1)
    await deliveries.settle(db, [Outcome(row, DeliveryState.SENT)], 2_000)
    assert await states(db) == {"p00": ("sent", deliveries.SENT_AGAIN)}


async def test_what_is_urgent_is_sent_again_by_itself_only_once(db: Database) -> None:
    await frozen(db, people(1), replace(TEXT, urgent=True))
    await sending(db, 1)
    assert await deliveries.recover(db, "telegram", 2_000) == 0
    await sending(db, 1)
    assert await deliveries.recover(db, "telegram", 3_000) == 1


async def test_a_person_decides_what_becomes_of_the_unknown(db: Database) -> None:
    notice = await frozen(db, people(1))
    [row] = await sending(db, 1)
    await deliveries.settle(db, [Outcome(row, DeliveryState.UNKNOWN, "timeout")], 2_000)
    async with db.transaction() as tx:
        assert await notices.finish(tx, BY, notice.id)
        assert await deliveries.send_unknown_again(tx, BY, notice.id) == 1
        assert await deliveries.send_unknown_again(tx, BY, notice.id) == 0
    [row] = await sending(db, 1)
    await deliveries.settle(db, [Outcome(row, DeliveryState.UNKNOWN, "timeout")], 2_000)
    async with db.transaction() as tx:
        assert await deliveries.take_unknown_as_sent(tx, BY, notice.id) == 1
    assert (await states(db))["p00"] == ("sent", "taken as sent")


async def test_a_closed_chat_sends_the_row_on_to_the_next_open_one(db: Database) -> None:
    await with_chats(db, ["p00"], "web")
    await frozen(db, [Recipient("p00", "telegram", "gone", rest=("zalo", "web"))])
    [row] = await deliveries.claim(db, "telegram", 1, 1_000)
    assert row.astray
    assert await deliveries.move_on(db, row, "closed", 1_000)
    [moved] = await deliveries.claim(db, "web", 1, 1_000)
    assert (moved.chat, moved.astray) == ("p00", False)
    assert not await deliveries.move_on(db, moved, "closed", 1_000)
    assert await states(db) == {"p00": ("failed", "closed")}


async def test_a_notice_ends_when_no_row_waits_or_is_on_its_way(db: Database) -> None:
    notice = await frozen(db, people(1))

    async def finished() -> bool:
        async with db.transaction() as tx:
            return await notices.finish(tx, BY, notice.id)

    assert not await finished()
    [row] = await sending(db, 1)
    assert not await finished()
    await deliveries.settle(db, [Outcome(row, DeliveryState.SENT)], 2_000)
    assert await finished()
    assert not await finished()


async def test_what_comes_back_to_a_cancelled_notice_is_skipped(db: Database) -> None:
    notice = await frozen(db, people(1))
    [row] = await sending(db, 1)
    async with db.transaction() as tx:
        await notices.cancel(tx, BY, notice.id)
    await deliveries.settle(db, [Outcome(row, DeliveryState.WAITING, "HTTP 500", due_at=9)], 2_000)
    assert await states(db) == {"p00": ("skipped", "cancelled")}


async def test_the_options_of_a_notice_are_the_chats_last_menu_unless_a_form_waits(db: Database) -> None:
    await with_chats(db, ["p00", "p01"])
    await frozen(db, people(2))
    async with db.transaction() as tx:
        await accounts.keep_dialog(tx, "p01", "[]", "", 0, 1)
    rows = await sending(db, 2)
    await deliveries.settle(db, [Outcome(row, DeliveryState.SENT, menu="[1]") for row in rows], 2_000)
    assert [row["menu"] for row in await db.rows("select menu from account order by chat")] == ["[1]", None]


async def test_of_two_who_freeze_the_same_notice_the_last_one_does_it_whole(db: Database) -> None:
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, TEXT)
        await notices.send_alone(tx, BY, notice.id, notice.version)

    async def second() -> AsyncIterator[Sequence[Recipient]]:
        yield people(3)

    async def first() -> AsyncIterator[Sequence[Recipient]]:
        yield [Recipient("stale", "telegram", "1")]
        assert await deliveries.freeze(db, BY, notice.id, second()) == 3
        yield [Recipient("stale too", "telegram", "1")]

    assert await deliveries.freeze(db, BY, notice.id, first()) is None
    assert sorted(await states(db)) == ["p00", "p01", "p02"]


async def test_the_next_to_go_is_a_notice_that_begins_or_a_row_that_is_due(db: Database) -> None:
    await frozen(db, people(1), replace(TEXT, send_at=500), at=100)
    assert await deliveries.next_due(db, ["telegram"], 499) is None
    assert await deliveries.next_due(db, ["telegram"], 500) == 500
    await notices.start_due(db, 500)
    assert await deliveries.next_due(db, ["telegram"], 500) == 0
    assert await deliveries.next_due(db, ["zalo"], 500) is None
