"""A file of sessions → those it adds and changes, and all its problems."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.clashes import Booked, Clash, ClashKind, clashes
from rules.class_books.fields import SessionField, session_field
from rules.class_books.plan import BookPlan
from rules.class_books.tables import Line, lines, tables
from rules.classes import Part, Session, TrainingClass
from rules.holidays import Holidays
from rules.hours import MOST_PERIODS, periods_in
from rules.lecturers import Lecturer, called
from rules.roster.dates import parse_date
from rules.roster.problems import BadCell, Severity
from rules.roster.sheet import Cell, Sheet, shown
from rules.text import clean, fold

_PARTS = {"sang": Part.SANG, "s": Part.SANG, "buoi sang": Part.SANG, "chieu": Part.CHIEU, "c": Part.CHIEU,
          "buoi chieu": Part.CHIEU, "toi": Part.TOI, "t": Part.TOI, "buoi toi": Part.TOI}  # fmt: skip
_LONGEST = 200
_NEEDED = (SessionField.CODE, SessionField.DAY, SessionField.PART)


class SessionPlan(BookPlan[Session]):
    """What a file of sessions would change."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a file of sessions is compared with."""

    classes: Sequence[TrainingClass]
    booked: Sequence[Booked]
    """All sessions of all classes that are not cancelled."""
    people: Mapping[str, frozenset[str]]
    """Class id → the ids of who is enrolled in it."""
    lecturers: Sequence[Lecturer]
    """Empty where the centre keeps no register: names are then taken as they are."""
    holidays: Holidays


def plan_sessions(sheets: Sequence[Sheet], known: Known, today: date) -> SessionPlan:
    """What a file adds and changes. A session is known by its class, day and part; those the file leaves out stay.

    An empty cell leaves what is kept, a dash (-) takes it away. What clashes is a question: storing says yes to it.
    """
    found, problems = tables(sheets, session_field, _NEEDED)
    reader = _Reader(known, today)
    for table in found:
        for line in lines(table, problems):
            reader.take(line)
    reader.ask_about_clashes()
    return SessionPlan(tuple(reader.new), tuple(reader.changed), reader.unchanged, tuple(problems))


