"""What the centre's own report of a period says."""

from fractions import Fraction

from handlers.texts.targets import percent
from rules.classes import Course, RunBy
from rules.dates import vietnamese
from rules.levels import Level
from rules.period_report import MARKS, KindLine, PeriodReport, Taught, YearSoFar
from rules.periods import Period, PeriodKind

UNKNOWN = "chưa có số liệu"
TITLE = "kết quả công tác đào tạo, bồi dưỡng lý luận chính trị"
TOTAL = "Cộng"
NO_CLASSES = "Trong kỳ không có lớp nào mở hoặc kết thúc theo số liệu đã ghi."
TWICE = "Một người học hai lớp được tính hai lượt."
PARTLY = "Dòng cộng chỉ gồm các lớp đã có số liệu."

_COURSES = {
    Course.NHAN_THUC_DANG: "Bồi dưỡng nhận thức về Đảng",
    Course.DANG_VIEN_MOI: "Bồi dưỡng đảng viên mới",
    Course.CAP_UY: "Bồi dưỡng cấp ủy viên cơ sở",
    Course.CHUYEN_DE: "Chuyên đề",
    Course.CAP_NHAT_KIEN_THUC: "Cập nhật kiến thức",
}
_RUN_BY = {RunBy.CENTRE: "", RunBy.SCHOOL: " (trường chính trị mở)", RunBy.ACADEMY: " (học viện mở)"}
_QUARTERS = ("I", "II", "III", "IV")
_HALVES = ("6 tháng đầu năm", "6 tháng cuối năm")


def period(of: Period) -> str:
    """A period in the middle of a sentence: "tháng 5 năm 2025", "quý II năm 2025"."""
    year = of.first.year
    if of.kind is PeriodKind.MONTH:
        return f"tháng {of.number} năm {year}"
    if of.kind is PeriodKind.QUARTER:
        return f"quý {_QUARTERS[of.number - 1]} năm {year}"
    return f"{_HALVES[of.number - 1]} {year}" if of.kind is PeriodKind.HALF else f"năm {year}"


def dated(report: PeriodReport) -> str:
    """The days that are counted."""
    return f"Số liệu từ ngày {vietnamese(report.period.first)} đến ngày {vietnamese(report.until)}."


def kind(line: KindLine) -> str:
    """A kind of class."""
    if line.level is not Level.NONE:
        return f"{line.level.label.capitalize()} lý luận chính trị{_RUN_BY[line.run_by]}"
    return f"{_COURSES[line.course] if line.course else 'Lớp khác'}{_RUN_BY[line.run_by]}"


def count(number: int | None) -> str:
    """A figure, or that nobody wrote it down."""
    return UNKNOWN if number is None else f"{number:,}".replace(",", ".")


def summary(report: PeriodReport) -> str:
    """The figures of all classes in a sentence or two."""
    if not report.lines:
        return NO_CLASSES
    begun, ended = (report.sum_of(lambda line: line.begun) or 0), (report.sum_of(lambda line: line.ended) or 0)
    learners = report.sum_of(lambda line: line.learners)
    finishing = report.sum_of(lambda line: line.finishing if line.ended else None)
    text = f"Trong kỳ mở {begun} lớp, {_people(learners)}; {ended} lớp kết thúc"
    if ended:
        text = f"{text}, {_people(finishing)}; {_passed(report)}"
    return f"{text}. {_of_year(report)}"


def _passed(report: PeriodReport) -> str:
    """ "đạt yêu cầu: 47/47 (100,0%), trong đó Giỏi 9 (19,1%), Khá 29 (61,7%), Trung bình 9 (19,1%)"."""
    passed, judged = report.sum_of(lambda line: line.passed), report.sum_of(lambda line: line.judged)
    if not judged:
        return f"đạt yêu cầu: {UNKNOWN}"
    if not passed:
        return f"đạt yêu cầu: {_of(0, judged)}"
    told = [
        f"{mark} {count(many)} ({percent(Fraction(many, passed))})"
        for place, mark in enumerate(MARKS)
        if (many := sum(line.marks[place] or 0 for line in report.lines))
    ]
    return f"đạt yêu cầu: {_of(passed, judged)}" + (f", trong đó {', '.join(told)}" if told else "")


