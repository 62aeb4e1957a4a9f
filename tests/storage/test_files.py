"""Files in their folder: kept as long as a row says, and nothing that no row knows."""

import os
import time
from pathlib import Path

import pytest

from rules.notices import NoticeFile, NoticeKind
from storage import housekeeping, notices
from storage.database import Database
from storage.files import FileStore, Stored
from storage.journal import By
from storage.notices import Draft

_LONG_AGO = time.time() - 7200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def store(folder: Path) -> FileStore:
    return FileStore(folder)


async def _kept(db: Database, store: FileStore, content: bytes, until: int | None) -> Stored:
    stored = await store.put(content)
    async with db.transaction() as tx:
        await store.keep(tx, stored, 0, until)
    return stored


def _age(folder: Path) -> None:
    for path in folder.glob("??/*"):
        os.utime(path, (_LONG_AGO, _LONG_AGO))


async def test_a_large_file_is_on_disk_before_anybody_must_wait_for_the_database(store: FileStore) -> None:
    stored = await store.put(b"\xff\xd8\xff" * 1000)
    assert (stored.size, await store.content(stored.digest)) == (3000, b"\xff\xd8\xff" * 1000)


async def test_a_sweep_takes_what_has_expired_and_leaves_the_rest(db: Database, store: FileStore, folder: Path) -> None:
    gone, stays, for_good = [
        await _kept(db, store, content, until) for content, until in ((b"a", 10), (b"b", 30), (b"c", None))
    ]
    _age(folder)
    assert await store.sweep(db, 20) == 1
    assert [await store.content(each.digest) for each in (gone, stays, for_good)] == [None, b"b", b"c"]


async def test_what_a_killed_process_put_and_never_kept_goes_too(db: Database, store: FileStore, folder: Path) -> None:
    await store.put(b"nobody knows me")
    (folder / "ab").mkdir()
    (folder / "ab" / "abcd.half").write_bytes(b"half")
    _age(folder)
    assert await store.sweep(db, 20) == 2
    assert await store.sweep(db, 20) == 0


async def test_what_is_put_again_while_a_sweep_runs_is_spared(db: Database, store: FileStore, folder: Path) -> None:
    stored = await _kept(db, store, b"a", 10)
    _age(folder)
    await store.put(b"a")
    assert await store.sweep(db, 20) == 0
    assert await store.content(stored.digest) == b"a"


@pytest.mark.parametrize("moment", ["stat", "replace"])
async def test_what_another_process_puts_in_the_last_moment_is_there(
    db: Database, store: FileStore, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    stored = await _kept(db, store, b"a", 10)
    _age(folder)
    own = getattr(Path, moment)

    def then_put(path: Path, *args: object, **more: object) -> object:
        done = own(path, *args, **more)
        monkeypatch.undo()
        FileStore(folder)._put(b"a")
        return done

    monkeypatch.setattr(Path, moment, then_put)
    await store.sweep(db, 20)
    assert await store.content(stored.digest) == b"a"


async def test_kept_again_a_file_stays_until_the_later_of_the_two(db: Database, store: FileStore) -> None:
    await _kept(db, store, b"a", 30)
    await _kept(db, store, b"a", 10)
    assert (await db.rows("select keep_until from stored_file"))[0]["keep_until"] == 30


async def test_files_of_notices_that_never_went_out_are_not_kept_for_good(db: Database, store: FileStore) -> None:
    thrown, dropped, stays = [await _kept(db, store, content, None) for content in (b"a", b"b", b"c")]
    by = By("staff", 1)
    async with db.transaction() as tx:
        for stored in (thrown, stays):
            file = NoticeFile(stored.digest, "a.pdf", stored.size, False)
            notice = await notices.create_draft(tx, by, Draft(NoticeKind.OTHER, "Kính gửi", files=(file,)))
            if stored is thrown:
                await notices.cancel(tx, by, notice.id)
    await housekeeping.forget_old(db, 5)
    kept = {row["digest"]: row["keep_until"] for row in await db.rows("select digest, keep_until from stored_file")}
    assert kept[stays.digest] is None
    assert kept[thrown.digest] == kept[dropped.digest] == 5 + 90 * 24 * 3_600_000
