"""Words about a session that a lecturer asks a colleague to take over."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.classes import PARTS, day
from handlers.texts.lecturer_own import when
from rules.classes import Session
from rules.lecturers import Lecturer
from rules.swaps import Barred, Swap, SwapState

ANYONE = "Để Trung tâm chọn"
SEND = "Gửi đề nghị"
AGREE, DECLINE = "Nhận dạy thay", "Không nhận được"
WITHDRAW = "Rút đề nghị"
SEE_SESSION = "Xem buổi này"
ASK_ANOTHER = "Xin người khác"
OPEN_ONES = "Buổi đang xin đổi"
SEE = "Xem đề nghị"
GRANT, REFUSE, GIVE = "Đồng ý đổi", "Không đồng ý", "Chọn người khác"
GIVE_NOW = "Xếp người này"
BOARD = "Buổi xin đổi người dạy"

WHO = "Đồng chí nào dạy thay? Nhắn họ và tên, hoặc mã giảng viên; hay để Trung tâm chọn."
WHY = "Lý do xin đổi? Đồng nghiệp và Trung tâm đọc được lời này."
WHY_LENGTH = "Xin ghi lý do từ 3 đến 200 chữ cái."
NOBODY_OF_THAT_NAME = "Không có giảng viên nào như vậy được phê duyệt dạy vào ngày đó. Xin nhắn lại họ và tên."
BARRED = {
    Barred.OVER: "Buổi này đã qua, đã hủy, hoặc lớp đã kết thúc, nên không đổi người dạy được nữa.",
    Barred.NOT_THEIRS: "Buổi này đã chuyển cho giảng viên khác, nên không còn gì để đổi.",
}
UNFIT = {
    Barred.SAME: "Đồng chí {} đang đứng buổi này.",
    Barred.NOT_APPROVED: "Vào ngày đó đồng chí {} không trong thời hạn được phê duyệt giảng dạy.",
    Barred.BUSY: "Đồng chí {} đã có buổi dạy lớp khác vào lúc đó. Xin chọn người khác.",
}
FOR_YOU = {
    **BARRED,
    Barred.SAME: "Đồng chí đang đứng buổi này rồi.",
    Barred.NOT_APPROVED: "Vào ngày đó đồng chí không trong thời hạn được phê duyệt, nên chưa nhận được buổi này.",
    Barred.BUSY: "Đồng chí đã có buổi dạy lớp khác vào lúc đó, nên chưa nhận được buổi này.",
}
SESSION_CHANGED = "Buổi này vừa được Trung tâm thay đổi, nên đề nghị chưa gửi. Xin xem lại buổi này."
ASKED_ALREADY = "Buổi này đồng chí đã xin đổi, đang chờ trả lời."
NONE_OF_MINE = "Không có buổi nào đang xin đổi người dạy. Muốn xin đổi, xin mở buổi đó trong lịch giảng."
YOU_AGREED = "Đã ghi: đồng chí nhận dạy thay. Trung tâm xem xét rồi báo lại; lịch chưa đổi."
YOU_DECLINED = "Đã ghi: đồng chí không nhận được buổi này. Người xin đổi đã được báo."
YOU_WITHDREW = "Đã rút đề nghị; buổi này vẫn do đồng chí giảng."
NONE_WAITING = "Không có buổi nào xin đổi người dạy."
WHY_REFUSED = "Lý do không đồng ý? Giảng viên đọc được lời này."
WHOM = "Xếp giảng viên nào? Nhắn họ và tên, hoặc mã giảng viên."


def label(swap: Swap) -> str:
    return f"{PARTS[swap.session.part].capitalize()} {swap.session.day:%d/%m}, {swap.class_code}"


def several(found: Sequence[Lecturer]) -> str:
    """More than one lecturer may be meant."""
    names = "; ".join(f"{each.name} ({each.code})" for each in found[:5])
    return f"Có {len(found)} giảng viên như vậy: {names}. Xin nhắn mã."


def _what(swap: Swap, today: date) -> str:
    topic = f", {swap.session.topic}" if swap.session.topic else ""
    return f"{when(swap.session, today)}, lớp {swap.class_code}{topic}"


def about_to_ask(session: Session, class_code: str, other: str, why: str, today: date) -> str:
    """What is about to be sent, and who reads it."""
    readers = f"đồng chí {other} và Trung tâm" if other else "Trung tâm"
    whom = f"đồng chí {other} dạy thay" if other else "Trung tâm chọn người dạy thay"
    return (
        f"Xin đổi người dạy buổi {when(session, today)}, lớp {class_code}.\nĐề nghị: {whom}.\nLý do: {why}.\n"
        f"Người được xem: {readers}. Lịch chỉ đổi khi Trung tâm đồng ý."
    )


def asked(name: str) -> str:
    return f"Đã gửi đề nghị tới đồng chí {name}. Khi có trả lời, Trợ lý báo lại; lịch chưa đổi."


def asked_unreached(name: str, told: int) -> str:
    """The colleague has no chat here."""
    staff = "Trung tâm đã được báo" if told else "cũng chưa báo được cho Trung tâm, xin gọi trực tiếp"
    return f"Đã ghi đề nghị. Chưa báo được cho đồng chí {name} qua Trợ lý; {staff}. Lịch chưa đổi."


def asked_staff(told: int) -> str:
    """Nobody is named; staff choose."""
    if told:
        return "Đã gửi đề nghị tới Trung tâm. Khi có trả lời, Trợ lý báo lại; lịch chưa đổi."
    return "Đã ghi đề nghị, nhưng chưa báo được cho Trung tâm qua Trợ lý; xin gọi trực tiếp. Lịch chưa đổi."


def asked_of_you(swap: Swap, today: date) -> str:
    """What the colleague reads."""
    return (
        f"Đồng chí {swap.lecturer.name} xin đồng chí dạy thay buổi {_what(swap, today)}.\nLý do: {swap.word}.\n"
        "Lịch chỉ đổi khi Trung tâm đồng ý."
    )


def for_staff(swap: Swap, today: date) -> str:
    """What staff read of it, in a push and on the card."""
    return f"Đồng chí {swap.lecturer.name} xin đổi người dạy buổi {_what(swap, today)}.\n{_stands(swap)}"


def _stands(swap: Swap) -> str:
    if swap.other is None:
        return f"Đề nghị Trung tâm chọn người dạy thay.\nLý do: {swap.word}."
    answered = "chưa trả lời" if swap.state is SwapState.ASKED else "đã nhận"
    return f"Người được xin dạy thay: {swap.other.name} ({answered}).\nLý do: {swap.word}."


def mine(found: Sequence[Swap], own_id: str, today: date) -> str:
    """What is still to be answered, asked by oneself and of oneself."""
    lines = [f"{n}. {_mine(each, own_id, today)}" for n, each in enumerate(found, 1)]
    return "\n".join(["Các buổi đang xin đổi người dạy:", *lines])


def _mine(swap: Swap, own_id: str, today: date) -> str:
    if swap.lecturer.id == own_id:
        return f"{_what(swap, today)}: đồng chí xin đổi"
    return f"{_what(swap, today)}: {swap.lecturer.name} xin đồng chí dạy thay"


def mine_whole(swap: Swap, today: date) -> str:
    return f"Đồng chí xin đổi người dạy buổi {_what(swap, today)}.\n{_stands(swap)}"


def colleague_agreed(swap: Swap, today: date) -> str:
    name = swap.other.name if swap.other else ""
    return f"Đồng chí {name} nhận dạy thay buổi {_what(swap, today)}. Còn chờ Trung tâm đồng ý; lịch chưa đổi."


def declined(swap: Swap, today: date) -> str:
    name = swap.other.name if swap.other else ""
    return f"Đồng chí {name} không nhận được buổi {_what(swap, today)}. Buổi này vẫn do đồng chí giảng."


def withdrawn(swap: Swap, today: date) -> str:
    return f"Đồng chí {swap.lecturer.name} đã rút đề nghị dạy thay buổi {_what(swap, today)}."


def board(found: Sequence[Swap], total: int, today: date) -> str:
    """The swaps that staff have before them."""
    lines = [f"{n}. {swap_line(each, today)}" for n, each in enumerate(found, 1)]
    return "\n".join([f"Có {total} buổi xin đổi người dạy:", *lines])


def swap_line(swap: Swap, today: date) -> str:
    """One of them in a line."""
    session = f"{PARTS[swap.session.part]} {day(swap.session.day, today)}, {swap.class_code}"
    other = swap.other.name if swap.other else "Trung tâm chọn"
    waits = " (chưa trả lời)" if swap.state is SwapState.ASKED else ""
    return f"{session}: {swap.lecturer.name}, người thay: {other}{waits}"


def give_question(swap: Swap, name: str, today: date) -> str:
    return f"Xếp đồng chí {name} dạy buổi {_what(swap, today)}, thay đồng chí {swap.lecturer.name}?"


def granted_to_asker(swap: Swap, name: str, today: date) -> str:
    return f"Trung tâm đồng ý: buổi {_what(swap, today)} do đồng chí {name} giảng thay đồng chí."


def granted_to_other(swap: Swap, today: date) -> str:
    return f"Trung tâm xếp đồng chí giảng buổi {_what(swap, today)}, thay đồng chí {swap.lecturer.name}."


def not_needed(swap: Swap, today: date) -> str:
    return f"Buổi {_what(swap, today)} nay do người khác giảng; đồng chí không phải dạy thay."


def refused(swap: Swap, why: str, today: date) -> str:
    return f"Trung tâm không đồng ý đổi người dạy buổi {_what(swap, today)}: {why}. Buổi này vẫn do đồng chí giảng."


def granted(name: str, both: bool) -> str:
    """What staff read once it is done."""
    told = "Hai giảng viên đã được báo" if both else "Chưa báo được cho cả hai giảng viên qua Trợ lý, xin báo trực tiếp"
    return f"Đã xếp đồng chí {name} giảng buổi này. {told}; lớp được báo theo lịch thay đổi."


def refusal_kept(told: bool) -> str:
    return "Đã ghi, giảng viên đã được báo." if told else "Đã ghi. Chưa báo được cho giảng viên qua Trợ lý."


def no_swap(swap: Swap, today: date) -> str:
    return f"Trung tâm không đổi người dạy buổi {_what(swap, today)}; đồng chí không phải dạy thay."
