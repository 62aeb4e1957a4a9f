"""Words about the hours of all lecturers, and the number of periods the centre sets for a session."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.lecturer_own import counting, hours, month, named
from rules.dates import vietnamese
from rules.hours import MOST_PERIODS, Sheet, total

TITLE = "Giờ giảng"
SET = "Số tiết một buổi"
NO_NUMBER = "Không đặt"
MORE = "Xem tiếp"
BAD_NUMBER = f"Xin nhắn một số từ 1 đến {MOST_PERIODS}, hoặc chọn không đặt."


def heading(first: date, until: date, every: Sequence[Sheet]) -> str:
    """The month and the sum of all."""
    if not every:
        return f"Giờ giảng {month(first)}: chưa có buổi nào trong lịch các lớp của Trung tâm."
    held = hours(total(each.held for each in every))
    return f"Giờ giảng {month(first)}, các lớp của Trung tâm, đến hết {vietnamese(until)}: {held}."


def listing(head: str, shown: Sequence[Sheet], begin: int, per_session: int | None) -> str:
    """A page of the lecturers with their hours of a month."""
    lines = [f"{n}. {named(each.name)}: {_whole(each)}" for n, each in enumerate(shown, begin + 1)]
    return "\n".join([head, *lines, *([counting(per_session)] if lines else [])])


def _whole(sheet: Sheet) -> str:
    ahead = f"; còn {sheet.ahead.sessions} buổi" if sheet.ahead.sessions else ""
    return f"{hours(sheet.held)}{ahead}"


def ask_number(now: int | None) -> str:
    """What the number is for, and what it is."""
    present = (
        f"Hiện nay: {now} tiết." if now else "Hiện nay chưa đặt: buổi không ghi số tiết chỉ được tính là một buổi."
    )
    return f"Buổi học không ghi số tiết thì tính mấy tiết khi cộng giờ giảng?\n{present}"


def number_kept(now: int | None) -> str:
    if now is None:
        return "Đã ghi: không đặt số tiết chung; buổi không ghi số tiết chỉ được tính là một buổi."
    return f"Đã ghi: buổi không ghi số tiết được tính {now} tiết."
