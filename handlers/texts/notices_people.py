"""Words about whom a notice is for: choosing them, counting them, and those whom nothing reaches."""

from collections.abc import Sequence

from handlers.texts.notices import thousands
from rules.audience import Key
from rules.cadres import Cadre
from rules.levels import Level
from storage.audience import Absent, Letter, Preview, UnitShare

FILLED_IN = "Trợ lý đã điền sẵn từ câu của đồng chí. Xin xem lại từng phần trước khi gửi."


ADD_FILTER = "Thêm điều kiện"
DROP_FILTER = "Bớt điều kiện"
CHOOSE_ANEW = "Chọn lại từ đầu"
SAVE_GROUP = "Lưu thành nhóm"
TOO_MANY_FILTERS = "Nhiều điều kiện quá. Xin bớt vài điều kiện, hoặc dùng danh sách mã trong tệp."

HOW_TO_JOIN = "Điều kiện mới ghép với phần đang chọn thế nào?"
JOINS = {"and": "Và: phải đủ cả hai", "or": "Hoặc: thêm người", "not": "Trừ: bớt người"}

WHICH_FILTER = "Gửi cho ai? Xin chọn một loại điều kiện, hoặc viết tên đơn vị, mã lớp, mã số cán bộ."
MORE_FILTERS = "Loại khác"
FILTERS = {
    Key.CLASS: "Học viên của lớp",
    Key.UNIT: "Đơn vị và cấp dưới",
    "level": "Trình độ",
    Key.GROUP: "Nhóm đối tượng",
    Key.POST: "Chức vụ",
    Key.ROLE: "Vai trò",
    Key.CHANNEL: "Kênh liên lạc",
    Key.UNCONFIRMED: "Chưa xác nhận thông báo",
    Key.REACHED: "Đã nhận thông báo",
    Key.CODES: "Danh sách mã",
    "named": "Nhóm đã lưu",
    Key.EVERYONE: "Tất cả cán bộ",
    Key.LEARNERS: "Học viên ngoài danh sách",
}
NOTHING_LIKE_THAT = "Trợ lý chưa rõ điều kiện đó. Xin chọn một mục, hoặc viết lại như trong danh sách cán bộ."

WHICH_CLASS = "Học viên của lớp nào? Xin chọn, hoặc nhắn mã lớp."
WHICH_STATE = "Học viên ở trạng thái nào?"
STATES = {"enrolled": "Đang học", "passed": "Đã đạt", "failed": "Chưa đạt", "left": "Đã thôi học"}
WHICH_UNIT = "Đơn vị nào? Xin viết tên, ví dụ: xã An Trường. Các đơn vị cấp dưới được tính cùng."
UNIT_UNKNOWN = "Trợ lý chưa tìm thấy đơn vị đó. Xin viết tên như trong danh sách cán bộ."
WHICH_GROUP = "Nhóm đối tượng nào?"
WHICH_RELATION = "Chọn người theo trình độ thế nào?"
RELATIONS = {
    Key.HOLDS: "Đã có trình độ",
    Key.LACKS: "Còn thiếu theo chỉ tiêu",
    Key.ELIGIBLE: "Đủ điều kiện đi học",
}
WHICH_LEVEL = "Trình độ nào?"
LEVELS = {Level.SO_CAP: "Sơ cấp", Level.TRUNG_CAP: "Trung cấp", Level.CAO_CAP: "Cao cấp"}
WHICH_POST = "Chức vụ nào? Xin viết như trong danh sách, ví dụ: Phó Trưởng phòng."
POST_TOO_SHORT = "Tên chức vụ ngắn quá. Xin viết đủ."
WHICH_ROLE = "Vai trò nào?"
ROLES = {
    "officer": "Cán bộ phụ trách đơn vị",
    "lecturer": "Giảng viên",
    "staff": "Cán bộ Trung tâm",
    "leader": "Lãnh đạo",
}
WHICH_CHANNEL = "Người dùng kênh nào?"
CHANNELS = {"telegram": "Telegram", "zalo": "Zalo", "web": "Trang web", "none": "Chưa liên kết kênh nào"}
WHICH_NOTICE = "Chưa xác nhận thông báo nào? Xin chọn, hoặc viết, ví dụ: thông báo 12."
WHICH_REACHED = "Người đã nhận thông báo nào? Xin chọn, hoặc viết, ví dụ: thông báo 12."
NOTICE_UNKNOWN = "Không có thông báo số đó trong phần việc của đồng chí."
WHICH_CODES = "Xin viết các mã số cách nhau bằng dấu cách, hoặc gửi tệp Excel, CSV có cột mã."
NO_CODES = "Trợ lý không thấy mã số nào. Mã số viết như CB001."
WHICH_NAMED = "Nhóm nào?"
NO_NAMED = "Chưa có nhóm nào được lưu. Chọn người nhận rồi chọn “Lưu thành nhóm”."
NEXT_PAGE = "Xem tiếp"
WHICH_PART = "Bỏ điều kiện nào?"
WHICH_GROUP_NAME = "Đặt tên cho nhóm, ví dụ: Bí thư chi bộ. Nhóm luôn tính theo dữ liệu mới nhất."
GROUP_NAME_WRONG = "Tên nhóm dài từ 2 đến 40 chữ cái."