class _Reader:
    def __init__(self, known: Known, today: date) -> None:
        self._known, self._today = known, today
        self._by_code = {each.code.upper(): each for each in known.classes}
        self._by_name: dict[str, list[TrainingClass]] = {}
        for each in known.classes:
            self._by_name.setdefault(fold(each.name), []).append(each)
        self._stored = {(b.session.class_id, b.session.day, b.session.part): b.session for b in known.booked}
        self._seen: dict[tuple[str, date, Part], int] = {}
        self._lines: list[tuple[Line[SessionField], Session]] = []
        self.new: list[Session] = []
        self.changed: list[tuple[Session, Session]] = []
        self.unchanged = 0

    def take(self, line: Line[SessionField]) -> None:
        training = line.read(SessionField.CODE, self._class)
        day = line.read(SessionField.DAY, self._day)
        part = line.read(SessionField.PART, _part)
        for field in _NEEDED:
            if line.cell(field) is None:
                line.note(field, f"Thiếu {field.value.lower()}", "Ghi đủ mã lớp, ngày học và buổi")
        if training is None or day is None or part is None:
            return
        slot = (training.id, day, part)
        if (row := self._seen.setdefault(slot, line.row)) != line.row:
            line.note(SessionField.DAY, f"Buổi này đã có ở dòng {row + 1}", "Ghi mỗi buổi một dòng")
        before = self._stored.get(slot)
        after = self._read(line, before or Session("", training.id, day, part, ""))
        if line.bad:
            return
        if before is None:
            self.new.append(after)
        elif after != before:
            self.changed.append((before, after))
        else:
            self.unchanged += 1
            return
        self._lines.append((line, after))

    def _class(self, cell: Cell) -> TrainingClass:
        said = shown(cell)
        by_name = self._by_name.get(fold(said), [])
        training = self._by_code.get(said.upper().replace(" ", "")) or (by_name[0] if len(by_name) == 1 else None)
        if training is None:
            raise BadCell("Không có lớp nào như vậy", "Ghi đúng mã lớp; lớp chưa có thì lập hoặc nạp lớp trước")
        if training.state.is_over:
            raise BadCell("Lớp đã kết thúc hoặc đã hủy", "Bỏ dòng này")
        return training

    def _day(self, cell: Cell) -> date:
        day = parse_date(cell, self._today).day
        if day is None:
            raise BadCell("Chưa đủ ngày, tháng, năm", "Ghi đủ, ví dụ 07/12/2026")
        return day

    def _read(self, line: Line[SessionField], start: Session) -> Session:
        topic = self._text(line, SessionField.TOPIC, start.topic)
        session = replace(start, topic=topic, room=self._text(line, SessionField.ROOM, start.room))
        if line.clears(SessionField.PERIODS):
            session = replace(session, periods=None)
        elif (periods := line.read(SessionField.PERIODS, _periods)) is not None:
            session = replace(session, periods=periods)
        if line.clears(SessionField.LECTURER):
            return replace(session, lecturer="", lecturer_id=None)
        named = line.read(SessionField.LECTURER, lambda cell: self._lecturer(cell, start.day))
        return session if named is None else replace(session, lecturer=named[0], lecturer_id=named[1])

    def _text(self, line: Line[SessionField], field: SessionField, kept: str) -> str:
        text = clean(line.text(field))
        if len(text) > _LONGEST:
            line.note(field, "Dài quá", f"Viết gọn lại, tối đa {_LONGEST} ký tự")
        return "" if line.clears(field) else text or kept

    def _lecturer(self, cell: Cell, day: date) -> tuple[str, str | None]:
        said = clean(shown(cell))
        if not self._known.lecturers:
            return said, None
        found = called(self._known.lecturers, said, day)
        if len(found) > 1:
            raise BadCell(f"Có {len(found)} giảng viên tên như vậy", f"Ghi mã giảng viên, ví dụ {found[0].code}")
        if not found:
            raise BadCell("Không có giảng viên được phê duyệt nào như vậy vào ngày này", "Ghi đúng họ tên hoặc mã")
        return found[0].name, found[0].id

    def ask_about_clashes(self) -> None:
        """Each clash is a question at the cell it is about."""
        changing = {before.id for before, _ in self.changed}
        booked = [each for each in self._known.booked if each.session.id not in changing]
        booked += [Booked(after, self._name(after), self._people(after)) for _, after in self._lines]
        for line, session in self._lines:
            others = [each for each in booked if each.session is not session]
            for clash in clashes([session], self._people(session), others, self._known.holidays):
                field, what = _said(clash)
                line.note(field, what, "Nếu vẫn đúng, nạp vào tức là xác nhận", Severity.QUESTION)

    def _people(self, session: Session) -> frozenset[str]:
        return self._known.people.get(session.class_id, frozenset())

    def _name(self, session: Session) -> str:
        return next((each.name for each in self._known.classes if each.id == session.class_id), "")


def _said(clash: Clash) -> tuple[SessionField, str]:
    return {
        ClashKind.OWN: (SessionField.PART, "Lớp đã có buổi học lúc này"),
        ClashKind.ROOM: (SessionField.ROOM, f"Phòng này đã dành cho lớp {clash.other}"),
        ClashKind.LECTURER: (SessionField.LECTURER, f"Giảng viên dạy lớp {clash.other} cùng lúc"),
        ClashKind.HOLIDAY: (SessionField.DAY, f"Ngày nghỉ: {clash.other}"),
        ClashKind.PERSON: (SessionField.CODE, f"{clash.people} người của lớp học lớp {clash.other} cùng lúc"),
    }[clash.kind]


def _part(cell: Cell) -> Part:
    part = _PARTS.get(fold(shown(cell)))
    if part is None:
        raise BadCell("Chưa rõ buổi nào", "Ghi Sáng, Chiều hoặc Tối")
    return part


def _periods(cell: Cell) -> int:
    periods = periods_in(shown(cell))
    if periods is None:
        raise BadCell("Không phải số tiết", f"Ghi một số từ 1 đến {MOST_PERIODS}")
    return periods


def days_in(sheets: Iterable[Sheet], today: date) -> set[date]:
    """The days that a file of sessions names, as far as they can be read: what has to be looked up beside it."""
    found, _ = tables(list(sheets), session_field, _NEEDED)
    days: set[date] = set()
    for table in found:
        for line in lines(table, []):
            cell = line.cell(SessionField.DAY)
            try:
                day = parse_date(cell, today).day if cell is not None else None
            except BadCell:
                continue  # told of where the row is read
            if day is not None:
                days.add(day)
    return days
