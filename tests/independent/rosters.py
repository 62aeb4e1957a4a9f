"""The same people laid out as different offices would: a builder for each everyday layout, all from a fixed seed."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from .district import COLUMNS, COMMUNES, Person
from .files import WRITERS, Cell, Sheet

Layout = Callable[[list[Person], Random], list[Sheet]]

LETTERHEAD: list[list[Cell]] = [
    ["HUYỆN ỦY CÀNG LONG", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
    ["BAN TỔ CHỨC"],
    [],
    [None, "DANH SÁCH CÁN BỘ, ĐẢNG VIÊN VÀ TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ"],
    [None, "(Kèm theo Công văn số 12-CV/BTCHU, ngày 05 tháng 5 năm 2025)"],
]
SIGNATURES: list[list[Cell]] = [
    [],
    [None, "Tổng cộng danh sách có đủ các đồng chí nêu trên."],
    [None, None, None, None, None, "Càng Long, ngày 05 tháng 5 năm 2025"],
    [None, "NGƯỜI LẬP BIỂU", None, None, None, "TRƯỞNG BAN"],
    [None, "(Ký, ghi rõ họ tên)"],
]
QUALIFICATIONS = ("Trung cấp", "Cao đẳng", "Đại học", "Thạc sĩ")
LEVELS = ("Sơ cấp", "Trung cấp", "Cao cấp")
SPOKEN_LEVELS = {
    **dict.fromkeys(("SC", "Sơ cấp"), "Sơ cấp"),
    **dict.fromkeys(("TC", "Trung cấp", "trung cấp", "TC LLCT-HC"), "Trung cấp"),
    **dict.fromkeys(("CC", "Cao cấp", "cao cấp", "cử nhân chính trị"), "Cao cấp"),
}


def write(layout: str, people: list[Person], file: Path) -> list[Sheet]:
    """Lay PEOPLE out, write FILE in the format its name asks for, and return the sheets to tell where things stand."""
    sheets = LAYOUTS[layout](people, Random(layout))
    WRITERS[file.suffix](sheets, file)
    return sheets


def mixed_date(written: str, dice: Random) -> Cell:
    """A full date as Excel keeps dates, or as people type them; some give no more than the month or the year."""
    day, month, year = (int(part) for part in written.split("/"))
    return dice.choice(
        (date(year, month, day), f"{day}/{month}/{year}", f"{day:02}-{month:02}-{year % 100:02}", written)
    )


def vague_date(written: str, dice: Random) -> Cell:
    _, month, year = written.split("/")
    return dice.choice((f"{month}/{year}", year, int(year)))


def untidy_name(name: str, dice: Random) -> str:
    written = dice.choice((name, name.upper(), name.replace(" ", "  "), f" {name} "))
    return unicodedata.normalize(dice.choice(("NFC", "NFD")), written)


def untidy_phone(phone: str, dice: Random) -> Cell:
    """As a number that lost its zero, or in one of the written forms."""
    return dice.choice(
        (int(phone), phone, f"+84{phone[1:]}", f"84{phone[1:]}", f"{phone[:4]} {phone[4:7]} {phone[7:]}")
    )


def values(person: Person, dice: Random) -> dict[str, Cell]:
    """The cells of one person as an office would type them; titles of the plain form."""
    cells: dict[str, Cell] = {title: text or None for title, text in person.items()}
    cells["Họ và tên"] = untidy_name(person["Họ và tên"], dice)
    cells["Ngày sinh"] = mixed_date(person["Ngày sinh"], dice)
    cells["Số điện thoại"] = untidy_phone(person["Số điện thoại"], dice)
    cells["Đơn vị"] = unicodedata.normalize(dice.choice(("NFC", "NFD")), person["Đơn vị"])
    return cells


def _fill(sheet: Sheet, number: int, titles: tuple[str, ...], cells: dict[str, Cell]) -> None:
    """Append one person's row and remember where each value stands."""
    sheet.places.update({(number, title): (len(sheet.grid), column) for column, title in enumerate(titles)})
    sheet.grid.append([cells[title] for title in titles])


