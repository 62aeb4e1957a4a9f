"""What a database file says of itself, read without changing it: before deciding whether it may be opened at all."""

import sqlite3
from contextlib import closing
from pathlib import Path


def facts_of_file(path: Path) -> dict[str, str] | None:
    """The house facts of a SQLite file; None when it is no database of this program."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return dict(connection.execute("select name, value from house_fact"))
    except sqlite3.Error:
        return None
