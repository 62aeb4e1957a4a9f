"""Words about classes: lists, details, timetables, materials."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

from rules.classes import ClassState, EnrolmentState, Fit, Listed, Meeting, Part, RunBy, Session, TrainingClass
from rules.dates import WEEKDAYS, vietnamese

FITTING = "Lớp phù hợp với đồng chí"
TO_COME = "Các lớp sắp mở"
OF_A_TIME = "Các lớp"
OTHERS = "Các lớp khác"
MANY_OTHERS = "Các lớp khác ({} lớp)"
MORE = "Xem tiếp"
ALL_CLASSES = "Xem tất cả các lớp"
UPCOMING = "Lớp sắp mở"
TIMETABLE = "Lịch học của lớp"
NEXT_WEEK = "Tuần sau"
CALENDAR = "Tệp lịch"
OWN_SCHEDULE = "Lịch học của tôi"
CALENDAR_SENT = (
    "Tệp lịch các lớp của đồng chí: mở bằng ứng dụng lịch trên điện thoại. "
    "Khi lịch đổi, tải lại tệp này; buổi cũ được cập nhật, không bị thêm lần nữa."
)
OWN_MATERIALS = "Tài liệu của tôi"
MATERIALS = "Tài liệu của lớp"

_ROOMS = ("phòng", "hội trường", "giảng đường")

NONE_FITS = "Hiện chưa có lớp phù hợp với đồng chí. Xin xem các lớp khác, hoặc hỏi lại sau."
NONE_UPCOMING = "Hiện chưa có lớp nào sắp mở. Xin hỏi lại sau, hoặc liên hệ Trung tâm."
FITS = "Phù hợp với đồng chí."
NONE_LIKE_THAT = "Chưa có lớp nào như vậy trong lịch của Trung tâm."
NO_SUCH_CLASS = "Trợ lý chưa tìm thấy lớp đó. Xin xem các lớp sắp mở, hoặc nhắn mã lớp như trong giấy báo."
WHICH_CLASS = "Có {} lớp như vậy. Đồng chí hỏi lớp nào?"
WHICH_CLASS_STRANGER = "Có {} lớp như vậy. Anh/chị hỏi lớp nào?"
NOT_IN_A_CLASS = "Đồng chí hiện chưa có tên trong lớp nào."
NO_TIMETABLE = "Chưa có lịch học của lớp này. Xin xem giấy báo của lớp, hoặc liên hệ Trung tâm."

PARTS = {Part.SANG: "sáng", Part.CHIEU: "chiều", Part.TOI: "tối"}
RUN_BY = {
    RunBy.CENTRE: "Trung tâm",
    RunBy.SCHOOL: "Trường Chính trị tỉnh",
    RunBy.ACADEMY: "Học viện Chính trị khu vực",
}
_STATES = {
    ClassState.PLANNED: "có trong kế hoạch",
    ClassState.OPEN: "đang nhận danh sách cử",
    ClassState.CLOSED: "đã hết hạn nhận danh sách",
    ClassState.RUNNING: "đang học",
    ClassState.RESULTS: "đã học xong, chờ kết quả",
    ClassState.ARCHIVED: "đã kết thúc",
    ClassState.CANCELLED: "không mở nữa",
}
_OWN_STATES = {
    EnrolmentState.ENROLLED: "Đồng chí có tên trong danh sách lớp.",
    EnrolmentState.PASSED: "Đồng chí đã hoàn thành lớp này.",
    EnrolmentState.FAILED: "Đồng chí đã học lớp này, kết quả chưa đạt.",
    EnrolmentState.LEFT: "Đồng chí đã thôi học lớp này.",
}


def day(value: date, today: date) -> str:
    """A day with its weekday: "thứ Hai 09/06"; the year only when it is not this one."""
    shown = value.strftime("%d/%m") if value.year == today.year else vietnamese(value)
    return f"{WEEKDAYS[value.weekday()]} {shown}"


def heading(what: str, today: date) -> str:
    """The first line of a list: what it holds, and of which day."""
    return f"{what} (đến ngày {vietnamese(today)}):"


def listing(head: str, entries: Iterable[Listed], marked: Container[str], today: date) -> str:
    """A page of classes, numbered from 1 as their buttons are; those whose ids are marked fit the person."""
    items = [
        f"{n}. {each.training.name}\n{line(each, today)}{f' {FITS}' if each.training.id in marked else ''}"
        for n, each in enumerate(entries, 1)
    ]
    return "\n\n".join([head, *items])


def line(listed: Listed, today: date) -> str:
    """One class in one line: when, where, places, until when units send names."""
    training = listed.training
    own = _OWN_STATES[listed.own] if listed.own else ""
    if training.run_by is not RunBy.CENTRE:
        parts = [f"Do {RUN_BY[training.run_by]} mở.", f"{_when(training, today)}.", _sending(training, today)]
    else:
        where = f", {training.place}" if training.place else ""
        parts = [f"{_when(training, today)}{where}.", _places(listed), _sending(training, today)]
    return " ".join(part for part in (*parts, own) if part)


def label(number: int) -> str:
    """The button of a class in a list."""
    return f"Xem lớp {number}"


def detail(listed: Listed, why: Fit | None, lecturers: Sequence[str], leads_to: str, today: date) -> str:
    """All that is known of one class; `leads_to` is what its course ends with, in a sentence."""
    training = listed.training
    lines = [
        training.name,
        f"Mã lớp {training.code}; {_STATES[training.state]}.",
        *([_OWN_STATES[listed.own]] if listed.own and training.state is not ClassState.CANCELLED else []),
        "",
        f"Thời gian: {_lower(_when(training, today))}.",
        *([f"Giờ học: {training.hours}."] if training.hours else []),
        *([f"Địa điểm: {training.place}."] if training.place else []),
        *([f"Đối tượng: {training.audience}."] if training.audience else []),
        *([f"Giảng viên: {', '.join(lecturers)}."] if lecturers else []),
        f"Do {RUN_BY[training.run_by]} mở.",
        *([leads_to] if leads_to else []),
        *(_way_in(listed, why, today) if training.state in _TO_COME and listed.own is None else []),
        *([training.note] if training.note else []),
        "Điều chưa ghi ở đây, xin hỏi Trung tâm.",
    ]
    return "\n".join(lines)


_TO_COME = (ClassState.PLANNED, ClassState.OPEN, ClassState.CLOSED)
"""States of a class that one may still be sent to."""


def _way_in(listed: Listed, why: Fit | None, today: date) -> list[str]:
    """How one comes into a class: by whom, until when, whether there is room, why it fits."""
    training = listed.training
    room = " ".join(filter(None, (_places(listed), _sending(training, today))))
    fits = _WHY[why].format(training.level.label) if why in _WHY else ""
    return [line for line in (_SENT_BY[training.run_by is RunBy.CENTRE], room, fits) if line]


_SENT_BY = {
    True: "Đơn vị lập danh sách cử, Trung tâm xét và triệu tập.",
    False: "Cấp ủy xem xét cử, cấp có thẩm quyền quyết định; Trung tâm không nhận đăng ký trực tiếp.",
}


_WHY = {
    Fit.GIVES_LEVEL: "Phù hợp với đồng chí: chưa có {0}, thuộc diện đào tạo {0}.",
    Fit.REQUIRED: "Mục tiêu cần {0}; diện đào tạo do cấp có thẩm quyền xác định.",
    Fit.COMMITTEE: "Phù hợp với đồng chí: là cấp ủy viên cơ sở.",
    Fit.PROBATIONARY: "Phù hợp với đồng chí: là đảng viên dự bị.",
}


def beginning(training: TrainingClass, coming: Session | None, today: date) -> str:
    """When, at what hours and where somebody who is put into a class is to come; what is not known is left out."""
    starts = training.starts_on
    if starts is not None and starts >= today:
        part = f"{PARTS[coming.part]} " if coming is not None and coming.day == starts else ""
        when = f"Khai giảng {part}{day(starts, today)}"
    else:
        when = f"Buổi học tới: {PARTS[coming.part]} {day(coming.day, today)}" if coming else ""
    where = _where(coming.room if coming else "", training.place)
    hours = f"giờ học: {training.hours}" if training.hours else ""
    place = f"nơi học: {where}" if where else ""
    said = "; ".join(filter(None, (when, hours, place)))
    return f"{_upper(said)}." if said else ""


def _where(room: str, place: str) -> str:
    """The room of the session, in the place of the class; another room that the place names is not the one meant."""
    parts = [each.strip() for each in place.split(",") if each.strip()]
    if room:
        parts = [each for each in parts if not each.lower().startswith(_ROOMS)]
    return ", ".join(dict.fromkeys([*(each.strip() for each in room.split(",") if each.strip()), *parts]))


def timetable(head: str, entries: Sequence[tuple[Meeting, str]], today: date) -> str:
    """Meetings one after another: weekday, part of the day, room, topic. The class stands on top if it is one."""
    names = {name for _, name in entries if name}
    if len(names) == 1:
        head = f"{head}\n{names.pop()}"
        entries = [(meeting, "") for meeting, _ in entries]
    return "\n\n".join([head, *(_meeting(meeting, name, today) for meeting, name in entries)])


def class_timetable(training: TrainingClass) -> str:
    return f"Lịch học: {training.name}"


def own_schedule(when: str, first: date, last: date) -> str:
    """The first line of one's own timetable."""
    if first == last:
        return f"Lịch học của đồng chí, {_NAMED_DAYS.get(when, '')}{WEEKDAYS[first.weekday()]} {vietnamese(first)}:"
    return f"Lịch học của đồng chí từ {first.strftime('%d/%m')} đến {vietnamese(last)}:"


