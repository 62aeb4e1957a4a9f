"""A file of lecturers → those it adds and changes, and all its problems. A file puts forward; it approves nobody."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.cadres import Cadre, Unit
from rules.class_books.fields import LecturerField, lecturer_field
from rules.class_books.plan import BookPlan
from rules.class_books.tables import Line, lines, tables
from rules.lecturers import Lecturer, State, topics_in
from rules.roster.dates import parse_date
from rules.roster.personal import doubtful_name, parse_name, parse_phone
from rules.roster.problems import BadCell, Severity
from rules.roster.sheet import Cell, Sheet, shown
from rules.text import clean, fold

LecturerPlan = BookPlan[Lecturer]

_FULL_TIME = {
    "co huu": True, "chuyen trach": True, "giang vien co huu": True,
    "kiem chuc": False, "kiem nhiem": False, "giang vien kiem chuc": False, "thinh giang": False,
}  # fmt: skip
_LONGEST_DECISION, _LONGEST_TOPICS = 60, 600


@dataclass(frozen=True, slots=True)
class Known:
    """What a file of lecturers is compared with."""

    lecturers: Sequence[Lecturer]
    cadres: Mapping[str, Cadre]
    """By code, in capitals."""
    unit: Callable[[str], Unit | None]
    """The unit of the database that a name means, if it means one."""


def plan_lecturers(sheets: Sequence[Sheet], known: Known, today: date) -> LecturerPlan:
    """What a file adds and changes. A lecturer is known by code, by the cadre they are, or by a name only one has.

    An empty cell leaves what is kept, a dash (-) takes it away.
    """
    found, problems = tables(sheets, lecturer_field, (LecturerField.NAME,))
    reader = _Reader(known, today)
    for table in found:
        for line in lines(table, problems):
            reader.take(line)
    return BookPlan(tuple(reader.new), tuple(reader.changed), reader.unchanged, tuple(problems))


class _Reader:
    def __init__(self, known: Known, today: date) -> None:
        self._known, self._today = known, today
        self._rows: dict[str, int] = {}
        self.new: list[Lecturer] = []
        self.changed: list[tuple[Lecturer, Lecturer]] = []
        self.unchanged = 0

    def take(self, line: Line[LecturerField]) -> None:
        holder = line.read(LecturerField.HOLDER, self._cadre)
        name = line.read(LecturerField.NAME, _name) or (holder.name if holder else "")
        before = self._meant(line, name, holder)
        full_time = line.read(LecturerField.KIND, _full_time)
        if before is None:
            self._need(line, name, full_time)
        elif full_time not in (None, before.full_time):
            mend = "Để trống ô này; đổi loại giảng viên làm trong trò chuyện với Trợ lý"
            line.note(LecturerField.KIND, f"Giảng viên {before.code} thuộc loại khác", mend)
        after = self._read(line, before or _begun(name, bool(full_time)), name, holder)
        self._check(line, before, after)
        if line.bad:
            return
        if before is None:
            self.new.append(_placed(after))
        elif after != before:
            self.changed.append((before, after))
        else:
            self.unchanged += 1

    def _cadre(self, cell: Cell) -> Cadre:
        cadre = self._known.cadres.get(shown(cell).upper().replace(" ", ""))
        if cadre is None:
            raise BadCell("Không có mã cán bộ như vậy", "Ghi đúng mã trong danh sách cán bộ, hoặc để trống")
        return cadre

    def _meant(self, line: Line[LecturerField], name: str, holder: Cadre | None) -> Lecturer | None:
        code = "" if line.clears(LecturerField.CODE) else line.text(LecturerField.CODE).upper().replace(" ", "")
        every = self._known.lecturers
        if code:
            meant = next((each for each in every if each.code.upper() == code), None)
            if meant is None:
                line.note(LecturerField.CODE, "Không có giảng viên mã này", "Người mới thì để trống mã; mã được cấp")
            return meant
        own = next((each for each in every if holder is not None and each.holder_id == holder.id), None)
        same = [each for each in every if fold(each.name) == fold(name)]
        if own is None and len(same) > 1:
            codes = ", ".join(each.code for each in same)
            line.note(LecturerField.NAME, f"Có {len(same)} giảng viên tên như vậy", f"Ghi mã giảng viên: {codes}")
        return own or (same[0] if len(same) == 1 else None)

    def _need(self, line: Line[LecturerField], name: str, full_time: bool | None) -> None:
        if line.bad:
            return
        if not name:
            line.note(LecturerField.NAME, "Thiếu họ và tên", "Ghi đầy đủ họ và tên")
        if full_time is None:
            line.note(LecturerField.KIND, "Thiếu loại của giảng viên mới", "Ghi Cơ hữu hoặc Kiêm chức")

    def _read(self, line: Line[LecturerField], start: Lecturer, name: str, holder: Cadre | None) -> Lecturer:
        after = replace(start, name=name or start.name)
        if holder is not None:
            after = replace(after, holder_id=holder.id, unit_id=holder.unit.id, unit=holder.unit.name)
        elif (unit := line.read(LecturerField.UNIT, self._unit)) is not None:
            after = replace(after, unit_id=unit.id, unit=unit.name)
        elif line.clears(LecturerField.UNIT):
            after = replace(after, unit_id=None, unit="")
        phone = line.read(LecturerField.PHONE, parse_phone)
        topics = line.read(LecturerField.TOPICS, _topics)
        decision = line.read(LecturerField.DECISION, _decision)
        return replace(
            after,
            phone="" if line.clears(LecturerField.PHONE) else phone or after.phone,
            topics=() if line.clears(LecturerField.TOPICS) else topics or after.topics,
            decision="" if line.clears(LecturerField.DECISION) else decision or after.decision,
            decided_on=self._day_of(line, LecturerField.DECIDED, after.decided_on),
            term_until=self._day_of(line, LecturerField.TERM, after.term_until),
        )

    def _unit(self, cell: Cell) -> Unit:
        unit = self._known.unit(shown(cell))
        if unit is None:
            raise BadCell("Không có đơn vị nào như vậy", "Ghi đúng tên đơn vị trong danh sách cán bộ, hoặc để trống")
        return unit

    def _day_of(self, line: Line[LecturerField], field: LecturerField, kept: date | None) -> date | None:
        return None if line.clears(field) else line.read(field, self._day) or kept

    def _day(self, cell: Cell) -> date:
        day = parse_date(cell, self._today).day
        if day is None:
            raise BadCell("Chưa đủ ngày, tháng, năm", "Ghi đủ, ví dụ 31/12/2027")
        return day

    def _check(self, line: Line[LecturerField], before: Lecturer | None, after: Lecturer) -> None:
        if before is not None and before.state is State.ENDED and after != before:
            mend = "Bỏ dòng này, hoặc đề xuất lại trong trò chuyện với Trợ lý trước"
            line.note(LecturerField.NAME, f"Giảng viên {before.code} đã thôi", mend)
        if after.decided_on and after.term_until and after.term_until < after.decided_on:
            line.note(LecturerField.TERM, "Thời hạn trước ngày quyết định", "Sửa lại ngày")
        if before is not None and fold(before.name) != fold(after.name):
            line.note(LecturerField.NAME, f"{before.code} đang ghi là {before.name}", _AS_IT_STANDS, Severity.QUESTION)
        if after.holder_id is not None:
            self._check_holder(line, before, after)
        key = before.id if before else after.holder_id or fold(after.name)
        if key and self._rows.setdefault(key, line.row) != line.row:
            row = self._rows[key] + 1
            line.note(LecturerField.NAME, f"Người này đã có ở dòng {row}", "Ghi mỗi người một dòng")

    def _check_holder(self, line: Line[LecturerField], before: Lecturer | None, after: Lecturer) -> None:
        cadre = next((each for each in self._known.cadres.values() if each.id == after.holder_id), None)
        if cadre is not None and fold(cadre.name) != fold(after.name):
            what = f"Mã {cadre.code} là của {cadre.name}"
            line.note(LecturerField.HOLDER, what, "Sửa mã cán bộ, hoặc sửa họ và tên")
        others = (each for each in self._known.lecturers if before is None or each.id != before.id)
        other = next((each for each in others if each.holder_id == after.holder_id), None)
        if other is not None:
            line.note(LecturerField.HOLDER, f"Cán bộ này đã là giảng viên {other.code}", "Ghi mã giảng viên ấy")


_AS_IT_STANDS = "Nếu vẫn đúng, nạp vào tức là xác nhận"


def _begun(name: str, full_time: bool) -> Lecturer:
    return Lecturer("", "", name, full_time)


def _placed(lecturer: Lecturer) -> Lecturer:
    """Where a new one begins: full-time staff are approved by their post; of the others, those with a decision wait
    for the leader's word, and those without for their examination."""
    if lecturer.full_time:
        return replace(lecturer, state=State.APPROVED)
    decided = bool(lecturer.decision and lecturer.decided_on)
    return replace(lecturer, state=State.SUBMITTED if decided else State.PROPOSED)


