"""Words to lecturers about what changed in their timetable without them."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.lecturer_own import when
from handlers.texts.session_news import line
from rules.classes import Session, TrainingClass
from storage.timetables import Change


def changed(lines: Sequence[str]) -> str:
    """All that changed for one lecturer."""
    return "\n".join(["Lịch giảng của đồng chí thay đổi:", *(f"- {each}" for each in lines)])


def moved(change: Change, today: date) -> str:
    """A session that stays theirs."""
    return f"Lớp {change.class_name}. {line(change, today)}"


def taken_over(change: Change, today: date) -> str:
    """A session that is theirs now."""
    return put_on(change.class_name, [change.now], today)


def put_on(class_name: str, sessions: Sequence[Session], today: date) -> str:
    """Sessions of a class, in their order, that are theirs now: one in full, of several the first and the last."""
    first, last = sessions[0], sessions[-1]
    if len(sessions) == 1:
        topic = f" ({first.topic})" if first.topic else ""
        return f"Lớp {class_name}. Đồng chí được xếp giảng buổi {when(first, today)}{topic}."
    return (
        f"Lớp {class_name}. Đồng chí được xếp giảng {len(sessions)} buổi, từ buổi {when(first, today)} "
        f"đến buổi {when(last, today)}."
    )


def given_away(change: Change, today: date) -> str:
    """A session that was theirs."""
    return f"Lớp {change.class_name}. Buổi {when(change.told, today)} không còn do đồng chí giảng."


def class_off(training: TrainingClass, sessions: int, why: str) -> str:
    """A class that was cancelled, to one of its lecturers."""
    reason = f" Lý do: {why}." if why else ""
    return (
        f"Lớp {training.name} ({training.code}) không học nữa.{reason}\n"
        f"{sessions} buổi của đồng chí trong lớp này đã bỏ khỏi lịch giảng."
    )
