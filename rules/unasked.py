"""How much people hear that they did not ask for and that is not of their own class: two messages in any week."""

from collections.abc import Iterable
from datetime import date, timedelta

A_WEEK = 2
"""Messages at most in any seven days."""
WEEK = timedelta(days=7)


def left_of_week(told_on: Iterable[date], today: date) -> int:
    """How many more somebody may hear today, by the days on which they heard of anything before; never below 0.

    Source: `docs/lich-tu-dong.md`, 1. A day that lies ahead, as after a clock was set back, counts too.
    """
    return max(0, A_WEEK - sum(day > today - WEEK for day in told_on))
