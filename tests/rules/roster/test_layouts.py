"""Everyday layouts are read as they are."""

import pytest

from rules.levels import Level
from rules.roster.layout import recognise
from rules.roster.problems import Severity
from rules.roster.reading import read_people
from rules.roster.sheet import Merge, Sheet
from tests.rules.roster.rosters import TODAY, Rows, layout, read, units


def test_a_plain_list_needs_no_confirmation() -> None:
    found = layout([["Họ và tên", "Đơn vị", "Trình độ LLCT"], ["Lê Văn Tám", "xã Tân An", "TC"]])
    assert found.is_plain
    assert not found.problems


@pytest.mark.parametrize("title", ["ho ten", "HỌ VÀ TÊN", "Họ tên cán bộ", "Họ và tên (chữ in hoa)"])
@pytest.mark.parametrize("unit", ["don vi", "ĐƠN VỊ CÔNG TÁC", "Cơ quan, đơn vị"])
def test_headings_are_known_in_any_case_with_or_without_marks(title: str, unit: str) -> None:
    (person,) = read([["STT", unit, title], [1, "xã Tân An", "Lê Văn Tám"]]).people
    assert (person.name, person.unit.name) == ("Lê Văn Tám", "xã Tân An")


def test_titles_above_and_signatures_below_are_left_aside() -> None:
    rows: Rows = [
        ["HUYỆN ỦY CÀNG LONG"],
        ["DANH SÁCH CÁN BỘ, CÔNG CHỨC NĂM 2025"],
        [],
        ["TT", "Họ và tên", "Năm sinh", "Đơn vị", "Chức vụ"],
        ["1", "2", "3", "4", "5"],
        [1, "Tống Văn Tám", 1980, "xã Tân An", "Chủ tịch"],
        [2, "Công Thị Chín", 1981, "xã Tân An", "Phó Chủ tịch"],
        [None, "Tổng cộng: 2 người"],
        [None, None, None, None, "Càng Long, ngày 20 tháng 5 năm 2025"],
        [None, "Người lập biểu", None, None, "Thủ trưởng đơn vị"],
        [],
        [None, "Nguyễn Văn Ký", None, None, "Trần Văn Duyệt"],
    ]
    reading = read(rows)
    assert [person.name for person in reading.people] == ["Tống Văn Tám", "Công Thị Chín"]
    assert not reading.problems


@pytest.mark.parametrize(
    "line", ["Càng Long, ngày 1 tháng 5", "Càng Long, ngày 01 tháng 5/2025", "An Trường, ngày ..... tháng ....."]
)
def test_a_signature_may_leave_out_the_year(line: str) -> None:
    rows: Rows = [["TT", "Họ và tên", "Đơn vị"], [1, "Lê Văn Tám", "xã Tân An"], [None, line], [None, "Lê Văn Ký"]]
    reading = read(rows)
    assert [person.name for person in reading.people] == ["Lê Văn Tám"]
    assert not reading.problems


def test_a_second_line_of_headings_is_no_signature() -> None:
    rows: Rows = [["TT", "Họ và tên", "Đơn vị"], [None, "Ngày, tháng"], [1, "Lê Văn Tám", "xã Tân An"]]
    assert "Lê Văn Tám" in [person.name for person in read(rows).people]


def test_the_unit_may_stand_as_a_heading_above_its_people() -> None:
    rows: Rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Chức vụ"],
        ["I. Xã An Trường A"],
        [1, "Lê Văn Tám", "1/2/1980", "Chủ tịch"],
        ["II", "PHÒNG NỘI VỤ:"],
        [1, "Lê Văn Chín", "1/2/1981", "Trưởng phòng"],
        [None, "2. Văn phòng Huyện ủy (2 đồng chí)"],
        [1, "Lê Văn Mười", "1/2/1982", "Chánh Văn phòng"],
    ]
    found = layout(rows)
    assert not found.is_plain
    assert "Tên đơn vị ở dòng tiêu đề nhóm" in found.description()
    assert [p.unit.name for p in read(rows).people] == ["xã An Trường A", "Phòng Nội vụ", "Văn phòng Huyện ủy"]


def test_a_unit_below_a_commune_heading_is_that_communes() -> None:
    rows: Rows = [
        ["STT", "Họ và tên", "Chức vụ"],
        ["A. KHỐI XÃ"],
        ["I. Xã Tân An"],
        ["1. Hội Nông dân"],
        [1, "Lê Văn Tám", "Chủ tịch"],
        ["B. KHỐI HUYỆN"],
        ["I. Hội Nông dân"],
        [1, "Lê Văn Chín", "Chủ tịch"],
    ]
    assert [p.unit.name for p in read(rows).people] == ["Hội Nông dân xã Tân An", "Hội Nông dân"]


