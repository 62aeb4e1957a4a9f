"""When people are reminded of a day of their class: the evening before, and of its first day three days ahead too."""

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.calendar_file import hours_of
from rules.classes import Part
from rules.holidays import Holidays
from rules.materials import Material
from rules.text import fold

EVENING = time(17)
FIRST_AHEAD = 3
"""Days before the first day of a class."""
LONGEST_AHEAD = timedelta(days=FIRST_AHEAD + 21)
"""The longest holidays may lie between a reminder and its day."""
AFTER_CHANGE = timedelta(hours=1)
"""How long a change that was told stands for a reminder."""
_USUAL_BEGIN = {Part.SANG: time(7), Part.CHIEU: time(13), Part.TOI: time(18)}
_LESSON = re.compile(r"(?:bai|chuyen de) (?:so )?(\d{1,2})\b")


class ReminderKind(StrEnum):
    """What of a day somebody is reminded of."""

    FIRST = "first"
    """That the class begins, three days ahead."""
    EVE = "eve"


def begins_at(day: date, part: Part, hours: str, like: datetime) -> datetime:
    """When a session begins: by the hours of its class, or as usual where they do not tell."""
    found = hours_of(hours, part)
    return datetime.combine(day, found[0] if found else _USUAL_BEGIN[part], like.tzinfo)


def evening_before(day: date, days: int, holidays: Holidays) -> date:
    """So many days before a day, or the last day before that which is no holiday; weekends are days as any other."""
    found = day - timedelta(days=days)
    while holidays.on(found):
        found -= timedelta(days=1)
    return found


def reminder_due(
    begins: datetime, is_first_day: bool, now: datetime, holidays: Holidays
) -> tuple[ReminderKind, datetime] | None:
    """What a session that begins at an instant calls for now, and since when; None where it calls for nothing.

    Nothing on a holiday, unless the session itself is on it. Quiet hours are the caller's to keep.
    """
    day, today = begins.date(), now.date()
    eve = evening_before(day, 1, holidays)
    since = datetime.combine(eve, EVENING, now.tzinfo)
    if since <= now < begins:
        return None if holidays.on(today) and today != day else (ReminderKind.EVE, since)
    ahead = evening_before(day, FIRST_AHEAD, holidays)
    if is_first_day and ahead < eve and today == ahead and now.time() >= EVENING:
        return ReminderKind.FIRST, datetime.combine(ahead, EVENING, now.tzinfo)
    return None


def last_day_due(now: datetime, holidays: Holidays) -> date:
    """The last day of which a session may call for anything now: so far one has to look."""
    today, is_evening = now.date(), now.time() >= EVENING
    ahead = (today + timedelta(days=days) for days in range(1, LONGEST_AHEAD.days + 1))
    return max((day for day in ahead if _may_be_due(day, today, is_evening, holidays)), default=today)


def _may_be_due(day: date, today: date, is_evening: bool, holidays: Holidays) -> bool:
    eve = evening_before(day, 1, holidays)
    return eve < today or (is_evening and today in (eve, evening_before(day, FIRST_AHEAD, holidays)))


def waits_for_change(now: datetime, since: datetime, told_at: datetime | None, is_told: bool) -> bool:
    """Whether a reminder waits: people were told of a change within the hour, or are about to be.

    `since`: when it fell due. What nobody tells of within an hour after that holds it up no longer.
    """
    if told_at is not None and now - told_at < AFTER_CHANGE:
        return True
    return not is_told and now - since < AFTER_CHANGE


def is_for_session(material: Material, session_id: str, topic: str) -> bool:
    """Whether a material of the class or the course belongs to a session: it says so, or has the lesson of its topic.

    The topic names its lesson at its beginning: "Bài 3: ...", "Chuyên đề 3. ...".
    """
    if material.session_id is not None:
        return material.session_id == session_id
    named = _LESSON.match(fold(topic))
    return named is not None and material.lesson == int(named[1])
