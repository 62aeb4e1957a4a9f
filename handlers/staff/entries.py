"""What a clerk types into a form, read into dates and names, with a sentence where it cannot be read."""

from datetime import date

from handlers.forms import Again
from handlers.texts import record_forms as asks
from rules.dates import PartialDate
from rules.roster.dates import parse_date
from rules.roster.problems import BadCell

LONGEST = 150
"""Characters of a title, an issuer, a name."""


def said(problem: BadCell) -> Again:
    """A problem as the reason to ask again."""
    return Again(f"{problem.what}. {problem.mend}.")


def past_date(text: str, today: date) -> PartialDate | Again:
    """A day, a month or a year that is not to come."""
    try:
        found = parse_date(text, today)
    except BadCell as problem:
        return said(problem)
    return Again(asks.IN_THE_FUTURE) if found.iso > today.isoformat() else found


def whole_day(text: str, today: date) -> date | Again:
    """A full day, past or to come."""
    try:
        found = parse_date(text, today)
    except BadCell as problem:
        return said(problem)
    return found.day or Again(asks.WHOLE_DAY)
