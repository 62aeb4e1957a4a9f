"""Notices from draft to end: whoever is second changes nothing, and an approval is for exactly what was shown."""

import asyncio
from dataclasses import replace

import pytest

from rules.notices import Notice, NoticeFile, NoticeKind, NoticeState
from storage import notices
from storage.database import Database
from storage.journal import By
from storage.notices import APPROVAL_LIFE, Draft

AUTHOR, SECOND, THIRD = By("lan", 1_000), By("minh", 2_000), By("hoa", 2_000)
DRAFT = Draft(NoticeKind.SUMMONS, "Mời đồng chí {ho_ten} dự lớp.", "lop(K12)", receipt=True)
FILE = NoticeFile("d1", "lich.pdf", 10)


async def drafted(db: Database, draft: Draft = DRAFT) -> Notice:
    async with db.transaction() as tx:
        return await notices.create_draft(tx, AUTHOR, draft)


async def proposed(db: Database) -> Notice:
    draft = await drafted(db)
    async with db.transaction() as tx:
        found = await notices.propose(tx, AUTHOR, draft.id, draft.version)
    assert found is not None
    return found


async def approves(db: Database, by: By, notice: Notice) -> bool:
    async with db.transaction() as tx:
        return await notices.approve(tx, by, notice.id, notice.approved_hash or "")


async def test_notices_are_numbered_from_one(db: Database) -> None:
    assert [(await drafted(db)).number for _ in range(3)] == [1, 2, 3]
    found = await notices.by_number(db, 2)
    assert found is not None
    assert (found.text, found.receipt, found.state) == (DRAFT.text, True, NoticeState.DRAFT)


async def test_of_two_changes_of_one_version_the_first_is_kept(db: Database) -> None:
    draft = await drafted(db)
    async with db.transaction() as tx:
        first = await notices.change(tx, AUTHOR, draft.id, draft.version, replace(DRAFT, text="A", files=(FILE,)))
    async with db.transaction() as tx:
        second = await notices.change(tx, SECOND, draft.id, draft.version, replace(DRAFT, text="B"))
    assert first is not None
    assert (first.text, second) == ("A", None)
    assert await notices.files_of(db, draft.id) == (FILE,)


async def test_the_author_cannot_approve(db: Database) -> None:
    notice = await proposed(db)
    assert not await approves(db, AUTHOR, notice)
    assert await approves(db, SECOND, notice)


async def test_of_two_who_approve_at_once_one_is_told_that_somebody_was_quicker(db: Database) -> None:
    notice = await proposed(db)
    assert sorted(await asyncio.gather(approves(db, SECOND, notice), approves(db, THIRD, notice))) == [False, True]


async def test_a_change_makes_the_approval_void(db: Database) -> None:
    notice = await proposed(db)
    async with db.transaction() as tx:
        changed = await notices.change(tx, AUTHOR, notice.id, notice.version, replace(DRAFT, text="Khác."))
    assert changed is not None
    assert changed.state is NoticeState.DRAFT
    assert not await approves(db, SECOND, notice)
    async with db.transaction() as tx:
        again = await notices.propose(tx, AUTHOR, changed.id, changed.version)
    assert again is not None
    assert not await approves(db, SECOND, notice)
    assert await approves(db, SECOND, again)


async def test_an_approval_comes_too_late_after_a_day(db: Database) -> None:
    notice = await proposed(db)
    assert not await approves(db, By("minh", AUTHOR.at + APPROVAL_LIFE), notice)


async def test_a_paused_notice_goes_on_and_a_cancelled_one_never_does(db: Database) -> None:
    notice = await proposed(db)
    await approves(db, SECOND, notice)
    async with db.transaction() as tx:
        assert not await notices.pause(tx, SECOND, notice.id)
        assert await notices.move_frozen(tx, SECOND, notice.id)
    await notices.start_due(db, 3_000)
    async with db.transaction() as tx:
        assert await notices.pause(tx, SECOND, notice.id, "nhiều lỗi")
        assert await notices.resume(tx, SECOND, notice.id)
        assert await notices.cancel(tx, SECOND, notice.id)
        assert not await notices.resume(tx, SECOND, notice.id)
        assert not await notices.cancel(tx, SECOND, notice.id)


@pytest.mark.parametrize(("send_at", "state"), [(None, "sending"), (3_000, "sending"), (3_001, "scheduled")])
async def test_what_is_frozen_begins_when_it_is_due(db: Database, send_at: int | None, state: str) -> None:
    draft = await drafted(db, replace(DRAFT, send_at=send_at))
    async with db.transaction() as tx:
        await notices.send_alone(tx, AUTHOR, draft.id, draft.version)
        await notices.move_frozen(tx, AUTHOR, draft.id)
    await notices.start_due(db, 3_000)
    assert [notice.state for notice in await notices.listing(db)] == [state]


async def test_every_change_leaves_a_line_in_the_journal(db: Database) -> None:
    notice = await proposed(db)
    await approves(db, SECOND, notice)
    lines = await db.rows("select action, by_whom from journal where record_id = $1 order by at, id", notice.id)
    assert sorted((line["action"], line["by_whom"]) for line in lines) == [
        ("approve_notice", "minh"),
        ("draft_notice", "lan"),
        ("propose_notice", "lan"),
    ]
