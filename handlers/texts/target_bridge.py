"""What moved the figures between two days, in words: counts first, names by tap."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.texts.notices import thousands
from handlers.texts.target_trend import of_units, out_of
from handlers.texts.targets import NO_DATA
from rules.bridge import Bridge, Cause, Movement
from rules.cadres import Cadre
from rules.dates import vietnamese
from rules.policy import Policy
from rules.text import name_sort_key

NAMES = "Họ tên"
OTHER_MONTHS = "Chọn mốc khác"
TREND = "Xu hướng"
TARGETS = "Chỉ tiêu"
BACK = "Số liệu so sánh"
MORE = "Xem thêm"
CHOOSE_TARGET = "Chọn chỉ tiêu"
TODAY = "Hôm nay"

NOTHING_FROZEN = (
    "Chưa có số liệu chốt cuối tháng nào để so sánh. Số liệu của tháng này được chốt vào ngày đầu của tháng sau."
)
FROM_WHICH = "So sánh từ mốc nào? Đây là các ngày cuối tháng đã chốt số liệu."
NO_NAMES = "Họ tên dành cho người được giao xem danh sách. Cần được giao, xin liên hệ Trung tâm."

_CAUSES = {
    Cause.LEVEL_GAINED: "đạt trình độ",
    Cause.LEVEL_LOST: "trình độ được ghi lại",
    Cause.JOINED_ROSTER: "mới có trong danh sách",
    Cause.LEFT_ROSTER: "không còn trong danh sách",
    Cause.POST_BEGAN: "mới vào nhóm",
    Cause.POST_ENDED: "ra khỏi nhóm",
    Cause.UNIT_CHANGED: "chuyển đơn vị",
    Cause.CATEGORY_CHANGED: "đổi Đối tượng",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One person with what they changed: in which targets (by place), and how."""

    cadre: Cadre
    movements: tuple[tuple[int, Movement], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which page of the names: between which days, its number from 1 of how many, of which target if of one."""

    first: date
    last: date
    page: int
    pages: int
    target: int | None = None


def until_which(first: date) -> str:
    """Asks for the second day."""
    return f"So sánh từ {vietnamese(first)} đến mốc nào?"


def month_end(day: date) -> str:
    """A month-end as an option."""
    return vietnamese(day)


def bridge(policy: Policy, found: Sequence[Bridge], first: date, last: date, units: Sequence[str] = ()) -> str:
    """How each figure moved, and by what; of the people of `units`, or of everyone where there are none."""
    span = f"từ {vietnamese(first)} đến {vietnamese(last)}"
    whose = of_units(units)
    moving = [each for each in found if each.movements]
    if not moving:
        return f"Không có thay đổi nào trong các chỉ tiêu{whose} {span}."
    lines = [_conclusion(found, f"{span}{whose and ','}{whose}")]
    for place, each in enumerate(found, 1):
        lines.append(f"{place}. {policy.group_by_id[each.after.group].name}: {_figures(each)}")
    lines.append("Một đồng chí có thể thuộc nhiều nhóm, không cộng các dòng.")
    return "\n".join(lines)


def names(policy: Policy, people: Sequence[Moved], shown: Shown) -> str:
    """One page of who moved the figures, or that of one target."""
    where = f", trang {shown.page}/{shown.pages}" if shown.pages > 1 else ""
    whose = "số liệu"
    if shown.target is not None:
        whose = f"chỉ tiêu {shown.target} ({policy.group_by_id[policy.targets[shown.target - 1].group].name})"
    span = f"từ {vietnamese(shown.first)} đến {vietnamese(shown.last)}"
    if not people:
        return f"Không có ai làm thay đổi {whose} {span}."
    return "\n".join((f"Người làm thay đổi {whose} {span}{where}:", *(_person(each) for each in people)))


def which_target(policy: Policy, found: Sequence[Bridge]) -> str:
    """Asks for one of the targets, with how many people moved each."""
    lines = (f"{n}. {policy.group_by_id[each.after.group].name}: {_many(each)}." for n, each in enumerate(found, 1))
    return "\n".join(("Xem người làm thay đổi chỉ tiêu nào?", *lines, "Nhắn 0 để về đầu."))


def _many(each: Bridge) -> str:
    people = {movement.cadre_id for movement in each.movements}
    return f"{thousands(len(people))} đồng chí" if people else "không đổi"


def moved(found: Iterable[Bridge], cadres: Mapping[str, Cadre], target: int | None = None) -> list[Moved]:
    """Everyone who moved a figure, or that of the target in one place, as lists of people are sorted."""
    by_person: dict[str, list[tuple[int, Movement]]] = {}
    for place, each in enumerate(found, 1):
        for movement in each.movements if target in (None, place) else ():
            by_person.setdefault(movement.cadre_id, []).append((place, movement))
    people = [Moved(cadres[id], tuple(movements)) for id, movements in by_person.items()]
    return sorted(people, key=lambda each: (name_sort_key(each.cadre.name), each.cadre.id))


def _conclusion(found: Sequence[Bridge], span: str) -> str:
    higher, lower = (sum(part(each) for each in found) for part in (_rose, _fell))
    still = len(found) - higher - lower
    parts = ((higher, "tăng"), (lower, "giảm"), (still, "giữ nguyên"))
    told = ", ".join(f"{number} chỉ tiêu {word}" for number, word in parts if number)
    reached = sum(each.after.reached for each in found) - sum(each.before.reached for each in found)
    gained = f" Số chỉ tiêu đạt {'thêm' if reached > 0 else 'bớt'} {abs(reached)}." if reached else ""
    return f"{span[:1].upper()}{span[1:]}: {told} (theo tỷ lệ).{gained}"


def _rose(each: Bridge) -> bool:
    return (each.after.share or 0) > (each.before.share or 0)


def _fell(each: Bridge) -> bool:
    return (each.after.share or 0) < (each.before.share or 0)


def _figures(each: Bridge) -> str:
    before, after = (out_of(f.met, f.total) if f.total else NO_DATA for f in (each.before, each.after))
    if not each.movements:
        return f"{after}, không đổi."
    parts = (("Tăng", each.raised), ("Giảm", each.lowered), ("Chỉ đổi tổng số", each.only_group))
    told = " ".join(f"{word} {thousands(len(some))}: {_causes(some)}." for word, some in parts if some)
    return f"{before} → {after}. {told}"


def _causes(movements: Iterable[Movement]) -> str:
    counted = Counter(each.cause for each in movements)
    if len(counted) == 1:
        return _CAUSES[next(iter(counted))]
    return ", ".join(f"{thousands(number)} {_CAUSES[cause]}" for cause, number in counted.items())


def _person(each: Moved) -> str:
    places: dict[tuple[Cause, str], list[str]] = {}
    for place, movement in each.movements:
        places.setdefault((movement.cause, _level(movement)), []).append(str(place))
    told = "; ".join(f"{_CAUSES[cause]} (chỉ tiêu {', '.join(some)}{level})" for (cause, level), some in places.items())
    return f"- {each.cadre.name}, {each.cadre.unit.name}: {told}"


def _level(movement: Movement) -> str:
    """Whether somebody who came or went had the level; of whom the level itself changed it is said already."""
    if not movement.total:
        return ""
    return "; đã có trình độ" if movement.met else "; chưa có trình độ"
