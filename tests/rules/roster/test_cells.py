"""What people write in cells, and what it means."""

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.dates import PartialDate
from rules.levels import Level, Mode
from rules.roster.dates import parse_date
from rules.roster.levels import Degree, parse_level, parse_marked_level, parse_mode
from rules.roster.personal import parse_category, parse_gender, parse_name, parse_phone
from rules.roster.posts import split_posts
from rules.roster.problems import BadCell
from rules.roster.sheet import Cell, column_letter
from tests.rules.roster.rosters import TODAY


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("1/2/1980", "1980-02-01"),
        ("01-02-80", "1980-02-01"),
        ("1.2.1980", "1980-02-01"),
        ("1980-02-01", "1980-02-01"),
        ("ngày 1 tháng 2 năm 1980", "1980-02-01"),
        ("02/1980", "1980-02"),
        ("00/02/1980", "1980-02"),
        ("../../1980", "1980"),
        ("1980", "1980"),
        (1980, "1980"),
        (1980.0, "1980"),
        (29252, "1980-02-01"),
        (29252.0, "1980-02-01"),
        ("29252", "1980-02-01"),
        (date(1980, 2, 1), "1980-02-01"),
        (datetime.fromisoformat("1980-02-01T07:30"), "1980-02-01"),
    ],
)
def test_a_date_is_read_in_any_shape(cell: Cell, iso: str) -> None:
    assert parse_date(cell, TODAY).iso == iso


@pytest.mark.parametrize(
    "cell", ["31/02/1980", "13/13/1980", "x", "1/2", "1/2/3/1980", 5, 99999999, True, "1/2/1880", "²/2/1980"]
)
def test_what_is_no_date_is_said_to_be_none(cell: Cell) -> None:
    with pytest.raises(BadCell):
        parse_date(cell, TODAY)


def test_a_two_digit_year_of_birth_makes_nobody_a_child() -> None:
    assert parse_date("1/2/09", TODAY, 16).iso == "2009-02-01"
    assert parse_date("1/2/10", TODAY, 16).iso == "1910-02-01"
    assert parse_date("1/2/21", TODAY).iso == "2021-02-01"


@given(st.dates(date(1910, 1, 1), date(2025, 6, 1)), st.sampled_from(["/", "-", ".", " / "]))
def test_any_shape_of_a_day_reads_back(day: date, between: str) -> None:
    for parts in ((day.day, day.month, day.year), (f"{day.day:02}", f"{day.month:02}", day.year)):
        assert parse_date(between.join(map(str, parts)), TODAY) == PartialDate.of(day)
    assert parse_date(str(PartialDate.of(day)), TODAY) == parse_date(day, TODAY) == PartialDate.of(day)
    assert parse_date((day - date(1899, 12, 30)).days, TODAY) == PartialDate.of(day)
    month = PartialDate(day.isoformat()[:7])
    assert parse_date(str(month), TODAY) == month


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("SC", Level.SO_CAP),
        ("Sơ cấp", Level.SO_CAP),
        ("TC", Level.TRUNG_CAP),
        ("TC LLCT-HC", Level.TRUNG_CAP),
        ("TCLLCT", Level.TRUNG_CAP),
        ("TCCT", Level.TRUNG_CAP),
        ("Trung cấp LLCT", Level.TRUNG_CAP),
        ("Trung cấp lý luận chính trị - hành chính", Level.TRUNG_CAP),
        ("CC", Level.CAO_CAP),
        ("Cao cấp", Level.CAO_CAP),
        ("CAO CẤP LLCT", Level.CAO_CAP),
        ("CCLLCT", Level.CAO_CAP),
        ("cử nhân chính trị", Level.CAO_CAP),
        ("CNCT", Level.CAO_CAP),
        ("Sơ cấp, Trung cấp", Level.TRUNG_CAP),
        ("", Level.NONE),
        ("-", Level.NONE),
        ("chưa", Level.NONE),
        ("Không", Level.NONE),
        (unicodedata.normalize("NFD", "Trung cấp"), Level.TRUNG_CAP),
    ],
)
def test_a_level_is_read_from_its_usual_words(text: str, level: Level) -> None:
    assert parse_level(text).held is level


