"""Words about a roster on its way in: how it is read, what it changes, what is wrong with it."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from handlers.texts import shortened
from rules.learners import Learner
from rules.roster.comparing import PersonChange
from rules.roster.plan import ChangePlan
from rules.roster.problems import Problem
from rules.roster.reading import RosterReading
from rules.roster.suspicions import Doubt, Suspicion

NOTHING_TO_DO = "Danh sách trong tệp giống dữ liệu hiện có, không có gì để ghi."


class Counted(Protocol):
    """People a target is counted over."""

    @property
    def group(self) -> str: ...
    @property
    def total(self) -> int: ...
    @property
    def names(self) -> Sequence[str]: ...
    @property
    def uncounted(self) -> int: ...
    @property
    def uncounted_names(self) -> Sequence[str]: ...


def counts(plan: ChangePlan) -> str:
    """How many records are new, changed, unchanged, gone, doubtful."""
    line = f"Mới: {len(plan.new)}. Thay đổi: {len(plan.changed)}. Không đổi: {len(plan.unchanged)}."
    if plan.absent:
        line += f" Không có trong tệp, giữ nguyên: {len(plan.absent)}."
    if plan.gone:
        line += f" Ra khỏi danh sách: {len(plan.gone)}."
    return f"{line} Cần xem lại: {len(plan.suspicious)}."


def layout(description: Iterable[str]) -> str:
    """How the file was read, for the one confirmation of a layout not seen before."""
    return "\n".join(("Tệp được đọc như sau:", *(f"- {line}" for line in description)))


def denominators(counted: Iterable[Counted]) -> str:
    """Whom each target will be counted over, by number and first names."""
    return "\n".join(("Mẫu số của từng chỉ tiêu sau khi nạp:", *map(_denominator, counted)))


def _denominator(counted: Counted) -> str:
    line = f"- {counted.group}: không có dữ liệu"
    if counted.total:
        line = f"- {counted.group}: {counted.total} đồng chí. {_first(counted.names, counted.total)}"
    if counted.uncounted:
        line += f"\n  Chưa tính {counted.uncounted} đồng chí chưa ghi rõ Đối tượng: "
        line += _first(counted.uncounted_names, counted.uncounted)
    return line


def _first(names: Sequence[str], total: int) -> str:
    rest = total - len(names)
    return f"{', '.join(names)} và {rest} đồng chí khác" if rest else ", ".join(names)


def questions(problems: Sequence[Problem], most: int | None = None) -> str:
    """What is taken as it stands when somebody says yes."""
    return _listed(f"Cần xác nhận ({len(problems)}):", [str(problem) for problem in problems], most)


def errors(problems: Sequence[Problem], most: int | None = None) -> str:
    """Every problem that must be mended first, with its place."""
    return _listed(f"Tệp có {len(problems)} chỗ phải sửa:", [str(problem) for problem in problems], most)


def all_wrong(reading: RosterReading, plan: ChangePlan, most: int | None = None, few: int | None = None) -> str:
    """Of a file with errors: these, at most `most`, and then all that is to be looked at, at most `few` of each kind.

    Told together, so that the file is mended once.
    """
    return "\n\n".join(filter(None, (errors(plan.errors, most), to_look_at(reading, plan, few))))


def to_look_at(reading: RosterReading, plan: ChangePlan, most: int | None = None) -> str:
    """What blocks nothing but may be wrong, and what was left out; empty if there is nothing."""
    parts = (
        questions(reading.questions, most) if reading.questions else "",
        suspicions(plan.suspicious, most) if plan.suspicious else "",
        notes(reading.notes, most) if reading.notes else "",
    )
    return "\n\n".join(filter(None, parts))


def joining(learners: Sequence[Learner], most: int | None = None) -> str:
    """Who was in classes as a learner and is taken over onto the roster; empty if there is nobody."""
    if not learners:
        return ""
    lines = [f"{each.name} ({each.code}), {each.unit.name}" for each in learners]
    return _listed(f"Học viên nay vào danh sách cán bộ, giữ quá trình học ({len(lines)}):", lines, most)


def notes(problems: Sequence[Problem], most: int | None = None) -> str:
    """What was read otherwise than one may expect."""
    return _listed(f"Để biết ({len(problems)}):", [str(problem) for problem in problems], most)


def suspicions(found: Sequence[Suspicion], most: int | None = None) -> str:
    """What looks wrong although no cell is; levels that went down are never written by a plain yes."""
    text = _listed(f"Cần xem lại ({len(found)}):", [each.text for each in found], most)
    if any(each.doubt is Doubt.LEVEL_DOWN for each in found):
        text += "\nTrình độ thấp hơn dữ liệu hiện có không được ghi; cần thì sửa từng hồ sơ."
    return text


def changes(plan: ChangePlan, most: int | None = None) -> str:
    """Who is new, and which fields of whom change."""
    new = [f"{each.cadre.name}, {each.cadre.unit.name}" for each in plan.new]
    changed = [
        f"{each.before.name}, {each.before.unit.name}: {', '.join(_changed(each)) or 'chức vụ'}"
        for each in plan.changed
    ]
    gone = [f"{cadre.name}, {cadre.unit.name}" for cadre in plan.gone]
    parts = (("Mới:", new), ("Thay đổi:", changed), ("Ra khỏi danh sách:", gone))
    return "\n".join(_listed(title, lines, most) for title, lines in parts if lines)


def _changed(change: PersonChange) -> list[str]:
    return [f"{field.label} {field.before or 'trống'} → {field.after or 'trống'}" for field in change.fields]


def planned_left_out(cells: int) -> str:
    """Said when planned posts stood in the file but may not be kept."""
    return f"Đã bỏ qua {cells} ô quy hoạch: cài đặt không cho lưu chức danh quy hoạch."


def stored(number: int, plan: ChangePlan) -> str:
    """Said after the file is in. The number undoes it."""
    return f"Đã nạp, lần nạp số {number}. {counts(plan)}"


def undone(number: int) -> str:
    """Said after an import was taken back."""
    return f"Đã hoàn tác lần nạp số {number}."


def _listed(title: str, lines: Sequence[str], most: int | None) -> str:
    return "\n".join((title, *shortened.lines([f"- {line}" for line in lines], most, "- và {} mục khác")))
