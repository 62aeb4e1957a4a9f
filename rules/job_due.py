"""What to do of a job that fell due: run it, run it late, or pass it by; and when to try again what failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from rules.job_times import When

LATE_AFTER = timedelta(minutes=2)
"""A run that begins later than this after it was due is a late one."""
TRY_AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""How long after a failed try the next one comes; after the last of them staff are told."""
MOST_COUNTED = 1000
"""Missed instants that are counted; more are as good as that."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last instant at which a job fell due."""

    at: datetime
    missed: int
    """How many before it passed without a run, since the last that did not."""


def due_now(when: When, now: datetime, since: datetime | None, valid_from: datetime | None) -> Due | None:
    """What a job owes at an instant; None where it owes nothing.

    `since` is the last instant of it that was seen to, `valid_from` when its hour was last changed or it was switched
    on: what fell due before that is owed no more. Of several instants that passed only the last is owed.
    """
    at = when.latest(now)
    if at is None or (valid_from is not None and at <= valid_from):
        return None
    if since is None or since >= at:
        return Due(at, 0)
    begin = since if valid_from is None else max(since, valid_from)
    return Due(at, max(0, sum(1 for _ in islice(when.between(begin, at), MOST_COUNTED)) - 1))


def is_of_use(due: datetime, now: datetime, useful_for: timedelta | None) -> bool:
    """Whether a run is still of use at an instant."""
    return useful_for is None or now - due <= useful_for


def is_late(due: datetime, begun: datetime) -> bool:
    """Whether a run that began then began late."""
    return begun - due > LATE_AFTER


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many failed tries; None after the last."""
    return now + TRY_AGAIN_AFTER[tries - 1] if 1 <= tries <= len(TRY_AGAIN_AFTER) else None
