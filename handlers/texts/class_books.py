"""Words about files of classes and sessions: what one would change, what is wrong with it, what was stored."""

from handlers.texts import shortened
from handlers.texts.class_desk import FIELDS, shown
from handlers.texts.classes import PARTS
from rules.class_books.classes import ClassPlan
from rules.class_books.sessions import SessionPlan
from rules.class_books.shares import UnitShares
from rules.class_books.tables import Book
from rules.classes import Session, TrainingClass
from rules.dates import vietnamese
from storage.class_imports import Undone

STORE, FORGET, UNDO, UNDO_YES = "Nạp vào dữ liệu", "Không nạp", "Hoàn tác lần nạp này", "Hoàn tác"
NOTHING_TO_DO = "Tệp không có gì khác với dữ liệu đang lưu."
CHANGED = "Dữ liệu đã thay đổi sau khi xem tệp, nên chưa nạp. Xin gửi lại tệp."
GONE = "Tệp này không còn chờ: đã nạp, đã bỏ, hoặc có tệp gửi sau. Cần nạp, xin gửi lại tệp."
_WHAT = {Book.CLASSES: "lớp", Book.SESSIONS: "buổi học"}
_FEW, _OTHERS = 6, "... và {} dòng nữa"
_NOT_UNDONE = {
    "unknown": "Không có lần nạp số {}.",
    "already_undone": "Lần nạp số {} đã hoàn tác trước đó.",
    "changed_later": "Lần nạp số {} được giữ nguyên: lớp hoặc buổi học trong đó đã thay đổi, hoặc đã có người.",
}


def preview(name: str, book: Book, plan: ClassPlan | SessionPlan, most: int = _FEW) -> str:
    """What a file would change: counts first, then the first of each, then what is taken as it stands."""
    lines = [
        f"Tệp {name}: {_WHAT[book]} mới {len(plan.new)}, thay đổi {len(plan.changed)}, giữ nguyên {plan.unchanged}."
    ]
    lines += shortened.lines([f"+ {_line(each)}" for each in plan.new], most, _OTHERS)
    lines += shortened.lines([f"~ {_difference(before, after)}" for before, after in plan.changed], most, _OTHERS)
    if isinstance(plan, ClassPlan):
        lines += shortened.lines([f"~ {_quotas(each)}" for each in plan.quotas], most, _OTHERS)
    if plan.questions:
        lines.append(f"Nạp vào tức là xác nhận ({len(plan.questions)}):")
        lines += shortened.lines([f"- {each}" for each in plan.questions], most, _OTHERS)
    return "\n".join(lines)


def _quotas(each: UnitShares) -> str:
    return f"{each.code}: chỉ tiêu " + ", ".join(f"{name} {before} → {after}" for _, name, before, after in each.shares)


def _line(each: TrainingClass | Session) -> str:
    if isinstance(each, TrainingClass):
        return f"{each.code}: {each.name}"
    parts = [f"{PARTS[each.part]} {vietnamese(each.day)}", each.topic, each.room, each.lecturer]
    parts += [f"{each.periods} tiết"] if each.periods else []
    return ", ".join(filter(None, parts))


def _difference(before: TrainingClass | Session, after: TrainingClass | Session) -> str:
    if isinstance(before, TrainingClass) and isinstance(after, TrainingClass):
        fields = [each for each in FIELDS if getattr(before, each) != getattr(after, each)]
        told = "; ".join(f"{FIELDS[each].lower()} {shown(before, each)} → {shown(after, each)}" for each in fields)
        return f"{before.code}: {told}"
    return f"{_line(before)} → {_line(after)}"


def stored(book: Book, plan: ClassPlan | SessionPlan, number: int) -> str:
    quotas = f" Chỉ tiêu đơn vị: {len(plan.quotas)} lớp." if isinstance(plan, ClassPlan) and plan.quotas else ""
    return f"Đã nạp {_WHAT[book]}: mới {len(plan.new)}, thay đổi {len(plan.changed)}.{quotas} Lần nạp số {number}."


def undo_question(number: int) -> str:
    return f"Hoàn tác lần nạp số {number}: bỏ những gì đã thêm, trả lại những gì đã đổi?"


def undone(number: int, done: Undone) -> str:
    if done.reason:
        return f"{_NOT_UNDONE[done.reason].format(number)} Chưa thay đổi gì."
    return f"Đã hoàn tác lần nạp số {number}: {done.count} dòng."
