"""Words about several centres side by side: each with how far it is, the slowest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.texts.notices import thousands
from handlers.texts.targets import TITLE, Counted, data_of
from rules.summary import Summary
from rules.text import sort_key

THE_REST = "Các đơn vị còn lại"
"""What belongs to none of the centres."""
WHICH = "Đồng chí hỏi về Trung tâm nào?"
MORE = "Xem tiếp"
_NO_TARGETS = "chưa đặt chỉ tiêu"


@dataclass(frozen=True, slots=True)
class Row:
    """One centre."""

    centre: str
    unit: str
    """The name of its top unit."""
    found: Summary
    reference: str
    """As it stands in keys."""

    @property
    def order(self) -> tuple[float, int, str]:
        """The slowest first: by the share of targets reached, then by the people needed; without targets last."""
        targets = len(self.found.figures)
        share = self.found.reached / targets if targets else 2.0
        return share, -(self.found.people_needed or 0), sort_key(self.unit)

    @property
    def is_reached(self) -> bool:
        return bool(self.found.figures) and self.found.reached == len(self.found.figures)


def side_by_side(rows: Sequence[Row], first: int, size: int, counted: Counted) -> str:
    """How many centres have reached all their targets, then some of them, each with what it still needs."""
    lines = [
        f"{TITLE}, THEO TỪNG TRUNG TÂM",
        f"{data_of(counted.data_of, counted.voucher)}.",
        "",
        _conclusion(rows),
        "",
    ]
    lines += [f"{number}. {_told(row)}" for number, row in enumerate(rows[first : first + size], first + 1)]
    if len(rows) > size:
        lines.append(f"Số {first + 1} đến {min(first + size, len(rows))} trong {len(rows)} nơi.")
    lines += ["", "Mỗi Trung tâm tính theo bộ quy định của mình. Chọn một Trung tâm để xem từng chỉ tiêu."]
    return "\n".join(lines)


def inside(centre: str, unit: str) -> str:
    """Above what is told of one of several centres."""
    return f"{unit} ({centre}). Xem mọi Trung tâm: /chitieu"


def _conclusion(rows: Sequence[Row]) -> str:
    told = f"{sum(row.is_reached for row in rows)}/{len(rows)} nơi đạt đủ chỉ tiêu."
    needed = sum(row.found.people_needed or 0 for row in rows)
    return f"{told} Cần thêm {thousands(needed)} đồng chí." if needed else told


def _told(row: Row) -> str:
    name = f"{row.unit} ({row.centre})"
    targets = len(row.found.figures)
    if not targets:
        return f"{name}: {_NO_TARGETS}."
    needed = row.found.people_needed
    still = f", cần thêm {thousands(needed)} đồng chí" if needed else ""
    return f"{name}: đạt {row.found.reached}/{targets} chỉ tiêu{still}."
