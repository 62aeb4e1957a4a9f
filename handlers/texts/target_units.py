"""Words about units compared: each with its figures, the slowest first; and one unit's own small summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlers.texts.target_missing import asked_of
from handlers.texts.targets import TITLE, by_targets_of, conclusion, line, percent
from rules.cadres import Unit
from rules.comparing import FEWEST, Row
from rules.dates import vietnamese
from rules.policy import Policy
from rules.summary import Summary

OPEN_ONE = "Mở một đơn vị"
BY_MODE = "Theo hệ đào tạo"
WHO_IS_MISSING = "Ai còn thiếu ở đây"
BELOW = "Các đơn vị trực thuộc"
UP = "Lên một cấp"
BY_UNIT = "Theo đơn vị"
BACK = "Quay lại bảng đơn vị"
NO_UNITS = "Chưa có số liệu theo đơn vị trong phạm vi đồng chí được xem."
NOT_BY_UNIT = "Số liệu theo đơn vị dành cho vai trò được xem theo bộ quy định."
_FEW = f"dưới {FEWEST} người, không nêu số liệu"


@dataclass(frozen=True, slots=True)
class Compared:
    """A page of units, and what the comparison is about."""

    policy: Policy
    data_of: date
    rows: Sequence[Row]
    """All of them, the slowest first."""
    first: int
    size: int
    targets: tuple[int, ...] = ()
    above: Unit | None = None
    """The unit that was opened; None at the top."""
    apart: tuple[str, int] = ("", 0)
    """The unit that all these stand below, by name, and how many people of its own are in no row."""

    @property
    def shown(self) -> Sequence[Row]:
        return self.rows[self.first : self.first + self.size]


def compared(page: Compared) -> str:
    """Which unit is the slowest, then ten of them with count, share and what is missing."""
    lines = [_slowest(page), _about(page)]
    for number, row in enumerate(page.shown, page.first + 1):
        below = f" và {row.below} đơn vị trực thuộc" if row.below else ""
        lines.append(f"{number}. {row.unit.name}{below}: {figures(row)}")
    name, own = page.apart
    if own:
        lines.append(f"Chưa kể {own} đồng chí thuộc thẳng {name}.")
    if len(page.rows) > page.size:
        lines.append(f"Số {page.first + 1} đến {page.first + len(page.shown)} trong {len(page.rows)} đơn vị.")
    example = page.first + min(3, len(page.shown))
    lines.append(f"Xem một đơn vị: nhắn “xem {example}”, hoặc chọn “{OPEN_ONE}”.")
    return "\n".join(lines)


def _slowest(page: Compared) -> str:
    row = page.rows[0]
    if row.few:
        return f"{len(page.rows)} đơn vị; {_FEW}."
    if row.reached:
        return f"Cả {len(page.rows)} đơn vị đều đủ."
    return f"Chậm nhất: {row.unit.name}, {row.met}/{row.total} ({percent(_share(row), row.required)})."


def _about(page: Compared) -> str:
    where = f" {page.above.name}: các đơn vị trực thuộc." if page.above else ""
    return f"{asked_of(page.policy, page.targets)}.{where} Số liệu ngày {vietnamese(page.data_of)}."


def figures(row: Row) -> str:
    """Count, share, what is missing, who studies; of a few people nothing, for those who may not see who they are."""
    if row.few:
        return _FEW
    text = f"{row.met}/{row.total} ({percent(_share(row), row.required)})"
    if row.reached:
        return f"{text}, ĐẠT" if row.single else f"{text}, đủ"
    studying = f", đang học {row.studying}" if row.studying else ""
    return f"{text}, thiếu {row.needed}{studying}"


def _share(row: Row) -> Fraction:
    return Fraction(row.met, row.total)


@dataclass(frozen=True, slots=True)
class OneUnit:
    """A unit with all below it."""

    unit: Unit
    summary: Summary
    below: int
    """How many units stand below it, with people whom targets count."""
    hides_few: bool
    """Whether groups under five are kept back from this asker."""


def one_unit(policy: Policy, one: OneUnit, data_of: date) -> str:
    """The unit's own small summary: only those targets that count people of it."""
    below = f" VÀ {one.below} ĐƠN VỊ TRỰC THUỘC" if one.below else ""
    heading = f"{TITLE}, {one.unit.name.upper()}{below}"
    dated = f"{by_targets_of(policy)} Số liệu ngày {vietnamese(data_of)}."
    places = [(place, figure) for place, figure in enumerate(one.summary.figures, 1) if figure.total]
    if not places:
        return f"{heading}\n{dated}\n\nKhông có ai thuộc các nhóm của chỉ tiêu."
    few = one.hides_few and any(figure.total < FEWEST for _, figure in places)
    filled = Summary(one.summary.day, tuple(f for _, f in places), one.summary.people_needed, one.summary.uncounted)
    lines = [
        f"{place}. {policy.group_by_id[figure.group].name}: {_FEW}."
        if one.hides_few and figure.total < FEWEST
        else line(place, policy, figure)
        for place, figure in places
    ]
    concluded = [] if few or len(places) == 1 else [conclusion(policy, filled)]
    return "\n\n".join([f"{heading}\n{dated}", *concluded, "\n".join(lines)])


def pick(total: int) -> str:
    """What is asked when one of the units is to be opened."""
    return f"Mở đơn vị nào? Chọn bên dưới, hoặc nhắn “xem” và số trong bảng (1 đến {total})."


def label(unit: Unit) -> str:
    """A unit as an option; a long name loses its end."""
    words = unit.name.split()
    return f"{' '.join(words[:7])}{'…' if len(words) > 7 else ''}"
