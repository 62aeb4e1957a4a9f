"""Units' lists for classes by the command line: looked at, stored, taken back."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.frame import cadrebot
from rules.cadres import Tier, Unit
from rules.classes import ClassState, TrainingClass
from storage import classes, units
from storage.database import open_database
from storage.journal import By

URL = "sqlite:///learners.db?synchronous=off"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with one class of one place, and a list of one person, in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CADREBOT_DATABASE__URL", URL)
    asyncio.run(_fill())
    Path("ds.csv").write_text("Họ và tên;Ngày sinh;Đơn vị\nLê Thị Bình;02/03/1999;xã Tân An\n", encoding="utf-8")


async def _fill() -> None:
    db = await open_database(URL)
    async with db.transaction() as tx:
        await units.save(tx, [Unit("xa-tan-an", "xã Tân An", Tier.COMMUNE)])
        training = TrainingClass("nt3", "NT-K3", "Nhận thức về Đảng", state=ClassState.OPEN, places=1)
        await classes.save_classes(tx, By("operator", 1), "add", [training])
    await db.close()


def run(*args: str) -> Result:
    return CliRunner().invoke(cadrebot, args)


def test_a_list_is_only_looked_at_in_a_dry_run() -> None:
    looked = run("import", "enrolments", "ds.csv", "--class", "nt-k3", "--dry-run")
    assert looked.exit_code == 0, looked.output
    assert "Học viên mới: 1. " in looked.stdout.replace("\n", " ")
    assert "Chưa ghi gì vào dữ liệu." in looked.stdout


def test_a_list_is_stored_once_and_taken_back() -> None:
    stored = run("import", "enrolments", "ds.csv", "--class", "NT-K3", "--yes")
    assert "Đã ghi 1 người vào lớp NT-K3. Lần nạp số 1." in stored.stdout, stored.output
    assert "Không có người nào mới" in run("import", "enrolments", "ds.csv", "--class", "NT-K3", "--yes").stdout
    undone = run("undo", "enrolments", "1")
    assert (undone.exit_code, "1 người ra khỏi lớp" in undone.stdout) == (0, True)
    assert run("undo", "enrolments", "1").exit_code == 1


def test_too_few_places_are_refused_and_nothing_is_stored() -> None:
    Path("two.csv").write_text("Họ và tên;Đơn vị\nLê Thị Bình;xã Tân An\nPhạm Văn An;xã Tân An\n", encoding="utf-8")
    refused = run("import", "enrolments", "two.csv", "--class", "NT-K3", "--yes")
    assert (refused.exit_code, "Lớp còn 1 chỗ, danh sách cần 2" in refused.output) == (1, True)


def test_the_problems_of_a_list_are_marked_in_a_copy_beside_it() -> None:
    Path("bad.csv").write_text("Họ và tên;Ngày sinh;Đơn vị\nLê Thị Bình;31/02/1999;xã Tân An\n", encoding="utf-8")
    refused = run("import", "enrolments", "bad.csv", "--class", "NT-K3", "--yes")
    assert refused.exit_code == 1
    assert Path("bad-loi.xlsx").exists()


def test_a_class_nobody_knows_is_refused() -> None:
    assert "there is no class" in run("import", "enrolments", "ds.csv", "--class", "X").output
