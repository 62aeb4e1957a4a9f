"""Words about who is in a class: the numbered list, taking somebody out, what they and their units are told."""

from collections.abc import Iterable, Sequence

from rules.classes import EnrolmentState
from storage.class_list import Student

PEOPLE = "Học viên"
QUOTAS = "Chỉ tiêu đơn vị"
MORE = "Xem tiếp"
TAKE_OUT = "Rút tên"
NOBODY = "Lớp chưa có ai trong danh sách."
HOW = "Để rút tên, xin nhắn số trong danh sách và lý do, ví dụ “rút 4 7: chuyển công tác”."
UNREADABLE = "Trợ lý chưa rõ ý."
GIVE_A_REASON = "Xin ghi lý do sau dấu hai chấm, ví dụ: “rút 4: chuyển công tác”. Chưa ghi gì."
CLASS_OVER = "Lớp đã xong hoặc đã hủy, nên danh sách không đổi nữa."
_STATES = {EnrolmentState.PASSED: " (đạt)", EnrolmentState.FAILED: " (chưa đạt)"}


def listing(class_name: str, students: Sequence[Student], first: int, size: int, may_leave: bool) -> str:
    """A page of the class's list, by the numbers that rolls and results use; how to take out where somebody may be."""
    lines = [f"{class_name}: {len(students)} người trong danh sách."]
    lines += [_line(each) for each in students[first : first + size]]
    return "\n".join((*lines, "", HOW) if may_leave else lines)


def _line(student: Student) -> str:
    return f"{student.number}. {student.name}, {student.unit_name}{_STATES.get(student.state, '')}"


def no_such_number(numbers: Sequence[int]) -> str:
    """After numbers that nobody who can be taken out has."""
    return f"Số {', '.join(map(str, numbers))} không có trong danh sách, hoặc đã có kết quả. Chưa ghi gì."


def sure(class_name: str, students: Sequence[Student], why: str) -> str:
    """Before they are taken out."""
    people = "\n".join(f"- {each.name}, {each.unit_name}" for each in students)
    return (
        f"Rút tên {len(students)} người khỏi lớp {class_name}?\n{people}\nLý do: {why}.\n"
        "Trợ lý báo cho từng người và đơn vị; chỗ trống được mời cho người đang chờ."
    )


def taken_out(students: Sequence[Student], offered: int) -> str:
    """After it."""
    if not students:
        return "Danh sách lớp vừa thay đổi, nên chưa ghi gì. Xin xem lại."
    text = f"Đã rút tên {len(students)} người: {_names(students)}."
    return f"{text} Đã mời {offered} người đang chờ." if offered else text


def to_person(class_name: str, why: str, phone: str) -> str:
    """What the person reads."""
    call = f" Cần hỏi, xin gọi {phone}." if phone else ""
    return f"Trung tâm đã rút tên đồng chí khỏi danh sách lớp {class_name}. Lý do: {why}.{call}"


def to_officer(class_name: str, students: Sequence[Student], why: str) -> str:
    """What who answers for their unit reads."""
    return f"Trung tâm đã rút tên khỏi lớp {class_name}: {_names(students)}. Lý do: {why}."


def _names(students: Iterable[Student]) -> str:
    return "; ".join(f"{each.name} ({each.unit_name})" for each in students)
