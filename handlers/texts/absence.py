"""Words for somebody who cannot come to a session, and for those who are told of it."""

import re
from datetime import date

from handlers.texts.classes import PARTS, day
from storage.attendance import Held

SEND = "Gửi"
MORE = "Xem tiếp"
MINE = "Lịch học của tôi"

NO_SESSION = "Không thấy buổi học nào của đồng chí vào lúc đó, nên chưa báo vắng. Xin xem lịch học."
NONE_COMING = "Đồng chí không có buổi học nào trong 14 ngày tới, nên không cần báo vắng."
WHICH = "Đồng chí xin vắng buổi nào?"
WHY = "Xin cho biết lý do vắng, ví dụ: họp đột xuất."
TOO_LONG = "Lý do dài quá. Xin viết trong một câu, không quá 150 chữ cái."
PRESS_SEND = "Xin chọn “Gửi” để báo vắng, hoặc “Thôi”."
OVER = "Buổi học này đã qua, đã hủy hoặc đã điểm danh, nên không báo vắng được nữa. Xin liên hệ Trung tâm."
ALREADY = "Đồng chí đã báo vắng buổi này với đúng lý do đó; Trung tâm đã nhận."

REASON = re.compile(r"\b(?:vì|do|lý do(?: là)?|tại|bận)\b:?\s*(.+)$", re.IGNORECASE)
"""Where a reason begins in a sentence."""


def reason_in(text: str) -> str:
    """The reason that a sentence names ("xin vắng sáng mai vì họp": "họp"); empty where it names none."""
    found = REASON.search(text)
    if found is None:
        return ""
    return found[0] if found[0].lower().startswith("bận") else found[1]


def label(held: Held) -> str:
    return f"{PARTS[held.session.part].capitalize()} {held.session.day:%d/%m}, {held.class_code}"


def session_name(held: Held, today: date) -> str:
    return f"{PARTS[held.session.part]} {day(held.session.day, today)}, lớp {held.class_name}"


def check(held: Held, reason: str, today: date) -> str:
    """What will be sent, and who will see it."""
    return (
        f"Xin vắng buổi {session_name(held, today)}.\nLý do: {reason}\n\n"
        "Người được xem: cán bộ phụ trách của đơn vị, cán bộ Trung tâm và giảng viên của buổi học. "
        "Đây là báo trước; có phép hay không do Trung tâm ghi khi điểm danh."
    )


def sent(held: Held, officers: int, today: date) -> str:
    """What was done with it."""
    unit = " và cán bộ phụ trách của đơn vị" if officers else ""
    return f"Đã báo vắng buổi {session_name(held, today)}. Trung tâm{unit} đã được báo."


def told(name: str, unit: str, held: Held, reason: str, today: date) -> str:
    """What officers, staff and the lecturer read."""
    return f"{name} ({unit}) xin vắng buổi {session_name(held, today)}.\nLý do: {reason}"
