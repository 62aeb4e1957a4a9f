"""What composing asks of the database: drafts, lists, names, requests for approval, progress; on both engines."""

from rules.audience import Key, having
from rules.notices import Notice, NoticeKind, NoticeState
from storage import notice_asks, notice_corrections, notice_lists, notice_progress, notice_templates, notices
from storage.audience import kept
from storage.database import Database
from storage.journal import By
from storage.notice_rights import approvers, asker_of
from storage.notices import Draft

BY = By("staff", 5)


async def drafted(db: Database, text: str = "Kính gửi") -> Notice:
    async with db.transaction() as tx:
        return await notices.create_draft(tx, BY, Draft(NoticeKind.OTHER, text, "everyone", useful_until=9))


async def test_drafts_are_listed_a_page_at_a_time(db: Database) -> None:
    for _ in range(3):
        await drafted(db)
    assert [each.number for each in await notice_lists.drafts_of(db, "staff", 2)] == [3, 2]
    assert [each.number for each in await notice_lists.drafts_of(db, "staff", 2, 2)] == [1]
    assert await notice_lists.in_states(db, (NoticeState.SENDING, NoticeState.DONE)) == []


async def test_a_draft_is_changed_proposed_and_asked_for(db: Database) -> None:
    notice = await drafted(db)
    async with db.transaction() as tx:
        changed = await notices.change(tx, BY, notice.id, notice.version, Draft(NoticeKind.CHANGE, "Nghỉ", "everyone"))
        assert changed is not None
        assert await notices.change(tx, BY, notice.id, notice.version, Draft(NoticeKind.CHANGE, "")) is None
        proposed = await notices.propose(tx, BY, notice.id, changed.version)
        assert proposed is not None
        await notice_asks.begin_anew(tx, proposed)
        await notice_asks.note(tx, proposed, "leader", 7)
        assert [(each.holder_id, each.at) for each in await notice_asks.of(tx, proposed)] == [("leader", 7)]
    assert await approvers(db, "staff") == []
    assert (await asker_of(db, "staff")).grants == ()


async def test_a_correction_is_begun_once_and_leaves_its_trail(db: Database) -> None:
    first = await drafted(db)
    async with db.transaction() as tx:
        mend = await notices.create_draft(tx, BY, Draft(NoticeKind.OTHER, "Sửa"), corrects=first.id)
    assert await notice_corrections.begun(db, first.id, "staff") == mend.id
    assert await notice_corrections.count_reached(db, first.id) == 0
    assert (await notice_corrections.trail(db, mend.id)).mends == first.number


async def test_templates_and_groups_are_renamed_and_forgotten(db: Database) -> None:
    async with db.transaction() as tx:
        for text in ("Một", "Hai"):
            await notice_templates.save(tx, BY, "Mẫu", NoticeKind.OTHER, text)
        await kept.save(tx, BY, "Nhóm", having(Key.EVERYONE))
        assert await notice_templates.rename(tx, BY, "Mẫu", "Thư")
        assert not await notice_templates.rename(tx, BY, "Mẫu", "Khác")
        assert await kept.rename(tx, BY, "Nhóm", "Tất cả")
        assert not await kept.rename(tx, BY, "Tất cả", "Tất cả")
    [template] = await notice_templates.last_versions(db)
    assert (template.name, template.version, template.text) == ("Thư", 2, "Hai")
    assert [each.name for each in await kept.listing(db)] == ["Tất cả"]
    async with db.transaction() as tx:
        assert await notice_templates.forget(tx, BY, "Thư")
        assert not await notice_templates.forget(tx, BY, "Thư")
        assert await kept.delete(tx, BY, "Tất cả")


async def test_progress_is_shown_in_one_chat_until_its_end(db: Database) -> None:
    notice = await drafted(db)
    async with db.transaction() as tx:
        await notice_progress.begin(tx, notice.id, "web", "w1")
        await notice_progress.begin(tx, notice.id, "web", "w2")
    [shown] = await notice_progress.under_way(db, ["web", "zalo"])
    assert (shown.chat, shown.message) == ("w1", "")
    await notice_progress.keep(db, shown, "m1", "Đang gửi", "[]", ended=True)
    assert await notice_progress.under_way(db, ["web"]) == []
