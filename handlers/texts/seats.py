"""Words about requests for a seat, to whom they are about: a wish is a wish, and others decide."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from handlers.texts.classes import day, line
from handlers.texts.eligibility import unmet
from rules.cadres import Cadre, Party
from rules.classes import Candidate, Course, Listed
from rules.dates import vietnamese
from rules.eligibility import Eligibility
from rules.levels import Level
from rules.seats import SeatState, Who, is_nominated, waits_for
from storage.clock import from_ms
from storage.seat_requests import SeatRequest

SEND_WISH = "Gửi nguyện vọng"
SEND_REQUEST = "Gửi yêu cầu"
LATER = "Để sau"
OTHER_COURSES = "Nguyện vọng học lớp khác"
MINE = "Nguyện vọng của tôi"
SEE_OR_WITHDRAW = "Xem hoặc rút"
ASK_FOR = "Xin học lớp này"
TAKE, LEAVE = "Nhận chỗ", "Không nhận chỗ"
WITHDRAW, WITHDRAW_YES = "Rút nguyện vọng", "Đồng ý rút"

WHO_SEES = "Người được xem: cán bộ phụ trách công tác đảng của đơn vị và Trung tâm."
NOT_YET = "Đây chưa phải là cử đi học hay nhập học."
WHICH_COURSE = "Đồng chí muốn gửi nguyện vọng học lớp nào? Có lớp, Trung tâm sẽ báo tại đây."
WHICH_CLASS = "Các lớp đang nhận danh sách:"
NONE_OF_MINE = "Đồng chí chưa có nguyện vọng hay yêu cầu học nào."
NOT_TAKING = "Lớp đó không còn nhận danh sách. Đồng chí có thể gửi nguyện vọng, có lớp Trung tâm sẽ báo."
IN_CLASS = "Đồng chí đã có tên trong danh sách lớp đó."
HAVE_ONE = "Đồng chí đã có một yêu cầu học chương trình này:"
ENROLLED_CALL = (
    "Đồng chí đã có tên trong danh sách lớp. Cần thôi học, xin liên hệ Trung tâm để cấp ủy và Trung tâm xem xét."
)

OFFER_LAPSED = "Hết giờ trả lời; chỗ đã chuyển cho người chờ kế tiếp. Đồng chí vẫn gửi lại được."
UNIT_SILENT = "Hết thời gian chờ, đơn vị chưa có ý kiến. Đồng chí có thể trao đổi với đơn vị rồi gửi lại."
HELD_BY_NOW = "Hồ sơ đã ghi trình độ này, nên nguyện vọng không còn cần."
CLASS_OVER = "Lớp đã khai giảng hoặc không mở nữa. Đồng chí có thể gửi nguyện vọng cho lớp sau."

_KINDS = {
    Course.NHAN_THUC_DANG.value: "bồi dưỡng nhận thức về Đảng",
    Course.DANG_VIEN_MOI.value: "bồi dưỡng đảng viên mới",
    Course.CAP_UY.value: "bồi dưỡng cấp ủy viên cơ sở",
    Course.CHUYEN_DE.value: "bồi dưỡng chuyên đề",
    Course.CAP_NHAT_KIEN_THUC.value: "cập nhật kiến thức",
    **{level.code: f"{level.label} lý luận chính trị" for level in Level if level},
}
KINDS = frozenset(_KINDS)
NOT_FOR_LEARNERS = (
    "Lớp này học theo danh sách đơn vị cử, Trợ lý chưa nhận yêu cầu riêng. Xin hỏi đơn vị hoặc cán bộ Trung tâm."
)
WISHED = ("trung_cap", "cao_cap", "cap_uy", "dang_vien_moi", "chuyen_de")
"""The kinds offered to who names none."""
WISHED_BY_LEARNERS = ("nhan_thuc_dang", "dang_vien_moi", "so_cap")


def kind_label(kind: str) -> str:
    """A kind of course, for the middle of a sentence."""
    return _KINDS.get(kind, kind)


_BUTTONS = {
    Course.DANG_VIEN_MOI.value: "Đảng viên mới",
    Course.NHAN_THUC_DANG.value: "Nhận thức về Đảng",
    Course.CAP_UY.value: "Cấp ủy viên cơ sở",
    Course.CHUYEN_DE.value: "Chuyên đề",
    **{level.code: level.label.capitalize() for level in Level if level},
}


def kind_button(kind: str) -> str:
    """The option of a kind."""
    return _BUTTONS.get(kind, kind_label(kind))


def choose_class(found: Sequence[Listed], today: date) -> str:
    """The classes one may ask for, numbered as their buttons are."""
    return "\n".join(
        [WHICH_CLASS, *(f"{n}. {each.training.name}\n{line(each, today)}" for n, each in enumerate(found, 1))]
    )


def class_button(number: int) -> str:
    return f"Xin học lớp {number}"


def before(kind: str, listed: Listed | None, conditions: Sequence[str], today: date) -> str:
    """What will be sent, who will see it, and every condition that is not met, before it is sent."""
    if is_nominated(kind):
        lines = [
            f"Nguyện vọng học {kind_label(kind)}{_mode(listed)}.",
            *([listed.training.name] if listed else []),
            "",
            f"Trung tâm chuyển nguyện vọng để cấp ủy đơn vị xem xét cử. {NOT_YET}",
        ]
    elif listed is None:
        lines = [
            f"Nguyện vọng học lớp {kind_label(kind)}.",
            "Hiện chưa có lớp đang nhận danh sách. Khi có lớp, Trung tâm hỏi đồng chí trước.",
        ]
    else:
        lines = [
            f"Yêu cầu học lớp {listed.training.name}.",
            line(listed, today),
            "",
            "Đơn vị cho ý kiến, Trung tâm xét và triệu tập. Đây chưa phải là có tên trong lớp.",
        ]
    lines += [
        "",
        *(["Theo dữ liệu hiện có:", *conditions] if conditions else ["Theo dữ liệu hiện có: đủ các điều kiện."]),
    ]
    return "\n".join([*lines, WHO_SEES])


def _mode(listed: Listed | None) -> str:
    mode = listed.training.mode if listed else None
    return f", hệ {mode.label}" if mode else ""


def conditions_of_level(cadre: Cadre, found: Eligibility) -> list[str]:
    """Every condition for a level that is not met, under the name of the rule."""
    missing = unmet(cadre, found)
    if missing and found.regulation is not None:
        return [f"({found.regulation.document} ngày {vietnamese(found.regulation.issued)})", *missing]
    return missing


def conditions_of_course(kind: str, person: Candidate, listed: Listed | None) -> list[str]:
    """What the record does not show of those a short course is for (Quy định 360-QĐ/TW, or the class's own words)."""
    if kind == Course.CAP_UY and not person.grassroots_committee:
        return ["- Cần xem xét: lớp dành cho cấp ủy viên cơ sở (Quy định 360-QĐ/TW); hồ sơ chưa ghi chức vụ cấp ủy."]
    if kind == Course.DANG_VIEN_MOI and person.party is not Party.PROBATIONARY:
        return ["- Cần xem xét: lớp dành cho đảng viên mới (Quy định 360-QĐ/TW); hồ sơ chưa ghi là đảng viên dự bị."]
    if listed is not None and listed.training.audience and kind not in (Course.CAP_UY, Course.DANG_VIEN_MOI):
        return [f"- Đối tượng của lớp: {listed.training.audience}. Đơn vị và Trung tâm xem xét."]
    return []


def whom_for(audience: str) -> list[str]:
    """To a learner, of whom no record tells the conditions: whom the class is for."""
    if not audience:
        return ["- Chưa có dữ liệu về điều kiện; đơn vị và Trung tâm xem xét."]
    return [f"- Đối tượng của lớp: {audience}. Đơn vị và Trung tâm xem xét."]


def sent(request: SeatRequest, position: int, now: datetime) -> str:
    """After it was kept: its number, whom it waits for, until when, and what happens then."""
    what = "nguyện vọng" if request.state in (SeatState.WISH, SeatState.AGREED) else "yêu cầu"
    return (
        f"Đã ghi nhận {what} số {request.number}, lúc {now:%H} giờ {now:%M}, {day(now.date(), date.min)}.\n"
        f"{waiting(request, position, now.tzinfo)}"
    )


def waiting(request: SeatRequest, position: int, zone: tzinfo | None) -> str:
    """Whom a request waits for, until when, and what comes then; or how it ended."""
    if request.state not in _WAITS:
        return _ended(request)
    who = waits_for(request.standing)
    if request.state is SeatState.OFFERED:
        until = _before(request, zone)
        return f"Có chỗ trống dành cho đồng chí: xin trả lời {until}; sau đó chỗ chuyển cho người chờ kế tiếp."
    if request.state is SeatState.WAITING:
        said = "Đơn vị đã đồng ý. " if request.agreed_by else ""
        in_line = f"Lớp đã đủ chỗ. Đồng chí chờ ở vị trí thứ {position}"
        return f"{said}{in_line}; có chỗ trống, Trung tâm sẽ hỏi đồng chí tại đây."
    if who is Who.UNIT:
        lapses = "; quá ngày mà chưa có ý kiến thì không còn hiệu lực" if request.due_at else ""
        return (
            f"Đang chờ: ý kiến của cấp ủy, đơn vị {request.unit}{_until(request, zone)}{lapses}. "
            "Có ý kiến, Trung tâm sẽ báo đồng chí tại đây."
        )
    if who is Who.CLOCK:
        return "Đang chờ: Trung tâm mở lớp. Khi có lớp nhận danh sách, Trung tâm hỏi đồng chí trước."
    if who is Who.CENTRE and request.nominates:
        return "Đơn vị đã đồng ý. Đang chờ: Trung tâm chuyển danh sách; cấp có thẩm quyền quyết định việc cử đi học."
    return "Đơn vị đã đồng ý. Đang chờ: Trung tâm xét và triệu tập. Có kết quả, Trung tâm sẽ báo đồng chí tại đây."


_WAITS = frozenset((SeatState.WISH, SeatState.ASKED, SeatState.AGREED, SeatState.WAITING, SeatState.OFFERED))


def _ended(request: SeatRequest) -> str:
    word = f" Lời nhắn: {request.word.rstrip('.')}." if request.word else ""
    return {
        SeatState.ENROLLED: "Trung tâm đã đưa tên đồng chí vào danh sách lớp. Giấy triệu tập gửi qua cấp ủy.",
        SeatState.FORWARDED: "Trung tâm đã chuyển tên đồng chí trong danh sách đề nghị. Cấp có thẩm quyền quyết định.",
        SeatState.DECLINED: f"Đơn vị chưa cử đồng chí lần này.{word}",
        SeatState.RETURNED: f"Trung tâm trả lại.{word}",
        SeatState.WITHDRAWN: "Đồng chí đã rút.",
        SeatState.EXPIRED: request.word or UNIT_SILENT,
    }[request.state]


def _until(request: SeatRequest, zone: tzinfo | None) -> str:
    if request.due_at is None:
        return ""
    last = from_ms(request.due_at).astimezone(zone) - timedelta(minutes=1)
    return f", đến hết {day(last.date(), date.min)}"


def _before(request: SeatRequest, zone: tzinfo | None) -> str:
    if request.due_at is None:
        return "sớm"
    at = from_ms(request.due_at).astimezone(zone)
    return f"trước {at:%H} giờ {at:%M}, {day(at.date(), date.min)}"


def title(request: SeatRequest) -> str:
    """What a request is for."""
    return request.class_name or f"Nguyện vọng học {kind_label(request.kind)}"


def one(request: SeatRequest, position: int, zone: tzinfo | None) -> str:
    """A request with how it stands."""
    return f"Số {request.number}. {title(request)}\n{waiting(request, position, zone)}"


def mine(requests: Sequence[tuple[SeatRequest, int]], zone: tzinfo | None) -> str:
    """All requests of a person."""
    return "\n\n".join(["Nguyện vọng và yêu cầu học của đồng chí:", *(one(each, at, zone) for each, at in requests)])


def open_button(request: SeatRequest) -> str:
    return f"Xem số {request.number}"


def ask_withdraw(request: SeatRequest) -> str:
    """Before it is withdrawn."""
    frees = " Chỗ đang giữ sẽ chuyển cho người chờ kế tiếp." if request.holds else ""
    return f"Rút yêu cầu số {request.number}: {title(request)}?{frees} Rút rồi vẫn gửi lại được."


def withdrawn(request: SeatRequest) -> str:
    return f"Đã rút yêu cầu số {request.number}: {title(request)}."


def on_behalf(request: SeatRequest, position: int, zone: tzinfo | None) -> str:
    """To somebody for whom others asked."""
    whose = "Đơn vị" if request.agreed_by else "Trung tâm"
    return (
        f"{whose} đã đề nghị thay đồng chí: {title(request)} (số {request.number}).\n"
        f"{waiting(request, position, zone)}\nKhông đúng ý đồng chí, xin rút tại đây."
    )


def news(request: SeatRequest, position: int, zone: tzinfo | None, beginning: str = "") -> str:
    """To the person, when somebody moved their request; who is in the class reads when and where it begins."""
    lines = [f"{title(request)} (số {request.number}).", waiting(request, position, zone), beginning]
    return "\n".join(filter(None, lines))


def offered(request: SeatRequest, zone: tzinfo | None, conditions: Sequence[str]) -> str:
    """The same with a seat that is offered, and what the record does not show of what the class asks for."""
    return "\n".join([news(request, 0, zone), *(["Theo dữ liệu hiện có:", *conditions] if conditions else [])])


def to_officer(request: SeatRequest, zone: tzinfo | None) -> str:
    """To who answers for the unit, when one of its people asks."""
    return (
        f"{_called(request, 'Đồng chí')}, {request.unit}, có nguyện vọng: {title(request)} (số {request.number}).\n"
        f"Đề nghị đơn vị cho ý kiến{_until(request, zone)}. Việc cử đi học do cấp có thẩm quyền quyết định."
    )


def _called(request: SeatRequest, cadre: str) -> str:
    of_learner = "Học viên" if cadre[0].isupper() else "học viên"
    return f"{of_learner if request.of_learner else cadre} {request.name}"


def lapsed_for_officer(request: SeatRequest) -> str:
    """To who answers for the unit, when its time for a word is over or the class goes on without its people."""
    why = "lớp đã khai giảng hoặc không mở nữa" if request.word == CLASS_OVER else "hết thời gian"
    whose = f"Yêu cầu số {request.number} của {_called(request, 'đồng chí')}"
    return f"{whose} ({title(request)}) không còn hiệu lực: {why}."


def nobody_told(request: SeatRequest) -> str:
    """To the centre, when the unit has nobody whom a message reaches."""
    return (
        f"Số {request.number} ({title(request)}) chờ ý kiến của {request.unit}, nhưng đơn vị chưa có cán bộ phụ trách "
        "nhận tin. Xin gọi đơn vị, rồi ghi ý kiến của đơn vị tại đây."
    )
