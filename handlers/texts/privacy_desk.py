"""Words for staff about requests concerning personal data: the list, one of them, its terms and its end."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.texts.privacy import KINDS
from rules.dates import vietnamese
from storage.erasing_records import HeldBy
from storage.privacy_requests import Kind, PrivacyRequest

NONE_OPEN = "Hiện không có yêu cầu nào về dữ liệu cá nhân đang chờ."
ALREADY_ANSWERED = "Yêu cầu này đã có người trả lời."
DO = "Thực hiện"
DO_YES = "Đồng ý thực hiện"
REFUSE = "Từ chối"
EXTEND = "Gia hạn 15 ngày"
OPEN_RECORD = "Mở hồ sơ"
ALL = "Các yêu cầu khác"
SEND = "Gửi trả lời"
WHY_REFUSED = "Vì sao không thực hiện được? Lý do được gửi cho người yêu cầu."
WHY_LONGER = "Vì sao cần thêm thời gian? Lý do được gửi cho người yêu cầu."
EXTENDED_BEFORE = "Yêu cầu này đã gia hạn một lần, không gia hạn thêm được."
_WRITES_NO_MORE = (
    "Thực hiện thì Trợ lý thôi chủ động nhắn cho người này. Việc khác xin làm theo quyết định của Trung tâm."
)
_EFFECTS = {
    Kind.ERASE_RECORD: (
        "Thực hiện thì hồ sơ bị xóa, không lấy lại được. Người đã có kết quả hoặc giấy, bằng: chỉ còn họ tên, "
        "ngày sinh trong sổ; người khác: chỉ còn mã."
    ),
    Kind.RESTRICT: _WRITES_NO_MORE,
    Kind.OBJECT: _WRITES_NO_MORE,
}
_HELD = {
    HeldBy.CLASS: "đang có tên trong một lớp chưa kết thúc",
    HeldBy.REQUEST: "đang có yêu cầu dự lớp chờ trả lời",
    HeldBy.ROLE: "đang được giao nhiệm vụ trong hệ thống; người quản trị thu lại nhiệm vụ trước",
}


def remind(numbers: Sequence[int]) -> str:
    """To staff, when terms come near."""
    named = ", ".join(f"số {number}" for number in numbers)
    return f"Yêu cầu về dữ liệu cá nhân sắp hết hạn hoặc đã quá hạn: {named}. Xin xem và trả lời."


def arrived(request: PrivacyRequest) -> str:
    """To staff, without a name."""
    return (
        f"Có yêu cầu về dữ liệu cá nhân số {request.number}: {KINDS[request.kind]}. "
        f"Trả lời chậm nhất ngày {vietnamese(request.answer_by)}."
    )


def waiting(found: Sequence[PrivacyRequest], today: date) -> str:
    """The requests that wait, the most urgent first."""
    lines = [f"Yêu cầu về dữ liệu cá nhân đang chờ: {len(found)}."]
    lines += [f"- Số {each.number}: {KINDS[each.kind]}, {term(each, today)}" for each in found]
    return "\n".join(lines)


def term(request: PrivacyRequest, today: date) -> str:
    """Which day counts now."""
    if not request.extension and today <= request.answer_by:
        return f"trả lời trước hết ngày {vietnamese(request.answer_by)}"
    late = " (đã quá hạn)" if today > request.due_on else ""
    return f"thực hiện trước hết ngày {vietnamese(request.due_on)}{late}"


def option(request: PrivacyRequest) -> str:
    return f"Xem số {request.number}"


def card(request: PrivacyRequest, who: str, asked: datetime, today: date) -> str:
    """One request."""
    lines = [
        f"Yêu cầu số {request.number}: {KINDS[request.kind]}",
        f"Người yêu cầu: {who}",
        f"Gửi ngày {vietnamese(asked.date())}; {term(request, today)}",
        f"Nội dung: {request.words}",
    ]
    if request.extension:
        lines.append(f"Đã gia hạn, lý do: {request.extension}")
    return "\n".join([*lines, "", _EFFECTS.get(request.kind, "")]).rstrip()


def held(why: HeldBy) -> str:
    """Why the record cannot be erased now."""
    return f"Chưa xóa được hồ sơ: người này {_HELD[why]}. Có thể gia hạn hoặc từ chối, có nêu lý do."


def sure(request: PrivacyRequest) -> str:
    return f"{_EFFECTS[request.kind]}\n\nThực hiện yêu cầu số {request.number}?"


def answered(number: int) -> str:
    return f"Đã trả lời yêu cầu số {number}; người yêu cầu được báo."


def extended(number: int, due: date) -> str:
    return f"Đã gia hạn yêu cầu số {number} đến ngày {vietnamese(due)}; người yêu cầu được báo."


def reason_check(number: int, words: str) -> str:
    return f"Gửi cho người đã gửi yêu cầu số {number}:\n{words}"
