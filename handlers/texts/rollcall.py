"""Words about roll calls: who is absent, what to type, warnings before the centre's limit."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.texts import shortened
from handlers.texts.classes import PARTS, day
from rules.attendance import MISSED, Limit, Missed, Nearness, Presence
from rules.classes import Session
from storage.attendance import Held, Mark
from storage.class_list import Student

ROLL = "Điểm danh"
SHEET = "Bảng điểm danh (Excel)"
DOCUMENT = "Danh sách ký (Word)"
OTHER_DAY = "Buổi hôm qua"

NO_SESSIONS = "Hôm nay không có buổi học nào để điểm danh."
NO_SESSIONS_BEFORE = "Hôm qua không có buổi học nào."
WHICH = "Điểm danh buổi nào?"
NOT_YOURS = "Buổi học này không còn, đã hủy, hoặc do người khác phụ trách."
NOT_YET = "Buổi học này chưa đến ngày nên chưa điểm danh được."
NOBODY = "Lớp này chưa có học viên nào."
UNREADABLE = "Trợ lý chưa đọc được. Xin nhắn số thứ tự người vắng, ví dụ: vắng 4 17. Lớp đủ thì nhắn: đủ."
UNREADABLE_SHEET = (
    "Tệp này không có cột “Số” hoặc “Mã” và cột của buổi học nào. Đề nghị dùng tệp “Bảng điểm danh”: "
    "ghi V cho người vắng, P cho người vắng có phép."
)
HANDED_OUT = "Bảng điểm danh của lớp: ghi V cho người vắng, P cho người vắng có phép, rồi gửi lại ở mục điểm danh."
DOCUMENT_HANDED_OUT = (
    "Danh sách ký của buổi học, để in. Xong buổi, nhắn số người vắng: “vắng 4 17”; lớp đủ thì nhắn “đủ”."
)
DOCUMENT_FOOT = "Số người có mặt: ......    Số người vắng: ......    Người điểm danh (ký, ghi rõ họ tên):"
PICTURE = (
    "Trợ lý chưa đọc được chữ trong ảnh. Xin nhắn số thứ tự người vắng, ví dụ: vắng 4 17; "
    "cũng có thể viết câu đó kèm theo ảnh."
)
BAD_LIMIT = (
    "Trợ lý chưa đọc được. Xin viết như: 20%, hoặc 3 buổi, hoặc 20% không phép (chỉ tính vắng không phép). "
    "Nhắn “bỏ giới hạn” để không đặt."
)
_PRESENCE = {Presence.EXCUSED: "có phép", Presence.ABSENT: "không phép", Presence.ANNOUNCED: "đã xin vắng"}
_SHOWN = 10


def session_name(held: Held, today: date) -> str:
    """One session: "SC-K2, sáng thứ Hai 02/06: Bài 3"."""
    return f"{held.class_code}, {PARTS[held.session.part]} {day(held.session.day, today)}: {held.session.topic}"


def label(held: Held) -> str:
    return f"{held.class_code}, {PARTS[held.session.part]} {held.session.day:%d/%m}"


def column(session: Session) -> str:
    """The heading of a session in the sheet."""
    return f"{session.day:%d/%m} {PARTS[session.part]}"


def how(held: Held, students: Sequence[Student], roll: Mapping[str, Mark], today: date) -> str:
    """What is known of the session's roll, and what to type."""
    called = {person: mark for person, mark in roll.items() if mark.presence is not Presence.ANNOUNCED}
    begged = [each for each in students if roll.get(each.person_id, Mark(Presence.PRESENT)).presence is _ANNOUNCED]
    lines = [f"Điểm danh {session_name(held, today)}", f"Lớp có {len(students)} học viên."]
    if begged:
        shown = "; ".join(f"{each.number} {each.name} ({roll[each.person_id].reason})" for each in begged[:_SHOWN])
        lines.append(f"Đã xin vắng: {shown}.")
    if called:
        lines.append(f"Đã điểm danh: {absent(students, {each: mark.presence for each, mark in called.items()})}")
        lines.append("Nhắn lại để sửa.")
    lines.append("Nhắn số người vắng: “vắng 4 17”, “vắng 4 có phép”; lớp đủ thì nhắn “đủ”.")
    return "\n".join(lines)


_ANNOUNCED = Presence.ANNOUNCED


def absent(students: Sequence[Student], marks: Mapping[str, Presence]) -> str:
    """Who is absent by the roll: "vắng 2: 4 Trần Văn Nhã (có phép), ..."."""
    missing = [each for each in students if marks.get(each.person_id) in MISSED]
    if not missing:
        return f"đủ {len(marks)}."
    names = [f"{each.number} {each.name} ({_PRESENCE[marks[each.person_id]]})" for each in missing]
    who = shortened.row(names, _SHOWN, "{} người khác")
    return f"có mặt {len(marks) - len(missing)}/{len(marks)}, vắng {len(missing)}: {who}."


