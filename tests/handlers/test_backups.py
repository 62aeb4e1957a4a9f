"""The nightly backup, and what staff are told of the weekly rehearsal."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.backups import back_up, rehearse
from handlers.house import House
from rules.backups import Keeping
from storage.backup import BackupFailed, backups_in
from storage.copies import Copies
from storage.database import Database
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, Sent


@pytest.fixture
def db(own_db: Database) -> Database:
    return own_db


@pytest.fixture
def kept(house: House, tmp_path: Path) -> House:
    """The house, backed up."""
    (tmp_path / "copies").mkdir()
    url = f"sqlite:///{tmp_path}/district.db"
    return replace(house, copies=Copies(url, house.files, tmp_path / "copies", keeping=Keeping(3, 0, 0)))


def folder(house: House) -> Path:
    assert house.copies is not None
    return house.copies.folder


async def test_each_night_leaves_a_backup_and_the_oldest_goes(kept: House, clock: Clock) -> None:
    for _ in range(5):
        assert await back_up(kept) == 1
        clock.move(days=1)
    assert [at.day for at in backups_in(folder(kept))] == [6, 5, 4]


async def test_where_no_folder_is_chosen_nothing_is_done(house: House) -> None:
    assert (await back_up(house), await rehearse(house)) == (None, None)


async def test_a_disk_that_is_gone_fails_the_night(kept: House) -> None:
    assert kept.copies is not None
    gone = replace(kept.copies, folder=folder(kept) / "disk" / "copies")
    with pytest.raises(BackupFailed, match="is its disk there"):
        await back_up(replace(kept, copies=gone))


async def test_staff_and_administrators_hear_once_that_it_opens(kept: House, linked: Linked, sent: Sent) -> None:
    staff, admin, leader = [await linked(who) for who in (roster.LAN, roster.PHUC, roster.THANH)]
    await back_up(kept)
    await rehearse(kept)
    [told] = await sent(staff)
    assert "đã được mở thử" in told
    assert f"{len(roster.CADRES)} hồ sơ cán bộ" in told
    assert (await sent(admin), await sent(leader)) == ([told], [])


async def test_a_damaged_backup_is_told_with_what_to_do(kept: House, linked: Linked, sent: Sent) -> None:
    staff = await linked(roster.LAN)
    await back_up(kept)
    [file] = backups_in(folder(kept)).values()
    os.truncate(file, file.stat().st_size // 2)
    await rehearse(kept)
    [told] = await sent(staff)
    assert "KHÔNG mở lại được" in told
    assert "cadrebot backup" in told


async def test_no_backup_and_an_old_one_are_told(kept: House, clock: Clock, linked: Linked, sent: Sent) -> None:
    staff = await linked(roster.LAN)
    await rehearse(kept)
    await back_up(kept)
    clock.move(days=3)
    await rehearse(kept)
    assert ["Chưa có bản sao lưu" in told for told in await sent(staff)] == [True, False]
    assert "không có bản nào mới hơn" in (await sent(staff))[1]
