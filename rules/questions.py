"""Questions that a person of the centre answers: until when that is promised, and when silence gives them back."""

from datetime import datetime, timedelta

from rules.office_hours import OfficeHours, after_minutes

SILENCE = timedelta(minutes=30)
"""After so long without a word from whoever took a question, or talks with its asker, it is anybody's again."""
MOST_OPEN = 5
"""Questions of one chat that may wait at the same time."""
_HOUR = timedelta(hours=1)


def promised(asked: datetime, hours_of_work: int, hours: OfficeHours) -> datetime:
    """The full hour before which an answer is promised: so many hours of office time after the question, rounded up."""
    due = after_minutes(asked, hours_of_work * 60, hours)
    full = due.replace(minute=0, second=0, microsecond=0)
    return full if full == due else full + _HOUR
