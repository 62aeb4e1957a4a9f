"""Seats of a class by unit, as they stand in one cell of a file of classes: "Mỹ Cẩm 5, Tân An 3"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rules.cadres import Unit
from rules.quotas import shares_in
from rules.roster.problems import BadCell
from rules.roster.sheet import Cell, shown

_MEND = "Ghi tên đơn vị rồi số chỗ, cách nhau bằng dấu phẩy, ví dụ: xã Mỹ Cẩm 5, xã Tân An 3"
_MOST_PLACES = 2000


@dataclass(frozen=True, slots=True)
class UnitsKnown:
    """What the shares of a file are compared with."""

    unit: Callable[[str], Unit | None] = lambda _: None
    """The unit of the database that a name means, if it means one."""
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Class id → unit id → seats, as they are."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Unit id → name."""


NO_UNITS = UnitsKnown()


@dataclass(frozen=True, slots=True)
class UnitShares:
    """The shares of a class that a file changes."""

    code: str
    """Of the class."""
    shares: tuple[tuple[str, str, int, int], ...]
    """Unit id, its name, its seats as they are, and as they shall be; 0 is no share."""

    @property
    def places(self) -> dict[str, int]:
        """Unit id → seats as they shall be."""
        return {unit_id: after for unit_id, _, _, after in self.shares}


def shares_of(cell: Cell, class_id: str, known: UnitsKnown) -> dict[str, int]:
    """Unit id → seats, of a cell; units it leaves out keep theirs, a dash takes all away. Raises BadCell."""
    text = shown(cell)
    if text in ("-", "–", "—"):
        return dict.fromkeys(known.places.get(class_id, {}), 0)
    shares, unread = shares_in(text)
    if unread or not shares:
        raise BadCell(f"Chưa đọc được chỉ tiêu: {'; '.join(unread[:3]) or text}", _MEND)
    found: dict[str, int] = {}
    for each in shares:
        unit = known.unit(each.unit)
        if unit is None:
            raise BadCell(f"Không có đơn vị nào tên: {each.unit}", "Ghi đúng tên đơn vị trong danh sách cán bộ")
        if unit.id in found:
            raise BadCell(f"{unit.name} được ghi hai lần", "Ghi mỗi đơn vị một lần")
        if each.places > _MOST_PLACES:
            raise BadCell(f"{each.places} chỗ là quá nhiều", f"Ghi một số đến {_MOST_PLACES}")
        found[unit.id] = each.places
    return found


def changed_shares(code: str, class_id: str, wanted: Mapping[str, int], known: UnitsKnown) -> UnitShares | None:
    """What differs from the shares that the class has; None where nothing does."""
    now = known.places.get(class_id, {})
    differs = tuple(
        (unit_id, known.names.get(unit_id, unit_id), now.get(unit_id, 0), places)
        for unit_id, places in wanted.items()
        if places != now.get(unit_id, 0)
    )
    return UnitShares(code, differs) if differs else None
