"""Words that remind of a day of a class: when, where, what, and what to read for it."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.classes import PARTS, day
from rules.calendar_file import hours_of
from rules.materials import Material
from storage.session_reminders import Ahead

ABSENT = "Xin vắng một buổi"
SCHEDULE = "Lịch học của tôi"
MATERIALS = "Tài liệu của lớp"
_LONGEST_BODY = 300
"""A longer text is read under the button."""


def to_student(sessions: Sequence[Ahead], materials: Sequence[Material], today: date) -> str:
    """What somebody of the class must know of a day; the materials go with it."""
    first = sessions[0]
    head = "Nhắc khai giảng" if first.is_first_day else "Nhắc lịch học"
    lines = [f"{head} {day(first.session.day, today)}: lớp {first.class_name}."]
    lines += [_line(each, with_lecturer=True) for each in sessions]
    lines += [f"Ghi chú của lớp: {first.note}"] if first.note else []
    lines += ["Tài liệu kèm theo:", *_listed(materials)] if materials else []
    return "\n".join(lines)


def to_lecturer(sessions: Sequence[Ahead], students: int, today: date) -> str:
    """What the lecturer of a day must know."""
    first = sessions[0]
    lines = [f"Nhắc lịch giảng {day(first.session.day, today)}: lớp {first.class_name}."]
    lines += [_line(each, with_lecturer=False) for each in sessions]
    return "\n".join([*lines, f"Học viên: {students} người."])


def materials_only(first: Ahead, materials: Sequence[Material], today: date) -> str:
    """Materials that came after the reminder."""
    head = f"Tài liệu cho buổi học {day(first.session.day, today)}, lớp {first.class_name}:"
    return "\n".join([head, *_listed(materials)])


def _line(each: Ahead, with_lecturer: bool) -> str:
    session = each.session
    hours = hours_of(each.hours, session.part)
    when = f"{PARTS[session.part].capitalize()}{f' {hours[0]:%H} giờ {hours[0]:%M}' if hours else ''}"
    where = session.room or each.place
    topic = f": {session.topic}" if session.topic else ""
    lecturer = f" Giảng viên: {session.lecturer}." if with_lecturer and session.lecturer else ""
    return f"- {', '.join(filter(None, (when, where)))}{topic.rstrip('.')}.{lecturer}"


def _listed(materials: Sequence[Material]) -> list[str]:
    return [f"- {each.title}{_body(each)}" for each in materials]


def _body(material: Material) -> str:
    return f": {material.body}" if material.body and len(material.body) <= _LONGEST_BODY else ""