@pytest.mark.parametrize("text", ["đại học", "B", "khá", "tương đương trung cấp", "2015", "cử nhân"])
def test_any_other_word_for_a_level_is_a_problem(text: str) -> None:
    with pytest.raises(BadCell):
        parse_level(text)


@pytest.mark.parametrize("text", ["ĐH Chính trị", "Đại học chính trị", "ĐH. LLCT", "cử nhân chính trị học"])
def test_a_university_degree_in_politics_is_no_level_before_somebody_looks(text: str) -> None:
    assert (parse_level(text).held, parse_level(text).degree) == (Level.NONE, Degree.UNIVERSITY)
    both = parse_level(f"Trung cấp, {text}")
    assert (both.held, both.degree) == (Level.TRUNG_CAP, Degree.UNIVERSITY)


@pytest.mark.parametrize("text", ["cử nhân chính trị", "Cử nhân CT", "CNCT", "TC, CNCT"])
def test_a_bachelor_of_politics_is_taken_as_cao_cap_and_told(text: str) -> None:
    assert (parse_level(text).held, parse_level(text).degree) == (Level.CAO_CAP, Degree.BACHELOR)


def test_what_is_being_studied_is_not_held() -> None:
    both = parse_level("TC, đang học CC")
    assert (both.held, both.studying) == (Level.TRUNG_CAP, Level.CAO_CAP)
    assert parse_level("Đang học lớp trung cấp").held is Level.NONE
    assert parse_marked_level(Level.CAO_CAP, "đang học").held is Level.NONE


def test_the_mode_may_stand_in_brackets_after_the_level() -> None:
    assert parse_level("TC (KTT)").mode is Mode.KHONG_TAP_TRUNG
    assert parse_mode("VLVH") is parse_mode("tại chức") is Mode.KHONG_TAP_TRUNG
    assert parse_mode("TT") is parse_mode("Hệ tập trung") is Mode.TAP_TRUNG


@given(st.sampled_from(["3", "5", "7", "8", "9"]), st.text("0123456789", min_size=8, max_size=8))
def test_any_shape_of_a_phone_is_ten_digits(first: str, rest: str) -> None:
    local = first + rest
    shapes: list[Cell] = [f"0{local}", local, f"+84{local}", f"84 {local}", f"+84 (0){local}", int(local), float(local)]
    shapes += [f"0{local[:3]}.{local[3:6]}.{local[6:]}", f"'0{local}", f"0084{local}"]
    assert {parse_phone(shape) for shape in shapes} == {f"0{local}"}


@pytest.mark.parametrize("cell", ["01234567890", "091234567", "abc", "0912345678/0987654321", "-", True, "٠٩١٢٣٤٥٦٧٨"])
def test_what_is_no_phone_is_a_problem(cell: Cell) -> None:
    with pytest.raises(BadCell):
        parse_phone(cell)


def test_names_lose_their_capitals_but_not_their_letters() -> None:
    assert parse_name("  NGUYỄN\u00a0VĂN   A ") == "Nguyễn Văn A"
    assert parse_name(unicodedata.normalize("NFD", "nguyễn thị bé")) == "Nguyễn Thị Bé"
    assert parse_name("H'HEN NIÊ") == "H'Hen Niê"
    assert parse_name("=Nguyễn Văn A") == "=Nguyễn Văn A"


def test_gender_category_and_posts_in_their_usual_short_forms() -> None:
    assert (parse_gender("Nữ"), parse_gender("NAM")) == ("nu", "nam")
    assert [parse_category(t) for t in ("CB", "công chức", "KCT", "Hợp đồng 68")] == [
        "Cán bộ",
        "Công chức",
        "Không chuyên trách",
        "Hợp đồng 68",
    ]
    assert split_posts("- Chủ tịch;\n- Trưởng ban ; chủ tịch") == ("Chủ tịch", "Trưởng ban")


def test_columns_have_letters() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
