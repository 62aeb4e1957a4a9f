"""Words that remind of a day of a class: when, where, what, and what to read for it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from handlers.texts.classes import PARTS, day
from rules.calendar_file import hours_of
from rules.materials import Material
from storage.session_reminders import Ahead

ABSENT = "Xin vắng một buổi"
SCHEDULE = "Lịch học của tôi"
MATERIALS = "Tài liệu của lớp"
_LONGEST_BODY = 120
"""A longer text, or one of several lines, is read under the button."""


def to_student(sessions: Sequence[Ahead], materials: Sequence[Material], today: date) -> str:
    """What somebody of the class must know of a day; the materials go with it."""
    first = sessions[0]
    head = "Nhắc khai giảng" if first.is_first_day else "Nhắc lịch học"
    lines = [f"{head} {day(first.session.day, today)}: lớp {first.class_name}."]
    lines += _lines(sessions, with_lecturer=True)
    lines += [f"Ghi chú của lớp: {first.note}"] if first.note else []
    lines += ["Tài liệu kèm theo:", *_listed(materials)] if materials else []
    return "\n".join(lines)


def to_lecturer(sessions: Sequence[Ahead], students: int, today: date) -> str:
    """What the lecturer of a day must know."""
    first = sessions[0]
    lines = [f"Nhắc lịch giảng {day(first.session.day, today)}: lớp {first.class_name}."]
    lines += _lines(sessions, with_lecturer=False)
    return "\n".join([*lines, f"Học viên: {students} người."])


def materials_only(first: Ahead, materials: Sequence[Material], today: date) -> str:
    """Materials that came after the reminder."""
    head = f"Tài liệu cho buổi học {day(first.session.day, today)}, lớp {first.class_name}:"
    return "\n".join([head, *_listed(materials)])


def _lines(sessions: Sequence[Ahead], with_lecturer: bool) -> list[str]:
    """A line each; sessions of the day that go on with the same topic, in the same room, share one."""
    return [_line(list(some), with_lecturer) for _, some in groupby(sessions, key=_what)]


def _what(each: Ahead) -> tuple[str, str, str]:
    return each.session.topic, each.session.room or each.place, each.session.lecturer


def _line(sessions: Sequence[Ahead], with_lecturer: bool) -> str:
    topic, where, lecturer = _what(sessions[0])
    when = ", ".join(map(_when, sessions))
    place = ", ".join(filter(None, (when[0].upper() + when[1:], where)))
    about = f": {topic.rstrip('.')}" if topic else ""
    by = f" Giảng viên: {lecturer}." if with_lecturer and lecturer else ""
    return f"- {place}{about}.{by}"


def _when(each: Ahead) -> str:
    hours = hours_of(each.hours, each.session.part)
    return f"{PARTS[each.session.part]}{f' {hours[0]:%H} giờ {hours[0]:%M}' if hours else ''}"


def _listed(materials: Sequence[Material]) -> list[str]:
    return [f"- {each.title}{_body(each)}" for each in materials]


def _body(material: Material) -> str:
    body = material.body
    return f": {body}" if body and len(body) <= _LONGEST_BODY and "\n" not in body else ""