def nothing_scheduled(when: str, first: date, last: date, following: date | None) -> str:
    """When there is no session in a period, and when the next one is."""
    span = (
        f"{_NAMED_DAYS.get(when, '')}{WEEKDAYS[first.weekday()]} {vietnamese(first)}"
        if first == last
        else f"Từ {first.strftime('%d/%m')} đến {vietnamese(last)}"
    )
    then = f" Buổi học gần nhất: {WEEKDAYS[following.weekday()]} {vietnamese(following)}." if following else ""
    return f"{span[:1].upper()}{span[1:]}, đồng chí không có buổi học.{then}"


def own_classes(classes: Iterable[TrainingClass]) -> str:
    """The classes a person is in now."""
    return "\n".join(["Các lớp của đồng chí:", *(f"- {each.name} ({_STATES[each.state]})" for each in classes)])


_NAMED_DAYS = {"today": "hôm nay, ", "tomorrow": "ngày mai, "}


def _meeting(meeting: Meeting, class_name: str, today: date) -> str:
    session = meeting.first
    when = f"{_upper(day(session.day, today))}, {' và '.join(PARTS[part] for part in meeting.parts)}"
    where = f", {session.room}" if session.room else ""
    who = f" Giảng viên: {session.lecturer}." if session.lecturer else ""
    what = f"\n({class_name})" if class_name else ""
    if session.cancelled:
        return f"{when}: ĐÃ HỦY\n{session.topic}.{what}"
    changed = " Lịch buổi này đã thay đổi." if session.version > 1 else ""
    return f"{when}{where}\n{session.topic}.{who}{changed}{what}"


