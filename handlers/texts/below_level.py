"""Words of the monthly numbers of those below their level: no names, which are opened by a button."""

from collections.abc import Sequence
from datetime import date

from rules.below_level import Below
from rules.dates import vietnamese

NAMES = "Ai còn thiếu"
UNITS = "Theo đơn vị"
CLASSES = "Lớp và danh sách cử"
_SHOWN = 10
_WHY = "Đếm theo chức vụ đương nhiệm, so với mức chỉ tiêu đòi hỏi. Họ tên mở bằng nút dưới đây; lượt xem được ghi lại."


def to_officer(found: Below, today: date) -> str:
    """The number of the officer's own units."""
    head = f"Tháng {today.month}/{today.year}: {found.many} đồng chí của đơn vị có trình độ thấp hơn mức cần có."
    return "\n".join([head, *_studying(found), _of(today), "", _WHY])


def to_staff(found: Below, units: Sequence[tuple[str, int]], today: date) -> str:
    """The numbers of all units, most first."""
    head = (
        f"Tháng {today.month}/{today.year}: {found.many} đồng chí có trình độ thấp hơn mức cần có, "
        f"ở {len(units)} đơn vị."
    )
    lines = [f"- {name}: {many}" for name, many in units[:_SHOWN]]
    rest = units[_SHOWN:]
    if rest:
        lines.append(f"- {len(rest)} đơn vị khác: {sum(many for _, many in rest)}")
    return "\n".join([head, *_studying(found), _of(today), *lines, "", _WHY])


def _studying(found: Below) -> list[str]:
    return [f"Trong đó đang học lớp cho trình độ ấy: {found.studying}."] if found.studying else []


def _of(today: date) -> str:
    return f"Số liệu ngày {vietnamese(today)}."
