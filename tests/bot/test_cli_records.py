"""`cadrebot records` at the terminal: what does not go together, in lines or as JSON, and nothing changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot.test_cli import Terminal, terminal

__all__ = ["terminal"]


def test_what_does_not_go_together_is_listed_as_json_alone(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.reads("records") == []
    [file] = tmp_path.glob("*.db")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("update credential set issued = '2099' where cadre_id = (select id from cadre where code = 'CB001')")
    [found] = terminal.reads("records")
    assert found["kind"] == "wrong_date"
    assert "2099" in found["said"]
    assert found["mends"] is True
    assert "Ngày văn bằng không hợp lý: " in terminal.run("records").output
