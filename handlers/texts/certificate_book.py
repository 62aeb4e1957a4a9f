"""Words of the register of certificates of a year."""

from collections.abc import Sequence
from datetime import date

from rules.dates import vietnamese
from storage.certificates import Registered

BEFORE, AFTER = "Năm trước", "Năm sau"


def head(year: int, found: Sequence[Registered], made: date) -> list[str]:
    """What stands above the table."""
    return [f"Sổ cấp giấy chứng nhận, bằng năm {year}", f"{_counted(found)}. Lập ngày {vietnamese(made)}."]


def of_year(year: int, found: Sequence[Registered]) -> str:
    """What goes with the file."""
    if not found:
        return f"Năm {year} chưa ghi giấy chứng nhận, bằng nào."
    return f"Sổ cấp giấy chứng nhận, bằng năm {year}: {_counted(found)}. Trong tệp có họ tên, xin giữ như hồ sơ."


def _counted(found: Sequence[Registered]) -> str:
    return f"{len(found)} giấy, {len({each.class_code for each in found})} lớp"
