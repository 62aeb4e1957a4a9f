"""Words to who answers for a unit: its quotas, whom it may send, the wishes of its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.texts import shortened
from handlers.texts.classes import day
from handlers.texts.eligibility import in_few_words
from handlers.texts.seats import title
from rules.cadres import Cadre
from rules.classes import Course
from rules.dates import vietnamese
from rules.eligibility import Eligibility
from rules.levels import Level
from rules.seats import SeatState
from storage.seat_requests import SeatRequest
from storage.seats import Quota

CLASSES = "Lớp và danh sách cử"
WISHES = "Nguyện vọng của đơn vị"
CHOOSE = "Chọn người cử"
XLSX, DOCX = "Danh sách cử (Excel)", "Danh sách cử (Word)"
PAPER = "Gửi ảnh bản đã ký"
MORE = "Xem tiếp"
PUT_ON = "Đưa vào danh sách cử"
AGREE_TO_ALL = "Đồng ý tất cả"

NO_CLASSES = "Hiện không có lớp nào đang nhận danh sách cử."
NOBODY_LACKS = "Trong đơn vị không còn ai cần cử vào lớp này theo dữ liệu hiện có, hoặc đã có trong danh sách."
NOBODY_SENT = "Đơn vị chưa cử ai vào lớp này."
NO_WISHES = "Không có nguyện vọng nào của đơn vị chờ ý kiến."
TYPE_NUMBERS = "Nhắn chữ “cử” và số của những đồng chí được cử, ví dụ: “cử 1 3 7-9”."
OUT_OF_LIST = "Danh sách chỉ có số 1 đến {}. Chưa ghi gì."
NOT_NUMBERS = "Trợ lý chưa đọc được các số. Chưa ghi gì."
SEND_PAPER = "Xin gửi ảnh chụp hoặc tệp PDF của danh sách cử đã ký, đóng dấu."
NO_PAPER = "Trợ lý cần ảnh chụp hoặc tệp PDF, không quá 10 MB. Chưa ghi gì."
PAPER_KEPT = "Đã nhận bản danh sách đã ký; Trung tâm xem được."
HOW = (
    "Trả lời theo số: “đồng ý 1 3”, “đồng ý tất cả”, hoặc “không cử 2: lý do”. "
    "Ý kiến chỉ ghi một lần; cần đổi, xin gọi Trung tâm."
)
DECIDES = "Việc cử đi học do cấp có thẩm quyền quyết định."


@dataclass(frozen=True, slots=True)
class UnitClass:
    """A class that takes names, as the officer of a unit finds it."""

    name: str
    until: date | None
    quotas: Sequence[Quota]
    sent: int


def classes(found: Sequence[UnitClass], total: int, wishes: int, today: date) -> str:
    """A page of the classes that take names, with the unit's quota and how many it has sent."""
    lines = [f"Các lớp đang nhận danh sách cử: {total} lớp."]
    for number, each in enumerate(found, 1):
        until = f" Gửi danh sách đến hết {day(each.until, today)}." if each.until else ""
        quota = "; ".join(f"{q.unit}: còn {q.left}/{q.places} suất" for q in each.quotas)
        quota = f" {quota}." if quota else ""
        lines.append(f"{number}. {each.name}\nĐã cử {each.sent}.{quota}{until}")
    if wishes:
        lines.append(f"{wishes} nguyện vọng của đơn vị chờ ý kiến.")
    return "\n\n".join(lines)


def class_button(number: int) -> str:
    return f"Lớp {number}"


def of_class(name: str, requests: Sequence[SeatRequest], shown: int) -> str:
    """Whom the unit has sent to a class."""
    if not requests:
        return f"{name}\n{NOBODY_SENT}"
    sent = [f"{n}. {each.name}: {_STATES[each.state]}." for n, each in enumerate(requests, 1)]
    lines = shortened.lines(sent, shown, "và {} người khác.")
    return "\n".join([name, f"Đơn vị đã cử {len(requests)} người:", *lines, DECIDES])


def handed_out(name: str, sent: int) -> str:
    """With the list to print."""
    return f"Danh sách cử lớp {name}: {sent} người, để in và ký. {DECIDES}"


_STATES = {
    SeatState.WISH: "chờ ý kiến đơn vị",
    SeatState.ASKED: "chờ ý kiến đơn vị",
    SeatState.AGREED: "đơn vị đã đồng ý, chờ Trung tâm",
    SeatState.WAITING: "chờ có chỗ",
    SeatState.OFFERED: "được mời nhận chỗ, chờ trả lời",
    SeatState.ENROLLED: "có tên trong lớp",
    SeatState.FORWARDED: "đã chuyển danh sách",
    SeatState.DECLINED: "đơn vị không cử",
    SeatState.RETURNED: "Trung tâm trả lại",
    SeatState.WITHDRAWN: "đã rút",
    SeatState.EXPIRED: "hết thời gian chờ",
}


