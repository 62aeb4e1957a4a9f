"""Words about requests to units, to the leader who sends them and the officers who answer: they send nobody."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from handlers.texts import shortened
from handlers.texts.notices import weekday
from rules.dates import vietnamese
from storage.study_requests import Answer, Officer, StudyRequest

SEND = "Gửi đề nghị"
ASKED = "Đề nghị đã gửi"
PLAN = "Cử đi học"
MORE = "Xem tiếp"
ANSWER = "Trả lời đề nghị"
WRITE_DOWN = "Ghi ý kiến đơn vị"
"""For the centre's staff, who phoned."""
AGREE_TO_ALL = "Đồng ý tất cả"

DECIDES = "Đây chưa phải là cử đi học: việc cử đi học do cấp có thẩm quyền quyết định."
NOBODY_NEW = "Các đồng chí trong phương án đều đã được đề nghị trước đó. Không gửi lại."
OUTDATED = "Số liệu đã thay đổi nên phương án khác với bản vừa xem. Chưa gửi gì; xin xem lại phương án rồi gửi."
NONE_SENT = "Chưa gửi đề nghị cử đi học nào tới các đơn vị trong phạm vi của đồng chí."
NONE_OPEN = "Không còn đề nghị cử đi học nào chờ đơn vị trả lời."
HOW = (
    "Trả lời theo số: “đồng ý 1 3”, “đồng ý tất cả”, hoặc “không cử 2: lý do”. "
    "Ý kiến chỉ ghi một lần; cần đổi, xin gọi Trung tâm."
)
UNREADABLE = "Trợ lý chưa rõ ý kiến."
GIVE_A_REASON = "Khi không cử, xin ghi lý do sau dấu hai chấm, ví dụ: “không cử 2: đang nghỉ thai sản”. Chưa ghi gì."
_UNITS_SHOWN = 12
_OTHER_UNITS = "- và {} đơn vị khác."
_STATES = {
    Answer.ASKED: "chờ trả lời",
    Answer.AGREED: "đồng ý",
    Answer.DECLINED: "không cử",
    Answer.LAPSED: "quá ngày, chưa trả lời",
}
ANSWERED = (Answer.AGREED, Answer.DECLINED)


@dataclass(frozen=True, slots=True)
class UnitAsked:
    """How many of a unit are asked for, and which of its officers a message reaches."""

    unit: str
    people: int
    officers: Sequence[Officer]


def confirm(units: Sequence[UnitAsked], known: int, until: date) -> str:
    """What will be sent to whom, before it is."""
    many = sum(each.people for each in units)
    lines = [f"Gửi đề nghị xem xét cử {many} đồng chí tới {len(units)} đơn vị:"]
    to_each = [f"- {each.unit}: {each.people} đồng chí; {_receives(each)}." for each in units]
    lines += shortened.lines(to_each, _UNITS_SHOWN, _OTHER_UNITS)
    if known:
        lines.append(f"{known} đồng chí đã được đề nghị trước đó, không gửi lại.")
    lines += [
        "",
        "Người nhận thấy họ tên và lớp được đề nghị của người thuộc đơn vị do đồng chí ấy phụ trách, "
        f"trả lời đến hết ngày {vietnamese(until)}.",
        DECIDES,
    ]
    return "\n".join(lines)


def _receives(each: UnitAsked) -> str:
    if not each.officers:
        return "chưa có cán bộ phụ trách nhận tin, cần gọi điện"
    return f"người nhận: {', '.join(officer.name for officer in each.officers)}"


def sent(units: Sequence[UnitAsked]) -> str:
    """After it was sent: how many, and which units are to be phoned."""
    told = [each for each in units if each.officers]
    silent = [each for each in units if not each.officers]
    text = f"Đã ghi {sum(each.people for each in units)} đề nghị."
    if told:
        text += f" Đã báo cán bộ phụ trách của {len(told)} đơn vị."
    if silent:
        phoned = ", ".join(f"{each.unit} ({each.people})" for each in silent)
        text += f"\nChưa có cán bộ phụ trách nhận tin, xin gọi điện: {phoned}."
    return f"{text}\n\n{DECIDES}"


def state(
    units: Sequence[tuple[str, Sequence[StudyRequest]]],
    shown: Sequence[tuple[str, Sequence[StudyRequest]]],
    names: Container[str],
) -> str:
    """How the units answered, unit by unit; with the names of those whose ids `names` holds, and why some stay."""
    every = [each for _, some in units for each in some]
    lines = [f"{len(every)} đề nghị cử đi học: {_counts(every)}."]
    for unit, some in shown:
        lines.append(f"**{unit}**: {_counts(some)}.")
        agreed = [_of_class(each, names) for each in some if each.state == Answer.AGREED]
        if agreed:
            lines.append(f"- Đồng ý: {', '.join(agreed)}.")
        lines += [
            f"- Không cử {_of_class(each, names)}: {each.word}." for each in some if each.state == Answer.DECLINED
        ]
    return "\n".join((*lines, "", DECIDES))


