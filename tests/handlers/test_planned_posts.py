"""Planned posts from a time when they were allowed: kept while they are, gone as soon as they are not."""

from dataclasses import replace

import pytest

from handlers.house import House
from handlers.planned_posts import keep_to_setting
from rules.cadres import Post, PostKind
from storage import cadre_writes
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Linked

LIST = "Mã cán bộ,Họ và tên,Đơn vị,Số điện thoại\nCB007,Đặng Thị Thảo,xã Tân An,0912 999 777\n"


@pytest.fixture(autouse=True)
async def _from_earlier(house: House) -> None:
    planned = Post("Trưởng phòng", roster.NOI_VU, PostKind.PLANNED)
    someone = replace(roster.MAI, posts=(*roster.MAI.posts, planned), version=2)
    async with house.db.transaction() as tx:
        await cadre_writes.save(tx, By("operator", 1), "import: change", [roster.MAI], [someone])


async def planned_posts(house: House) -> int:
    lines = await house.db.rows("select 1 from journal_value where after like $1", '%"planned"%')
    return len(lines) + len(await house.db.rows("select 1 from post where kind = 'planned'"))


async def test_they_stay_while_the_centre_keeps_them(house: House) -> None:
    await keep_to_setting(replace(house, planned_posts=True))
    assert await planned_posts(house) == 2


async def test_they_go_when_it_no_longer_does(house: House) -> None:
    await keep_to_setting(house)
    assert await planned_posts(house) == 0


async def test_they_go_before_a_roster_is_read(house: House, linked: Linked) -> None:
    lan = await linked(roster.LAN)
    assert "Thay đổi: 1." in await lan.sends_file("danh-sach.csv", LIST.encode())
    assert await planned_posts(house) == 0
