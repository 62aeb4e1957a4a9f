"""Words about who is missing from the targets: a page of names with the reason of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.texts.standing import held_and_required
from handlers.texts.targets import required
from rules.cadres import Cadre, Unit
from rules.dates import vietnamese
from rules.levels import Level
from rules.missing import Lacking, Reason
from rules.policy import Policy
from rules.standing import Standing

LIST = "Danh sách còn thiếu"
MORE = "Xem tiếp"
OPEN_ONE = "Mở một đồng chí"
CHOOSE_TARGET = "Chọn chỉ tiêu"
CHOOSE_UNIT = "Chọn đơn vị"
PLANNED = "Theo quy hoạch"
INCUMBENTS = "Đương chức còn thiếu"
TARGETS = "Chỉ tiêu"
BACK = "Quay lại danh sách"
NO_NAMES = (
    "Danh sách có tên dành cho vai trò được xem tên theo bộ quy định. Xin xem số liệu ở mục Chỉ tiêu hoặc Theo đơn vị."
)
NO_PLANNED = "Danh sách theo quy hoạch chỉ dành cho người được giao, khi Trung tâm cho phép lưu quy hoạch."
NOT_SEEN = "Không thấy hồ sơ này trong phạm vi đồng chí được xem."
OUT_OF_REACH = "Đơn vị này không có trong phạm vi đồng chí được xem."
NO_SUCH_NUMBER = "Không có số đó trong danh sách vừa xem. Xin xem lại danh sách."
NO_LIST = "Chưa có danh sách nào đang mở. Xin chọn một mục bên dưới."

AS_BUTTONS = 2
"""So many people have each a button of their own."""
_LONGEST_PAGE = 1700
"""Characters, so that a message stays under 2,000 with its options."""


@dataclass(frozen=True, slots=True)
class _Longest:
    """How many characters of each part of a line are shown."""

    title: int
    class_name: int
    unit: int


_FULL, _SHORT = _Longest(44, 44, 60), _Longest(0, 24, 36)
_IN_COUNTS = {
    Reason.STUDYING: "đang học",
    Reason.AWAITING: "chờ kết quả",
    Reason.PASSED: "đã học xong, chờ văn bằng",
    Reason.NAMED: "đã có tên trong lớp",
    Reason.WRONG_CLASS: "đang học lớp thấp hơn",
    Reason.LOWER: "có trình độ thấp hơn",
    Reason.UNVERIFIED: "chưa đối chiếu văn bằng",
    Reason.FAILED: "học chưa đạt",
    Reason.NEVER: "chưa học",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list of people, and what the whole is about."""

    policy: Policy
    today: date
    data_of: date
    people: Sequence[Lacking]
    """The whole list."""
    first: int
    """How many stand before this page."""
    size: int
    targets: tuple[int, ...] = ()
    unit: Unit | None = None
    planned: bool = False

    @property
    def shown(self) -> Sequence[Lacking]:
        return self.people[self.first : self.first + self.size]


def page(shown: Page) -> str:
    """How many there are and why, then ten of them, unit by unit; without their posts where it would be too long."""
    full = _page(shown, _FULL)
    return full if len(full) <= _LONGEST_PAGE else _page(shown, _SHORT)


def _page(shown: Page, longest: _Longest) -> str:
    lines = [_how_many(shown), " ".join([_about(shown), *_counts(shown), f"Số liệu ngày {vietnamese(shown.data_of)}."])]
    unit = shown.unit
    for number, each in enumerate(shown.shown, shown.first + 1):
        if each.cadre.unit != unit:
            unit = each.cadre.unit
            lines.append(f"**{_clipped(unit.name, longest.unit)}**")
        lines.append(f"{number}. {_person(each, shown, longest)}")
    if len(shown.people) > shown.size:
        lines.append(f"Số {shown.first + 1} đến {shown.first + len(shown.shown)} trong {len(shown.people)} đồng chí.")
    if len(shown.people) > AS_BUTTONS:
        example = shown.first + min(3, len(shown.shown))
        lines.append(f"Xem một đồng chí: nhắn “xem {example}”, hoặc chọn “{OPEN_ONE}”.")
    return "\n".join(lines)


def _how_many(shown: Page) -> str:
    where = f"{shown.unit.name}: " if shown.unit else ""
    kind = "theo quy hoạch " if shown.planned else ""
    many = f"còn {len(shown.people)} đồng chí chưa đủ trình độ" if shown.people else "không còn ai thiếu trình độ"
    text = f"{where}{kind}{many}."
    return f"{text[0].upper()}{text[1:]}"


def _about(shown: Page) -> str:
    """The target or all of them, and how people are counted."""
    said = [f"{asked_of(shown.policy, shown.targets)}."]
    if shown.planned:
        said.append("Quy hoạch không tính vào tỷ lệ.")
    elif len(shown.targets) != 1 and (partial := _partial(shown)):
        said.append(f"Chỉ tiêu {partial} không yêu cầu 100%, nên danh sách có thể dài hơn số cần thêm.")
    return " ".join(said)


