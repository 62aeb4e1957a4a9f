"""By when a request about personal data is answered and carried out (Nghị định 356/2025/NĐ-CP).

The answer within two working days, the carrying out within fifteen days, one extension of at most fifteen more. What
the decree sets for erasing lies between ten and twenty days; the shorter term of withdrawing and restricting is kept.
"""

from datetime import date, timedelta

from rules.holidays import Holidays

ANSWER_WORKING_DAYS = 2
CARRY_OUT_DAYS = 15
EXTENSION_DAYS = 15
_SATURDAY = 5


def answer_by(asked: date, holidays: Holidays) -> date:
    """The last day for an answer: two working days after the day on which it was asked."""
    day, left = asked, ANSWER_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= _works(day, holidays)
    return day


def due_on(asked: date) -> date:
    """The last day for carrying it out."""
    return asked + timedelta(days=CARRY_OUT_DAYS)


def extended(due: date) -> date:
    """The last day after the one extension."""
    return due + timedelta(days=EXTENSION_DAYS)


def _works(day: date, holidays: Holidays) -> bool:
    return day.weekday() < _SATURDAY and not holidays.on(day)
