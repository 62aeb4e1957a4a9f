"""The command line: what it prints, where, and with which exit status."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli.frame import COMMANDS, cadrebot


class Terminal:
    """Someone at the machine: every command goes to one database."""

    def run(self, *args: str, says: str = "") -> Result:
        return CliRunner().invoke(cadrebot, args, input=says)

    def reads(self, *args: str) -> Any:
        """What a command prints with --json, which must be all it prints."""
        result = self.run(*args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def refused(self, *args: str) -> str:
        """The sentence of a command that the data refuse."""
        result = self.run(*args)
        assert result.exit_code == 1, result.output
        assert "Traceback" not in result.output
        return result.stderr.strip()


@pytest.fixture
def terminal(database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: None) -> Terminal:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(database_file, tmp_path / "district.db")
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///district.db?synchronous=off")
    return Terminal()


def every_command(group: click.Group = cadrebot) -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = [(str(group.name), group)]
    for name in group.list_commands(within := click.Context(group)):
        command = group.get_command(within, name)
        assert command is not None, name
        found += every_command(command) if isinstance(command, click.Group) else [(name, command)]
    return found


def test_a_command_is_called_as_the_list_of_commands_names_it() -> None:
    found = dict(every_command())
    assert found.keys() >= {"serve", "import", "roster", "enrolments", "reorganisation", "jobs", "run"}
    assert all(command.help for command in found.values())


def test_every_command_takes_a_settings_file() -> None:
    without = [name for name, command in every_command() if "config" not in {param.name for param in command.params}]
    assert not without


def test_help_imports_none_of_the_commands() -> None:
    asked = "import sys; from bot.cli.frame import cadrebot; cadrebot(['--help'], standalone_mode=False)"
    heavy = "print([m for m in sys.modules if m.startswith(('pydantic', 'telegram', 'storage', 'handlers'))])"
    done = subprocess.run([sys.executable, "-c", f"{asked}; {heavy}"], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("place", ["before", "after", "within"])
def test_the_settings_file_may_be_named_anywhere(terminal: Terminal, place: str, tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text("[telegrm]\n", encoding="utf-8")
    args = {
        "before": ("--config", "odd.toml", "user", "list"),
        "within": ("user", "--config", "odd.toml", "list"),
        "after": ("user", "list", "--config", "odd.toml"),
    }
    result = terminal.run(*args[place])
    assert result.exit_code == 2
    assert "odd.toml: telegrm: unknown key" in result.stderr


def test_a_settings_file_that_is_not_there_is_wrong_usage(terminal: Terminal) -> None:
    result = terminal.run("targets", "--config", "absent.toml")
    assert result.exit_code == 2
    assert result.stderr.strip() == "Error: absent.toml: cannot be read (No such file or directory)."


def test_a_database_that_cannot_be_opened_is_one_sentence(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///.")
    result = terminal.run("targets")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: cannot open the database")


def test_show_says_what_is_held_required_and_why(terminal: Terminal) -> None:
    shown = terminal.reads("show", "cb001")
    assert shown["code"] == "CB001"
    assert shown["unit"] == "xã An Trường"
    assert (shown["held"], shown["required"], shown["planned_required"]) == ("so_cap", "trung_cap", "none")
    assert shown["met"] is False
    assert set(shown["groups"]) == {"bch_xa", "cbcc_xa"}
    assert shown["reasons"][0]["post"]


def test_where_nothing_is_required_met_is_null(terminal: Terminal) -> None:
    shown = terminal.reads("show", "CB011")
    assert (shown["required"], shown["met"], shown["groups"]) == ("none", None, [])


def test_show_refuses_a_code_that_nobody_has(terminal: Terminal) -> None:
    assert terminal.refused("show", "CB999") == "Error: nobody on the roster has the code CB999"


def test_targets_count_exactly(terminal: Terminal) -> None:
    figures = {figure["id"]: figure for figure in terminal.reads("targets")}
    assert list(figures) == ["bch_huyen", "truong_phong", "pho_phong", "cbccvc_huyen", "bch_xa", "cbcc_xa"]
    assert figures["pho_phong"] == {
        "id": "pho_phong", "level": "cao_cap", "comparator": ">", "share_required": 0.9, "total": 1, "met": 0,
        "studying": 0, "needed": 1, "share": 0.0, "share_exact": "0/1", "reached": False,
    }  # fmt: skip


def test_targets_can_be_read_by_people_too(terminal: Terminal) -> None:
    assert "truong_phong: 1/1 = 100.0% (>= 100% cao_cap), reached" in terminal.run("targets").stdout


def test_a_question_is_answered_as_the_person_named(terminal: Terminal) -> None:
    answer = terminal.reads("ask", "--as", "CB001", "tôi cần học trình độ gì?")
    assert list(answer) == ["intent", "slots", "text", "buttons", "files"]
    assert answer["intent"] == "my_status"
    assert "trung cấp" in answer["text"]
    assert {"label", "key"} == set(answer["buttons"][0][0])


def test_a_button_can_be_tapped_after_the_question(terminal: Terminal) -> None:
    answer = terminal.reads("ask", "--as", "stranger", "liên hệ", "--tap", "help")
    assert answer["text"].startswith("Trợ lý tự động trả lời")


def test_a_question_leaves_the_next_one_a_clean_table(terminal: Terminal) -> None:
    first = terminal.reads("ask", "--as", "CB001", "nếu được bổ nhiệm")
    assert terminal.reads("ask", "--as", "CB001", "nếu được bổ nhiệm") == first


def test_nobody_can_be_asked_for_who_is_not_there(terminal: Terminal) -> None:
    assert terminal.refused("ask", "--as", "CB999", "xin chào") == "Error: nobody has the code CB999"


def test_a_chat_goes_on_line_by_line_without_a_terminal(terminal: Terminal) -> None:
    result = terminal.run("chat", "--as", "CB001", says="tôi cần học trình độ gì?\n0\n")
    assert result.exit_code == 0
    assert "1. " in result.stdout
    assert "trung cấp" in result.stdout


def test_a_chat_of_a_stranger_starts_with_who_answers(terminal: Terminal) -> None:
    assert "Trợ lý" in terminal.run("chat", says="").stdout


def test_roles_are_given_listed_and_taken_back(terminal: Terminal) -> None:
    given = terminal.run("user", "grant", "CB002", "officer", "--unit", "xã Tân An")
    assert "is now officer for xã Tân An" in given.stdout
    roles = terminal.reads("user", "list")
    assert {"code": "CB002", "name": "Nguyễn Thị Hòa", "role": "officer", "unit": "xã Tân An"} in roles
    assert terminal.run("user", "revoke", "CB002", "officer").exit_code == 0
    assert "is not officer" in terminal.refused("user", "revoke", "CB002", "officer")


def test_an_officer_without_a_unit_is_refused(terminal: Terminal) -> None:
    result = terminal.run("user", "grant", "CB002", "officer")
    assert result.exit_code == 2
    assert "name it with --unit" in result.stderr
    assert not any(each["code"] == "CB002" for each in terminal.reads("user", "list"))


def test_a_misspelt_unit_is_answered_with_the_nearest(terminal: Terminal) -> None:
    assert "xã Tân An" in terminal.refused("user", "grant", "CB002", "officer", "--unit", "xã Tân Am")


def test_the_first_of_the_centre_can_be_invited_at_once(terminal: Terminal) -> None:
    person = terminal.reads("user", "create-staff", "Trần Thị Bé")
    invited = terminal.reads("invite", person["code"])
    assert list(invited) == ["cadre", "code", "link", "expires"]
    assert invited["cadre"] == person["code"]
    assert len(invited["code"]) == 10


@pytest.mark.parametrize("out", ["slips.pdf", "codes.xlsx"])
def test_the_slips_of_a_unit_go_to_a_file(terminal: Terminal, out: str) -> None:
    assert terminal.run("invite", "--unit", "xã Tân An", "--out", out).exit_code == 0
    assert Path(out).stat().st_size > 1000


@pytest.mark.parametrize(
    "args", [(), ("CB001", "--unit", "x"), ("--unit", "x"), ("--unit", "x", "--out", "codes.docx"), ("--out",)]
)
def test_an_invitation_that_makes_no_sense_is_wrong_usage(terminal: Terminal, args: tuple[str, ...]) -> None:
    assert terminal.run("invite", *args).exit_code == 2