TEST = "Gửi thử cho tôi"
LOOK_AS = "Xem của ai"
ABSENT = "Người không nhận được"
SEND = "Gửi"
PROPOSE = "Trình người thứ hai duyệt"
WHOSE = "Xem thông báo của ai? Xin nhắn mã số hoặc họ tên, ví dụ CB001."
NOT_MEANT = "Mã số hoặc họ tên đó không có trong số người nhận."
TESTED = "Đã gửi thử: tin dưới đây đúng như một người nhận đọc."
NOBODY_CHOSEN = "Chưa chọn người nhận. Xin chọn người nhận trước."
NO_TEXT = "Chưa có nội dung. Xin viết nội dung trước."
NOBODY_MEANT = "Hiện không có ai thuộc diện này, nên chưa gửi được. Xin sửa người nhận."
NOBODY_REACHED = "Hiện không ai trong số này nhận được qua Trợ lý. Xin xem “Người không nhận được”."
EVERYONE_REACHED = "Mọi người trong diện này đều nhận được qua Trợ lý."

_MOST_UNITS = 6
_MOST_ABSENT = 12


def no_such_class(reference: str) -> str:
    """The sentence names a class that there is not."""
    return f"Trợ lý chưa tìm thấy lớp {reference}; xin chọn người nhận."


def people_named(found: Sequence[Cadre], unknown: Sequence[str]) -> str:
    """Whom the codes or the name of a sentence mean, and the codes that nobody has."""
    named = "; ".join(f"{each.name} ({each.unit.name})" for each in found[:5])
    lines = [f"Người nhận: {named}{f' và {len(found) - 5} người khác' if len(found) > 5 else ''}."] if found else []
    lines += [f"Trợ lý chưa tìm thấy mã số {', '.join(unknown[:5])}; xin xem lại người nhận."] if unknown else []
    return "\n".join(lines)


def chosen(whom: str) -> str:
    """The audience in words."""
    return f"Gửi cho: {whom}." if whom else "Chưa chọn người nhận."


def count(figures: Preview) -> str:
    """How many are meant, and how many of them are reached."""
    if not figures.meant:
        return "Hiện không có ai thuộc diện này."
    if figures.reached == figures.meant:
        return f"{_people(figures.meant)}, đều nhận được qua Trợ lý."
    return f"{_people(figures.meant)}; {_people(figures.reached)} nhận được qua Trợ lý."


def preview(whom: str, figures: Preview, held: str) -> str:
    """Whom it reaches before it is sent: how many, over what, who not and why."""
    lines = [f"Sẽ gửi cho {_people(figures.reached)} trong {_people(figures.meant)} thuộc diện: {whom}."]
    if figures.by_channel:
        told = (
            f"{CHANNELS.get(name, name)} {thousands(people)}" for name, people in sorted(figures.by_channel.items())
        )
        lines.append(f"Theo kênh: {', '.join(told)}.")
    lines += excluded(figures)
    if held:
        lines.append(held)
    return "\n".join([*lines, *_units(figures.by_unit)])


def excluded(figures: Preview) -> list[str]:
    """A line on those who are meant and get nothing; none where there are none."""
    if not figures.excluded:
        return []
    told = (f"{thousands(people)} {why.label}" for why, people in sorted(figures.excluded.items()))
    return [f"Không nhận được: {', '.join(told)}."]