def plain(people: list[Person], dice: Random) -> list[Sheet]:
    """One row of titles, one row a person."""
    sheet = Sheet("Danh sách", [list(COLUMNS)])
    for number, person in enumerate(people):
        _fill(sheet, number, COLUMNS, values(person, dice))
    return [sheet]


def shuffled(people: list[Person], dice: Random) -> list[Sheet]:
    """Columns in another order, titles by their everyday names, in capitals and without accents."""
    everyday = {
        "Họ và tên": "HỌ TÊN",
        "Ngày sinh": "Nam sinh",
        "Số điện thoại": "Điện thoại",
        "Đơn vị": "ĐƠN VỊ CÔNG TÁC",
        "Đối tượng": "doi tuong",
        "Chức vụ": "Chức vụ hiện nay",
        "Cấp ủy": "Cấp uỷ",
        "Trình độ LLCT": "LLCT",
        "Mã cán bộ": "Mã CB",
    }
    titles = tuple(dice.sample(COLUMNS, len(COLUMNS)))
    sheet = Sheet("Sheet1", [["STT", *(everyday.get(title, title) for title in titles)]])
    for number, person in enumerate(people):
        cells = {**values(person, dice), "STT": number + 1}
        if number % 10 == 9:
            cells["Ngày sinh"] = vague_date(person["Ngày sinh"], dice)
        _fill(sheet, number, ("STT", *titles), cells)
    return [sheet]


def unit_headings(people: list[Person], dice: Random) -> list[Sheet]:
    """No column of units: each unit is a heading above its people, under a letterhead, with signatures below."""
    titles = ("TT", *(title for title in COLUMNS[1:] if title != "Đơn vị"))
    sheet = Sheet("DS", [*(list(row) for row in LETTERHEAD), list(titles)])
    sheet.merges = [(3, 3, 1, 5), (4, 4, 1, 5)]
    _widen(sheet, len(titles))
    for order, unit in enumerate(dict.fromkeys(person["Đơn vị"] for person in people), 1):
        sheet.merges.append((len(sheet.grid), len(sheet.grid), 1, 4))
        sheet.grid.append([_roman(order), unit.upper() if order % 3 == 0 else unit, *[None] * (len(titles) - 2)])
        for number, person in enumerate(people):
            if person["Đơn vị"] == unit:
                _fill(sheet, number, titles, {**values(person, dice), "TT": number + 1})
    sheet.grid += [list(row) for row in SIGNATURES]
    return [sheet]


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _widen(sheet: Sheet, width: int) -> None:
    for row in sheet.grid:
        row += [None] * (width - len(row))


def name_in_two_columns(people: list[Person], dice: Random) -> list[Sheet]:
    """Family and middle names in one column, the given name in the next, under one merged title."""
    rest = COLUMNS[2:]
    sheet = Sheet("Biểu 1", [["STT", "Họ và tên", None, *rest]], [(0, 0, 1, 2)])
    for number, person in enumerate(people):
        cells = values(person, dice)
        first, _, given = " ".join(str(cells["Họ và tên"]).split()).rpartition(" ")
        parts: dict[str, Cell] = {**cells, "STT": number + 1, "Họ và tên": first, "Tên": given}
        _fill(sheet, number, ("STT", "Họ và tên", "Tên", *rest), parts)
    return [sheet]


