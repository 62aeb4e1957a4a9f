"""The form goes out, comes back, and changes nothing by itself."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from handlers.files.export import export_roster
from handlers.files.spreadsheet import read_sheets
from handlers.files.template import roster_template
from rules.cadres import Cadre, Credential, Post, PostKind, Tier, Unit
from rules.dates import PartialDate
from rules.levels import Level, Mode
from rules.roster.fields import Field
from rules.roster.layout import recognise
from rules.roster.plan import ChangePlan, plan_changes
from rules.roster.reading import read_people
from tests.handlers.files.books import directory

TODAY = date(2025, 6, 2)
TAN_AN = Unit("c1", "xã Tân An", Tier.COMMUNE)
SCHOOL = Unit("s1", "Trường THCS Nguyễn Du", Tier.COMMUNE, "c1", "school")
FULL = Cadre(
    "1",
    "CL00001",
    "Lê Văn Tám",
    SCHOOL,
    PartialDate("1980-02"),
    "nam",
    "Kinh",
    "0912345678",
    "Viên chức",
    "Chuyên viên",
    "Đại học",
    PartialDate("2005-02-03"),
    PartialDate("2006"),
    (
        Post("Hiệu trưởng", SCHOOL, since=date(2020, 1, 5)),
        Post("Chủ tịch Công đoàn", SCHOOL),
        Post("ĐUV", SCHOOL, committee=True, since=date(2020, 8, 1)),
        Post("Trưởng phòng", SCHOOL, PostKind.PLANNED),
        Post("Giáo viên", SCHOOL, until=date(2019, 1, 1)),
    ),
    (
        Credential(Level.SO_CAP),
        Credential(Level.TRUNG_CAP, Mode.TAP_TRUNG, "TC 1", PartialDate("2015"), "Trường", True),
    ),
    {2023: "Tốt", 2024: "Hoàn thành tốt nhiệm vụ"},
)


def back(cadres: list[Cadre], content: bytes) -> ChangePlan:
    units = directory(cadre.unit for cadre in cadres)
    found = recognise(read_sheets(content, "x.xlsx"), units)
    assert found.is_plain
    assert not found.problems
    return plan_changes(cadres, read_people(found, units, TODAY, True), TODAY, full=True)


def test_the_template_is_plain_and_its_example_is_not_a_person() -> None:
    units = directory()
    sheets = read_sheets(roster_template(["xã Tân An"]), "x.xlsx")
    found = recognise(sheets, units)
    assert found.is_plain
    reading = read_people(found, units, TODAY)
    assert (reading.people, reading.problems) == ((), ())


def test_the_template_has_the_columns_in_their_order_and_lists_to_choose_from() -> None:
    book = load_workbook(BytesIO(roster_template(["xã Tân An"])))
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    assert head == [*[f.value for f in Field if f is not Field.RATING], "Xếp loại 2024", "Xếp loại 2025"]
    assert len(sheet.data_validations.dataValidation) == 5
    assert sheet.freeze_panes == "C2"


def test_an_export_read_back_changes_nothing() -> None:
    other = Cadre("2", "CL00002", "Ân Thị B", TAN_AN)
    found = back([FULL, other], export_roster([FULL, other], [TAN_AN, SCHOOL], TODAY, planned_posts=True))
    assert found.is_empty
    assert len(found.unchanged) == 2
    assert not found.suspicious


def test_without_planned_posts_there_is_no_column_for_them_and_none_ends() -> None:
    content = export_roster([FULL], [TAN_AN, SCHOOL], TODAY)
    assert "Quy hoạch" not in [cell.value for cell in load_workbook(BytesIO(content)).worksheets[0][1]]
    assert back([FULL], content).is_empty


def test_people_stand_in_the_order_of_vietnamese_names() -> None:
    names = ["Trần Văn Ấn", "Lê Văn An", "Lê Thị Bé", "Vũ Văn Đạt", "Vũ Văn Danh"]
    cadres = [Cadre(name, f"A{n}", name, TAN_AN) for n, name in enumerate(names)]
    sheet = load_workbook(BytesIO(export_roster(cadres, [TAN_AN], TODAY))).worksheets[0]
    order = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert order == ["Lê Văn An", "Trần Văn Ấn", "Lê Thị Bé", "Vũ Văn Danh", "Vũ Văn Đạt"]


def test_a_name_like_a_formula_is_text_and_comes_back_unchanged() -> None:
    cadres = [replace(FULL, id=str(n), code=f"X{n}", name=f"{c}Lê Văn Tám", phone="") for n, c in enumerate("=+-@")]
    content = export_roster(cadres, [TAN_AN, SCHOOL], TODAY, planned_posts=True)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert {row[1].data_type for row in sheet.iter_rows(min_row=2)} == {"s"}
    assert all(row[1].quotePrefix for row in sheet.iter_rows(min_row=2))
    assert len(back(cadres, content).unchanged) == 4


def test_an_edited_export_changes_what_was_edited() -> None:
    book = load_workbook(BytesIO(export_roster([FULL], [TAN_AN, SCHOOL], TODAY, planned_posts=True)))
    sheet = book.worksheets[0]
    sheet["F2"], sheet["I2"], sheet["J2"] = "0987654321", "Hiệu trưởng", None
    buffer = BytesIO()
    book.save(buffer)
    (change,) = back([FULL], buffer.getvalue()).changed
    assert [(c.label, c.after) for c in change.fields] == [("Số điện thoại", "0987654321")]
    assert [post.title for post in change.ended] == ["Chủ tịch Công đoàn"]


WORDS = st.text("aăâbcdđeêghiôơuưyáàảãạ", min_size=1, max_size=6).map(str.capitalize)
DATES = st.none() | st.dates(date(1950, 1, 1), date(2005, 1, 1)).flatmap(
    lambda day: st.sampled_from([PartialDate(day.isoformat()[:size]) for size in (4, 7, 10)])
)
PEOPLE = st.builds(
    lambda names, birth, phone, gender, titles, level, number, since: replace(
        FULL,
        name=" ".join(names),
        birth=birth,
        phone=phone,
        gender=gender,
        posts=tuple(Post(f"Chức {title}", SCHOOL, since=since) for title in dict.fromkeys(titles)),
        credentials=(Credential(level, number=number),) if level else (),
    ),
    st.lists(WORDS, min_size=2, max_size=4),
    DATES,
    st.just("") | st.from_regex(r"0[35789][0-9]{8}", fullmatch=True),
    st.sampled_from(["nam", "nu", None]),
    st.lists(WORDS, max_size=3),
    st.sampled_from(Level),
    st.just("") | WORDS,
    st.none() | st.dates(date(2000, 1, 1), date(2025, 1, 1)),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=4))
def test_any_export_read_back_changes_nothing(people: list[Cadre]) -> None:
    cadres = [replace(cadre, id=str(n), code=f"CL{n:05}") for n, cadre in enumerate(people)]
    found = back(cadres, export_roster(cadres, [TAN_AN, SCHOOL], TODAY, planned_posts=True))
    assert found.is_empty, found.changed