def _when(training: TrainingClass, today: date) -> str:
    start, end = training.starts_on, training.ends_on
    if start is None:
        return "Chưa có ngày khai giảng"
    if end is None or end == start:
        return _upper(day(start, today))
    # Two years are both written out: "05/10/2024 đến 20/12" would leave the second in doubt.
    beside = today if start.year == end.year else date.min
    return f"{_upper(day(start, beside))} đến {day(end, beside)}"


def _places(listed: Listed) -> str:
    if listed.places_left is None or listed.training.state not in (ClassState.PLANNED, ClassState.OPEN):
        return ""
    if listed.places_left == 0:
        return f"Đã đủ {listed.training.places} chỗ."
    return f"Còn {listed.places_left}/{listed.training.places} chỗ."


def _sending(training: TrainingClass, today: date) -> str:
    until = training.register_until
    if until is None or training.state not in _TO_COME:
        return ""
    if until < today:
        return f"Hạn nhận danh sách cử, {day(until, today)}, đã qua."
    if training.state is ClassState.PLANNED:
        return f"Dự kiến nhận danh sách cử đến hết {day(until, today)}."
    if training.run_by is RunBy.CENTRE:
        return f"Đơn vị gửi danh sách cử đến hết {day(until, today)}."
    return f"Cấp ủy đơn vị xem xét cử, gửi Trung tâm đến hết {day(until, today)}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
