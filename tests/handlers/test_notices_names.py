"""What staff gave names to: templates and groups of recipients, renamed and thrown away in chat."""

import pytest

from rules.audience import Key, having
from rules.notices import NoticeKind
from storage import notice_templates
from storage.audience import kept
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.stored import journal

BY = By("operator", 1)


@pytest.fixture
async def lan(linked: Linked, db: Database) -> Person:
    """Staff with a template in two versions and a named group."""
    async with db.transaction() as tx:
        for text in ("Mời họp.", "Kính mời họp."):
            await notice_templates.save(tx, BY, "Giấy mời", NoticeKind.OTHER, text)
        await kept.save(tx, BY, "Xã An Trường", having(Key.UNIT, "xa-an-truong"))
    return await linked(roster.LAN)


async def test_a_template_gets_another_name_with_all_its_versions(lan: Person) -> None:
    await lan.taps("notice_templates")
    await lan.taps("Giấy mời")
    await lan.taps("Đổi tên")
    assert "từ 2 đến 40" in await lan.says("x")
    assert "Đã đổi tên “Giấy mời” thành “Thư mời”." in await lan.says("Thư mời")
    assert "bản 2" in await lan.taps("Mẫu thông báo") + await lan.taps("Thư mời")
    assert "Mời họp." in await lan.taps("Bản trước")


async def test_a_name_that_is_taken_is_not_given_twice(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await notice_templates.save(tx, BY, "Nhắc", NoticeKind.REMINDER, "Xin nộp bài.")
    await lan.taps("notice_templates")
    await lan.taps("Nhắc")
    await lan.taps("Đổi tên")
    assert "Đã có tên đó" in await lan.says("Giấy mời")


async def test_a_template_is_thrown_away_after_a_question(lan: Person, db: Database) -> None:
    await lan.taps("notice_templates")
    await lan.taps("Giấy mời")
    assert "cùng các bản trước?" in await lan.taps("Xóa mẫu")
    key = lan.last.buttons[0][0].key
    assert "Đã xóa “Giấy mời”." in await lan.taps("Xóa mẫu")
    assert await notice_templates.last_versions(db) == []
    assert "forget_template" in await journal(db)
    assert "Không còn tên đó" in await lan.taps(key)


async def test_a_group_is_shown_renamed_and_thrown_away(lan: Person, db: Database) -> None:
    await lan.taps("notice_templates")
    await lan.taps("Nhóm đã lưu")
    assert "Nhóm “Xã An Trường”: Đơn vị xã An Trường." in await lan.taps("Xã An Trường")
    await lan.taps("Đổi tên")
    assert "thành “An Trường”" in await lan.says("An Trường")
    await lan.taps("Nhóm đã lưu")
    await lan.taps("An Trường")
    await lan.taps("Xóa nhóm")
    assert "Đã xóa “An Trường”." in await lan.taps("Xóa nhóm")
    assert await kept.listing(db) == []
