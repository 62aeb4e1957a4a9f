"""How long a roster takes to come in, beside openpyxl only reading the same cells.

The whole command as a process, as after an installation: into a database without people, again unchanged, with every
record changed; and its parts.

Run: python -m benchmarks.roster [--rows 5000 100000] [--runs 3]
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
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


def write_roster(path: Path, rows: int, education: str = "Đại học") -> None:
    """A believable roster with a header under a title and 22 columns."""
    from xlsxwriter import Workbook

    random = Random(2025)
    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, ["DANH SÁCH CÁN BỘ, CÔNG CHỨC"])
    sheet.write_row(2, 0, HEADINGS.split("|"))
    for number in range(rows):
        sheet.write_row(number + 3, 0, _person(random, number, education))
    book.close()


def _person(random: Random, number: int, education: str) -> list[str | int]:
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
        education,
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


def process(arguments: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processor and peak megabytes of a Python process, without what it prints."""
    from benchmarks.installed import keeping_bytecode

    python, environment = folder / "environment" / "bin" / "python", keeping_bytecode(folder)
    start = time.perf_counter()
    with (folder / "printed").open("wb") as printed:
        child = subprocess.Popen([python, *arguments], env=environment, stdout=printed, stderr=printed)
        # By wait4: the peak of memory is that of this child alone, not of the largest so far.
        _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise RuntimeError((folder / "printed").read_text())
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def run(folder: Path, rows: int) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """Every way once, each in a process of its own."""
    from benchmarks.installed import installed

    first, changed, config = folder / "roster.xlsx", folder / "changed.xlsx", folder / "config.toml"
    if not first.exists():
        installed(folder / "environment")
        write_roster(first, rows)
        write_roster(changed, rows, "Thạc sĩ")
    with TemporaryDirectory(dir=folder) as data:
        config.write_text(f'[database]\nurl = "sqlite:///{data}/cadrebot.db"\n')
        command = ["-m", "bot", "--config", str(config)]
        # The first command of all makes the tables; it also leaves the bytecode that an installation would have.
        process([*command, "import", "roster", str(first), "--dry-run"], folder)
        for name, file in (("import, all new", first), ("again, unchanged", first), ("all changed", changed)):
            yield f"cadrebot {name}", process([*command, "import", "roster", str(file), "--yes"], folder)
    for way in WAYS:
        yield f"{way} alone", process(["-m", "benchmarks.roster", "--once", way, "--file", str(first)], folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[5_000, 100_000])
    parser.add_argument(
        "--runs", type=int, default=3, help="of which the median counts; of more than 10,000 rows only one"
    )
    parser.add_argument("--once", choices=WAYS, help="one way only, in this process, on the file given")
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.once:
        WAYS[options.once](options.file.read_bytes())
        return
    for rows in options.rows:
        measure(rows, options.runs if rows <= 10_000 else 1)


def measure(rows: int, runs: int) -> None:
    """Print the median of each way."""
    figures: dict[str, list[tuple[float, float, float]]] = {}
    with TemporaryDirectory() as folder:
        for _ in range(runs):
            for name, figure in run(Path(folder), rows):
                figures.setdefault(name, []).append(figure)
    sys.stdout.write(f"{rows} rows, median of {runs}\n")
    for name, those in figures.items():
        seconds, processor, peak = (median(values) for values in zip(*those, strict=True))
        sys.stdout.write(f"{name:28} {seconds:7.2f} s {processor:7.2f} s of processor {peak:6.0f} MB\n")


if __name__ == "__main__":
    main()
