"""Words about the hours of all lecturers, and the number of periods the centre sets for a session."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.lecturer_own import counting, hours, month, named
from rules.hours import MOST_PERIODS, Sheet, total

TITLE = "Giờ giảng"
SET = "Số tiết một buổi"
NO_NUMBER = "Không đặt"
MORE = "Xem tiếp"
BAD_NUMBER = f"Xin nhắn một số từ 1 đến {MOST_PERIODS}, hoặc chọn không đặt."


def listing(first: date, shown: Sequence[Sheet], begin: int, every: Sequence[Sheet], per_session: int | None) -> str:
    """A page of the lecturers with their hours of a month, and the sum of all."""
    if not every:
        return f"Giờ giảng {month(first)}: chưa có buổi nào trong lịch các lớp của Trung tâm."
    lines = [f"Giờ giảng {month(first)}, các lớp của Trung tâm. Đã giảng: {hours(total(s.held for s in every))}."]
    lines += [f"{n}. {named(each.name)}: {_whole(each)}" for n, each in enumerate(shown, begin + 1)]
    return "\n".join([*lines, counting(per_session)])


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
