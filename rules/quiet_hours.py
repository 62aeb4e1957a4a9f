"""Quiet hours: what can wait is held back until they are over."""

from datetime import datetime, time, timedelta


def waking(at: datetime, hours: str) -> datetime:
    """The instant itself, or the end of the quiet hours (`20:30-06:30`) that it falls into.

    Hours may run over midnight; the end is no longer quiet. Empty hours, or equal ends, mean that it is never quiet.
    """
    if not hours:
        return at
    begin, end = (time.fromisoformat(part) for part in hours.split("-"))
    now = at.time()
    over_midnight = begin > end
    if not (now >= begin or now < end if over_midnight else begin <= now < end):
        return at
    day = at.date() + timedelta(days=over_midnight and now >= begin)
    return datetime.combine(day, end, at.tzinfo)