@pytest.mark.parametrize(
    ("headings", "merges"),
    [
        ([["Họ đệm", "Tên", "Đơn vị"]], []),
        ([["Họ và", "tên", "Đơn vị"]], []),
        ([["Họ, chữ đệm", "Tên", "Đơn vị"]], []),
        ([["Họ và", None, "Đơn vị"]], [Merge(0, 0, 0, 1)]),
        ([["Họ và tên", None, "Đơn vị"], ["Họ, chữ lót", "Tên", None]], [Merge(0, 0, 0, 1), Merge(0, 2, 1, 2)]),
        ([["Họ và tên", None, "Đơn vị"]], [Merge(0, 0, 0, 1)]),
        ([["Họ và tên", None, "Đơn vị"], ["Họ đệm", "Tên", None]], [Merge(0, 0, 0, 1), Merge(0, 2, 1, 2)]),
        ([["Họ và tên", "", "Đơn vị"], ["Họ", "Tên", ""]], []),
        ([["Họ và tên", None, "Đơn vị"]], []),
    ],
)
def test_the_name_may_stand_in_two_columns(headings: Rows, merges: list[Merge]) -> None:
    reading = read([*headings, ["Nguyễn Văn", "An", "xã Tân An"]], merges)
    assert [person.name for person in reading.people] == ["Nguyễn Văn An"]


@pytest.mark.parametrize("merged", [True, False])
def test_a_birth_date_under_nam_or_nu_gives_the_gender_too(merged: bool) -> None:
    rows: Rows = [
        ["Họ và tên", "Ngày sinh", None, "Đơn vị"],
        [None, "Nam", "Nữ", None],
        ["Lê Văn Tám", "1/2/1980", None, "xã Tân An"],
        ["Lê Thị Chín", None, 1981.0, "xã Tân An"],
    ]
    merges = [Merge(0, 1, 0, 2), Merge(0, 0, 1, 0), Merge(0, 3, 1, 3)] if merged else []
    people = read(rows, merges).people
    assert [(p.gender, str(p.birth)) for p in people] == [("nam", "01/02/1980"), ("nu", "1981")]


def test_marks_under_so_trung_cao_cap_are_levels_and_those_of_education_are_not() -> None:
    rows: Rows = [
        ["Họ và tên", "Đơn vị", "Trình độ chuyên môn", None, None, "Trình độ LLCT", None, None],
        [None, None, "Trung cấp", "Cao đẳng", "Đại học", "Sơ cấp", "Trung cấp", "Cao cấp"],
        ["Lê Văn Tám", "xã Tân An", "x", None, None, "X", None, None],
        ["Lê Văn Chín", "xã Tân An", None, None, "x", None, 2015, None],
        ["Lê Văn Mười", "xã Tân An", None, None, "✓", 1, None, "đang học"],
    ]
    merges = [Merge(0, 2, 0, 4), Merge(0, 5, 0, 7), Merge(0, 0, 1, 0), Merge(0, 1, 1, 1)]
    people = read(rows, merges).people
    assert [(p.level, p.studying) for p in people] == [
        (Level.SO_CAP, Level.NONE),
        (Level.TRUNG_CAP, Level.NONE),
        (Level.SO_CAP, Level.CAO_CAP),
    ]
    assert [p.education for p in people] == ["Trung cấp", "Đại học", "Đại học"]
    assert str(people[1].issued) == "2015"


def test_bare_trung_cap_beside_dai_hoc_is_an_education() -> None:
    head = ["Họ và tên", "Đơn vị", "Trung cấp", "Cao đẳng", "Đại học", "Sơ cấp", "Trung cấp", "Cao cấp"]
    rows: Rows = [head, ["Lê Văn Tám", "xã Tân An", "x", "", "", "", "x", ""]]
    (person,) = read(rows).people
    assert (person.education, person.level) == ("Trung cấp", Level.TRUNG_CAP)


