"""Commands that count or plan, where the settings name several centres."""

import sqlite3
from pathlib import Path

import pytest

from tests.bot.test_cli import Terminal, terminal
from tests.handlers.several import AN_TRUONG_TEXT

__all__ = ["terminal"]


@pytest.fixture(autouse=True)
def settings(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "an-truong.toml").write_text(AN_TRUONG_TEXT, encoding="utf-8")
    (tmp_path / "config.toml").write_text(
        '[[centres]]\nunit = "xã An Trường"\npolicies = ["./an-truong.toml", "qd57", "qd350"]\n'
        '[[centres]]\nunit = "xa-tan-an"\n',
        encoding="utf-8",
    )


def figure(terminal: Terminal, id: str, *options: str) -> dict[str, tuple[str, str]]:
    told = [each for each in terminal.reads("targets", *options) if each["id"] == id]
    return {each["centre"]: (each["level"], each["share_exact"]) for each in told}


def test_targets_tells_of_each_centre_by_its_own_policy(terminal: Terminal) -> None:
    every = figure(terminal, "bch_xa")
    assert every == {
        "rest": ("trung_cap", "0/0"), "xã An Trường": ("cao_cap", "0/1"), "xã Tân An": ("trung_cap", "1/1")
    }  # fmt: skip
    assert figure(terminal, "bch_xa", "--centre", "xa-an-truong") == {"xã An Trường": ("cao_cap", "0/1")}
    assert figure(terminal, "bch_xa", "--centre", "rest") == {"rest": ("trung_cap", "0/0")}
    assert terminal.run("targets").stdout.startswith("rest:\n")


def test_a_unit_is_told_of_by_the_policy_of_its_centre(terminal: Terminal) -> None:
    assert figure(terminal, "bch_xa", "--unit", "xã An Trường") == {"xã An Trường": ("cao_cap", "0/1")}
    assert set(figure(terminal, "bch_xa", "--unit", "huyen-cang-long")) == {"rest", "xã An Trường", "xã Tân An"}
    assert terminal.reads("show", "CB001")["required"] == "cao_cap"


def test_a_unit_that_is_no_centre_is_refused_with_those_that_are(terminal: Terminal) -> None:
    said = terminal.refused("targets", "--centre", "xã Bình Phú")
    assert said == "Error: xã Bình Phú is not the top unit of a centre; these are: xã An Trường, xã Tân An"


def test_what_is_of_one_policy_asks_for_one_centre(terminal: Terminal) -> None:
    said = "each centre has a policy of its own; name one with --centre: xã An Trường, xã Tân An, rest"
    assert said in terminal.refused("plan")
    assert said in terminal.refused("papers", "targets", "--out", "a.xlsx")
    assert terminal.reads("plan", "--centre", "xã An Trường")["needed"] == 2
    assert terminal.run("papers", "targets", "--out", "a.docx", "--unit", "xã An Trường").exit_code == 0
    assert terminal.run("papers", "period", "--out", "b.docx", "--centre", "xã Tân An").exit_code == 0


def test_all_centres_are_counted_anew_together(terminal: Terminal) -> None:
    assert terminal.reads("recount")["people"] == 11
    assert terminal.reads("recount", "--verify") == []
    assert terminal.reads("snapshots", "--centre", "xã An Trường") == []


def test_an_unknown_top_unit_stops_every_command_by_its_key(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[[centres]]\nunit = "xã Không Có"\n', encoding="utf-8")
    result = terminal.run("targets")
    assert (result.exit_code, result.stderr) == (2, "Error: centres.unit: 'xã Không Có': there is no such unit.\n")


def test_without_centres_there_is_none_to_name(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "config.toml").unlink()
    assert "the settings name no [[centres]]" in terminal.refused("targets", "--centre", "xã An Trường")
    assert "centre" not in terminal.reads("targets")[0]


def test_classes_and_lecturers_are_read_in_for_a_centre(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "lop.csv").write_text("Chương trình,Mã lớp\ncấp ủy viên cơ sở,CU-K1\n", encoding="utf-8")
    (tmp_path / "gv.csv").write_text("Họ và tên,Loại\nNgô Văn Minh,Cơ hữu\n", encoding="utf-8")
    for what, file in (("classes", "lop.csv"), ("lecturers", "gv.csv")):
        assert "not the top unit" in terminal.refused("import", what, file, "--yes", "--centre", "xã Bình Phú")
        assert terminal.run("import", what, file, "--yes", "--centre", "xã An Trường").exit_code == 0
    [database] = tmp_path.glob("*.db")
    with sqlite3.connect(database) as kept:
        assert kept.execute("select centre from training_class where code = 'CU-K1'").fetchall() == [("xa-an-truong",)]
        assert kept.execute("select centre from lecturer").fetchall() == [("xa-an-truong",)]
