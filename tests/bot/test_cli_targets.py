"""`cadrebot targets` for some units or another day, and `cadrebot recount`."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.test_cli import Terminal, terminal

__all__ = ["terminal"]


def totals(terminal: Terminal, *options: str) -> dict[str, int]:
    return {figure["id"]: figure["total"] for figure in terminal.reads("targets", *options)}


def meddle(sql: str) -> None:
    """Change the tables behind the program's back."""
    with closing(sqlite3.connect(Path("district.db"))) as connection:
        connection.execute(sql)
        connection.commit()


def test_a_unit_is_named_by_its_name_or_its_id(terminal: Terminal) -> None:
    by_name = totals(terminal, "--unit", "xã An Trường")
    assert by_name == totals(terminal, "--unit", "xa-an-truong")
    assert 0 < by_name["cbcc_xa"] < totals(terminal)["cbcc_xa"]
    assert by_name["bch_huyen"] == 0


def test_the_conclusion_stands_first(terminal: Terminal) -> None:
    first, *figures = terminal.run("targets").stdout.splitlines()
    reached = sum(figure["reached"] for figure in terminal.reads("targets"))
    assert f": {reached} of 6 targets reached" in first
    assert first.endswith(" people needed for all, each counted once.")
    assert [line.partition(":")[0] for line in figures[:6]] == list(totals(terminal))


def test_a_unit_that_is_not_there_is_refused_with_the_nearest(terminal: Terminal) -> None:
    assert terminal.refused("targets", "--unit", "xã An Trươn").startswith(
        "Error: there is no unit xã An Trươn; perhaps"
    )


def test_another_day_is_counted_from_the_records_and_leaves_what_is_kept(terminal: Terminal) -> None:
    today = totals(terminal)
    assert sum(totals(terminal, "--as-of", "1990-01-01").values()) < sum(today.values())
    assert totals(terminal) == today
    assert terminal.reads("recount", "--verify") == []


def test_figures_of_another_day_say_what_is_of_that_day(terminal: Terminal) -> None:
    told = "Posts as held on 1990-01-01; levels and classes as recorded now."
    assert told in terminal.run("targets", "--as-of", "1990-01-01").stdout
    assert "Posts as held" not in terminal.run("targets").stdout


def test_what_is_kept_holds(terminal: Terminal) -> None:
    assert "Every kept count" in terminal.run("recount", "--verify").stderr


def test_what_is_kept_wrong_is_told_and_mended(terminal: Terminal) -> None:
    before = terminal.reads("targets")
    meddle("update tally set people = people + 5 where unit_id = 'xa-an-truong'")
    told = terminal.run("recount", "--verify")
    assert told.exit_code == 1
    assert "kept counts differ from the records" in told.stderr
    assert "- xã An Trường (" in told.stderr
    assert "- all units (" in told.stderr
    done = terminal.reads("recount")
    assert done["people"] > 0
    assert terminal.reads("recount", "--verify") == []
    assert terminal.reads("targets") == before


def test_differences_can_be_read_by_a_program(terminal: Terminal) -> None:
    terminal.reads("targets")
    meddle("delete from tally where unit_id = ''")
    result = terminal.run("recount", "--verify", "--json")
    assert result.exit_code == 1
    assert '"unit": null' in result.stdout
    assert '"kept": 0' in result.stdout


def test_a_level_written_behind_the_programs_back_is_found(terminal: Terminal) -> None:
    terminal.reads("targets")
    meddle("update credential set level = 'none'")
    assert "met): kept" in terminal.run("recount", "--verify").stderr


@pytest.mark.parametrize("unverified", ["true", "false"])
def test_another_setting_is_followed_at_once(
    terminal: Terminal, unverified: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = terminal.reads("targets")
    monkeypatch.setenv("CADREBOT_TARGETS__COUNT_UNVERIFIED", unverified)
    found = terminal.reads("targets")
    assert (found == usual) is (unverified == "true")
    assert terminal.reads("recount", "--verify") == []