@pytest.mark.parametrize(
    ("title", "committee", "posts"),
    [
        ("Đảng ủy viên, Phó Chủ tịch UBND xã", ["Đảng ủy viên"], ["Phó Chủ tịch UBND xã"]),
        ("Chi ủy viên, Trưởng phòng", ["Chi ủy viên"], ["Trưởng phòng"]),
        ("Phó Bí thư Đảng ủy, Chủ tịch UBND xã", ["Phó Bí thư Đảng ủy"], ["Chủ tịch UBND xã"]),
        ("UV BTV Huyện ủy; Trưởng ban", ["UV BTV Huyện ủy"], ["Trưởng ban"]),
        ("HUV, Trưởng phòng", ["HUV"], ["Trưởng phòng"]),
        ("Ủy viên UBND xã, Công chức Văn hóa", [], ["Ủy viên UBND xã, Công chức Văn hóa"]),
        ("Bí thư Đoàn xã", [], ["Bí thư Đoàn xã"]),
        ("Phó Bí thư Huyện đoàn", [], ["Phó Bí thư Huyện đoàn"]),
        ("Ủy viên BCH Hội Nông dân", [], ["Ủy viên BCH Hội Nông dân"]),
    ],
)
def test_a_committee_seat_inside_chuc_vu_is_told_apart(title: str, committee: list[str], posts: list[str]) -> None:
    (person,) = read([["Họ và tên", "Đơn vị", "Chức vụ"], ["Lê Văn Tám", "xã Tân An", title]]).people
    assert [p.title for p in person.posts if p.committee] == committee
    assert [p.title for p in person.posts if not p.committee] == posts


def test_a_merged_unit_cell_reaches_down() -> None:
    rows: Rows = [
        ["Họ và tên", "Đơn vị", "Chức vụ"],
        ["Lê Văn Tám", "xã Tân An", "Chủ tịch"],
        ["Lê Văn Chín", None, "Phó Chủ tịch"],
    ]
    assert [p.unit.name for p in read(rows, [Merge(1, 1, 2, 1)]).people] == ["xã Tân An", "xã Tân An"]


def test_a_sheet_of_one_commune_needs_no_unit_column() -> None:
    rows: Rows = [["DANH SÁCH CÁN BỘ XÃ TÂN AN"], [], ["STT", "Họ và tên", "Chức vụ"], [1, "Lê Văn Tám", "Chủ tịch"]]
    assert read(rows).people[0].unit.name == "xã Tân An"
    named = recognise([Sheet("Xã Đại Phước", rows[2:])], units())
    assert read_people(named, units(), TODAY).people[0].unit.name == "xã Đại Phước"


def test_people_are_found_on_any_sheet() -> None:
    cover = Sheet("Bìa", [["BÁO CÁO"], ["năm", 2025]])
    people = Sheet("DS", [["Họ tên", "Đơn vị"], ["Lê Văn Tám", "xã Tân An"]])
    unread = Sheet("Phụ lục", [["Họ tên", "Chức vụ"], ["Lê Văn Chín", "Chủ tịch"]])
    found = recognise([cover, people, unread], units())
    assert [sheet.sheet.name for sheet in found.sheets] == ["DS"]
    assert [(p.sheet, p.severity) for p in found.problems] == [("Phụ lục", Severity.QUESTION)]


def test_a_sheet_of_units_overrides_what_the_names_suggest() -> None:
    people = Sheet("DS", [["Họ tên", "Đơn vị"], ["Lê Văn Tám", "Trường THCS Nguyễn Du"]])
    stated = Sheet(
        "Đơn vị", [["Tên đơn vị", "Loại", "Trực thuộc"], ["Trường THCS Nguyễn Du", "cấp xã, trường học", "Tân An"]]
    )
    (person,) = read_people(recognise([stated, people], units()), units(), TODAY).people
    assert (person.unit.tier, person.unit.kind, person.unit.parent_id) == ("commune", "school", "c4")


@pytest.mark.parametrize("half", ["Họ đệm", "Tên"])
def test_half_a_name_is_never_taken_for_a_person(half: str) -> None:
    reading = read([[half, "Đơn vị", "Chức vụ"], ["Nguyễn Văn", "xã Tân An", "Chủ tịch"]])
    assert [problem.what for problem in reading.errors] == ['Không thấy cột "Họ và tên"']
    assert not reading.people


@pytest.mark.parametrize("rows", [[["a", "b"]], [["Họ và tên", "Chức vụ"], ["Lê Văn Tám", "Chủ tịch"]], []])
def test_a_file_without_names_or_units_is_one_clear_error(rows: Rows) -> None:
    reading = read(rows)
    assert len(reading.errors) == 1
    assert not reading.people


def test_the_fingerprint_follows_the_headings_alone() -> None:
    one = layout([["Họ và tên", "Đơn vị"], ["Lê Văn Tám", "xã Tân An"]], name="A")
    same = layout([["Tiêu đề"], ["HỌ VÀ  TÊN", "đơn vị"], ["Lê Văn Chín", "xã Đại Phước"]], name="B")
    other = layout([["Đơn vị", "Họ và tên"], ["xã Tân An", "Lê Văn Tám"]])
    assert one.fingerprint == same.fingerprint != other.fingerprint
