"""`cadrebot backup` and `cadrebot restore` at the terminal: the whole world lost, and back."""

import shutil
from pathlib import Path

import pytest

from storage.backup import backups_in
from tests.bot.test_cli import Terminal, terminal

__all__ = ["terminal"]


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


def asked(terminal: Terminal) -> str:
    return str(terminal.reads("targets"))


def test_backup_wipe_restore_gives_the_same_figures(terminal: Terminal, copies: Path, tmp_path: Path) -> None:
    before = asked(terminal)
    made = terminal.run("backup", "--to", str(copies))
    assert made.exit_code == 0, made.output
    for file in tmp_path.glob("district.db*"):
        file.unlink()
    back = terminal.run("restore", made.stdout.strip(), "--yes")
    assert back.exit_code == 0, back.output
    assert "counted and compared" in back.stderr
    assert asked(terminal) == before


def test_without_a_yes_nothing_is_restored(terminal: Terminal, copies: Path, tmp_path: Path) -> None:
    made = terminal.run("backup", "--to", str(copies)).stdout.strip()
    was = (tmp_path / "district.db").stat().st_ino
    assert terminal.run("restore", made, says="n\n").exit_code == 1
    assert (tmp_path / "district.db").stat().st_ino == was


def test_a_backup_needs_to_know_where_to(terminal: Terminal) -> None:
    result = terminal.run("backup")
    assert (result.exit_code, "[backup] folder" in result.stderr) == (2, True)


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    other = shutil.copyfile(tmp_path / "district.db", tmp_path / "other.zip")
    assert "cannot be restored" in terminal.refused("restore", str(other), "--yes")


def test_the_passphrase_of_a_file_seals_and_opens(
    terminal: Terminal, copies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("a long line that nobody guesses\n")
    monkeypatch.setenv("CADREBOT_BACKUP__FOLDER", str(copies))
    monkeypatch.setenv("CADREBOT_BACKUP__PASSPHRASE_FILE", "secret.txt")
    assert terminal.run("backup").exit_code == 0
    [sealed] = backups_in(copies).values()
    assert terminal.run("restore", str(sealed), "--yes").exit_code == 0
    monkeypatch.delenv("CADREBOT_BACKUP__PASSPHRASE_FILE")
    assert "give the passphrase" in terminal.refused("restore", str(sealed), "--yes")


def test_a_database_is_moved_to_another_file(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = asked(terminal)
    moved = terminal.run("migrate-database", "sqlite:///district.db", f"sqlite:///{tmp_path}/moved.db")
    assert moved.exit_code == 0, moved.output
    monkeypatch.setenv("CADREBOT_DATABASE__URL", f"sqlite:///{tmp_path}/moved.db")
    assert asked(terminal) == before
    assert "must be sqlite" in terminal.run("migrate-database", "mysql://x", "sqlite:///y").stderr
