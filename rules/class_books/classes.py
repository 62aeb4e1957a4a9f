"""A file of classes → the classes it adds and changes, and all its problems."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from rules.access import OPERATOR, Asker
from rules.class_books.fields import ClassField, class_field
from rules.class_books.plan import BookPlan
from rules.class_books.shares import NO_UNITS, UnitShares, UnitsKnown, changed_shares, shares_of
from rules.class_books.tables import Line, lines, tables
from rules.class_steps import amiss
from rules.classes import TrainingClass
from rules.courses import CourseKind, Courses, proposed_code
from rules.levels import Mode
from rules.roster.dates import parse_date
from rules.roster.problems import BadCell
from rules.roster.sheet import Cell, Sheet, shown
from rules.text import clean, fold

_TEXTS = {
    ClassField.NAME: ("name", 150),
    ClassField.PLACE: ("place", 150),
    ClassField.HOURS: ("hours", 80),
    ClassField.AUDIENCE: ("audience", 200),
    ClassField.PLAN: ("plan_line", 150),
    ClassField.NOTE: ("note", 400),
}
_DAYS = {
    ClassField.STARTS: "starts_on",
    ClassField.ENDS: "ends_on",
    ClassField.OPENS: "opens_on",
    ClassField.UNTIL: "register_until",
}
_MODES = {
    "tap trung": Mode.TAP_TRUNG, "tt": Mode.TAP_TRUNG, "khong tap trung": Mode.KHONG_TAP_TRUNG,
    "ktc": Mode.KHONG_TAP_TRUNG, "ktt": Mode.KHONG_TAP_TRUNG, "vua lam vua hoc": Mode.KHONG_TAP_TRUNG,
}  # fmt: skip
_MOST_PLACES = 2000


@dataclass(frozen=True, slots=True)
class ClassPlan(BookPlan[TrainingClass]):
    """What a file of classes would change."""

    quotas: tuple[UnitShares, ...] = ()
    """By the codes of new classes and of those on record."""

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.quotas)


def plan_classes(
    sheets: Sequence[Sheet],
    known: Iterable[TrainingClass],
    courses: Courses,
    today: date,
    units: UnitsKnown = NO_UNITS,
    asker: Asker = OPERATOR,
) -> ClassPlan:
    """What a file adds and changes. A class is known by its code; without one by its name and first day.

    An empty cell leaves what is kept, a dash (-) takes it away. A new class stands in the plan: a file opens none.
    Among several centres new classes are of the asker's, and those of others stay as they are.
    """
    found, problems = tables(sheets, class_field, (ClassField.CODE,))
    if not found:
        found, problems = tables(sheets, class_field, (ClassField.KIND,))
    reader = _Reader(known, courses, today, units, asker)
    for table in found:
        for line in lines(table, problems):
            reader.take(line)
    return ClassPlan(tuple(reader.new), tuple(reader.changed), reader.unchanged, tuple(problems), tuple(reader.quotas))


class _Reader:
    def __init__(
        self, known: Iterable[TrainingClass], courses: Courses, today: date, units: UnitsKnown, asker: Asker
    ) -> None:
        self._courses, self._today, self._units, self._asker = courses, today, units, asker
        self._known = {each.code.upper(): each for each in known}
        self._rows: dict[str, int] = {}
        self.new: list[TrainingClass] = []
        self.changed: list[tuple[TrainingClass, TrainingClass]] = []
        self.unchanged = 0
        self.quotas: list[UnitShares] = []

    def take(self, line: Line[ClassField]) -> None:
        kind = line.read(ClassField.KIND, self._kind)
        before = self._meant(line)
        if before is None and kind is None and not line.bad:
            line.note(ClassField.KIND, "Thiếu chương trình của lớp mới", "Ghi chương trình, ví dụ: Cấp ủy viên cơ sở")
        start = before or (self._begun(line, kind) if kind else TrainingClass("", "", ""))
        if before is not None and kind is not None and self._courses.of(before) is not kind:
            line.note(ClassField.KIND, f"Lớp {before.code} thuộc chương trình khác", "Sửa chương trình hoặc mã lớp")
        after = self._read(line, start)
        shares = self._shares(line, after)
        self._check(line, before, after, shares is not None)
        if line.bad:
            return
        self.quotas += [shares] if shares else []
        if before is None:
            self.new.append(after)
        elif after != before:
            self.changed.append((before, after))
        elif shares is None:
            self.unchanged += 1

    def _shares(self, line: Line[ClassField], training: TrainingClass) -> UnitShares | None:
        cell = line.cell(ClassField.QUOTAS)
        if cell is None:
            return None
        try:
            wanted = shares_of(cell, training.id, self._units)
        except BadCell as bad:
            line.note(ClassField.QUOTAS, bad.what, bad.mend)
            return None
        return changed_shares(training.code, training.id, wanted, self._units)

    def _kind(self, cell: Cell) -> CourseKind:
        kind = self._courses.named(shown(cell))
        if kind is None:
            names = "; ".join(each.name for each in self._courses.kinds)
            raise BadCell("Chưa rõ chương trình nào", f"Ghi một trong: {names}")
        return kind

    def _meant(self, line: Line[ClassField]) -> TrainingClass | None:
        code = _code(line.text(ClassField.CODE))
        if code:
            return self._known.get(code)
        name = fold(line.text(ClassField.NAME))
        same = [each for each in self._known.values() if name and fold(each.name) == name and self._keeps(each)]
        starts = self._day_at(line, ClassField.STARTS)
        if starts is None:
            return same[0] if len(same) == 1 else None
        return next((each for each in same if each.starts_on == starts), None)

    def _day_at(self, line: Line[ClassField], field: ClassField) -> date | None:
        """A day looked at beforehand; what is wrong with it is noted where it is read."""
        cell = line.cell(field)
        with suppress(BadCell):
            return parse_date(cell, self._today).day if cell is not None else None
        return None

    def _begun(self, line: Line[ClassField], kind: CourseKind) -> TrainingClass:
        """A new class of a kind, with the code it was given or the next free one."""
        starts = self._day_at(line, ClassField.STARTS)
        year = (starts or self._today).year
        code = _code(line.text(ClassField.CODE)) or proposed_code(kind, year, [*self._known, *self._rows])
        return TrainingClass(
            "", code, f"{kind.name}, lớp {code}", kind.gives, kind.course, run_by=kind.run_by, kind=kind.id,
            audience=kind.for_whom, centre=self._asker.writes_into or "",
        )  # fmt: skip

    def _keeps(self, training: TrainingClass) -> bool:
        return self._asker.keeps_of(training.centre)

    def _read(self, line: Line[ClassField], start: TrainingClass) -> TrainingClass:
        values: dict[str, object] = {}
        for field, (name, longest) in _TEXTS.items():
            if text := clean(line.text(field)):
                if len(text) > longest:
                    line.note(field, "Dài quá", f"Viết gọn lại, tối đa {longest} ký tự")
                values[name] = "" if line.clears(field) and field is not ClassField.NAME else text
        for field, name in _DAYS.items():
            day = line.read(field, self._day)
            if day or line.clears(field):
                values[name] = day
        if line.cell(ClassField.PLACES) is not None:
            values["places"] = line.read(ClassField.PLACES, _places)
        if line.cell(ClassField.MODE) is not None:
            values["mode"] = line.read(ClassField.MODE, _mode)
        return replace(start, **values)  # type: ignore[arg-type]  # each by the name of its field

    def _day(self, cell: Cell) -> date:
        day = parse_date(cell, self._today).day
        if day is None:
            raise BadCell("Chưa đủ ngày, tháng, năm", "Ghi đủ, ví dụ 07/12/2026")
        return day

    def _check(
        self, line: Line[ClassField], before: TrainingClass | None, after: TrainingClass, has_shares: bool
    ) -> None:
        if not self._keeps(before or after):
            line.note(ClassField.CODE, _NOT_KEPT, "Bỏ dòng này, hoặc ghi mã khác")
        if before is not None and before.state.is_over and (has_shares or after != before):
            line.note(ClassField.CODE, f"Lớp {before.code} đã kết thúc hoặc đã hủy", "Bỏ dòng này, hoặc ghi mã khác")
        for each in amiss(after):
            line.note(_AT[each.value], _AMISS[each.value], "Sửa lại ngày")
        if after.code and self._rows.setdefault(after.code.upper(), line.row + 1) != line.row + 1:
            row = self._rows[after.code.upper()]
            line.note(ClassField.CODE, f"Lớp này đã có ở dòng {row}", "Ghi mỗi lớp một dòng, hoặc ghi mã khác")


_NOT_KEPT = "Lớp này thuộc một Trung tâm khác"
_AMISS = {
    "ends_before_start": "Ngày bế giảng trước ngày khai giảng",
    "registers_after_start": "Hạn nhận danh sách sau ngày khai giảng",
    "closes_before_opening": "Hạn nhận danh sách trước ngày bắt đầu nhận",
}
_AT = {
    "ends_before_start": ClassField.ENDS,
    "registers_after_start": ClassField.UNTIL,
    "closes_before_opening": ClassField.UNTIL,
}


def _code(text: str) -> str:
    return "" if text in ("-", "–", "—") else clean(text).upper().replace(" ", "")


def _places(cell: Cell) -> int:
    text = shown(cell)
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_PLACES:
        raise BadCell("Không phải số chỗ", f"Ghi một số từ 1 đến {_MOST_PLACES}, hoặc dấu - nếu không giới hạn")
    return int(text)


def _mode(cell: Cell) -> Mode:
    mode = _MODES.get(fold(shown(cell)))
    if mode is None:
        raise BadCell("Chưa rõ hệ học", "Ghi Tập trung hoặc Không tập trung")
    return mode
