"""The demonstration's clock: begins on Monday 2/6/2025 at 7:00, runs at the speed of the real one, and can be moved."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from storage.clock import from_ms, now_ms, to_ms
from storage.database import Database, Transaction
from storage.house_facts import house_fact, keep_house_fact

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2025, 6, 2, 7, 0, tzinfo=ZONE)

_FACT = "demo_clock"
"""How far the demonstration's time is from the machine's, in milliseconds; negative for the past."""
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "w": "weeks"}


class DemoClock:
    """A clock for the house: call it for the present instant of the demonstration."""

    def __init__(self, db: Database, offset: int) -> None:
        self._db = db
        self._offset = offset
        self._stood: datetime | None = None

    def __call__(self) -> datetime:
        return self._stood or from_ms(now_ms() + self._offset).astimezone(ZONE)

    @contextmanager
    def standing(self, at: datetime) -> Iterator[Callable[[datetime], None]]:
        """Let the clock stand at an instant, and at each that is told to what this gives, until the block is left."""

        def stand(at: datetime) -> None:
            self._stood = at.astimezone(ZONE)

        stand(at)
        try:
            yield stand
        finally:
            self._stood = None

    async def refresh(self) -> None:
        """Take over a move that another process made."""
        self._offset = await _offset(self._db)


async def demo_clock(db: Database) -> DemoClock:
    """The clock of a demonstration's database, where it stands now. Raises LookupError for any other database."""
    return DemoClock(db, await _offset(db))


async def start_clock(tx: Transaction, machine_now: int) -> None:
    """Set the clock to its beginning; `machine_now` in milliseconds."""
    await keep_house_fact(tx, _FACT, str(to_ms(START) - machine_now))


async def move_clock(tx: Transaction, by: timedelta) -> None:
    """Move the clock on, or back. Running processes take it over with their next `refresh`."""
    moved = await _offset(tx) + round(by.total_seconds() * 1000)
    await keep_house_fact(tx, _FACT, str(moved))


def shift_of(text: str) -> timedelta:
    """The shift that `+1d`, `-2h`, `+30m`, `1w` say. Raises ValueError with a sentence for anything else."""
    found = re.fullmatch(r"([+-]?)(\d{1,4})([dhmw])", text.strip())
    if found is None:
        raise ValueError(f"'{text}' is not a shift such as +1d, -2h, +30m or +1w")
    sign = -1 if found[1] == "-" else 1
    return timedelta(**{_UNITS[found[3]]: sign * int(found[2])})


async def _offset(db: Database | Transaction) -> int:
    kept = await house_fact(db, _FACT)
    if kept is None:
        raise LookupError("this database has no demonstration clock")
    return int(kept)