def _name(cell: Cell) -> str:
    name = parse_name(shown(cell))
    if doubt := doubtful_name(name):
        raise BadCell(doubt, "Ghi đầy đủ họ và tên")
    return name


def _full_time(cell: Cell) -> bool:
    found = _FULL_TIME.get(fold(shown(cell)))
    if found is None:
        raise BadCell("Chưa rõ loại giảng viên", "Ghi Cơ hữu hoặc Kiêm chức")
    return found


def _topics(cell: Cell) -> tuple[str, ...]:
    text = str(cell) if isinstance(cell, str) else shown(cell)
    if len(text) > _LONGEST_TOPICS:
        raise BadCell("Dài quá", f"Viết gọn lại, tối đa {_LONGEST_TOPICS} ký tự")
    return topics_in(text)


def _decision(cell: Cell) -> str:
    said = clean(shown(cell))
    if len(said) > _LONGEST_DECISION:
        raise BadCell("Dài quá", f"Viết gọn lại, tối đa {_LONGEST_DECISION} ký tự")
    return said


def codes_in(sheets: Iterable[Sheet]) -> set[str]:
    """The codes of cadres that a file names: what has to be looked up beside it."""
    found, _ = tables(list(sheets), lecturer_field, (LecturerField.NAME,))
    texts = (line.text(LecturerField.HOLDER) for table in found for line in lines(table, []))
    return {text.upper().replace(" ", "") for text in texts if text}
