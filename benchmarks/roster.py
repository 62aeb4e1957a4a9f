"""How long a roster takes from bytes to change plan, beside openpyxl only reading the same cells.

Run: python -m benchmarks.roster [--rows 5000] [--once read|plan|openpyxl]
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from rules.cadres import Tier, Unit
from rules.units import UnitDirectory

TODAY = date(2025, 6, 2)
COMMUNES = (
    "thị trấn Càng Long",
    "xã An Trường",
    "xã An Trường A",
    "xã Bình Phú",
    "xã Đại Phúc",
    "xã Đại Phước",
    "xã Đức Mỹ",
    "xã Huyền Hội",
    "xã Mỹ Cẩm",
    "xã Nhị Long",
    "xã Nhị Long Phú",
    "xã Phương Thạnh",
    "xã Tân An",
    "xã Tân Bình",
)
HEADINGS = (
    "Mã cán bộ|Họ và tên|Ngày sinh|Giới tính|Dân tộc|Số điện thoại|Đơn vị|Đối tượng|Chức vụ|Từ ngày|Cấp ủy|Quy hoạch|"
    "Ngạch|Ngày vào Đảng|Ngày chính thức|Trình độ chuyên môn|Trình độ LLCT|Hệ đào tạo|Số bằng|Ngày cấp|Nơi cấp|"
    "Xếp loại 2024"
)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Thạch", "Kim", "Võ", "Đặng", "Bùi")
MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Hữu", "Thanh", "Quốc", "Hoàng", "Kim", "Xuân")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Em", "Giang", "Hạnh", "Khánh", "Lan", "Mai", "Nhân", "Oanh", "Phúc", "Tám")
BODIES = ("UBND", "Đảng ủy", "HĐND", "Trạm Y tế", "Hội Nông dân", "Công an")


def directory() -> UnitDirectory:
    return UnitDirectory(Unit(f"c{n}", name, Tier.COMMUNE) for n, name in enumerate(COMMUNES))


def write_roster(path: Path, rows: int) -> None:
    """A believable roster with a header under a title and 22 columns."""
    from xlsxwriter import Workbook

    random = Random(2025)
    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, ["DANH SÁCH CÁN BỘ, CÔNG CHỨC"])
    sheet.write_row(2, 0, HEADINGS.split("|"))
    for number in range(rows):
        sheet.write_row(number + 3, 0, _person(random, number))
    book.close()


def _person(random: Random, number: int) -> list[str | int]:
    name = f"{random.choice(FAMILIES)} {random.choice(MIDDLES)} {random.choice(MIDDLES)} {random.choice(GIVEN)}"
    year = random.randrange(1966, 2000)
    joined = random.randrange(year + 20, 2024)
    return [
        f"CB{number:06}",
        name.upper() if number % 7 == 0 else name,
        f"{random.randrange(1, 29)}/{random.randrange(1, 13)}/{year}" if number % 3 else year,
        random.choice(("Nam", "Nữ")),
        "Kinh",
        900000000 + number,
        f"{random.choice(BODIES)} {random.choice(COMMUNES)}",
        random.choice(("Cán bộ", "Công chức")),
        random.choice(("Công chức", "Phó Chủ tịch UBND xã", "Chủ tịch Hội; Trưởng ban")),
        "01/07/2021",
        random.choice(("", "", "Đảng ủy viên")),
        "",
        "Chuyên viên",
        f"03/02/{joined}",
        f"03/02/{joined + 1}",
        "Đại học",
        random.choice(("", "SC", "TC LLCT-HC", "Trung cấp", "CC")),
        "TT",
        f"TC {number}",
        2020,
        "Trường Chính trị tỉnh",
        "Hoàn thành tốt nhiệm vụ",
    ]


def read(content: bytes) -> int:
    from handlers.files.spreadsheet import read_sheets

    return sum(len(sheet.rows) for sheet in read_sheets(content, "roster.xlsx"))


def plan(content: bytes) -> int:
    """Bytes → sheets → layout → people → plan: all that an import does before its question."""
    from handlers.files.spreadsheet import read_sheets
    from rules.roster.layout import recognise
    from rules.roster.plan import plan_changes
    from rules.roster.reading import read_people

    units = directory()
    found = recognise(read_sheets(content, "roster.xlsx"), units)
    planned = plan_changes([], read_people(found, units, TODAY), TODAY)
    return len(planned.new)


def openpyxl(content: bytes) -> int:
    """The obvious alternative, for its reading alone."""
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(content), read_only=True).worksheets[0]
    return len([list(row) for row in sheet.iter_rows(values_only=True)])


WAYS: dict[str, Callable[[bytes], int]] = {"read": read, "plan": plan, "openpyxl": openpyxl}


def peak_megabytes() -> float:
    """The most memory this process has held."""
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--once", choices=WAYS, help="one way only, on the file given")
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.once:
        content = options.file.read_bytes()
        start = time.perf_counter()
        count = WAYS[options.once](content)
        seconds = time.perf_counter() - start
        spent = f"{seconds:8.2f} s, {time.process_time():8.2f} s of processor, {peak_megabytes():6.0f} MB"
        sys.stdout.write(f"{options.once:10} {count:8} rows {spent}\n")
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster(path, options.rows)
        for way in WAYS:
            # A process for each: the peak of memory is the process's own.
            subprocess.run([sys.executable, "-m", "benchmarks.roster", "--once", way, "--file", str(path)], check=True)


if __name__ == "__main__":
    main()
