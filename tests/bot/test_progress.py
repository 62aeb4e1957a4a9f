"""How far a long piece of work is, as the person who waits for it sees it."""

import sys
from enum import Enum, auto

import pytest

from bot.cli import progress as module
from bot.cli.progress import progress


class Part(Enum):
    FIRST = auto()
    SECOND = auto()


WEIGHTS = {Part.FIRST: 1, Part.SECOND: 3}


def _work() -> None:
    with progress(WEIGHTS) as at:
        at(Part.FIRST, 0)
        at(Part.SECOND, 0)
        at(Part.SECOND, 0.5)


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    _work()
    assert capsys.readouterr() == ("", "")


def test_long_work_tells_stage_and_percent_on_standard_error_line_by_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    monkeypatch.setattr(module, "_EVERY", 0.0)
    _work()
    told = capsys.readouterr()
    assert told.err.splitlines() == ["first: 0 %", "second: 25 %", "second: 62 %"]
    assert told.out == ""


def test_long_work_moves_a_bar_at_a_terminal_and_ends_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _work()
    told = capsys.readouterr()
    assert "second" in told.err
    assert "62%" in told.err
    assert "100%" in told.err
    assert told.out == ""