def birth_under_sex(people: list[Person], dice: Random) -> list[Sheet]:
    """The birth date stands in the column Nam or in the column Nữ, under one merged title."""
    rest = COLUMNS[4:]
    titles = ("TT", "Họ và tên", "Nam", "Nữ", *rest)
    over: list[Cell] = ["TT", "Họ và tên", "Ngày, tháng, năm sinh", None, *rest]
    under: list[Cell] = [None, None, "Nam", "Nữ", *[None] * len(rest)]
    down = [(0, 1, column, column) for column in range(len(titles)) if column not in (2, 3)]
    sheet = Sheet("Biểu 2", [over, under], [(0, 0, 2, 3), *down])
    for number, person in enumerate(people):
        cells = values(person, dice)
        born: dict[str, Cell] = {"Nam": None, "Nữ": None, person["Giới tính"]: cells["Ngày sinh"]}
        _fill(sheet, number, titles, {**cells, **born, "TT": number + 1})
        sheet.places[number, "Ngày sinh"] = sheet.places[number, person["Giới tính"]]
    return [sheet]


def marked_levels(people: list[Person], dice: Random) -> list[Sheet]:
    """Levels are an x under Sơ cấp, Trung cấp, Cao cấp; beside them the qualifications are marked the same way."""
    before = COLUMNS[1:10]
    over: list[Cell] = [*before, "Trình độ chuyên môn", None, None, None, "Trình độ lý luận chính trị", None, None]
    under: list[Cell] = [*[None] * 9, *QUALIFICATIONS, *LEVELS]
    sheet = Sheet("Biểu 3", [over, under], [(0, 0, 9, 12), (0, 0, 13, 15)])
    sheet.merges += [(0, 1, column, column) for column in range(9)]
    for number, person in enumerate(people):
        cells = values(person, dice)
        sheet.places.update({(number, title): (len(sheet.grid), column) for column, title in enumerate(before)})
        marks = [_mark(person["Trình độ chuyên môn"] == title, dice) for title in QUALIFICATIONS]
        marks += [_mark(SPOKEN_LEVELS.get(person["Trình độ LLCT"]) == title, dice) for title in LEVELS]
        sheet.grid.append([*(cells[title] for title in before), *marks])
    return [sheet]


def _mark(marked: bool, dice: Random) -> Cell:
    return dice.choice(("x", "X", " x")) if marked else None


def committee_in_posts(people: list[Person], dice: Random) -> list[Sheet]:
    """No column for the committee: it stands in front of the post, after a comma or a semicolon."""
    titles = tuple(title for title in COLUMNS[1:] if title != "Cấp ủy")
    sheet = Sheet("Trích ngang", [[None] * len(titles), list(titles)])
    sheet.grid[0][0] = "DANH SÁCH TRÍCH NGANG CÁN BỘ"
    for number, person in enumerate(people):
        parts = dict.fromkeys(part for part in (person["Cấp ủy"], person["Chức vụ"]) if part)
        _fill(sheet, number, titles, {**values(person, dice), "Chức vụ": dice.choice((", ", "; ")).join(parts)})
    return [sheet]


def several_sheets(people: list[Person], dice: Random) -> list[Sheet]:
    """A sheet of notes, then the district and the communes on sheets of their own, each under titles of its own."""
    notes = Sheet(
        "Ghi chú", [["Danh sách lập theo yêu cầu của Trung tâm Chính trị huyện."], ["Cập nhật đến 05/5/2025."]]
    )
    district = Sheet("Cấp huyện", [*(list(row) for row in LETTERHEAD), list(COLUMNS)])
    reverse = tuple(reversed(COLUMNS))
    communes = Sheet("Cấp xã", [["BIỂU TỔNG HỢP"], [], list(reverse)])
    for number, person in enumerate(people):
        at_commune = any(commune in person["Đơn vị"] for commune in COMMUNES)
        sheet, titles = (communes, reverse) if at_commune else (district, COLUMNS)
        _fill(sheet, number, titles, values(person, dice))
    for sheet in (district, communes):
        sheet.grid += [list(row) for row in SIGNATURES]
    return [notes, district, communes]


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        plain,
        shuffled,
        unit_headings,
        name_in_two_columns,
        birth_under_sex,
        marked_levels,
        committee_in_posts,
        several_sheets,
    )
}