def state(request: SeatRequest) -> str:
    """How a request stands, in a few words."""
    return _STATES[request.state]


NOT_ON_RECORD = {
    Course.CAP_UY: "hồ sơ chưa ghi chức vụ cấp ủy",
    Course.DANG_VIEN_MOI: "hồ sơ chưa ghi là đảng viên dự bị",
}
"""Of somebody who may be sent to a course though the record does not show that it is for them."""


def conditions_of(found: Eligibility) -> str:
    """How somebody stands to the conditions, in a few words."""
    return in_few_words(found.overall, found.unmet)


def candidates(name: str, found: Sequence[tuple[Cadre, str]], first: int, size: int) -> str:
    """Those who lack what the class gives, numbered through all pages, with how each stands in a few words."""
    lines = [f"{name}: {len(found)} đồng chí có thể xem xét cử."]
    lines += [_candidate(n, *each) for n, each in enumerate(found[first : first + size], first + 1)]
    return "\n".join([*lines, "", TYPE_NUMBERS])


def _candidate(number: int, cadre: Cadre, how: str) -> str:
    return f"{number}. {cadre.name} ({cadre.unit.name}){f': {how}' if how else ''}."


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody whose posts ask for more than they hold."""

    cadre: Cadre
    held: Level
    required: Level
    found: Eligibility


def lacking(shown: Sequence[Lacking], first: int, many: int, today: date) -> str:
    """A page of those who lack what their posts ask for, numbered through all pages."""
    if not many:
        return f"Theo dữ liệu ngày {vietnamese(today)}, đơn vị không còn ai thiếu trình độ so với mục tiêu."
    lines = [f"Còn thiếu trình độ so với mục tiêu: {many} đồng chí (dữ liệu ngày {vietnamese(today)})."]
    for number, each in enumerate(shown, first + 1):
        way = in_few_words(each.found.overall, each.found.unmet)
        needs = f"hiện có {each.held.label}, cần {each.required.label}" if each.held else f"cần {each.required.label}"
        lines.append(f"{number}. {each.cadre.name} ({each.cadre.unit.name}): {needs}; {way}.")
    return "\n".join([*lines, "", "Để cử đi học, mở “Lớp và danh sách cử”, chọn lớp rồi chọn người theo số."])


def sure(name: str, names: Sequence[str], is_unit: bool) -> str:
    """Before people are put on the list of a class."""
    whose = (
        "Ý kiến của đơn vị được ghi cùng danh sách."
        if is_unit
        else "Trung tâm đề nghị thay; đơn vị vẫn phải cho ý kiến."
    )
    return f"{name}\nCử {len(names)} đồng chí: {', '.join(names)}.\n{whose} Từng đồng chí được báo. {DECIDES}"


def put_on(kept: Sequence[SeatRequest], left_out: int) -> str:
    """After: how many hold a seat, how many wait, who was left out."""
    waiting = sum(each.state is SeatState.WAITING for each in kept)
    text = f"Đã ghi {len(kept)} đồng chí vào danh sách cử."
    if waiting:
        text += f" Lớp hoặc suất của đơn vị đã đủ: {waiting} đồng chí chờ theo thứ tự."
    if left_out:
        text += f" {left_out} đồng chí đã có trong danh sách hoặc có yêu cầu khác, không ghi lại."
    return text


def wishes(requests: Sequence[SeatRequest], first: int, size: int) -> str:
    """A page of the requests that wait for the unit's word, by their own numbers."""
    lines = [f"{len(requests)} nguyện vọng chờ đơn vị cho ý kiến:"]
    lines += [f"{each.number}. {each.name} ({each.unit}): {title(each)}." for each in requests[first : first + size]]
    return "\n".join([*lines, "", HOW, DECIDES])


def sure_all(many: int) -> str:
    return f"Đồng ý cả {many} nguyện vọng đang chờ? Ý kiến chỉ ghi một lần. {DECIDES}"


def silent(name: str, left: int, until: date, today: date) -> str:
    """To the officer of a unit that has sent nobody to a class it has a quota of."""
    return (
        f"{name}: đơn vị còn {left} suất và chưa cử ai. Danh sách nhận đến hết {day(until, today)}; "
        "nếu không cử, xin báo Trung tâm để chuyển suất."
    )
