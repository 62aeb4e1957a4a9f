"""Which backups are kept: the last days, then one a week, then one a month."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many days, weeks and months have a backup of their own. At least the newest of all is kept."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 6


def kept(made: Iterable[datetime], keeping: Keeping) -> set[datetime]:
    """Of backups made at these instants those to keep: the newest of each of the last days, weeks and months.

    Counted are days, weeks (ISO, from Monday) and months that have a backup, so that a machine that was off for a
    month does not lose the old ones while there are no new ones.
    """
    newest_first = sorted(made, reverse=True)
    return {
        *newest_first[:1],
        *_newest_of_each(newest_first, keeping.daily, lambda at: at.date()),
        *_newest_of_each(newest_first, keeping.weekly, lambda at: at.isocalendar()[:2]),
        *_newest_of_each(newest_first, keeping.monthly, lambda at: (at.year, at.month)),
    }


def _newest_of_each(newest_first: list[datetime], count: int, span: Callable[[datetime], object]) -> list[datetime]:
    found: dict[object, datetime] = {}
    for at in newest_first:
        found.setdefault(span(at), at)
    return list(found.values())[:count]
