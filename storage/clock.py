"""Instants as they are stored: whole milliseconds since 1970, UTC."""

import time
from datetime import UTC, datetime


def now_ms() -> int:
    """The machine's clock."""
    return time.time_ns() // 1_000_000


def to_ms(instant: datetime) -> int:
    """An aware datetime as stored."""
    return round(instant.timestamp() * 1000)


def from_ms(stored: int) -> datetime:
    """A stored instant as an aware datetime in UTC."""
    return datetime.fromtimestamp(stored / 1000, UTC)