def _of_class(each: StudyRequest, names: Container[str]) -> str:
    return f"{each.name if each.cadre_id in names else f'số {each.number}'} ({each.class_code})"


def by_unit(requests: Sequence[StudyRequest]) -> list[tuple[str, list[StudyRequest]]]:
    """Requests unit by unit, in the order in which they come."""
    return [(some[0].unit, some) for some in (list(group) for _, group in groupby(requests, lambda r: r.unit_id))]


def _counts(requests: Iterable[StudyRequest]) -> str:
    counted = Counter(Answer(each.state) for each in requests)
    return ", ".join(f"{counted[each]} {words}" for each, words in _STATES.items() if counted[each])


def to_officer(requests: Sequence[StudyRequest], phone: str) -> str:
    """What the officer of one or more units is told: a message that comes unasked names nobody."""
    lines = [
        f"Đề nghị đơn vị cho ý kiến về việc cử {len(requests)} đồng chí đi học:",
        *(_asked_for(some) for some in _by_class(requests)),
        "",
        f"Chọn “{ANSWER}” để xem danh sách và trả lời. {DECIDES}",
    ]
    return "\n".join([*lines, *([f"Cần hỏi, xin gọi {phone}."] if phone else [])])


def _asked_for(some: Sequence[StudyRequest]) -> str:
    """The people of one class, unit by unit, with the last day for the word."""
    first = some[0]
    units = ", ".join(f"{unit} {len(own)} đồng chí" for unit, own in by_unit(some))
    return f"- Lớp {first.class_code} ({first.class_name}): {units}. Trả lời đến hết {_day(first)}."


def _day(each: StudyRequest) -> str:
    return weekday(date.fromisoformat(each.answer_by))


def _by_class(requests: Sequence[StudyRequest]) -> list[list[StudyRequest]]:
    by_code: dict[str, list[StudyRequest]] = {}
    for each in requests:
        by_code.setdefault(each.class_code, []).append(each)
    return [by_code[code] for code in sorted(by_code)]


def answered(requests: Sequence[StudyRequest], waiting: int) -> str:
    """What whoever asked is told of the units' answers, without being asked: counts, no names."""
    lines = [f"Trả lời của đơn vị về đề nghị cử đi học: {_counts(requests)}."]
    told = [f"- {unit}: {_counts(some)}." for unit, some in by_unit(requests)]
    lines += shortened.lines(told, _UNITS_SHOWN, _OTHER_UNITS)
    lines.append(f"Còn {waiting} đề nghị chờ trả lời." if waiting else "Không còn đề nghị nào chờ trả lời.")
    return "\n".join((*lines, "", f"Họ tên và lý do: chọn “{ASKED}”. {DECIDES}"))


def open_requests(requests: Sequence[StudyRequest], first: int, size: int) -> str:
    """A page of what waits for the unit's word."""
    shown = requests[first : first + size]
    lines = [f"{len(requests)} đề nghị cử đi học chờ đơn vị cho ý kiến:", *_numbered(shown), "", HOW, DECIDES]
    return "\n".join(lines)


def _numbered(requests: Sequence[StudyRequest]) -> Iterable[str]:
    """The people unit by unit; then each class once, with the last day for its people."""
    for unit, some in by_unit(requests):
        yield f"**{unit}**"
        yield from (f"{each.number}. {each.name}: lớp {each.class_code}." for each in some)
    for first, *_ in _by_class(requests):
        yield f"{first.class_code}: {first.class_name}. Trả lời đến hết {_day(first)}."


def sure(many: int) -> str:
    """Before a unit agrees to all that it is asked for."""
    return f"Đồng ý đề nghị cử {_all(many)} đang chờ ý kiến? Ý kiến chỉ ghi một lần. {DECIDES}"


def agree_to(many: int) -> str:
    """The option that says so."""
    return f"Đồng ý {_all(many)}"


def _all(many: int) -> str:
    return f"cả {many} đồng chí" if many > 1 else "đồng chí"


def written_down(agreed: Sequence[int], declined: Sequence[int], others: Sequence[int]) -> str:
    """What was taken from an answer; numbers that wait for nobody's word are said."""
    said = []
    if agreed:
        said.append(f"Đã ghi đồng ý: số {_listed(agreed)}.")
    if declined:
        said.append(f"Đã ghi không cử: số {_listed(declined)}.")
    if others:
        said.append(f"Số {_listed(others)} không chờ trả lời (đã trả lời, đã quá ngày, hoặc không có): không ghi gì.")
    return " ".join(said)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
