"""What the papers of the targets say, as files and in the chat."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.texts.targets import conclusion, required
from rules.dates import vietnamese
from rules.levels import Level
from rules.periods import PeriodKind
from rules.policy import Policy
from rules.summary import Summary
from rules.targets import Figure

NO_DATA = "không có dữ liệu"
REACHED, NOT_REACHED = "ĐẠT", "Chưa đạt"
PERSONAL = "Có thông tin cá nhân: chỉ dùng cho công việc"
ORDERED = "Đơn vị có tỷ lệ thấp nhất ở trên; mỗi đồng chí tính một lần."
SHADES = "Ô tô nhạt: dưới chỉ tiêu. Ô tô đậm, chữ đậm: dưới chỉ tiêu từ 10 điểm phần trăm trở lên."
NBSP = "\u00a0"
"""A space at which no line ends."""
FEW = "dưới 5 người"
NO_NUMBER = "Không nêu được số người"


def head(policy: Policy, units: Sequence[str]) -> tuple[str, ...]:
    """The lines above every table: what it is, and whose people are counted."""
    title = "KẾT QUẢ THỰC HIỆN CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ"
    by = f"Theo mục tiêu {policy.name}."
    return (title, f"{scope(units)} {by}" if units else by)


def measure(policy: Policy, units: Sequence[str]) -> str:
    """Whose targets a report is about, in its title."""
    return f"theo mục tiêu {policy.name}" if units else policy.name


def scope(units: Sequence[str]) -> str:
    """Whose people are counted, where it is not everyone."""
    return f"Phạm vi: {', '.join(units)}."


def level(asked: Level) -> str:
    """The level a target asks, as a heading: "Trung cấp trở lên"."""
    name = asked.label.capitalize()
    return name if asked is max(Level) else f"{name} trở lên"


def unit_name(name: str) -> str:
    """A unit at the beginning of a line or a cell."""
    return f"{name[:1].upper()}{name[1:]}"


def held(level: Level) -> str:
    """A level as it is held."""
    return level.label.capitalize()


def result(figure: Figure) -> str:
    """Whether a target is reached."""
    if figure.share is None:
        return NO_DATA.capitalize()
    return REACHED if figure.reached else NOT_REACHED


def needed(figure: Figure) -> str:
    """How many people a target still needs."""
    if figure.share is None:
        return ""
    return NO_NUMBER if figure.needed is None else str(figure.needed)


def notes(found: Summary, records_of: date | None = None) -> tuple[str, ...]:
    """How the figures are to be read; with the day of the records, where the figures are of an earlier one."""
    lines = []
    if records_of:
        levels = f"trình độ và lớp học theo hồ sơ ngày {vietnamese(records_of)}"
        lines.append(f"Chức vụ tính theo ngày {vietnamese(found.day)}; {levels}.")
    lines += ["Người đang học chưa tính là đạt. Một đồng chí có thể thuộc nhiều nhóm, không cộng các dòng."]
    lines += [
        f"Đúng {required('>=', f.share_required)} chưa phải “{required('>', f.share_required)}”."
        for f in found.figures
        if f.comparator == ">"
    ]
    if found.uncounted:
        lines.append(f"{found.uncounted} người chưa ghi Đối tượng, chưa tính vào nhóm cán bộ, công chức, viên chức.")
    return tuple(lines)


def told(policy: Policy, found: Summary) -> str:
    """How far the targets are, in a sentence or two."""
    return conclusion(policy, found) if found.figures else f"Bộ quy định {policy.name} chưa đặt chỉ tiêu nào."


def units_told(lacking: int, every: int, sums: bool) -> str:
    """How many units still have people to send; `sums` where rows for several units stand among them."""
    summed = " Dòng “và trực thuộc” là số gộp, không tính vào số đơn vị." if sums else ""
    if not every:
        return "Chưa có dữ liệu theo đơn vị."
    if not lacking:
        return "Ở tất cả các đơn vị, không còn đồng chí nào thiếu trình độ theo chỉ tiêu."
    return (
        f"{lacking}/{every} đơn vị còn đồng chí thiếu trình độ theo chỉ tiêu; đơn vị có tỷ lệ thấp nhất ở trên, "
        f"mỗi đồng chí tính một lần.{summed}"
    )


def by_target(lacking: Mapping[int, int]) -> str:
    """How many people each target misses, by its number."""
    return "; ".join(f"chỉ tiêu {place}: {people}".replace(" ", NBSP) for place, people in lacking.items())


# In the chat

FILES = "Tệp Word, Excel"
WORD, EXCEL, PERIOD = "Báo cáo Word", "Bảng Excel", "Báo cáo kỳ của Trung tâm"
BACK = "Chỉ tiêu"
OTHER_FILES = "Tệp khác"
KINDS = {
    PeriodKind.MONTH: "Báo cáo tháng",
    PeriodKind.QUARTER: "Báo cáo quý",
    PeriodKind.HALF: "Báo cáo 6 tháng",
    PeriodKind.YEAR: "Báo cáo năm",
}
CHOOSE_KIND = "Chọn kỳ báo cáo của Trung tâm: lớp, học viên, kết quả, đơn vị cử người đi học, giảng viên."
NO_FIGURES = "Số liệu chỉ tiêu dành cho vai trò được xem theo bộ quy định."
CHOOSE_FILE = (
    "Chọn tệp cần lấy:\n"
    f"1. {WORD}: theo thể thức văn bản của Đảng, không có tên người, để ký và gửi.\n"
    f"2. {EXCEL}: số liệu, biểu đồ, theo đơn vị; có danh sách tên trong phạm vi được xem.\n"
    f"3. {PERIOD}: tháng, quý, 6 tháng, năm."
)


def file_name(day: date, ending: str) -> str:
    """A paper of the targets as a file."""
    return f"chi-tieu-{day.isoformat()}.{ending}"


def word_sent(problem: str) -> str:
    """The Word report is on its way."""
    text = "Báo cáo Word kèm theo đây, cùng số liệu với mục Chỉ tiêu; phần nhận xét, kiến nghị để Trung tâm viết."
    return f"{text}\n{problem}" if problem else text


def excel_sent(named: int, left_out: bool) -> str:
    """The workbook is on its way, with so many people in it; `left_out` when they are too many for a list."""
    text = "Bảng Excel kèm theo đây, cùng số liệu với mục Chỉ tiêu."
    if left_out:
        return f"{text} Danh sách tên quá dài nên không kèm theo; xin xem theo từng đơn vị."
    if not named:
        return text
    return (
        f"{text} Trong tệp có tên và trình độ của {named} đồng chí: chỉ dùng cho công việc; việc lấy tệp được ghi lại."
    )


def period_sent(of: str, problem: str) -> str:
    """The report of a period is on its way, as Word and Excel."""
    text = f"Báo cáo {of} kèm theo đây (Word và Excel). Chỗ chưa ghi nhận được số liệu thì ghi “chưa có số liệu”."
    return f"{text}\n{problem}" if problem else text


def choose_period(kind: PeriodKind) -> str:
    """Which of two periods of a kind is wanted."""
    return f"{KINDS[kind]}: chọn kỳ này (đến hôm nay) hoặc kỳ trước."
