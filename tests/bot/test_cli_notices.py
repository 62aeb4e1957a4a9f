"""Notices on the command line: whom they reach is counted and asked before anything goes, and told afterwards."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli.frame import cadrebot


class Office:
    """Someone at the machine of an office that has Telegram."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, *args: str, says: str = "") -> Result:
        return CliRunner().invoke(cadrebot, args, input=says)

    def reads(self, *args: str) -> Any:
        result = self.run(*args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def text(self, words: str) -> str:
        (self._folder / "notice.txt").write_text(words, encoding="utf-8")
        return "notice.txt"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self._folder / "district.db")
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


@pytest.fixture
def office(database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(database_file, tmp_path / "district.db")
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///district.db?synchronous=off")
    monkeypatch.setenv("CADREBOT_TELEGRAM__ENABLED", "true")
    monkeypatch.setenv("CADREBOT_TELEGRAM__TOKEN", "1:AAAA")
    return Office(tmp_path)


def test_a_notice_is_counted_sent_and_told_of_person_by_person(office: Office) -> None:
    office.reads("account", "link", "cb001", "--channel", "telegram", "--chat", "777")
    audience = ("--audience", "codes=CB001,CB002", "--text-file", office.text("Kính gửi {ho_ten}."))
    sent = office.reads("send", *audience, "--receipt", "--yes")
    assert sent == {"number": 1, "people": 2, "by_channel": {"telegram": 1}, "not_reached": {"never_linked": 1}}
    assert office.reads("notice", "1", "--recipients") == [
        {"code": "CB001", "channel": "telegram", "state": "waiting", "reason": "", "attempts": 0, "at": None},
        {**office.reads("notice", "1", "--recipients")[1], "code": "CB002", "state": "skipped",
         "reason": "never_linked"},
    ]  # fmt: skip
    [listed] = office.reads("notices")
    assert (listed["number"], listed["author"], listed["people"]) == (1, "operator", 2)
    assert listed["by_state"] == {"waiting": 1, "skipped": 1}
    assert ("operator",) in office.rows("select by_whom from journal where action = 'send_notice_alone'")


def test_it_asks_before_it_sends(office: Office) -> None:
    args = ("send", "--audience", "unit=xa-an-truong", "--text-file", office.text("Mời họp."))
    refused = office.run(*args, says="n\n")
    assert refused.exit_code == 1
    assert "3 people: nobody reached. Not reached: never_linked 3." in refused.output
    assert "Error: not sent" in refused.output
    assert office.reads("notices") == []
    assert office.run(*args, says="y\n").exit_code == 0
    assert len(office.reads("notices")) == 1


def test_a_notice_that_reaches_nobody_is_not_said_to_be_on_its_way(office: Office) -> None:
    sent = office.run("send", "--audience", "codes=CB001", "--text-file", office.text("Mời họp."), "--yes")
    assert sent.exit_code == 0
    assert "Notice 1 reaches nobody: all of its people are to be phoned." in sent.stderr
    assert "on its way" not in sent.output


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("--audience", "unit="), 2, "--audience"),
        (("--audience", 'unit="xã Không Có"'), 1, "there is no xã Không Có"),
        (("--audience", "codes=CB999"), 1, "CB999"),
        (("--audience", "everyone", "--class", "X1"), 1, "there is no class X1"),
        (("--audience", "everyone", "--at", "tomorrow"), 2, "does not read like"),
        (("--audience", "everyone", "--kind", "spam"), 2, "spam"),
        (("--audience", "everyone", "--text-file", "absent.txt"), 2, "cannot read absent.txt"),
    ],
)
def test_what_cannot_be_sent_is_one_sentence(office: Office, args: tuple[str, ...], status: int, said: str) -> None:
    result = office.run("send", "--text-file", office.text("Mời họp."), "--yes", *args)
    assert result.exit_code == status, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_slip_in_a_merge_field_is_told_with_its_place(office: Office) -> None:
    result = office.run("send", "--audience", "everyone", "--text-file", office.text("Gửi {hoten}"), "--yes")
    assert result.exit_code == 1
    assert "character 5 of the text: {hoten} is no merge field; perhaps {ho_ten}" in result.stderr


def test_there_is_no_notice_of_that_number(office: Office) -> None:
    result = office.run("notice", "7", "--json")
    assert (result.exit_code, result.stderr.strip()) == (1, "Error: there is no notice 7")


def test_a_chat_of_somebody_else_is_not_taken_from_them(office: Office) -> None:
    link = ("account", "link", "--channel", "zalo", "--chat", "9")
    assert office.run(*link, "CB001").exit_code == 0
    assert office.run(*link, "CB001").exit_code == 0
    refused = office.run(*link, "CB002")
    assert refused.exit_code == 1
    assert "belongs to somebody else" in refused.stderr
    assert office.run(*link, "CB999").exit_code == 1
    assert len(office.rows("select 1 from consent where withdrawn_at is null")) == 2


def test_a_notice_for_later_is_frozen_and_waits(office: Office) -> None:
    office.reads("account", "link", "CB001", "--channel", "telegram", "--chat", "777")
    text = office.text("Mời họp.")
    office.reads("send", "--audience", "codes=CB001", "--text-file", text, "--at", "2125-06-03T08:00", "--yes")
    told = office.reads("notice", "1")
    assert (told["state"], told["send_at"]) == ("scheduled", "2125-06-03T08:00:00+07:00")