def called_meanwhile(held: Held, students: Sequence[Student], roll: Mapping[str, Mark], today: date) -> str:
    """Somebody else called the roll since it was seen here; nothing was written."""
    called = {person: mark.presence for person, mark in roll.items() if mark.presence is not _ANNOUNCED}
    return (
        f"Chưa ghi gì: người khác vừa điểm danh {session_name(held, today)}, {absent(students, called)}\n"
        "Vẫn cần sửa thì nhắn lại."
    )


def nobodys(numbers: Sequence[int]) -> str:
    """Numbers that nobody of the class has."""
    return f"Không có trong danh sách lớp: số {', '.join(map(str, numbers[:20]))}."


def kept(held: Held, said: str, unknown: Sequence[int], warned: Sequence[str], today: date) -> str:
    """What the roll says now. A number that is nobody's is told; nothing was done for it."""
    lines = [f"Đã điểm danh {session_name(held, today)}", f"{said[:1].upper()}{said[1:]}"]
    if unknown:
        lines.append(nobodys(unknown))
    return "\n".join([*lines, *warned, "Chưa đúng thì nhắn lại."])


def warned(student: Student, missed: Missed, near: Nearness, limit: Limit) -> str:
    """What staff read of somebody near the limit."""
    what = "quá giới hạn" if near is Nearness.OVER else "gần hoặc bằng giới hạn"
    return f"Lưu ý: {student.number} {student.name} đã vắng {_count(missed)}, {what} ({limit.text})."


def unit_warning(held: Held, student: Student, missed: Missed, near: Nearness, limit: Limit) -> str:
    """What who answers for the unit, and staff who did not call the roll, read of it."""
    what = "đã quá giới hạn" if near is Nearness.OVER else "gần hoặc bằng giới hạn"
    return (
        f"{student.name}, {student.unit_name}, đã vắng {_count(missed)} ở lớp {held.class_name}: {what} "
        f"Trung tâm đặt ({limit.text}). Đề nghị đơn vị nhắc, tạo điều kiện để dự đủ các buổi còn lại."
    )


def own_warning(class_name: str, missed: Missed, near: Nearness, limit: Limit, on_the_roster: bool) -> str:
    """What the person reads of it."""
    whose = "Đồng chí" if on_the_roster else "Anh/chị"
    lines = [f"{whose} đã vắng {_count(missed)} ở lớp {class_name}. Trung tâm đặt giới hạn: {limit.text}."]
    lines.append(
        "Số buổi vắng đã quá giới hạn; xin liên hệ Trung tâm."
        if near is Nearness.OVER
        else "Xin thu xếp dự đủ các buổi còn lại. Nếu bảng điểm danh chưa đúng, xin báo Trung tâm."
    )
    return "\n".join(lines)


def _count(missed: Missed) -> str:
    many = missed.with_leave + missed.without_leave
    return f"{many} buổi ({missed.with_leave} có phép)" if missed.with_leave else f"{many} buổi"


def limit(now: Limit | None) -> str:
    """How the limit is set now, and how it is changed."""
    said = f"Giới hạn vắng đang đặt: {now.text}{_counts(now)}." if now else "Trung tâm chưa đặt giới hạn vắng."
    return (
        f"{said}\nXin nhắn giới hạn mới, ví dụ: 20%, hoặc 3 buổi, hoặc 20% không phép. Nhắn “bỏ giới hạn” để không đặt."
    )


def _counts(now: Limit) -> str:
    return " (tính cả vắng có phép)" if now.excused_count else ""


def limit_kept(now: Limit | None) -> str:
    return f"Đã đặt giới hạn vắng: {now.text}{_counts(now)}." if now else "Đã bỏ giới hạn vắng."


def file_name(held: Held, on_paper: bool = False) -> str:
    if on_paper:
        return f"ky-ten-{held.class_code}-{held.session.day:%d-%m}-{held.session.part}.docx"
    return f"diem-danh-{held.class_code}.xlsx"


def document_head(held: Held) -> tuple[str, ...]:
    """What stands above the list that is signed on paper."""
    session = held.session
    room = f" - {session.room}" if session.room else ""
    return (
        "DANH SÁCH HỌC VIÊN KÝ TÊN",
        f"Lớp {held.class_name} ({held.class_code})",
        f"Buổi {PARTS[session.part]} {session.day:%d/%m/%Y}{room}",
        session.topic,
    )


def sheet_head(class_name: str, class_code: str) -> tuple[str, ...]:
    return ("BẢNG ĐIỂM DANH", f"Lớp {class_name} ({class_code})", "V: vắng; P: vắng có phép; để trống: có mặt")
