"""A timetable as a calendar file (RFC 5545), which phones and mail programs take: the same session, the same event."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from rules.classes import Part, Session
from rules.text import fold

ZONE = "Asia/Ho_Chi_Minh"
_OCTETS = 75
"""The longest line, without its end (RFC 5545, 3.1)."""
_PARTS = {Part.SANG: ("sang", range(12)), Part.CHIEU: ("chieu", range(12, 17)), Part.TOI: ("toi", range(17, 24))}
_NAMES = {Part.SANG: "Sáng", Part.CHIEU: "Chiều", Part.TOI: "Tối"}
_HOUR = re.compile(r"(\d{1,2}) ?(?:gio|[:hg]) ?(\d{2})?")
_HEAD = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cadrebot//timetable//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    "BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:STANDARD", "DTSTART:19750613T000000", "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip
"""Vietnam keeps one offset the whole year."""


@dataclass(frozen=True, slots=True)
class Event:
    """A session as it is written into a calendar."""

    session: Session
    class_name: str
    hours: str = ""
    """The hours of the class as people are told of them ("Sáng 07 giờ 30, chiều 13 giờ 30"); empty when not set."""
    place: str = ""
    """Where the class is held, for a session without a room."""
    cancelled: bool = False
    """The session, or the class as a whole."""


def calendar(events: Iterable[Event], now: datetime) -> bytes:
    """The file. `now` is aware. A session keeps its UID, and its SEQUENCE grows with each change of it."""
    lines = (*_HEAD, *(line for each in events for line in _event(each, now)), "END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(event: Event, now: datetime) -> Iterator[str]:
    session = event.session
    yield "BEGIN:VEVENT"
    yield f"UID:session-{session.id}@cadrebot"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{session.version - 1}"
    yield from _when(event)
    yield f"SUMMARY:{_escaped(f'{_NAMES[session.part]}: {session.topic} ({event.class_name})')}"
    where = ", ".join(filter(None, (session.room, event.place if event.place != session.room else "")))
    if where:
        yield f"LOCATION:{_escaped(where)}"
    if session.lecturer:
        yield f"DESCRIPTION:{_escaped(f'Giảng viên: {session.lecturer}')}"
    yield f"STATUS:{'CANCELLED' if event.cancelled or session.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _when(event: Event) -> Iterator[str]:
    """The hour where the class's hours name it; else the whole day, since no hour is assumed."""
    found = hours_of(event.hours, event.session.part)
    if found is None:
        yield f"DTSTART;VALUE=DATE:{event.session.day:%Y%m%d}"
        return
    for name, hour in zip(("DTSTART", "DTEND"), found, strict=True):
        if hour is not None:
            yield f"{name};TZID={ZONE}:{datetime.combine(event.session.day, hour):%Y%m%dT%H%M%S}"


def hours_of(text: str, part: Part) -> tuple[time, time | None] | None:
    """When a part of the day begins and, where it is said, ends, by the hours of a class as they are written.

    Those behind the name of the part ("chiều 13 giờ 30 - 17 giờ"), else the first that lie in that part of the day.
    """
    words = fold(text)
    word, day = _PARTS[part]
    found = [hour for match in _HOUR.finditer(_behind(words, word)) if (hour := _time(match)) is not None]
    if not re.search(rf"\b{word}\b", words):
        found = [hour for hour in found if hour.hour in day]
    if not found:
        return None
    end = found[1] if len(found) > 1 and found[1] > found[0] else None
    return found[0], end


def _behind(words: str, word: str) -> str:
    """What stands between the name of a part and the next one; all of it where the part is not named."""
    named = re.search(rf"\b{word}\b", words)
    if named is None:
        return words
    rest = words[named.end() :]
    following = re.search(r"\b(sang|chieu|toi)\b", rest)
    return rest[: following.start()] if following else rest


def _time(match: re.Match[str]) -> time | None:
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11)."""
    plain = re.sub("[\x00-\x09\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, no letter torn apart; each but the first begins with a space."""
    part, room = "", _OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", _OCTETS - 1
        part += letter
        room -= size
    yield part