def without_files(people: int) -> str:
    """Zalo takes files by their address, and there is none that it can reach."""
    return (
        f"{_people(people)} nhận qua Zalo sẽ không có tệp kèm theo, vì máy chủ chưa có địa chỉ công khai: "
        "xin ghi điều cần biết vào nội dung."
    )


def _units(shares: Sequence[UnitShare]) -> list[str]:
    shown = shares[:_MOST_UNITS]
    lines = [
        f"- {share.unit or 'Trung tâm'}: {thousands(share.reached)}/{thousands(share.reached + share.unreached)}"
        for share in shown
    ]
    rest = shares[_MOST_UNITS:]
    if rest:
        total = sum(share.reached + share.unreached for share in rest)
        lines.append(f"- {len(rest)} đơn vị khác: {thousands(sum(share.reached for share in rest))}/{thousands(total)}")
    return ["Theo đơn vị (nhận được/trong diện):", *lines] if lines else []


def absent(people: Sequence[Absent]) -> str:
    """Who is meant and gets nothing, by unit."""
    if not people:
        return EVERYONE_REACHED
    lines = [f"{_people(len(people))} không nhận được qua Trợ lý:"]
    unit = None
    for each in people[:_MOST_ABSENT]:
        if each.unit != unit:
            unit = each.unit
            lines.append(f"{unit or 'Trung tâm'}:")
        lines.append(f"- {each.name} ({each.code}), {each.why.label}")
    if len(people) > _MOST_ABSENT:
        lines.append(f"... và {len(people) - _MOST_ABSENT} người khác.")
    return "\n".join(lines)


THE_CENTRE = "Trung tâm"
"""What `{don_vi}` says to the centre's own people, who are on no roster."""


def letter(found: Letter, later: str) -> str:
    """One person's message under a line that says whose it is; `later` is the instant it waits for, if it does."""
    if found.way.why_not is not None:
        why = found.way.why_not.label
        return f"{found.name} ({found.code}) không nhận được: {why}. Nếu nhận được, sẽ đọc:\n\n{found.text}"
    return f"{found.name} ({found.code}) sẽ đọc{f' lúc {later}' if later else ''}:\n\n{found.text}"


def several_named(people: Sequence[Cadre]) -> str:
    """More than one bears the name."""
    shown = "; ".join(f"{each.code} ({each.unit.name})" for each in people[:5])
    return f"Có {len(people)} người tên như vậy: {shown}. Xin nhắn mã số."


def part(number: int) -> str:
    """An option that takes one of the parts away."""
    return f"Bỏ điều kiện {number}"


def parts(words: Sequence[str]) -> str:
    """The parts of an audience with their numbers."""
    return "\n".join([WHICH_PART, *(f"{n}. {each}" for n, each in enumerate(words, 1))])


def group_kept(name: str) -> str:
    """An audience has a name now."""
    return f"Đã lưu nhóm “{name}”."


def unknown_name(value: str, near: str) -> str:
    """An audience names what there is not any more: it must not be sent."""
    hint = f" Có phải là {near}?" if near else ""
    return f"Người nhận có nêu “{value}”, nay không có trong dữ liệu.{hint} Xin sửa người nhận trước khi gửi."


def codes_read(found: int, unknown: Sequence[str]) -> str:
    """Codes nobody has."""
    return f"Có {found} mã số; không có trong dữ liệu: {', '.join(unknown[:5])}. Xin sửa rồi gửi lại."


def _people(count: int) -> str:
    return f"{thousands(count)} người"


def notice(number: int) -> str:
    """An option: one of the notices."""
    return f"Thông báo số {number}"


def group(number: int) -> str:
    """An option: one of the groups that the text tells by number."""
    return f"Nhóm số {number}"


def goes_at(when: str) -> str:
    """It does not go at once."""
    return f"Gửi lúc {when}."


def gone_since(number: int, value: str) -> str:
    """A name in the audience is gone since the approval."""
    return (
        f"Thông báo số {number} đã bị hủy trước khi gửi: “{value}” trong phần người nhận không còn trong dữ liệu. "
        "Xin soạn lại."
    )