def asked_of(policy: Policy, targets: tuple[int, ...]) -> str:
    """What a list or a comparison is about: one target with what it asks, or several, with how people are counted."""
    about = of_targets(policy, targets)
    if len(targets) != 1:
        return f"{about}, mỗi người tính một lần"
    target = policy.targets[targets[0] - 1]
    higher = "" if target.level is Level.CAO_CAP else " trở lên"
    return f"{about}: {target.level.label}{higher}, {required(target.comparator, target.share)}"


def _partial(shown: Page) -> str:
    """The targets of the list that do not ask for everyone."""
    places = sorted({place for each in shown.people for place in each.targets})
    return ", ".join(str(place) for place in places if shown.policy.targets[place - 1].share < 1)


def of_targets(policy: Policy, targets: tuple[int, ...]) -> str:
    """The target by number and name, or how many they are."""
    if not targets:
        return f"Cả {len(policy.targets)} chỉ tiêu"
    if len(targets) == 1:
        target = policy.targets[targets[0] - 1]
        return f"Chỉ tiêu {targets[0]}, {policy.group_by_id[target.group].name}"
    return f"Chỉ tiêu {', '.join(map(str, targets))}"


def _counts(shown: Page) -> list[str]:
    counted = Counter(each.reason for each in shown.people)
    said = ", ".join(f"{words} {counted[reason]}" for reason, words in _IN_COUNTS.items() if counted[reason])
    return [f"{said[0].upper()}{said[1:]}."] if said else []


def _person(each: Lacking, shown: Page, longest: _Longest) -> str:
    titles = each.cadre.titles_on(shown.today)
    title = f", {_clipped(titles[0], longest.title)}" if longest.title and titles and not shown.planned else ""
    places = "" if len(shown.targets) == 1 else f" (chỉ tiêu {', '.join(map(str, each.targets))})"
    return f"{each.cadre.name}{title}{places}: {reason(each, longest.class_name)}"


def reason(each: Lacking, longest: int = 200) -> str:
    """Why somebody does not hold the level, in words; of the name of the class at most so many characters."""
    asked = each.level.label
    name = f"lớp {_class_name(each.study.name, longest)}" if each.study else ""
    by = f" (đến {_month(each.study.ends_on)})" if each.study and each.study.ends_on else ""
    begins = f" (từ {_month(each.study.starts_on)})" if each.study and each.study.starts_on else ""
    said = {
        Reason.PASSED: f"đã học xong {name}, chưa ghi văn bằng",
        Reason.AWAITING: f"chờ kết quả {name}",
        Reason.STUDYING: f"đang học {name}{by}",
        Reason.NAMED: f"đã có tên trong {name}{begins}",
        Reason.UNVERIFIED: f"văn bằng {asked} chưa đối chiếu bản gốc",
        Reason.WRONG_CLASS: f"đang học {name}, cần {asked}",
        Reason.LOWER: f"có {each.held.label}, cần {asked}",
        Reason.FAILED: f"đã học {name}, chưa đạt; cần {asked}",
        Reason.NEVER: f"chưa học, cần {asked}",
    }
    return said[each.reason]


def _class_name(name: str, longest: int) -> str:
    bare = (name[4:] if name.lower().startswith("lớp ") else name).replace(" lý luận chính trị", "")
    return _clipped(f"{bare[0].lower()}{bare[1:]}" if bare[1:2].islower() else bare, longest)


def _clipped(text: str, longest: int) -> str:
    """At most so many characters, cut behind a word where there is more than one."""
    if len(text) <= longest:
        return text
    kept = text[:longest].rpartition(" ")[0] or text[: longest - 1]
    return f"{kept.rstrip(' ,-')}…"


def _month(day: date | None) -> str:
    return f"tháng {day:%m/%Y}" if day else ""


def person(cadre: Cadre, standing: Standing, found: Lacking | None, data_of: date) -> str:
    """One person as a leader sees them: what they hold, what is asked and by which targets, how far it is."""
    titles = "; ".join(cadre.titles_on(standing.day)) or "chưa có dữ liệu"
    lines = [f"Đồng chí {cadre.name}, {cadre.unit.name}", held_and_required(standing), f"Chức vụ: {titles}"]
    if found:
        said = "chưa ghi tên ở lớp nào" if found.reason in (Reason.LOWER, Reason.NEVER) else reason(found)
        lines.append(f"Chỉ tiêu {', '.join(map(str, found.targets))}: {said}.")
    lines.append(f"(Dữ liệu ngày {vietnamese(data_of)})")
    return "\n".join(lines)


def choose_target(policy: Policy) -> str:
    """Which target a list is to be about."""
    lines = ["Chọn một chỉ tiêu:"]
    lines += [f"{n}. {policy.group_by_id[target.group].name}" for n, target in enumerate(policy.targets, 1)]
    return "\n".join([*lines, "Nhắn 0 để về đầu."])


def target_label(place: int) -> str:
    """A target as an option."""
    return f"Chỉ tiêu {place}"


def pick(total: int) -> str:
    """What is asked when one of a list is to be opened."""
    return f"Mở ai? Chọn bên dưới, hoặc nhắn “xem” và số trong danh sách (1 đến {total})."
