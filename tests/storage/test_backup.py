"""Backups: whole, private, sealed if wished, and nothing left behind when one cannot be made or put back."""

import os
import sqlite3
import stat
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from rules.backups import Keeping
from storage import backup, outbox, sealing
from storage.archive import SEALED, Unreadable
from storage.backup import BackupFailed, backups_in, drop_old, look_through, make_backup
from storage.copies import Copies
from storage.database import Database, open_database
from storage.files import FileStore
from storage.house_facts import SIGNING_KEY, house_fact, keep_house_fact, kept_secret
from storage.places import place_of
from storage.restoring import RestoreFailed, rehearse, restore
from tests.secrets.finding import find_secrets

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
SECRET = "một câu rất khó đoán"

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase takes a tenth of a second to try, by design."""
    monkeypatch.setattr(sealing, "_COST", 1 << 6)


@pytest.fixture
async def copies(url: str, db: Database, tmp_path: Path) -> Copies:
    if db.engine == "postgresql":
        await db.write(f"drop schema if exists before_{AT:%Y%m%d_%H%M%S} cascade")
    (tmp_path / "copies").mkdir()
    return Copies(url, FileStore(tmp_path / "files"), tmp_path / "copies")


async def say(db: Database, word: str) -> None:
    async with db.transaction() as tx:
        await keep_house_fact(tx, "said", word)


async def put_in_place(made: Path, copies: Copies) -> str:
    await restore(made, copies.passphrase, place_of(copies.url), copies.files, AT)
    db = await open_database(copies.url)
    try:
        return await house_fact(db, "said") or ""
    finally:
        await db.close()


@pytest.fixture
async def written(db: Database) -> Database:
    """A database with something in it: units below each other, a child before its parent."""
    async with db.transaction() as tx:
        for unit, tier, parent in (("z", "district", None), ("a", "commune", "z")):
            await tx.rows(
                "insert into unit (id, name, folded, sort_key, tier, kind, parent_id)"
                " values ($1, $1, $1, $1, $2, '', $3)",
                unit, tier, parent,
            )  # fmt: skip
    await say(db, "trước")
    return db


@pytest.mark.parametrize("passphrase", ["", SECRET])
async def test_what_was_there_is_there_again(written: Database, copies: Copies, passphrase: str) -> None:
    copies = replace(copies, passphrase=passphrase)
    made = await make_backup(copies, AT)
    await say(written, "sau")
    await written.close()
    assert await put_in_place(made.file, copies) == "trước"


async def test_no_copy_has_the_key_that_signs_and_a_restored_database_makes_its_own(
    written: Database, copies: Copies
) -> None:
    key = await kept_secret(written, SIGNING_KEY)
    made = await make_backup(copies, AT)
    await written.close()
    assert find_secrets([copies.folder], {"signing key": key}) == []
    assert await put_in_place(made.file, copies) == "trước"
    restored = await open_database(copies.url)
    assert await kept_secret(restored, SIGNING_KEY) not in (key, "")
    await restored.close()


async def test_the_old_database_is_kept_beside(written: Database, copies: Copies) -> None:
    made = await make_backup(copies, AT)
    await written.close()
    restored = await restore(made.file, "", place_of(copies.url), copies.files, AT)
    assert "before" in restored.old
    if written.engine == "sqlite":
        assert sqlite3.connect(restored.old).execute("select count(*) from unit").fetchone() == (2,)


async def test_a_database_in_use_is_left_alone(written: Database, copies: Copies) -> None:
    made = await make_backup(copies, AT)
    await say(written, "sau")
    with pytest.raises(RestoreFailed, match="end cadrebot serve first"):
        await restore(made.file, "", place_of(copies.url), copies.files, AT)
    assert await house_fact(written, "said") == "sau"


async def test_a_backup_of_one_engine_fills_the_other(written: Database, copies: Copies, tmp_path: Path) -> None:
    made = await make_backup(copies, AT)
    assert (await rehearse(made.file, "")).rows == made.contents.rows
    elsewhere = replace(copies, url=f"sqlite:///{tmp_path}/new/bot.db")
    (tmp_path / "new").mkdir()
    assert await put_in_place(made.file, elsewhere) == "trước"


async def test_a_backup_holds_one_instant_while_somebody_writes(written: Database, copies: Copies) -> None:
    async with written.transaction() as tx:
        await keep_house_fact(tx, "said", "nửa chừng")
        made = await make_backup(copies, AT)
    await written.close()
    assert await put_in_place(made.file, copies) == "trước"


async def test_stored_files_come_along_and_one_that_is_gone_is_counted(written: Database, copies: Copies) -> None:
    lies, gone = await copies.files.put(b"a paper"), await copies.files.put(b"gone")
    async with written.transaction() as tx:
        for each in (lies, gone):
            await copies.files.keep(tx, each, 1, None)
    copies.files._path(gone.digest).unlink()
    made = await make_backup(copies, AT)
    assert (made.contents.files, made.contents.missing) == (1, 1)
    copies.files._path(lies.digest).unlink()
    await written.close()
    await restore(made.file, "", place_of(copies.url), copies.files, AT)
    assert await copies.files.content(lies.digest) == b"a paper"


async def test_what_was_due_by_now_is_not_sent_again_and_what_is_not_yet_due_waits(
    written: Database, copies: Copies
) -> None:
    async with written.transaction() as tx:
        await outbox.add(tx, "telegram", "1", "{}", 1)
        await outbox.add(tx, "telegram", "2", "{}", 10**15)
    made = await make_backup(copies, AT)
    await written.close()
    restored = await restore(made.file, "", place_of(copies.url), copies.files, AT)
    assert restored.not_sent == 1
    db = await open_database(copies.url)
    rows = await db.rows("select chat, state from outbox order by chat")
    assert [(row["chat"], row["state"]) for row in rows] == [("1", "unknown"), ("2", "waiting")]
    await db.close()


async def test_only_its_owner_may_read_a_backup(written: Database, copies: Copies) -> None:
    made = await make_backup(copies, AT)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600


async def test_where_nothing_can_be_written_nothing_is_left(written: Database, copies: Copies, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed):
        await make_backup(replace(copies, folder=tmp_path / "no" / "folder"), AT)
    assert not list(tmp_path.glob("**/*.part"))  # noqa: ASYNC240


async def test_the_folder_is_made_but_none_above_it(written: Database, copies: Copies, tmp_path: Path) -> None:
    new = replace(copies, folder=tmp_path / "new")
    await make_backup(new, AT)
    assert stat.S_IMODE(new.folder.stat().st_mode) == 0o700
    with pytest.raises(BackupFailed, match="is its disk there"):
        await make_backup(replace(copies, folder=tmp_path / "disk" / "new"), AT)
    assert not (tmp_path / "disk").exists()


async def test_a_backup_that_does_not_read_back_is_no_backup(
    written: Database, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(file: Path, passphrase: str) -> None:
        raise Unreadable("broken")

    monkeypatch.setattr(backup, "look_through", broken)
    with pytest.raises(BackupFailed, match="read back"):
        await make_backup(copies, AT)
    assert backups_in(copies.folder) == {}


@pytest.mark.parametrize("passphrase", ["", SECRET])
async def test_a_backup_that_was_cut_short_or_changed_is_refused_and_changes_nothing(
    written: Database, copies: Copies, passphrase: str
) -> None:
    copies = replace(copies, passphrase=passphrase)
    whole = (await make_backup(copies, AT)).file.read_bytes()
    await say(written, "sau")
    await written.close()
    spoilt = copies.folder / "spoilt"
    for content in (whole[:-7], whole[: len(whole) // 2], b"", whole[:200] + b"\0" + whole[201:]):
        spoilt.write_bytes(content)
        with pytest.raises(RestoreFailed):
            await restore(spoilt, passphrase, place_of(copies.url), copies.files, AT)
    db = await open_database(copies.url)
    assert await house_fact(db, "said") == "sau"
    await db.close()


async def test_a_sealed_backup_opens_by_its_passphrase_alone(written: Database, copies: Copies) -> None:
    made = await make_backup(replace(copies, passphrase=SECRET), AT)
    assert made.file.name.endswith(SEALED)
    assert b"unit" not in made.file.read_bytes()
    for wrong, said in (("", "give the passphrase"), ("khác", "another one")):
        with pytest.raises(Unreadable, match=said):
            look_through(made.file, wrong)


async def test_a_backup_of_a_newer_program_is_refused(written: Database, copies: Copies) -> None:
    made = await make_backup(copies, AT)
    await written.close()
    newer = copies.folder / "newer.zip"
    with zipfile.ZipFile(made.file) as old, zipfile.ZipFile(newer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "contents.json":
                said = orjson.loads(content)
                content = orjson.dumps(said | {"migrations": [*said["migrations"], 9999]})
            new.writestr(name, content)
    with pytest.raises(RestoreFailed, match="newer program"):
        await restore(newer, "", place_of(copies.url), copies.files, AT)


async def test_old_backups_go_and_other_files_stay(copies: Copies) -> None:
    for day in range(1, 24):
        (copies.folder / f"cadrebot-202611{day:02}-023000.zip").touch()
    (copies.folder / "cadrebot-của-tôi.zip").touch()
    half = copies.folder / "cadrebot-20261120-023000.zip.part"
    half.touch()
    os.utime(half, (0, 0))
    gone = drop_old(copies.folder, Keeping(daily=3, weekly=2, monthly=1))
    assert not half.exists()
    assert [at.day for at in backups_in(copies.folder)] == [23, 22, 21]
    assert len(gone) == 20
    assert (copies.folder / "cadrebot-của-tôi.zip").exists()
