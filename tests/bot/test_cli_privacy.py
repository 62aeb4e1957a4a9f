"""`cadrebot privacy` at the terminal: a person's data as files, erasing them, the page to publish."""

from pathlib import Path

import orjson

from tests.bot.test_cli import Terminal, terminal

__all__ = ["terminal"]


def test_everything_about_a_person_is_written_to_two_files(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("privacy", "export", "CB001", "--to", str(tmp_path)).exit_code == 0
    kept = orjson.loads((tmp_path / "du-lieu-CB001.json").read_bytes())
    assert kept["record"][0]["name"] == "Trần Văn Nhã"
    assert (tmp_path / "du-lieu-CB001.xlsx").is_file()


def test_an_erased_record_is_no_longer_shown_and_the_list_of_it_lies_beside_the_backups(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text('[database]\nurl = "sqlite:///district.db"\n[backup]\nfolder = "copies"\n')
    erased = terminal.run("privacy", "erase", "CB001", "--record", "--yes")
    assert erased.exit_code == 0, erased.output
    assert "CB001" in terminal.refused("show", "CB001")
    assert "Nhã" not in (tmp_path / "copies" / "erasures.jsonl").read_text()


def test_without_a_yes_nothing_is_erased(terminal: Terminal) -> None:
    assert terminal.run("privacy", "erase", "CB001", "--record", says="n\n").exit_code == 1
    assert terminal.reads("show", "CB001")["name"] == "Trần Văn Nhã"


def test_who_has_a_role_is_not_erased(terminal: Terminal) -> None:
    assert "role" in terminal.refused("privacy", "erase", "CB006", "--record", "--yes")


def test_the_page_is_printed_with_the_terms_of_the_settings(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[centre]\nname = "Trung tâm Chính trị X"\n[privacy]\nkeep_messages_days = 30\n'
    )
    printed = terminal.run("privacy", "page").stdout
    assert "Trung tâm Chính trị X quyết định" in printed
    assert "Trò chuyện trên web: 30 ngày." in printed
