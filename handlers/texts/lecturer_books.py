"""Words about files of lecturers: what one would change, what was stored, what was taken back."""

from collections.abc import Callable, Sequence

from handlers.texts import shortened
from handlers.texts.lecturers import FULL_TIME, PART_TIME, STATES
from rules.class_books.lecturers import LecturerPlan
from rules.dates import vietnamese
from rules.lecturers import Lecturer
from storage.class_imports import Undone

NOTHING_TO_DO = "Tệp không có gì khác với danh sách giảng viên đang lưu."
_NOT_UNDONE = {
    "unknown": "Không có lần nạp số {}.",
    "already_undone": "Lần nạp số {} đã hoàn tác trước đó.",
    "changed_later": "Lần nạp số {} được giữ nguyên: giảng viên trong đó đã thay đổi, hoặc đã được xếp buổi dạy.",
}
_PARTS: dict[str, Callable[[Lecturer], str]] = {
    "họ tên": lambda each: each.name,
    "chuyên đề": lambda each: "; ".join(each.topics),
    "đơn vị": lambda each: each.unit,
    "điện thoại": lambda each: each.phone,
    "số quyết định": lambda each: each.decision,
    "ngày quyết định": lambda each: vietnamese(each.decided_on) if each.decided_on else "",
    "thời hạn": lambda each: vietnamese(each.term_until) if each.term_until else "",
    "hồ sơ cán bộ": lambda each: "đã gắn" if each.holder_id else "",
}
_MORE = "... và {} dòng nữa"
SEE = "Xem và quyết định"


def preview(name: str, plan: LecturerPlan, most: int = 100) -> str:
    """What a file would change: counts first, then each, then what is taken as it stands."""
    head = f"Tệp {name}: giảng viên mới {len(plan.new)}, thay đổi {len(plan.changed)}, giữ nguyên {plan.unchanged}."
    lines = [head, *shortened.lines([f"+ {_line(each)}" for each in plan.new], most, _MORE)]
    lines += shortened.lines([f"~ {_difference(*pair)}" for pair in plan.changed], most, _MORE)
    if plan.questions:
        lines.append(f"Nạp vào tức là xác nhận ({len(plan.questions)}):")
        lines += shortened.lines([f"- {each}" for each in plan.questions], most, _MORE)
    return "\n".join(lines)


def _line(each: Lecturer) -> str:
    kind = (FULL_TIME if each.full_time else PART_TIME).lower()
    return f"{each.name}, {kind}, {STATES[each.state]}"


def _difference(before: Lecturer, after: Lecturer) -> str:
    told = [
        f"{part} {of(before) or 'chưa ghi'} → {of(after) or 'chưa ghi'}"
        for part, of in _PARTS.items()
        if of(before) != of(after)
    ]
    return f"{before.code} {before.name}: {'; '.join(told)}"


def stored(plan: LecturerPlan, number: int) -> str:
    return f"Đã nạp giảng viên: mới {len(plan.new)}, thay đổi {len(plan.changed)}. Lần nạp số {number}."


def submitted(names: Sequence[str]) -> str:
    """To the leaders, of those whom a file submits."""
    who = shortened.row(names, 5, "{} người khác")
    return f"{len(names)} giảng viên được trình, chờ phê duyệt: {who}."


def undone(number: int, done: Undone) -> str:
    if done.reason:
        return f"{_NOT_UNDONE[done.reason].format(number)} Chưa thay đổi gì."
    return f"Đã hoàn tác lần nạp số {number}: {done.count} dòng."
