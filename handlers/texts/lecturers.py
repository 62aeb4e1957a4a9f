"""Words about the pool of lecturers: lists, cards, moves, approval, and who teaches what."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.texts import shortened
from rules.dates import vietnamese
from rules.lecturers import Lecturer, Move, Refused, State

BY_EACH_CENTRE = "Giảng viên do cán bộ của từng Trung tâm ghi vào danh sách của Trung tâm ấy."
ADD = "Thêm giảng viên"
MORE = "Xem tiếp"
POOL = "Danh sách giảng viên"
EDIT = "Sửa thông tin"
INVITE = "Mã liên kết"
APPROVE = "Phê duyệt"
RETURN = "Trả lại"
OPEN = "Xem giảng viên"
SAVE = "Đề xuất"
DESK = "Giờ giảng, đổi buổi, công trình"
SWAPS, HOURS, WORKS = "Buổi xin đổi người dạy", "Bảng giờ giảng", "Nghiên cứu, tổng kết, đổi mới"
WORK = "Ghi đề tài, tổng kết"
FULL_TIME, PART_TIME = "Cơ hữu", "Kiêm chức"
SKIP = "Để trống"

STATES = {
    State.PROPOSED: "đã đề xuất, chờ thẩm tra",
    State.EXAMINED: "đã thẩm tra, chờ trình",
    State.SUBMITTED: "đã trình, chờ phê duyệt",
    State.APPROVED: "đã được phê duyệt",
    State.ENDED: "đã thôi",
}
GROUPS = {
    "being": "Đang đề xuất",
    "submitted": "Chờ phê duyệt",
    "approved": "Đã phê duyệt",
    "ended": "Đã thôi",
}
"""The parts of the pool by the word in their keys."""
MOVES = {
    Move.EXAMINE: "Đã thẩm tra",
    Move.SUBMIT: "Trình phê duyệt",
    Move.END: "Thôi giảng dạy",
    Move.PROPOSE: "Đề xuất lại",
}
PARTS = {
    "topics": "Chuyên đề",
    "decision": "Số quyết định",
    "decided_on": "Ngày quyết định",
    "term_until": "Thời hạn",
    "holder": "Hồ sơ cán bộ",
}
REFUSED = {
    Refused.NOT_NOW: "Giảng viên này không còn ở bước đó. Xin mở lại để xem.",
    Refused.NOT_THEIRS: "Việc này do người khác quyết định: Trung tâm lập danh sách, lãnh đạo phê duyệt.",
    Refused.OWN: "Người đề xuất hoặc trình không tự phê duyệt. Việc này chờ lãnh đạo khác quyết định.",
}
NEW_CODE = "Cấp mã mới"
NONE_HERE = "Chưa có giảng viên nào ở mục này."
NONE_WAITING = "Không có giảng viên nào chờ phê duyệt."
NOT_FOUND = "Không có giảng viên như vậy."
NAME = "Họ và tên giảng viên? Người có trong danh sách cán bộ thì nhắn mã cán bộ (CB001)."
NAME_LENGTH = "Xin nhắn họ và tên đầy đủ, từ hai chữ, không quá 100 chữ cái; hoặc mã cán bộ."
NO_SUCH_CODE = "Không có mã cán bộ như vậy. Xin nhắn lại mã, hoặc nhắn họ và tên."
KIND = "Giảng viên cơ hữu của Trung tâm hay kiêm chức?"
TOPICS = "Dạy chuyên đề nào? Nhiều chuyên đề cách nhau bằng dấu chấm phẩy (;)."
TOPICS_LENGTH = "Xin ghi ít nhất một chuyên đề, tất cả không quá 600 chữ cái."
WHICH_PART = "Sửa mục nào?"
WHY = "Lý do trả lại là gì? Trung tâm đọc được lời này."
WHY_LENGTH = "Xin ghi lý do từ 3 đến 300 chữ cái."
VALUES = {
    "topics": TOPICS,
    "decision": "Số quyết định phê duyệt? Ví dụ: 120-QĐ/HU.",
    "decided_on": "Ngày của quyết định? Ví dụ: 12/05/2025.",
    "term_until": "Ngày cuối của thời hạn? Ví dụ: 31/12/2025. Không định thời hạn thì chọn để trống.",
    "holder": "Mã cán bộ của giảng viên này? Ví dụ: CB001. Gắn rồi, họ dùng mục giảng viên bằng tài khoản sẵn có.",
}
ANOTHER_NAME = "Mã {} là của đồng chí {}, khác họ tên giảng viên này. Xin nhắn lại mã."
A_LECTURER_ALREADY = "Cán bộ này đã là một giảng viên khác trong danh sách. Xin nhắn mã khác."
TOO_LONG = "Xin ghi ngắn hơn, không quá 60 chữ cái."
BEFORE_DECISION = "Ngày cuối của thời hạn phải sau ngày quyết định."
NOBODY_TEACHES = "Chưa có giảng viên nào như vậy trong danh sách đã được phê duyệt."
NOBODY_YET = "Danh sách giảng viên đã được phê duyệt chưa có ai."


def board(counts: Mapping[str, int]) -> str:
    """The pool in one line a part."""
    lines = [f"- {GROUPS[group]}: {count}" for group, count in counts.items()]
    return "\n".join(["Giảng viên của Trung tâm:", *lines, "Chỉ người đã được phê duyệt và cơ hữu được xếp buổi dạy."])


def listing(head: str, shown: Sequence[Lecturer], first: int) -> str:
    """A page of lecturers, numbered as their buttons are."""
    lines = (f"{n}. {each.name} ({each.code}), {STATES[each.state]}" for n, each in enumerate(shown, first + 1))
    return "\n".join([f"{head}:", *lines])


def card(lecturer: Lecturer) -> str:
    """All that is known of a lecturer, but the phone number."""
    lines = [
        f"{lecturer.name} ({lecturer.code})",
        f"Giảng viên {(FULL_TIME if lecturer.full_time else PART_TIME).lower()}, {STATES[lecturer.state]}.",
        *([f"Đơn vị: {lecturer.unit}"] if lecturer.unit else []),
        f"Chuyên đề: {'; '.join(lecturer.topics) or 'chưa ghi'}",
    ]
    if lecturer.state is State.APPROVED and not lecturer.full_time:
        day = f" ngày {vietnamese(lecturer.decided_on)}" if lecturer.decided_on else ""
        lines.append(f"Quyết định: {lecturer.decision or 'chưa ghi số'}{day}")
        lines.append(f"Thời hạn: {f'đến hết {vietnamese(lecturer.term_until)}' if lecturer.term_until else 'chưa ghi'}")
    if lecturer.note:
        lines.append(f"Ghi chú: {lecturer.note}")
    return "\n".join(lines)


def summary(name: str, unit: str, full_time: bool, topics: Sequence[str]) -> str:
    """What is about to be kept."""
    kind = (FULL_TIME if full_time else PART_TIME).lower()
    of_unit = f", {unit}" if unit else ""
    after = (
        "Giảng viên cơ hữu được xếp buổi dạy ngay."
        if full_time
        else "Sau thẩm tra, Trung tâm trình lãnh đạo phê duyệt; người đề xuất không tự phê duyệt."
    )
    return f"Thêm giảng viên {kind}: {name}{of_unit}.\nChuyên đề: {'; '.join(topics)}.\n{after}"


def added(lecturer: Lecturer) -> str:
    return f"Đã ghi {lecturer.name}, mã {lecturer.code}: {STATES[lecturer.state]}."


def moved(lecturer: Lecturer) -> str:
    return f"Đã ghi: {lecturer.name} {STATES[lecturer.state]}."


def submitted_to(told: int) -> str:
    """Who was told of a submission."""
    if told:
        return "Lãnh đạo đã được báo."
    return "Chưa báo được cho lãnh đạo nào qua Trợ lý. Xin báo trực tiếp."


def submitted(lecturer: Lecturer) -> str:
    """What leaders read of a name that waits for them."""
    return f"Trung tâm trình phê duyệt giảng viên kiêm chức:\n{card(lecturer)}"


def decided(lecturer: Lecturer) -> str:
    """What those read who put the name forward."""
    if lecturer.state is State.APPROVED:
        return (
            f"Lãnh đạo đã phê duyệt giảng viên {lecturer.name} ({lecturer.code}). "
            "Đề nghị ghi số, ngày quyết định và thời hạn."
        )
    return f"Lãnh đạo trả lại giảng viên {lecturer.name} ({lecturer.code}): {lecturer.note}."


def waiting(shown: Sequence[Lecturer], total: int, most: int) -> str:
    """The names that wait for a leader."""
    lines = (
        f"{n}. {each.name}: {'; '.join(each.topics) or 'chưa ghi chuyên đề'}{_by(each)}"
        for n, each in enumerate(shown, 1)
    )
    return "\n".join(
        [f"Có {total} giảng viên chờ phê duyệt:", *shortened.lines(list(lines), most, "... và {} người nữa")]
    )


def _by(lecturer: Lecturer) -> str:
    """The paper that names them, where it is written down."""
    if not lecturer.decision:
        return ""
    day = f" ngày {vietnamese(lecturer.decided_on)}" if lecturer.decided_on else ""
    return f" (quyết định {lecturer.decision}{day})"


def approve_all(count: int) -> str:
    return f"Phê duyệt cả {count} người"


def all_approved(count: int) -> str:
    return f"Đã phê duyệt {count} giảng viên; Trung tâm đã được báo."


def who_teaches(shown: Sequence[Lecturer], first: int, total: int) -> str:
    """Who teaches what; names and topics only."""
    lines = (f"{n}. {each.name}: {'; '.join(each.topics) or 'chưa ghi'}" for n, each in enumerate(shown, first + 1))
    return "\n".join([f"Giảng viên của Trung tâm và chuyên đề đảm nhiệm ({total}):", *lines])


def of_class(name: str, taught: Mapping[str, Sequence[str]]) -> str:
    """Who teaches what in a class."""
    if not taught:
        return f"Lịch học của {name} chưa ghi giảng viên."
    return "\n".join([f"Giảng viên của {name}:", *(f"- {who}: {'; '.join(what)}" for who, what in taught.items())])


def invited(name: str, code: str, last_day: str, link: str) -> str:
    """A linking code, to be handed over."""
    way = f"\nHoặc mở: {link}" if link else ""
    return f"Mã liên kết của {name}: {code}\nDùng được đến hết {last_day}. Xin trao riêng cho người này.{way}"


def holds_code(name: str, made: datetime) -> str:
    """Instead of a second code, of somebody who holds one that still works."""
    return (
        f"{name} đã có mã liên kết, cấp lúc {made:%H} giờ {made:%M} ngày {vietnamese(made.date())}, còn dùng được. "
        "Trợ lý không giữ mã nên không cho xem lại.\nCấp mã mới thì mã ấy hết hiệu lực."
    )


def listed(group: str) -> str:
    return f"Giảng viên, mục “{GROUPS[group]}”"


def found(words: str) -> str:
    return f"Giảng viên tìm theo “{words}”"


def desk(asked: int, told: int) -> str:
    """What waits for staff."""
    return f"Giảng viên: {asked} buổi xin đổi người dạy, {told} việc chờ xác nhận."


def still_on(left: int) -> str:
    """Sessions that stand under the name of somebody whose term ended."""
    return f"Còn {left} buổi trong lịch đứng tên giảng viên này; đề nghị xếp người khác."
