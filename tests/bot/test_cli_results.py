"""Results by the command line: read by number or code, kept until somebody confirms them."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.frame import cadrebot
from rules.cadres import Cadre, Tier, Unit
from rules.classes import ClassState, Enrolment, TrainingClass
from storage import cadre_writes, classes, results, units
from storage.database import open_database
from storage.journal import By

URL = "sqlite:///results.db?synchronous=off"
BY = By("test", 1)
UNIT = Unit("xa-tan-an", "xã Tân An", Tier.COMMUNE)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CADREBOT_DATABASE__URL", URL)
    asyncio.run(_fill())
    Path("diem.csv").write_text(
        "Mã;Họ và tên;Điểm;Xếp loại\nCB1;Lê Thị Bình;8,5;Giỏi\nCB9;Ai;7;Khá\n", encoding="utf-8"
    )


async def _fill() -> None:
    db = await open_database(URL)
    async with db.transaction() as tx:
        await units.save(tx, [UNIT])
        await cadre_writes.save(tx, BY, "import", [None], [Cadre("c1", "CB1", "Lê Thị Bình", UNIT)])
        state = ClassState.RESULTS
        await classes.save_classes(tx, BY, "add", [TrainingClass("k", "SC-K2", "Sơ cấp, khóa 2", state=state)])
        await classes.save_enrolments(tx, BY, [Enrolment("k", "c1")])
    await db.close()


def run(*args: str) -> Result:
    return CliRunner().invoke(cadrebot, ["import", "results", *args])


def kept() -> list[tuple[str, str, bool]]:
    async def read() -> list[tuple[str, str, bool]]:
        db = await open_database(URL)
        found = await results.outcomes(db, "k")
        await db.close()
        return [(each.verdict.mark, each.typed_by, each.counts) for each in found]

    return asyncio.run(read())


def test_results_are_kept_until_somebody_confirms_them_and_strangers_are_told() -> None:
    done = run("diem.csv", "--class", "sc-k2")
    assert done.exit_code == 0, done.output
    assert "Đã ghi 1 kết quả, chờ người thứ hai xác nhận." in done.stdout
    assert "Dòng 3 (Ai): không có trong danh sách lớp." in done.stdout
    assert kept() == [("8,5", "operator", False)]


def test_a_dry_run_keeps_nothing() -> None:
    assert run("diem.csv", "--class", "SC-K2", "--dry-run").exit_code == 0
    assert kept() == []


def test_an_unknown_class_is_refused() -> None:
    assert run("diem.csv", "--class", "XX").exit_code == 1
