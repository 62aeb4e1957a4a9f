"""`cadrebot plan`: whom to send, as a table and as JSON."""

import asyncio
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli.frame import cadrebot
from rules.classes import ClassState, TrainingClass
from rules.levels import Level
from storage import classes
from storage.database import open_database
from storage.journal import By

_URL = "sqlite:///district.db?synchronous=off"


def _class(code: str, level: Level, places: int | None) -> TrainingClass:
    return TrainingClass(
        code.lower(), code, code, level, state=ClassState.OPEN, places=places, starts_on=date(2025, 7, 1)
    )


async def _open_classes() -> None:
    db = await open_database(_URL)
    async with db.transaction() as tx:
        both = [_class("TC-K16", Level.TRUNG_CAP, 2), _class("CC-K77", Level.CAO_CAP, None)]
        await classes.save_classes(tx, By("operator", 1), "create", both)
    await db.close()


@pytest.fixture(autouse=True)
def district(database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(database_file, tmp_path / "district.db")
    monkeypatch.setenv("CADREBOT_DATABASE__URL", _URL)
    asyncio.run(_open_classes())


def _reads(*options: str) -> Any:
    result = CliRunner().invoke(cadrebot, ["plan", "--as-of", "2025-06-02", "--json", *options])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_plan_tells_who_goes_where_and_what_each_target_becomes() -> None:
    plan = _reads()
    assert (plan["proven"], plan["places"], plan["fewest_places"]) == (True, len(plan["people"]), len(plan["people"]))
    assert plan["needed"] == plan["places"] + plan["without_way"]
    tuan = next(person for person in plan["people"] if person["code"] == "CB003")
    assert (tuan["class"], tuan["targets_helped"], tuan["unit"]) == ("CC-K77", ["pho_phong"], "Phòng Nội vụ")
    deputies = next(target for target in plan["targets"] if target["id"] == "pho_phong")
    assert (deputies["met_before"], deputies["added"], deputies["met_after"], deputies["reached"]) == (0, 1, 1, True)


def test_what_cannot_be_reached_is_told_with_its_bound_and_the_limit_that_holds() -> None:
    plan = _reads()
    assert plan["status"] == "unreached"
    held = {each["id"]: each["at_most"] for each in plan["shortfall"]["targets"]}
    assert all(at_most <= 2 for at_most in held.values())
    assert {"eligibility"} == {each["limit"] for each in plan["shortfall"]["limits_that_hold"]}


def test_limits_are_kept_and_steps_say_what_further_places_buy() -> None:
    plan = _reads("--places", "1")
    assert plan["places"] == 1
    assert [step["places"] for step in plan["steps"]] == sorted(step["places"] for step in plan["steps"])
    assert _reads("--absent", "0")["people"] == []


def test_without_json_it_is_read_line_by_line() -> None:
    result = CliRunner().invoke(cadrebot, ["plan", "--as-of", "2026-01-05"])
    assert result.exit_code == 0, result.output
    assert "The deadline 2025-12-31 has passed." in result.stdout
    assert "without a way" in result.stdout.splitlines()[0]
