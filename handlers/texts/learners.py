"""Words about units' lists for classes, and the learners they bring."""

from collections.abc import Sequence

from handlers.texts import shortened
from handlers.texts.files_read import NOTHING_STORED
from rules.classes import TrainingClass
from rules.enrolling import EnrolmentPlan, Named
from rules.roster.problems import Problem
from storage.enrolling import Short, Undone

SEE_CLASS = "Xem lớp"
ENROL, FORGET, UNDO = "Ghi vào lớp", "Bỏ, không ghi", "Hoàn tác"
SEND_TO_CENTRE = "Gửi Trung tâm"
SEE_LIST = "Danh sách đã cử"
TEMPLATE, SEND_IT = "Tệp mẫu danh sách cử", "Gửi danh sách cử"
TEMPLATE_FILE = "mau-danh-sach-cu.xlsx"
TEMPLATE_SENT = "Mẫu danh sách cử. Điền xong, gửi lại tệp tại đây; bản giấy ký, đóng dấu vẫn gửi Trung tâm."
MORE = "Xem tiếp"
NO_CLASS = "Hiện không có lớp nào nhận danh sách."
SEND_FILE = (
    "Xin gửi tệp danh sách cử (xlsx, ods, csv) cho lớp {}. Cột cần có: họ và tên, đơn vị; nên có ngày sinh, "
    "chức vụ, số điện thoại, ghi chú.\nAi có trong danh sách cán bộ được nhận ra theo mã, hoặc họ tên, ngày sinh "
    "và đơn vị; người khác được thêm làm học viên."
)
A_FILE_PLEASE = "Xin gửi một tệp bảng tính."
CLASS_CLOSED = "Lớp này không còn nhận danh sách."
NOBODY = "Không có người nào mới trong danh sách cho lớp này."
FORGOTTEN = "Đã bỏ tệp. Chưa ghi gì vào dữ liệu."
CHANGED = "Dữ liệu vừa thay đổi sau khi xem tệp. Chưa ghi gì; xin gửi lại tệp."
GONE = "Tệp này đã được ghi hoặc đã bỏ. Xin gửi lại tệp nếu cần."
_FEW = 8


def which_class(found: Sequence[TrainingClass]) -> str:
    """For which class a list is, the classes named as their buttons stand."""
    lines = [f"{number}. {each.name} ({each.code})" for number, each in enumerate(found, 1)]
    return "\n".join(["Danh sách cử học viên cho lớp nào?", *lines])


def preview(name: str, training: TrainingClass, plan: EnrolmentPlan, questions: Sequence[Problem]) -> str:
    """Whom a list brings: counts first, then those nobody knew, and what is taken as it stands."""
    known = len(plan.people) - plan.cadres - len(plan.new)
    lines = [
        f"Tệp {name}, lớp {training.code}: {len(plan.people)} người.",
        f"Trong danh sách cán bộ: {plan.cadres}. Học viên đã có: {known}. Học viên mới: {len(plan.new)}.",
    ]
    if plan.already:
        lines.append(f"Đã ở trong lớp, không ghi lại: {len(plan.already)}.")
    if plan.new:
        lines.append(_named("Học viên mới", plan.new))
    if questions:
        lines.append(f"Ghi vào tức là xác nhận ({len(questions)}):")
        lines += [f"- {each}" for each in questions[:_FEW]]
    return "\n".join(lines)


def stored(training: TrainingClass, count: int, number: int) -> str:
    """What was written."""
    return f"Đã ghi {count} người vào lớp {training.code}. Lần nạp số {number}."


def nominated(training: TrainingClass, agreed: int, waiting: int, refused: int) -> str:
    """What became of a unit's list."""
    lines = [f"Đã gửi Trung tâm danh sách cử cho lớp {training.code}: {agreed + waiting} người."]
    if waiting:
        lines.append(f"Hết chỗ, chờ theo thứ tự: {waiting}.")
    if refused:
        lines.append(f"Đã có đề nghị khác hoặc lớp không nhận: {refused}.")
    return "\n".join(lines)


def short(found: Short) -> str:
    """Too few seats."""
    whose = f"Chỉ tiêu của {found.unit}" if found.unit else "Lớp"
    return f"{whose} còn {found.left} chỗ, danh sách cần {found.wanted}. {NOTHING_STORED}"


def enrolled(training: TrainingClass, beginning: str) -> str:
    """What somebody reads who was put into a class, with when and where it begins as far as that is known."""
    told = f"Đồng chí có tên trong danh sách lớp {training.name} ({training.code})."
    return f"{told}\n{beginning}" if beginning else told


def undone(number: int, result: Undone) -> str:
    """What came of taking a list back."""
    return {
        "": f"Đã hoàn tác lần nạp số {number}: {result.people} người ra khỏi lớp.",
        "unknown": f"Không có lần nạp số {number}.",
        "already_undone": f"Lần nạp số {number} đã được hoàn tác trước đó.",
        "changed_later": f"Không hoàn tác được lần nạp số {number}: có người đã điểm danh hoặc thay đổi sau đó.",
    }[result.reason]


def _named(title: str, people: Sequence[Named]) -> str:
    names = shortened.row([each.row.name for each in people], _FEW, "{} người khác")
    return f"{title}: {names}."
