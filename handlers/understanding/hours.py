"""Hours of the day as people write them."""

import re

_HOURS = re.compile(
    r"(?:từ\s*)?(\d{1,2})(?:[:hg]|\s*giờ)?\s*(\d{2})?\s*(?:-|–|đến|tới|den|toi)\s*(\d{1,2})(?:[:hg]|\s*giờ)?\s*(\d{2})?",
    re.IGNORECASE,
)


def hours_in(text: str) -> str:
    """`20:30-06:30` from "20h30 đến 6h30", "từ 21 giờ tới 6 giờ", "20:30-06:30"; empty when it holds no such span."""
    found = _HOURS.fullmatch(text.strip().rstrip("."))
    if not found:
        return ""
    from_hour, from_minute, to_hour, to_minute = (int(part or 0) for part in found.groups())
    if max(from_hour, to_hour) > 23 or max(from_minute, to_minute) > 59:
        return ""
    begin, end = f"{from_hour:02}:{from_minute:02}", f"{to_hour:02}:{to_minute:02}"
    return f"{begin}-{end}" if begin != end else ""
