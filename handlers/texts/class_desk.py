"""Words of the desk of classes: lists, the card of one class, its fields, steps and quotas."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.texts import shortened
from handlers.texts.classes import RUN_BY
from handlers.texts.course_papers import course
from rules.class_steps import Amiss, Lack, Standing, amiss
from rules.classes import ClassState, Listed, RunBy, TrainingClass
from rules.courses import CourseKind
from rules.dates import vietnamese
from rules.levels import Mode
from storage.class_writes import Kept
from storage.seats import Quota

ALL = "Các lớp"
NEW = "Lập lớp mới"
FILES = "Nạp từ bảng tính"
MORE = "Xem tiếp"
SEE_CLASS = "Xem lớp"
SAVE = "Ghi lại"
SKIP = "Chưa có"
EDIT = "Sửa lớp"
PEOPLE = "Học viên, chỉ tiêu"
QUOTAS = "Chỉ tiêu đơn vị"
SESSIONS = "Lịch học"
CANCEL_CLASS = "Hủy lớp"
BY_STATE = "Theo trạng thái"
NONE = "Chưa có lớp nào. Chọn “Lập lớp mới” để bắt đầu."
NONE_IN_STATE = "Không có lớp nào ở trạng thái này."
WHICH_STATE = "Xem lớp ở trạng thái nào?"
EVERYONE_ONLY = "Quản lý lớp dành cho cán bộ phụ trách toàn Trung tâm."
WHICH_CENTRE, OF_THE_WHOLE = "Lớp do Trung tâm nào mở?", "Lớp chung"
JUST_CHANGED = "Lớp vừa được người khác thay đổi, nên chưa ghi gì. Xin xem lại rồi làm tiếp."
NOT_KEPT = {
    Kept.CODE_TAKEN: "Mã lớp này đã dùng cho lớp khác, nên chưa ghi gì. Xin chọn mã khác.",
    Kept.TOO_FEW: "Số người đã giữ chỗ nhiều hơn số chỗ mới, nên chưa ghi gì. Xin xem lại danh sách lớp trước.",
}
PRESS_SAVE = "Xin chọn “Ghi lại”, hoặc quay lại để sửa."
PRESS_CREATE = "Xin chọn “Lập lớp”, hoặc quay lại để sửa."
NO_KINDS = "Chưa có danh mục chương trình. Xin báo người quản trị đặt mục courses trong tệp cấu hình."
WHICH_KIND = "Lập lớp mới. Lớp thuộc chương trình nào? Chọn, hoặc viết tên chương trình."
OTHER_KINDS = "Chương trình khác"
UNKNOWN_KIND = "Trợ lý chưa rõ chương trình nào. Xin chọn, hoặc viết đầy đủ tên."
WHICH_DATES = "Học từ ngày nào đến ngày nào? Ví dụ: 07/12/2026 đến 09/12/2026."
BAD_DATES = "Xin ghi ngày/tháng/năm, ngày đầu trước ngày cuối; ví dụ 07/12/2026 đến 09/12/2026."
USE_CODE, USE_NAME = "Dùng mã này", "Dùng tên này"
BAD_CODE = "Mã lớp gồm chữ không dấu, số và gạch nối, tối đa 24 ký tự; ví dụ CU-K3-2026."
CODE_TAKEN = "Mã này đã dùng cho một lớp khác."
WHICH_PLACES = "Lớp có bao nhiêu chỗ? Ví dụ: 60 chỗ."
BAD_PLACES = "Xin ghi một số từ 1 đến 2000, ví dụ 60 chỗ."
UNLIMITED = "Không giới hạn"
WHICH_PLACE = "Học ở đâu? Ví dụ: Hội trường 1, Trung tâm Chính trị."
WHICH_WINDOW = "Nhận danh sách cử từ ngày nào đến hết ngày nào? Ví dụ: 16/11 đến 30/11; hoặc chỉ: đến 30/11."
WHICH_PLAN = "Lớp thuộc dòng nào của kế hoạch năm? Ví dụ: Mục 3, Kế hoạch 12-KH/TTCT."
TOO_LONG = "Dài quá, xin viết gọn lại (tối đa {} ký tự)."
CREATE = "Lập lớp"
WHICH_GROUP = "Sửa phần nào của lớp?"
WHICH_FIELD = "Sửa mục nào?"
NEW_VALUE = "{} đang ghi: {}.\nXin viết nội dung mới."
EMPTY_IT = "Để trống"
WHOLE_DAY = "Xin ghi một ngày, ví dụ 07/12/2026."
MODES = {Mode.TAP_TRUNG: "Tập trung", Mode.KHONG_TAP_TRUNG: "Không tập trung"}
GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "named": ("Tên và đối tượng", ("name", "code", "audience", "note")),
    "dated": ("Ngày tháng", ("opens_on", "register_until", "starts_on", "ends_on")),
    "placed": ("Chỗ, nơi, giờ học", ("places", "place", "hours", "mode")),
    "planned": ("Dòng kế hoạch", ("plan_line",)),
}
FIELDS = {
    "name": "Tên lớp",
    "code": "Mã lớp",
    "audience": "Đối tượng",
    "note": "Ghi chú",
    "opens_on": "Bắt đầu nhận danh sách",
    "register_until": "Hạn nhận danh sách",
    "starts_on": "Ngày khai giảng",
    "ends_on": "Ngày bế giảng",
    "places": "Số chỗ",
    "place": "Nơi học",
    "hours": "Giờ học",
    "mode": "Hệ học",
    "plan_line": "Dòng kế hoạch",
}
_UNSET = "chưa có"
STEPS = {
    ClassState.OPEN: "Mở nhận danh sách",
    ClassState.CLOSED: "Đóng nhận danh sách",
    ClassState.RUNNING: "Bắt đầu học",
    ClassState.RESULTS: "Kết thúc các buổi học",
    ClassState.ARCHIVED: "Lưu lớp",
}
STATE_LABELS = {
    ClassState.PLANNED: "Trong kế hoạch",
    ClassState.OPEN: "Đang nhận danh sách",
    ClassState.CLOSED: "Đã đóng danh sách",
    ClassState.RUNNING: "Đang học",
    ClassState.RESULTS: "Chờ kết quả",
    ClassState.ARCHIVED: "Đã lưu trữ",
    ClassState.CANCELLED: "Đã hủy",
}
_LACKS = {
    Lack.REGISTER_UNTIL: "Chưa có hạn nhận danh sách. Xin ghi trong “Sửa lớp”, mục Ngày tháng.",
    Lack.REGISTRATION_OVER: "Hạn nhận danh sách đã qua. Xin sửa hạn trước khi mở.",
    Lack.STARTS_ON: "Chưa có ngày khai giảng. Xin ghi trong “Sửa lớp”, mục Ngày tháng.",
    Lack.STARTS_LATER: "Chưa đến ngày khai giảng. Nếu lớp học sớm hơn, xin sửa ngày trước.",
}
_AMISS = {
    Amiss.ENDS_BEFORE_START: "Ngày bế giảng đứng trước ngày khai giảng.",
    Amiss.REGISTERS_AFTER_START: "Hạn nhận danh sách đứng sau ngày khai giảng.",
    Amiss.CLOSES_BEFORE_OPENING: "Hạn nhận danh sách đứng trước ngày bắt đầu nhận.",
}
WHY_CANCELLED = "Vì sao hủy lớp? Lời này được gửi tới người có liên quan."
NO_REASON = "Không nêu lý do"
CANCEL_YES = "Hủy lớp này"
PRESS_CANCEL = "Xin chọn “Hủy lớp này”, hoặc quay lại."
TYPE_QUOTAS = (
    "Chỉ tiêu từng đơn vị, ví dụ: Mỹ Cẩm 5, Tân An 3.\n"
    "Đơn vị không nhắc tới giữ nguyên; ghi 0 để bỏ chỉ tiêu của đơn vị."
)
NO_QUOTAS = "Chưa có chỉ tiêu theo đơn vị: ai đến trước được giữ chỗ trước."
THIS_ONE, NOT_IT = "Đúng đơn vị này", "Không phải"
QUOTA_LIMIT = "Tối đa 60 đơn vị một lần."


def board(shown: Sequence[Listed], total: int, state: ClassState | None) -> str:
    """A page of classes, numbered as their buttons."""
    head = f"{STATE_LABELS[state] if state else 'Các lớp chưa lưu trữ'}: {total} lớp."
    lines = [f"{n}. {each.training.name} ({each.training.code})\n{_line(each)}" for n, each in enumerate(shown, 1)]
    return "\n\n".join([head, *lines])


def _line(listed: Listed) -> str:
    training = listed.training
    when = f"khai giảng {vietnamese(training.starts_on)}" if training.starts_on else "chưa có ngày khai giảng"
    return f"{STATE_LABELS[training.state]}; {when}; {taken(listed)}."


def taken(listed: Listed) -> str:
    """Seats held, of how many."""
    places = listed.training.places
    return f"đã giữ {listed.taken} chỗ" if places is None else f"đã giữ {listed.taken}/{places} chỗ"


def button(number: int) -> str:
    return f"Xem lớp {number}"


def card(
    listed: Listed, kind: CourseKind | None, standing: Standing, quotas: Sequence[Quota], lecturers: Sequence[str]
) -> str:
    """All that staff need of one class at a glance."""
    c = listed.training
    window = f"từ {vietnamese(c.opens_on)} đến hết " if c.opens_on else "đến hết "
    lines = [
        f"{c.name} ({c.code})",
        f"Trạng thái: {STATE_LABELS[c.state].lower()}.",
        _course(kind),
        f"Kế hoạch: {c.plan_line or _UNSET}.",
        f"Thời gian: {_span(c)}.",
        f"Nhận danh sách: {window + vietnamese(c.register_until) if c.register_until else _UNSET}.",
        f"Nơi học: {c.place or _UNSET}.",
        f"Chỗ: {taken(listed)}; trong lớp {standing.enrolled}, đang đề nghị {standing.asking}, chờ {standing.waiting}.",
        *([f"Chỉ tiêu: {_quotas(quotas)}."] if quotas else []),
        f"Lịch học: {standing.sessions} buổi, còn {standing.sessions_ahead}.",
        *([f"Giảng viên: {', '.join(lecturers[:3])}."] if lecturers else []),
        *(_AMISS[each] for each in amiss(c)),
    ]
    return "\n".join(filter(None, lines))


def _course(kind: CourseKind | None) -> str:
    if kind is None:
        return ""
    return f"Chương trình: {course(kind)}; {RUN_BY[kind.run_by]} mở."


def _quotas(quotas: Sequence[Quota]) -> str:
    return shortened.row([f"{each.unit} {each.taken}/{each.places}" for each in quotas], 6, "{} đơn vị khác")


def _span(c: TrainingClass) -> str:
    if c.starts_on is None:
        return "chưa có ngày"
    return vietnamese(c.starts_on) + (f" đến {vietnamese(c.ends_on)}" if c.ends_on else "")


def which_code(code: str) -> str:
    return f"Mã lớp đề nghị: {code}. Dùng mã này, hoặc viết mã khác."


def class_name(kind: CourseKind, code: str) -> str:
    """ "Bồi dưỡng cấp ủy viên cơ sở, khóa 3/2026" from the code CU-K3-2026, else the kind with the code."""
    parts = code.split("-")
    if len(parts) == 3 and parts[1][:1] == "K" and parts[1][1:].isdecimal():
        return f"{kind.name}, khóa {parts[1][1:]}/{parts[2]}"
    return f"{kind.name}, lớp {code}"


def which_name(name: str) -> str:
    return f"Tên lớp đề nghị: {name}.\nDùng tên này, hoặc viết tên khác."


def which_places(waiting: Sequence[tuple[str, int]]) -> str:
    """The question for the places, under how many of which units wish for the course and have no class."""
    if not waiting:
        return WHICH_PLACES
    most = sorted(waiting, key=lambda pair: -pair[1])
    units = shortened.row([f"{unit} {many}" for unit, many in most], 6, "{} đơn vị khác")
    return f"Đang chờ lớp này: {sum(many for _, many in waiting)} người ({units}).\n{WHICH_PLACES}"


def new_class(c: TrainingClass, kind: CourseKind) -> str:
    """The class as it will be kept."""
    fields = ("code", "starts_on", "ends_on", "places", "place", "opens_on", "register_until", "plan_line")
    lines = [c.name, *(f"{FIELDS[each]}: {shown(c, each)}." for each in fields)]
    if kind.run_by is not RunBy.CENTRE:
        lines.append("Lớp do nơi khác mở: Trung tâm thông báo và chuyển danh sách, không ghi danh.")
    return "\n".join([*lines, *(_AMISS[each] for each in amiss(c)), *([kind.note] if kind.note else [])])


def created(c: TrainingClass) -> str:
    return f"Đã lập lớp {c.name}, mã {c.code}. Lớp mới có trong kế hoạch, chưa ai được báo."


def shown(c: TrainingClass, field: str) -> str:
    """A field of a class as people read it."""
    value = getattr(c, field)
    if field == "places" and value is None:
        return "không giới hạn"
    if isinstance(value, Mode):
        return MODES[value].lower()
    if isinstance(value, date):
        return vietnamese(value)
    return str(value) if value not in ("", None) else _UNSET


def changed(before: TrainingClass, after: TrainingClass, field: str, waiting: int) -> str:
    """A change before it is kept, from what to what."""
    lines = [f"{before.name} ({before.code})", f"{FIELDS[field]}: {shown(before, field)} → {shown(after, field)}."]
    if field == "places" and waiting and _more(before, after):
        lines.append(f"Có {waiting} người đang chờ: chỗ trống sẽ được mời lần lượt theo thứ tự đăng ký.")
    if before.state is not ClassState.PLANNED and field in ("starts_on", "ends_on", "place", "hours"):
        lines.append("Người trong lớp chưa được báo riêng về mục này; cần báo, xin soạn thông báo cho lớp.")
    return "\n".join([*lines, *(_AMISS[each] for each in amiss(after))])


def _more(before: TrainingClass, after: TrainingClass) -> bool:
    return before.places is not None and (after.places is None or after.places > before.places)


def saved(offered: int) -> str:
    return "Đã ghi lại." + (f" Đã mời {offered} người đang chờ nhận chỗ." if offered else "")


def lacking(lacks: Sequence[Lack]) -> str:
    """Why a step cannot be taken yet."""
    return "\n".join(["Chưa làm được bước này.", *(_LACKS[each] for each in lacks)])


def step_question(c: TrainingClass, following: ClassState, standing: Standing) -> str:
    """What a step means, before it is taken."""
    return "\n".join([f"{c.name} ({c.code})", *_MEANS[following](c, standing)])


def _opening(c: TrainingClass, standing: Standing) -> list[str]:
    until = vietnamese(c.register_until) if c.register_until else _UNSET
    told = (
        "Cán bộ thuộc diện sẽ được báo trong lượt báo lớp tới."
        if c.level
        else "Lớp không cấp trình độ: Trợ lý không tự báo từng người, cần báo xin soạn thông báo."
    )
    lines = [f"Mở nhận danh sách cử đến hết {until}. {told}", "Đơn vị có chỉ tiêu mà chưa cử ai được nhắc trước hạn."]
    if c.run_by is not RunBy.CENTRE:
        lines.append("Lớp do nơi khác mở: Trung tâm chỉ nhận nguyện vọng và chuyển danh sách.")
    return lines


def _closing(c: TrainingClass, standing: Standing) -> list[str]:
    lines = ["Từ nay không nhận thêm đề nghị vào lớp; đề nghị đã gửi vẫn được xét."]
    if standing.asking or standing.waiting:
        lines.append(f"Đang có {standing.asking} đề nghị chưa xong, {standing.waiting} người chờ chỗ.")
    return lines


def _starting(c: TrainingClass, standing: Standing) -> list[str]:
    lines = [f"Lớp bắt đầu học với {standing.enrolled} người trong danh sách."]
    if standing.asking or standing.waiting:
        lines.append(
            f"{standing.asking} đề nghị chưa xong và {standing.waiting} người chờ chỗ sẽ được báo là lớp đã bắt đầu."
        )
    if not standing.sessions:
        lines.append("Lớp chưa có lịch học nào.")
    return lines


def _ending(c: TrainingClass, standing: Standing) -> list[str]:
    lines = [f"Kết thúc các buổi học, chuyển sang ghi kết quả cho {standing.without_result} người."]
    return [*lines, *([f"Còn {standing.sessions_ahead} buổi chưa tới ngày."] if standing.sessions_ahead else [])]


def _archiving(c: TrainingClass, standing: Standing) -> list[str]:
    if not standing.without_result:
        return ["Lưu lớp: mọi người trong lớp đã có kết quả."]
    return [f"Lưu lớp. Còn {standing.without_result} người chưa có kết quả, xin xem lại trước khi lưu."]


_MEANS = {
    ClassState.OPEN: _opening,
    ClassState.CLOSED: _closing,
    ClassState.RUNNING: _starting,
    ClassState.RESULTS: _ending,
    ClassState.ARCHIVED: _archiving,
}


def stepped(c: TrainingClass, following: ClassState, offered: int) -> str:
    first = f" Đã mời trước {offered} người có nguyện vọng." if offered else ""
    return f"Lớp {c.name} nay: {STATE_LABELS[following].lower()}.{first}"


def cancel_question(c: TrainingClass, standing: Standing, why: str) -> str:
    """Who is told when a class is cancelled."""
    lines = [f"Hủy lớp {c.name} ({c.code}). Không lấy lại được."]
    if standing.people:
        lines.append(
            f"Sẽ được báo ngay: {standing.enrolled} người trong lớp; {standing.asking + standing.waiting} người "
            "đang đề nghị hoặc chờ chỗ; cán bộ phụ trách của đơn vị họ."
        )
    else:
        lines.append("Lớp chưa có ai, không ai được báo.")
    return "\n".join([*lines, f"Lý do: {why or 'không nêu'}."])


def cancelled(c: TrainingClass, told: int, people: int) -> str:
    if not people:
        return f"Đã hủy lớp {c.name}."
    rest = f" {people - told} người chưa liên kết, xin báo qua đơn vị." if people > told else ""
    return f"Đã hủy lớp {c.name}. Đã gửi tin tới {told}/{people} người trong lớp.{rest}"


def class_is_off(c: TrainingClass, why: str) -> str:
    """To somebody who was in the class."""
    reason = f" Lý do: {why}." if why else ""
    return f"Lớp {c.name} ({c.code}){_off(c)}.{reason}\nCần hỏi thêm, xin liên hệ Trung tâm."


def _off(c: TrainingClass) -> str:
    """A class that has begun is broken off, one to come is not held."""
    if c.state is ClassState.RUNNING:
        return " dừng giữa chừng, không học tiếp"
    return f", dự kiến khai giảng {vietnamese(c.starts_on)}, không mở nữa" if c.starts_on else " không mở nữa"


def class_is_off_for_unit(c: TrainingClass, people: int, why: str) -> str:
    """To the officer of a unit that had people in the class or on its list."""
    reason = f" Lý do: {why}." if why else ""
    return (
        f"Lớp {c.name} ({c.code}){_off(c)}.{reason}\n"
        f"Đơn vị có {people} người trong lớp hoặc danh sách cử; ai liên kết với Trợ lý đã được báo."
    )


def request_over(why: str) -> str:
    """The word on a request for a class that was cancelled."""
    return f"Lớp không mở nữa{f': {why}' if why else ''}"


def quota_form(quotas: Sequence[Quota]) -> str:
    now = f"Đang có: {_quotas(quotas)}." if quotas else NO_QUOTAS
    return f"{now}\n\n{TYPE_QUOTAS}"


def unread_quotas(pieces: Sequence[str]) -> str:
    return f"Chưa đọc được: {'; '.join(pieces[:5])}. Xin ghi tên đơn vị rồi số chỗ, cách nhau bằng dấu phẩy."


def unknown_units(names: Sequence[str]) -> str:
    return f"Chưa có đơn vị nào tên: {'; '.join(names[:5])}. Xin kiểm tra lại tên."


def said_twice(name: str) -> str:
    return f"{name} được ghi hai lần. Xin ghi một lần."


def is_it(typed: str, near: str) -> str:
    return f"“{typed}”: có phải là {near}?"


def quota_summary(c: TrainingClass, before: Mapping[str, Quota], after: Sequence[tuple[str, str, int]]) -> str:
    """Unit by unit from what to what; (id, name, places)."""
    lines = [f"Chỉ tiêu lớp {c.name}:"]
    for unit_id, name, places in after:
        known = before.get(unit_id)
        held = f"; đã giữ {known.taken}" if known and known.taken > places else ""
        lines.append(f"{name}: {known.places if known else 0} → {places}{held}")
    total = sum({**{k: q.places for k, q in before.items()}, **{i: n for i, _, n in after}}.values())
    lines.append(f"Cộng {total} chỗ" + (f" trên {c.places} chỗ của lớp." if c.places is not None else "."))
    return "\n".join(lines)
