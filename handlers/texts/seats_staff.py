"""Words to the centre's staff about requests for seats: what came from the units, who waits, what is wished for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from handlers.texts import shortened
from handlers.texts.seats import kind_label
from rules.seats import SeatState
from storage.seat_requests import SeatRequest

BOARD = "Danh sách cử đến"
DEMAND = "Nhu cầu theo nguyện vọng"
CONSIDER = "Xét danh sách"
WAITING = "Danh sách chờ"
ON_BEHALF = "Đề nghị thay người học"
PAPERS = "Bản đã ký"
MORE = "Xem tiếp"
ALL_IN, ALL_ON = "Đưa tất cả vào lớp", "Chuyển tất cả"
SURE_IN, SURE_ON = "Đưa vào lớp", "Chuyển danh sách"

NOTHING = "Chưa có yêu cầu học nào cho các lớp đang mở."
NOBODY_AGREED = "Chưa có ai được đơn vị đồng ý mà còn chờ Trung tâm."
NOBODY_WAITS = "Không có ai chờ chỗ của lớp này."
NO_DEMAND = "Chưa có nguyện vọng nào chờ mở lớp."
NO_PAPERS = "Chưa có bản danh sách đã ký nào."
UNREADABLE = "Trợ lý chưa rõ. Chưa ghi gì."
GIVE_A_REASON = "Khi trả lại, xin ghi lý do sau dấu hai chấm, ví dụ: “trả lại 2: chưa đủ hồ sơ”. Chưa ghi gì."
EVERYONE_ONLY = "Mục này dành cho cán bộ phụ trách toàn Trung tâm."
HOW_IN = "Nhắn: “đưa vào 1 3 7-9”, “đưa vào tất cả”, hoặc “trả lại 2: lý do”."
HOW_ON = "Nhắn: “chuyển 1 3 7-9”, “chuyển tất cả”, hoặc “trả lại 2: lý do”."
FORWARDED = "Tệp danh sách để gửi kèm công văn. Cấp có thẩm quyền quyết định việc cử đi học."


def board(found: Sequence[tuple[str, Mapping[SeatState, int]]], nominees: Mapping[str, int]) -> str:
    """The classes with what came for them, and the nominations to be sent on."""
    lines = ["Yêu cầu học theo lớp:"]
    lines += [f"{n}. {name}: {counted(some)}." for n, (name, some) in enumerate(found, 1)]
    lines += [f"{kind_label(kind).capitalize()}: {many} người chờ chuyển danh sách." for kind, many in nominees.items()]
    return "\n".join(lines) if len(lines) > 1 else NOTHING


def counted(some: Mapping[SeatState, int]) -> str:
    """How many stand in each state."""
    return ", ".join(f"{some[each]} người {words}" for each, words in _COUNTED.items() if some.get(each)) or "chưa có"


_COUNTED = {
    SeatState.WISH: "chờ đơn vị",
    SeatState.ASKED: "chờ đơn vị",
    SeatState.AGREED: "được đơn vị đồng ý",
    SeatState.WAITING: "chờ chỗ",
    SeatState.OFFERED: "được mời",
    SeatState.ENROLLED: "có tên trong lớp",
    SeatState.FORWARDED: "đã chuyển danh sách",
}


def class_button(number: int) -> str:
    return f"Xem lớp {number}"


def kind_button(kind: str) -> str:
    return {"trung_cap": "Danh sách trung cấp", "cao_cap": "Danh sách cao cấp"}[kind]


def of_class(name: str, some: Mapping[SeatState, int], places: tuple[int, int | None], papers: int) -> str:
    """One class: seats, and how many stand where."""
    taken, all_ = places
    seats = f"Đang giữ {taken}/{all_} chỗ." if all_ is not None else f"Đang giữ {taken} chỗ, không đặt số chỗ."
    signed = f" Có {papers} bản đã ký." if papers else ""
    return f"{name}\n{seats}{signed}\n{counted(some).capitalize()}."


def to_consider(name: str, requests: Sequence[SeatRequest], first: int, size: int, nominates: bool) -> str:
    """A page of those whose units agreed, by the numbers of their requests; who was asked for is marked."""
    lines = [f"{name}: {len(requests)} người được đơn vị đồng ý."]
    for each in requests[first : first + size]:
        behalf = "" if each.asked_by == each.person_id else f" ({_asked_by(each)})"
        lines.append(f"{each.number}. {each.name}, {each.unit}{behalf}")
    return "\n".join([*lines, "", HOW_ON if nominates else HOW_IN])


def _asked_by(request: SeatRequest) -> str:
    return "đơn vị cử" if request.asked_by == request.agreed_by else "do người khác đề nghị"


def sure(many: int, nominates: bool) -> str:
    if nominates:
        return f"Chuyển danh sách {many} người? Từng người và đơn vị được báo. Đây chưa phải là cử đi học."
    return f"Đưa {many} người vào danh sách lớp? Từng người được báo; giấy triệu tập vẫn gửi qua cấp ủy."


def done(moved: Sequence[SeatRequest], others: Sequence[int], offered: int) -> str:
    """What was written down, and whom a freed seat was offered to."""
    many = Counter(each.state for each in moved)
    said = [f"{many[each]} {words}" for each, words in _DONE.items() if many[each]]
    text = f"Đã ghi: {', '.join(said)}." if said else "Chưa ghi gì."
    if others:
        text += f" Số {', '.join(map(str, others))} đã thay đổi hoặc không có trong danh sách: không ghi."
    return f"{text} Đã mời {offered} người đang chờ." if offered else text


_DONE = {
    SeatState.ENROLLED: "người vào danh sách lớp",
    SeatState.FORWARDED: "người trong danh sách chuyển đi",
    SeatState.RETURNED: "người được trả lại",
}


def waiting(name: str, requests: Sequence[tuple[SeatRequest, int]], shown: int) -> str:
    """Who waits for a seat, with the position of each."""
    waits = []
    for each, position in requests:
        agreed = "đơn vị đã đồng ý" if each.agreed_by else "đơn vị chưa có ý kiến"
        waits.append(f"{position}. {each.name}, {each.unit} (số {each.number}; {agreed})")
    head = f"{name}: {len(requests)} người chờ chỗ, theo thứ tự."
    return "\n".join([head, *shortened.lines(waits, shown, "và {} người khác.")])


def demand(by_kind: Sequence[tuple[str, Sequence[tuple[str, int]], Sequence[tuple[str, int]]]]) -> str:
    """Wishes without a class: each kind with its units and groups, most first."""
    lines = ["Nguyện vọng chưa có lớp, để lập kế hoạch:"]
    for kind, units, groups in by_kind:
        total = sum(many for _, many in units)
        lines.append(f"**{kind_label(kind).capitalize()}**: {total} người.")
        lines.append(f"Theo đơn vị: {_listed(units)}.")
        if groups:
            lines.append(f"Theo nhóm (một người có thể ở nhiều nhóm): {_listed(groups)}.")
    return "\n".join(lines)


def _listed(counts: Sequence[tuple[str, int]], most: int = 8) -> str:
    return "; ".join(shortened.lines([f"{name} {many}" for name, many in counts], most, "và {} mục khác"))


def list_name(kind: str) -> str:
    """What the list of nominees is called."""
    return f"Danh sách đề nghị cử học {kind_label(kind)}"