def _of(some: int, whole: int) -> str:
    return f"{count(some)}/{count(whole)} ({percent(Fraction(some, whole))})"


def _of_year(report: PeriodReport) -> str:
    """The plan of the year, and how much of it was done to the last day of the report."""
    found = report.year
    if found is None:
        return f"Kế hoạch năm: {UNKNOWN}."
    set_for = [f"{count(found.planned_classes)} lớp"] if found.planned_classes is not None else []
    set_for += [f"{count(found.planned_learners)} lượt học viên"] if found.planned_learners is not None else []
    return f"Kế hoạch năm {report.period.first.year}: {', '.join(set_for)}; từ đầu năm đã mở {_done(found)}."


def _done(found: YearSoFar) -> str:
    classes = f"{count(found.begun)} lớp{_beside(found.begun, found.planned_classes)}"
    if found.learners is None:
        return f"{classes}, {_people(None)}"
    learners = f"{_people(found.learners)}{_beside(found.learners, found.planned_learners)}"
    rest = f", chưa gồm {found.without_list} lớp chưa có danh sách" if found.without_list else ""
    return f"{classes}, {learners}{rest}"


def _beside(some: int, planned: int | None) -> str:
    return f" ({percent(Fraction(some, planned))} kế hoạch)" if planned else ""


def _people(number: int | None) -> str:
    return f"học viên {UNKNOWN}" if number is None else f"{count(number)} lượt học viên"


def notes(report: PeriodReport) -> list[str]:
    """How the table is to be read."""
    lines = [TWICE] if report.lines else []
    if any(line.learners is None or line.passed is None for line in report.lines):
        lines.append(PARTLY)
    if without := report.sum_of(lambda line: line.without_list):
        lines.append(f"{without} lớp mở trong kỳ chưa có danh sách học viên.")
    return lines


def attendance(report: PeriodReport) -> str:
    """The units that sent nobody, by name."""
    names = f": {'; '.join(report.absent)}" if report.absent else ""
    return f"{attendance_in_short(report)}{names}."


def attendance_in_short(report: PeriodReport) -> str:
    """How many units sent nobody, for where their names stand beside it."""
    if report.absent is None:
        return f"Đơn vị cử người đi học: {UNKNOWN}"
    if not report.absent:
        return f"Cả {report.units} đơn vị đều có người đi học lớp mở trong kỳ"
    return f"{len(report.absent)}/{report.units} đơn vị không có người đi học lớp mở trong kỳ"


def teaching(report: PeriodReport) -> list[str]:
    """The sessions held and the hours."""
    lines = [f"Số buổi giảng tại các lớp của Trung tâm: {count(report.sessions)}."]
    if report.unnamed:
        lines.append(f"Trong đó {report.unnamed} buổi chưa ghi giảng viên.")
    return [*lines, f"Giờ giảng: {hours(report)}."]


def hours(report: PeriodReport) -> str:
    """All periods, with the sessions of which nobody wrote how many they last."""
    told = report.hours
    if not told.sessions or told.periods is None:
        return UNKNOWN
    return f"{count(told.periods)} tiết" + (f", chưa gồm {told.without} buổi chưa ghi số tiết" if told.without else "")


def periods(taught: Taught) -> int | str:
    """The periods of one lecturer as a cell."""
    return UNKNOWN if taught.hours.periods is None else taught.hours.periods


def file_name(of: Period, ending: str) -> str:
    """A report as a file: `bao-cao-2025-05.docx`, `bao-cao-2025-quy-2.xlsx`."""
    year = of.first.year
    name = {
        PeriodKind.MONTH: f"{year}-{of.number:02}",
        PeriodKind.QUARTER: f"{year}-quy-{of.number}",
        PeriodKind.HALF: f"{year}-6-thang-{of.number}",
        PeriodKind.YEAR: f"{year}",
    }[of.kind]
    return f"bao-cao-{name}.{ending}"


def label(of: Period) -> str:
    """A period as an option."""
    if of.kind is PeriodKind.MONTH:
        return f"Tháng {of.number}/{of.first.year}"
    if of.kind is PeriodKind.QUARTER:
        return f"Quý {_QUARTERS[of.number - 1]}/{of.first.year}"
    named = period(of)
    return f"{named[:1].upper()}{named[1:]}"
