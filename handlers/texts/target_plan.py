"""Words about whom to send: how many can be sent, who they are, what further places buy. Only ever a proposal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from handlers.study_plan import Bounds, MorePlaces, StudyPlan
from handlers.texts.eligibility import in_few_words
from rules.cadres import Cadre
from rules.classes import TrainingClass
from rules.dates import vietnamese
from rules.levels import Level
from rules.planning import Lifted, Limit, Need, Plan, Prospect, Sent, TargetOutcome, Unreached, done_by
from rules.policy import Policy

PLAN = "Cử đi học"
PLAIN = "Danh sách đơn giản"
WHO = "Phương án ít suất nhất"
MORE_PLACES = "Nếu thêm suất"
LIMITS = "Đặt giới hạn"
LEAVE_OUT = "Bớt người"
FILE = "Tệp đề cử"
ASK_UNITS = "Gửi đề nghị tới đơn vị"
ASKED = "Đề nghị đã gửi"
MORE = "Xem tiếp"
BACK = "Quay lại phương án"
NO_LIMIT = "Không giới hạn"
EITHER_MODE = "Cả hai hệ"
FULL_TIME = "Hệ tập trung"
PART_TIME = "Hệ không tập trung"

DECIDES = "Đây là đề xuất theo dữ liệu. Việc cử đi học do cấp có thẩm quyền quyết định."
NOBODY = "Chưa có ai cử được trong các lớp sắp mở."
NOBODY_LACKS = "Không còn ai thiếu trình độ theo các chỉ tiêu chưa đạt."
NO_NAMES = (
    "Danh sách có tên dành cho vai trò được xem tên theo bộ quy định. Số liệu chung vẫn xem được ở mục Cử đi học."
)
UNDECIDED = (
    "Trợ lý chưa tính xong phương án trong thời gian cho phép. Xin bớt giới hạn rồi thử lại, hoặc báo Trung tâm."
)
FILE_SENT = "Tệp đề cử ở dưới. Có thông tin cá nhân: chỉ dùng cho việc cử đi học."
FILE_NAME = "De cu di hoc.xlsx"
ASK_ABSENT = (
    "Mỗi đơn vị được vắng nhiều nhất bao nhiêu đồng chí cùng lúc (tính cả người đang học)? "
    "Số khác, xin nhắn kèm chữ, ví dụ “5 đồng chí”."
)
ASK_PLACES = "Có nhiều nhất bao nhiêu suất cho tất cả các lớp? Xin nhắn kèm chữ, ví dụ “20 suất”."
ASK_MODE = "Tính các lớp hệ nào?"
A_NUMBER = "Trợ lý chưa rõ số. Xin nhắn kèm chữ, ví dụ “5 đồng chí”, “20 suất”, hoặc chọn Không giới hạn."
_NUMBERS_TO_LEAVE_OUT = "Xin nhắn “bớt” kèm số trong danh sách, ví dụ “bớt 3 7”."
NUMBERS_CHANGED = (
    "Phương án đã khác với bản vừa xem, số trong danh sách có thể đã đổi. Chưa bớt ai; xin xem lại danh sách."
)
WHICH_LIST = "Trợ lý chưa rõ là bớt hay đưa lại."
_NUMBERS_TO_TAKE_BACK = "Xin nhắn “đưa lại” kèm số, ví dụ “đưa lại 1”, hoặc “đưa lại tất cả”."
_UNSEEN = "Một đồng chí (ngoài phạm vi xem tên)"
_LIMITS = {
    Limit.ELIGIBILITY: "điều kiện cá nhân theo quy định",
    Limit.CLASS_PLACES: "số chỗ của lớp",
    Limit.QUOTAS: "số chỗ phân cho từng đơn vị",
    Limit.ABSENCE: "số người vắng cùng lúc của một đơn vị",
    Limit.PLACES: "tổng số suất",
}

_LIFTED = {
    # No leader here may pass over a regulation: what is missing can only be completed, or decided above.
    Limit.ELIGIBILITY: "hồ sơ được bổ sung đủ, hoặc cấp có thẩm quyền xem xét riêng,",
    Limit.CLASS_PLACES: "lớp có thêm chỗ",
    Limit.QUOTAS: "chia lại số chỗ giữa các đơn vị",
    Limit.ABSENCE: "đơn vị cho vắng nhiều người hơn",
    Limit.PLACES: "có thêm suất",
}


def ask_whom_to_leave_out(sent: int, out: Sequence[Cadre | None]) -> str:
    """For the numbers of those who are to be left out; and who is so already, by numbers of their own."""
    lines = []
    if sent:
        lines.append(
            f"Bớt ai trong {sent} đồng chí của phương án? Xin nhắn “bớt” kèm số trong danh sách vừa xem, "
            "ví dụ “bớt 3 7”. Phương án được tính lại không có các đồng chí ấy."
        )
    if out:
        lines += ["Đang để ngoài phương án:", *(f"{n}. {_named(cadre)}" for n, cadre in enumerate(out, 1))]
        lines.append("Để đưa lại, xin nhắn “đưa lại” kèm số, ví dụ “đưa lại 1”.")
    return "\n".join(lines) or NOBODY


def all_back(many: int) -> str:
    """The option that takes back everyone who is left out."""
    return f"Đưa lại cả {many} đồng chí" if many > 1 else "Đưa lại đồng chí này"


def by_numbers(back: bool) -> str:
    """How to say it; `back` where somebody is left out who may be taken back."""
    return f"{_NUMBERS_TO_LEAVE_OUT} {_NUMBERS_TO_TAKE_BACK}" if back else _NUMBERS_TO_LEAVE_OUT


def no_such_number(many: int, back: bool) -> str:
    """After numbers that no line has, of those to be taken back or of those to be left out."""
    if not many:
        return "Chưa có ai để đưa lại." if back else NOBODY
    return f"Danh sách {'đang để ngoài' if back else 'phương án'} có số từ 1 đến {many}."


def left_out(some: Iterable[Cadre | None]) -> str:
    """ "Đã để ngoài phương án: ..."; it decides nothing about the person."""
    return f"Đã để ngoài phương án của đồng chí: {_together(some)}. Phương án tính lại:"


def taken_back(some: Iterable[Cadre | None]) -> str:
    """The opposite."""
    return f"Đã đưa lại vào phương án: {_together(some)}. Phương án tính lại:"


def _together(some: Iterable[Cadre | None]) -> str:
    return "; ".join(map(_named, some))


def people(number: int) -> str:
    """A number of people, as an option."""
    return f"{number} đồng chí"


def overview(policy: Policy, found: StudyPlan, bounds: Bounds, data_of: date) -> str:
    """How many are needed and can be sent; what stays open and why; which classes; what to know about them."""
    paragraphs = [conclusion(policy, found)]
    if found.plan.sent:
        paragraphs.append(_by_class(found))
    notes = [
        *_limits(bounds),
        *_left_out(found),
        *_time(policy, found),
        f"Số liệu ngày {vietnamese(data_of)}. {DECIDES}",
    ]
    return "\n\n".join((*paragraphs, "\n".join(notes)))


def conclusion(policy: Policy, found: StudyPlan) -> str:
    """ "Cần thêm 50 đồng chí ... cử được 43 trong các lớp sắp mở; còn 7 chưa cử được: ..."."""
    if not found.needed:
        return "Các chỉ tiêu có dữ liệu đều đã đạt, chưa cần cử thêm ai."
    text = f"Cần thêm {found.needed} đồng chí (mỗi người tính một lần)."
    if found.fewest < found.needed:
        text += f" Nếu các đồng chí đang học và đã có tên trong lớp đều học xong: còn cần {found.fewest}."
    if not found.fewest:
        return text
    text += f" Cử được {found.plan.places} trong các lớp sắp mở"
    if not found.without_way:
        return f"{text}, đủ để đạt các chỉ tiêu."
    open_ones = [_open_target(policy, found, outcome) for outcome in found.plan.outcomes if not outcome.reached]
    return "\n".join((f"{text}; còn {found.without_way} chưa cử được:", *open_ones))


def _open_target(policy: Policy, found: StudyPlan, outcome: TargetOutcome) -> str:
    need = next(need for need in found.question.needs if need.target_id == outcome.target_id)
    name = policy.group_by_id[need.group_id].name
    asked = len(need.lacking) if need.needed is None else need.needed
    target = f"Chỉ tiêu {place_of(policy, need.target_id)} ({name})"
    return f"- {target}: cần {asked}, cử được {outcome.added}; {_why(found, need)}."


def _why(found: StudyPlan, need: Need) -> str:
    """What keeps a target open, as far as it can be seen without asking the whole question again."""
    question = found.question
    offers = [offer for offer in question.offers if offer.level >= need.level]
    if not offers:
        return f"chưa có lớp {_level(need.level)} nào sắp mở"
    lacking = [person for person in question.prospects if person.id in need.lacking]
    barred = [one for one in lacking if not any(question.way(one, offer.study) for offer in offers)]
    refused = len(need.lacking & found.declined)
    left_out = len(need.lacking & found.left_out - found.declined)
    asked = len(need.lacking) if need.needed is None else need.needed
    if len(lacking) - len(barred) >= asked:
        return "hết chỗ hoặc vướng giới hạn"
    reasons = [f"{len(barred)} đồng chí còn thiếu điều kiện theo hồ sơ"] if barred else []
    reasons += [f"{refused} đồng chí đơn vị đã trả lời không cử"] if refused else []
    return "; ".join((*reasons, *([f"{left_out} đồng chí để ngoài phương án"] if left_out else ())))


def _by_class(found: StudyPlan) -> str:
    many = Counter(each.offer.id for each in found.plan.sent)
    classes = sorted((found.classes[id] for id in many), key=lambda one: (one.starts_on or date.max, one.code))
    return "\n".join(("Theo lớp:", *(f"- {one.code}, {_starts(one)}: {many[one.id]} đồng chí." for one in classes)))


def _starts(training: TrainingClass) -> str:
    if training.starts_on is None:
        return "chưa có ngày khai giảng"
    return f"khai giảng {vietnamese(training.starts_on)}"


def _limits(bounds: Bounds) -> list[str]:
    said = []
    if bounds.absent is not None:
        said.append(f"mỗi đơn vị vắng nhiều nhất {bounds.absent} đồng chí cùng lúc")
    if bounds.places is not None:
        said.append(f"nhiều nhất {bounds.places} suất")
    if bounds.mode is not None:
        said.append(f"chỉ hệ {bounds.mode.label}")
    return [f"Giới hạn đang đặt: {'; '.join(said)}."] if said else []


def _left_out(found: StudyPlan) -> list[str]:
    many = len(found.left_out)
    return [f"{many} đồng chí để ngoài phương án theo lựa chọn ở mục “{LEAVE_OUT}”."] if many else []


def _time(policy: Policy, found: StudyPlan) -> list[str]:
    """A deadline that has passed, or classes that may end after it."""
    deadline = policy.deadline
    if deadline is None:
        return []
    if policy.deadline_passed(found.day):
        return [f"Thời hạn {vietnamese(deadline)} của mục tiêu đã qua; phương án vẫn tính theo mục tiêu này."]
    classes = {each.offer.id: found.classes[each.offer.id] for each in found.plan.sent}.values()
    late = sorted(one.code for one in classes if one.ends_on is None or one.ends_on > deadline)
    if not late:
        return []
    return [f"Lớp {', '.join(late)} chưa rõ ngày bế giảng hoặc kết thúc sau thời hạn {vietnamese(deadline)}."]


def who(policy: Policy, found: StudyPlan, first: int, shown: Sequence[Sent], names: dict[str, Cadre]) -> str:
    """A page of those whom the plan sends."""
    made = found.plan
    if made.proven:
        proof = "đã kiểm tra: cùng kết quả, không cách nào cần ít suất hơn"
    else:
        proof = f"chưa chứng minh được là ít nhất: không thể dưới {made.fewest} suất"
    lines = [f"Phương án ít suất nhất: {made.places} suất ({proof})."]
    lines += [f"{n}. {person(policy, found, each, names)}" for n, each in enumerate(shown, first + 1)]
    return "\n".join((*lines, "", DECIDES))


def person(policy: Policy, found: StudyPlan, each: Sent, names: dict[str, Cadre]) -> str:
    """ "Trần Văn Nhã, xã An Trường: lớp TC-K15 khai giảng 12/06/2025; thuộc 3 nhóm; giúp chỉ tiêu 1 và 4; ..."."""
    way = found.question.way(each.person, each.offer.study)
    parts = [
        f"lớp {each.offer.code}, {_starts(found.classes[each.offer.id])}",
        f"thuộc {len(each.person.groups)} nhóm",
        f"giúp chỉ tiêu {numbers(place_of(policy, id) for id in each.helps)}",
    ]
    if way is not None:
        parts.append(in_few_words(way.answer, way.unmet))
    return f"{_named(names.get(each.person.id))}: {'; '.join(parts)}."


def plain(policy: Policy, people: Sequence[Prospect], first: int, size: int, names: dict[str, Cadre]) -> str:
    """A page of everyone who could help a target, those who help most first."""
    shown = people[first : first + size]
    lines = [f"{len(people)} đồng chí còn thiếu trình độ theo các chỉ tiêu chưa đạt; giúp nhiều chỉ tiêu đứng trước."]
    lines += [f"{n}. {_prospect(policy, each, names)}" for n, each in enumerate(shown, first + 1)]
    return "\n".join((*lines, "", DECIDES))


def _prospect(policy: Policy, each: Prospect, names: dict[str, Cadre]) -> str:
    helps = numbers(place_of(policy, lack.target_id) for lack in each.lacks)
    way = each.surest
    asked = f"{_level(way.level)}: {in_few_words(way.answer, way.unmet)}" if way else "chưa có quy định về điều kiện"
    return f"{_named(names.get(each.id))}: giúp {len(each.lacks)} chỉ tiêu ({helps}); {asked}."


def _named(cadre: Cadre | None) -> str:
    return f"**{cadre.name}**, {cadre.unit.name}" if cadre else _UNSEEN


def more_places(policy: Policy, found: StudyPlan, more: MorePlaces) -> str:
    """What each number of places buys; what stays out of reach however many there are, and which limit holds it."""
    if more.steps:
        lines = ["Số suất ít nhất để đạt thêm chỉ tiêu (người đang học tính là học xong):"]
        lines += [
            f"- {step.places} suất: đạt thêm {len(step.reached)} chỉ tiêu ({_numbered(policy, step.reached)})"
            f"{'' if step.proven else ', chưa chứng minh là ít nhất'}."
            for step in more.steps
        ]
    else:
        lines = ["Thêm suất không làm đạt thêm chỉ tiêu nào trong các lớp sắp mở."]
    lines += _places_for_people(policy, more)
    if more.shortfall is not None:
        lines += ["", "Thêm suất cũng chưa đạt được:"]
        lines += [_out_of_reach(policy, short) for short in more.shortfall.targets]
        lines += [_held_by(lifted, more.plan) for lifted in more.shortfall.binding]
        lines += _left_out(found)
    return "\n".join((*lines, "", DECIDES))


def _places_for_people(policy: Policy, more: MorePlaces) -> list[str]:
    """The places beyond those that reach a target: they bring people to the targets that stay open."""
    added = "; ".join(
        f"chỉ tiêu {place_of(policy, each.target_id)} thêm {each.added} người"
        for each in more.plan.outcomes
        if each.added and not each.reached
    )
    if not added or more.plan.places <= (more.steps[-1].places if more.steps else 0):
        return []
    return [f"- {more.plan.places} suất: không đạt thêm chỉ tiêu; {added}. Nhiều hơn nữa không thêm được ai."]


def _out_of_reach(policy: Policy, short: Unreached) -> str:
    needed = "tất cả người còn thiếu" if short.needed is None else str(short.needed)
    why = "" if short.has_class else "; chưa có lớp nào cho trình độ này"
    return f"- Chỉ tiêu {place_of(policy, short.target_id)}: cần {needed}, nhiều nhất {short.at_most}{why}."


def _held_by(lifted: Lifted, made: Plan) -> str:
    """What one limit keeps back, beside what the plan does under it."""
    targets, people = done_by(made)
    if lifted.targets > targets:
        gain = f"đạt thêm {lifted.targets - targets} chỉ tiêu"
    else:
        gain = f"thêm được {lifted.people - people} lượt người, chưa đạt thêm chỉ tiêu nào"
    return f"Đang vướng {_LIMITS[lifted.limit]}: nếu {_LIFTED[lifted.limit]} thì {gain}."


def place_of(policy: Policy, target_id: str) -> int:
    """The number by which people know a target: its place in the policy."""
    return next(n for n, target in enumerate(policy.targets, 1) if target.id == target_id)


def _numbered(policy: Policy, targets: Iterable[str]) -> str:
    return numbers(place_of(policy, id) for id in targets)


def numbers(places: Iterable[int]) -> str:
    """ "1", "1 và 4", "1, 4 và 5"."""
    *first, last = map(str, sorted(places))
    return f"{', '.join(first)} và {last}" if first else last


def _level(level: Level) -> str:
    return level.label
