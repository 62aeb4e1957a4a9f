"""`cadrebot jobs`: the list of what happens by the clock, and a run at once."""

import pytest

from handlers.house import House
from handlers.table_jobs import JOBS
from tests.bot.test_cli import Terminal, terminal
from tests.bot.ticking import job

__all__ = ["terminal"]


def test_every_job_is_listed_with_its_next_run(terminal: Terminal) -> None:
    listed = terminal.reads("jobs")
    assert [each["name"] for each in listed] == list(JOBS)
    assert all(each["on"] and each["next"] and each["last"] is None for each in listed)
    assert "never ran" in terminal.run("jobs").output


def test_a_job_is_run_at_once_and_its_run_is_kept(terminal: Terminal) -> None:
    assert "forms-left: done" in terminal.run("jobs", "run", "forms-left").output
    last = next(each["last"] for each in terminal.reads("jobs") if each["name"] == "forms-left")
    assert (last["state"], last["cause"]) == ("done", "hand")


def test_a_run_that_fails_ends_with_status_one_and_its_kind(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(house: House) -> None:
        raise ValueError("as it happens")

    monkeypatch.setitem(JOBS, "forms-left", job("forms-left", "0 3 * * *", fails))
    said = terminal.refused("jobs", "run", "forms-left")
    assert "forms-left failed: ValueError" in said
    assert "as it happens" not in said


def test_a_job_that_is_none_is_wrong_usage(terminal: Terminal) -> None:
    assert terminal.run("jobs", "run", "nothing").exit_code == 2
