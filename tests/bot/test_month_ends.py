"""Month-ends: frozen once by the job, made up for when it did not run, and reproduced from the journal."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs import Jobs
from handlers.house import House
from handlers.month_ends import count_again, end_of, freeze_month_ends
from rules.cadres import Cadre
from storage import cadre_writes, snapshots
from storage.clock import to_ms
from storage.journal import By
from tests.bot.test_cli import Terminal, terminal
from tests.handlers import roster
from tests.handlers.conftest import Clock

__all__ = ["terminal"]

JUNE, JULY, AUGUST = date(2025, 6, 30), date(2025, 7, 31), date(2025, 8, 31)
POLICY = roster.POLICY.id


@pytest.fixture
def demo_terminal(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: None) -> Terminal:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(demo_file, tmp_path / "demo.db")
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///demo.db?synchronous=off")
    return Terminal()


async def change(house: House, before: Cadre, after: Cadre, at: datetime) -> None:
    async with house.db.transaction() as tx:
        await cadre_writes.save(tx, By("operator", to_ms(at)), "test", [before], [after])


async def frozen_days(house: House) -> list[date]:
    return [day for day, _ in await snapshots.days(house.db, POLICY)]


async def test_a_month_that_is_over_is_frozen_once_and_never_changed(house: House, clock: Clock) -> None:
    await freeze_month_ends(house)
    assert await frozen_days(house) == []
    clock.move(days=29, hours=-7)
    await freeze_month_ends(house)
    [(day, key)] = await snapshots.days(house.db, POLICY)
    await change(house, roster.DUNG, replace(roster.DUNG, credentials=(), version=2), house.clock())
    await freeze_month_ends(house)
    assert (day, await snapshots.days(house.db, POLICY)) == (JUNE, [(JUNE, key)])
    kept = await snapshots.by_id(house.db, key)
    assert kept is not None
    assert kept.of("truong_phong").met == 1


async def test_months_that_were_missed_are_frozen_as_the_roster_stood_then(house: House, clock: Clock) -> None:
    clock.move(days=40)
    await change(house, roster.DUNG, replace(roster.DUNG, credentials=(), version=2), house.clock())
    clock.move(days=60)
    await Jobs(house, "Asia/Ho_Chi_Minh").run("month-ends")
    assert await frozen_days(house) == [JUNE, JULY, AUGUST]
    found = [await snapshots.of_day(house.db, POLICY, day) for day in (JUNE, JULY)]
    assert [each.of("truong_phong").met for each in found if each] == [1, 0]


async def test_a_clock_that_jumps_freezes_each_month_on_its_way(house: House, clock: Clock) -> None:
    before = house.clock()
    await Jobs(house, "Asia/Ho_Chi_Minh").catch_up(before, before + timedelta(days=65))
    assert await frozen_days(house) == [JUNE, JULY]


async def test_what_changed_since_does_not_change_the_id_of_a_month(house: House, clock: Clock) -> None:
    clock.move(days=30)
    await freeze_month_ends(house)
    await change(house, roster.TUAN, replace(roster.TUAN, posts=(), version=2), house.clock())
    [(_, key)] = await snapshots.days(house.db, POLICY)
    found = await count_again(house, key)
    assert found is not None
    assert found.reproduced
    other = replace(house, count_unverified=False)
    elsewhere = await count_again(other, key)
    assert elsewhere is not None
    assert (elsewhere.again, elsewhere.reproduced) == (None, False)
    assert await count_again(house, "none") is None


async def test_figures_that_the_journal_does_not_give_are_named(house: House, clock: Clock) -> None:
    clock.move(days=30)
    await freeze_month_ends(house)
    await change(house, roster.DUNG, replace(roster.DUNG, credentials=(), version=2), clock.now - timedelta(days=20))
    [(_, key)] = await snapshots.days(house.db, POLICY)
    found = await count_again(house, key)
    assert found is not None
    assert not found.reproduced
    assert {each.before.target_id for each in found.differences} == {"truong_phong", "cbccvc_huyen"}


def test_a_day_ends_with_its_last_instant_where_the_centre_is(clock: Clock) -> None:
    midnight = clock.now.replace(day=3, hour=0, minute=0)
    assert end_of(date(2025, 6, 2), clock.now.tzinfo) == to_ms(midnight) - 1


def test_the_months_are_listed_and_each_can_be_counted_again(terminal: Terminal) -> None:
    assert terminal.reads("snapshots") == []
    assert terminal.run("snapshots").output.strip() == "No month has been frozen yet."
    assert "no figures" in terminal.refused("snapshot", "none")
    assert "no figures" in terminal.refused("snapshot", "none", "--verify")


def test_the_demonstration_has_month_ends_that_its_journal_gives_again(demo_terminal: Terminal) -> None:
    listed = demo_terminal.reads("snapshots")
    assert [each["day"] for each in listed][:2] == ["2024-11-30", "2024-12-31"]
    assert listed[-1]["day"] == "2025-05-31"
    bch_xa = [next(f["met"] for f in each["figures"] if f["target"] == "bch_xa") for each in listed]
    assert bch_xa == sorted(bch_xa)
    assert (bch_xa[0] < bch_xa[-1], bch_xa[-1]) == (True, 331)
    for each in listed[:2]:
        again = demo_terminal.reads("snapshot", each["id"], "--verify")
        assert (again["reproduced"], again["differences"]) == (True, [])
    assert len(demo_terminal.reads("snapshot", listed[0]["id"])["units"]) > 50
