"""Words for a session that was moved or cancelled: from what to what."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.classes import PARTS, day
from rules.classes import Session
from storage.timetables import Change

SCHEDULE = "Lịch học của tôi"
BEG_AGAIN = "Lời xin vắng buổi cũ của đồng chí không còn; nếu bận buổi mới, xin báo vắng lại."


def changed(class_name: str, found: Sequence[Change], today: date) -> str:
    """All that changed in the timetable of one class."""
    return "\n".join([f"Lịch học thay đổi, lớp {class_name}:", *(f"- {line(each, today)}" for each in found)])


def line(change: Change, today: date) -> str:
    """One session from what to what."""
    before = f"Buổi {_when(change.told, today)} ({change.now.topic})"
    if change.now.cancelled:
        return f"{before}: hủy, không học."
    if change.told.cancelled:
        return f"{before}: học lại, {_whole(change.now, today)}."
    parts = []
    if (change.now.day, change.now.part) != (change.told.day, change.told.part):
        parts.append(f"chuyển sang {_when(change.now, today)}")
    parts += _moved("nơi học", change.told.room, change.now.room)
    parts += _moved("giảng viên", change.told.lecturer, change.now.lecturer)
    return f"{before}: {'; '.join(parts)}."


def _moved(what: str, before: str, after: str) -> list[str]:
    if before == after:
        return []
    return [f"{what} {before or 'chưa có'} đổi thành {after or 'chưa có'}"]


def _when(session: Session, today: date) -> str:
    return f"{PARTS[session.part]} {day(session.day, today)}"


def _whole(session: Session, today: date) -> str:
    return ", ".join(filter(None, (_when(session, today), session.room)))
