"""`cadrebot understand`: a line out for each line in, in order, whatever the lines are."""

import sqlite3
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from bot.cli.understand import answers
from tests.bot.test_cli import Terminal, terminal

__all__ = ["terminal"]

LINES = (
    '{"text": "Gửi tôi đề cương bài 4", "role": "cadre"}\n',
    "\n",
    "not JSON\n",
    '{"text": "chào em"}\n',
    '{"text": "chào", "role": "king"}\n',
    '["chào"]\n',
)


def _bytes(*lines: str) -> list[bytes]:
    return [line.encode() for line in lines]


def test_an_answer_tells_intent_confidence_slots_and_alternatives() -> None:
    (answer,) = answers(_bytes(LINES[0]))
    assert (answer["intent"], answer["slots"]) == ("materials", {"lesson": 4})
    assert set(answer) == {"intent", "confidence", "slots", "asks", "alternatives"}
    assert answer["alternatives"][0] == ["materials", answer["confidence"]]
    assert len(answer["alternatives"]) >= 3


def test_a_line_that_cannot_be_read_is_named_in_its_place() -> None:
    found = [answer.get("intent") or answer["error"].partition(":")[0] for answer in answers(_bytes(*LINES))]
    assert found == ["materials", "line 3", "greeting", "line 5", "line 6"]


def test_a_question_without_words_is_asked_back() -> None:
    (answer,) = answers(_bytes('{"text": " ?! "}'))
    assert answer["asks"]
    assert len(answer["alternatives"]) >= 3


@pytest.mark.parametrize(("lines", "status"), [(LINES[:1], 0), (LINES, 1)])
def test_the_exit_status_tells_whether_all_were_read(terminal: Terminal, lines: tuple[str, ...], status: int) -> None:
    ended = terminal.run("understand", says="".join(lines))
    assert ended.exit_code == status
    assert all(orjson.loads(line) for line in ended.stdout.splitlines())


def test_units_are_those_of_the_database_that_the_settings_name(terminal: Terminal) -> None:
    asked = '{"text": "phòng dân tộc tôn giáo đạt bao nhiêu phần trăm", "role": "leader"}'
    assert "unit" not in orjson.loads(terminal.run("understand", says=asked).stdout)["slots"]
    with closing(sqlite3.connect(Path("district.db"))) as connection:
        name = "Phòng Dân tộc - Tôn giáo"
        connection.execute(
            "insert into unit (id, name, folded, sort_key, tier, kind) values ('dt', ?, ?, ?, 'district', '')",
            (name, name, name),
        )
        connection.commit()
    assert orjson.loads(terminal.run("understand", says=asked).stdout)["slots"] == {"unit": name}


def test_short_forms_are_those_that_staff_added_to_that_database(terminal: Terminal) -> None:
    asked = '{"text": "cho xem lhtr"}'
    assert orjson.loads(terminal.run("understand", says=asked).stdout)["asks"]
    with closing(sqlite3.connect(Path("district.db"))) as connection:
        connection.execute(
            "insert into short_form (number, centre, typed, meanings, changed_by, changed_at, version)"
            " values (1, '', 'lhtr', '[\"lịch học tuần này\"]', 'nv01', 0, 1)"
        )
        connection.commit()
    assert orjson.loads(terminal.run("understand", says=asked).stdout)["intent"] == "my_schedule"


def test_without_a_database_none_is_made(terminal: Terminal) -> None:
    Path("district.db").unlink()
    assert terminal.run("understand", says=LINES[0]).exit_code == 0
    assert not Path("district.db").exists()
