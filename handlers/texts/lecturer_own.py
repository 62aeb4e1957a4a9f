"""Words to a lecturer about their own sessions and hours."""

from collections.abc import Container, Sequence
from datetime import date

from handlers.texts import shortened
from handlers.texts.classes import PARTS, day
from rules.classes import Session
from rules.dates import vietnamese
from rules.hours import Hours, Sheet, Taught
from rules.swaps import Swap, SwapState
from storage.lecturer_sessions import OwnSession

MORE = "Xem tiếp"
THIS_WEEK, THIS_MONTH = "Tuần này", "Tháng này"
ROLL = "Điểm danh"
MATERIALS = "Tài liệu của lớp"
SEND_MATERIAL = "Gửi tài liệu"
ASK_SWAP = "Xin đổi người dạy"
MY_SWAPS = "Buổi đang xin đổi"
MY_HOURS = "Giờ giảng của tôi"
MY_SESSIONS = "Lịch giảng của tôi"
BEFORE, AFTER = "Tháng trước", "Tháng sau"
FILE = "Tệp Excel"
NO_RECORD = (
    "Tài khoản này có vai trò giảng viên nhưng chưa gắn với tên nào trong danh sách giảng viên. Xin Trung tâm gắn giúp."
)
NOT_YOURS = "Buổi này không còn trong lịch giảng của đồng chí. Xin mở lại lịch giảng để xem."
UNITS_SHOWN = 6
_TAUGHT_SHOWN = 8


def session_label(own: OwnSession) -> str:
    """A session as an option."""
    return f"{PARTS[own.session.part].capitalize()} {own.session.day:%d/%m}, {own.class_code}"


def mine(first: date, last: date, found: Sequence[OwnSession]) -> str:
    """The first line of one's sessions, with how many there are."""
    held = sum(not each.session.cancelled for each in found)
    if first == last:
        return f"Lịch giảng của đồng chí ngày {vietnamese(first)} ({held} buổi):"
    return f"Lịch giảng của đồng chí từ {first:%d/%m} đến {vietnamese(last)} ({held} buổi):"


def nothing(first: date, last: date, following: date | None) -> str:
    """No session in a time, and when the next one is."""
    span = f"Ngày {vietnamese(first)}" if first == last else f"Từ {first:%d/%m} đến {vietnamese(last)}"
    then = f" Buổi gần nhất: {vietnamese(following)}." if following else ""
    return f"{span} đồng chí không có buổi giảng nào trong lịch.{then}"


def listing(head: str, shown: Sequence[OwnSession], asked: Container[str], today: date) -> str:
    """A page of one's sessions, numbered as their buttons are."""
    return "\n".join([head, *(f"{n}. {_line(each, asked, today)}" for n, each in enumerate(shown, 1))])


def _line(own: OwnSession, asked: Container[str], today: date) -> str:
    session = own.session
    mark = " (đã hủy)" if session.cancelled else " (đang xin đổi)" if session.id in asked else ""
    topic = f": {session.topic}" if session.topic else ""
    return f"{when(session, today)}{mark}\n{own.class_code}, {own.learners} học viên{topic}"


def when(session: Session, today: date) -> str:
    """The time and the room."""
    return ", ".join(filter(None, (f"{PARTS[session.part]} {day(session.day, today)}", session.room)))


def card(own: OwnSession, units: Sequence[tuple[str, int]], asked: Swap | None, today: date) -> str:
    """One session with its class."""
    session = own.session
    lines = [
        f"{own.class_name} ({own.class_code})",
        f"Buổi {when(session, today)}{' (đã hủy)' if session.cancelled else ''}",
        f"Chuyên đề: {session.topic or 'chưa ghi'}",
        f"Số tiết: {session.periods or 'chưa ghi'}",
        f"Học viên: {own.learners}{_units(units)}",
    ]
    if asked is not None:
        lines.append(waiting_for(asked))
    return "\n".join(lines)


def _units(units: Sequence[tuple[str, int]]) -> str:
    if not units:
        return ""
    told = "; ".join(f"{name} {people}" for name, people in units[:UNITS_SHOWN])
    rest = len(units) - UNITS_SHOWN
    return f", gồm {told}{f'; và {rest} đơn vị khác' if rest > 0 else ''}"


def waiting_for(swap: Swap) -> str:
    """Whose word a swap still waits for."""
    if swap.state is SwapState.ASKED and swap.other is not None:
        return f"Đang xin đổi người dạy: chờ đồng chí {swap.other.name} trả lời."
    agreed = f"đồng chí {swap.other.name} đã nhận; " if swap.other is not None else ""
    return f"Đang xin đổi người dạy: {agreed}chờ Trung tâm trả lời."


def hours(hours_: Hours) -> str:
    """Sessions and periods in a breath; what nobody wrote down is said."""
    if not hours_.sessions:
        return "0 buổi"
    if hours_.periods is None:
        return f"{hours_.sessions} buổi, chưa ghi số tiết"
    rest = f" ({hours_.without} buổi chưa ghi số tiết)" if hours_.without else ""
    return f"{hours_.sessions} buổi, {hours_.periods} tiết{rest}"


def counting(per_session: int | None) -> str:
    """By which number sessions count that say nothing."""
    if per_session is None:
        return "Số tiết lấy theo lịch học của từng buổi; Trung tâm chưa đặt số tiết chung cho một buổi."
    return f"Buổi không ghi số tiết được tính {per_session} tiết theo mức Trung tâm đặt."


def month(first: date) -> str:
    return f"tháng {first.month}/{first.year}"


def own_hours(sheet: Sheet, first: date, until: date, per_session: int | None) -> str:
    """One's hours of a month to a day, the sessions below."""
    lines = [f"Giờ giảng của đồng chí, {month(first)}:", f"Đến hết {vietnamese(until)}: {hours(sheet.held)}."]
    if sheet.ahead.sessions:
        lines.append(f"Còn trong lịch: {hours(sheet.ahead)}.")
    told = [f"- {_taught(each)}" for each in sheet.taught]
    lines += shortened.lines(told, _TAUGHT_SHOWN, "... và {} buổi nữa")
    return "\n".join([*lines, counting(per_session)])


def _taught(taught: Taught) -> str:
    session = taught.session
    periods = f", {session.periods} tiết" if session.periods else ""
    return f"{PARTS[session.part]} {session.day:%d/%m}, {taught.class_code}{periods}"


TOTAL, UNWRITTEN = "Cộng", "chưa ghi"


def named(name: str) -> str:
    """A lecturer in a table of hours; sessions that name nobody are a line too."""
    return name or "(buổi chưa ghi giảng viên)"


def dated(first: date, until: date) -> str:
    return f"Các buổi đã giảng từ ngày {vietnamese(first)} đến ngày {vietnamese(until)}, theo lịch học."


def file_name(first: date, code: str = "") -> str:
    """`gio-giang-2025-06.xlsx`, `gio-giang-2025-06-GV01.xlsx`."""
    return f"gio-giang-{first:%Y-%m}{f'-{code}' if code else ''}.xlsx"


def file_sent(first: date) -> str:
    return f"Bảng kê giờ giảng {month(first)}. Số trong tệp là các buổi đã giảng đến hôm nay."
