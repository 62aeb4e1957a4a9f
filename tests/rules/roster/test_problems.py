"""All problems of a file at once, each with its exact place."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cadres import PostKind
from rules.roster.fields import Field
from rules.roster.plan import plan_changes
from rules.roster.problems import Severity
from rules.roster.sheet import Cell
from tests.rules.roster.rosters import TODAY, Rows, plan, read

HEAD: list[Cell] = [
    "Mã CB",
    "Họ và tên",
    "Ngày sinh",
    "SĐT",
    "Đơn vị",
    "Trình độ LLCT",
    "Giới tính",
    "Từ ngày",
    "Chức vụ",
]


def test_a_degree_in_politics_under_the_level_is_asked_about_never_dropped_in_silence() -> None:
    row = ["A1", "Lê Văn Tám", "1980", "", "xã Tân An"]
    reading = read([HEAD, [*row, "ĐH Chính trị", "Nam"]])
    [asked] = reading.questions
    assert (asked.row, asked.column, asked.cell) == (2, "F", "ĐH Chính trị")
    assert "hỏi Ban Tổ chức" in asked.mend
    assert Field.LEVEL not in reading.people[0].given  # a level on record stays as it is
    [told] = read([HEAD, [*row, "Cử nhân chính trị", "Nam"]]).notes
    assert told.what == "Cử nhân chính trị được đọc là cao cấp"


def test_every_bad_cell_is_named_with_row_and_column() -> None:
    rows: Rows = [
        ["Danh sách"],
        HEAD,
        ["A1", "Lê Văn Tám", "31/02/1980", "0912345678", "xã Tân An", "TC", "Nam", "", ""],
        ["A1", "Lê Văn Chín", "1/1/2030", "12", "", "đại học", "?", "", ""],
        ["", "", "1980", "0912345679", "xã Tân An", "", "", "", ""],
        ["", "Lê Văn Mười", "1980", "", "xã Tân An", "", "", "1/1/2020; 2021", "A; B; C"],
    ]
    found = {(p.row, p.column) for p in read(rows).errors}
    assert found == {(3, "C"), (4, "C"), (4, "D"), (4, "E"), (4, "F"), (4, "G"), (5, "B"), (6, "H")}


def test_a_code_over_two_names_is_an_error() -> None:
    rows: Rows = [HEAD, ["A1", "Lê Văn Tám", "", "", "xã Tân An"], ["a1", "Trần Thị Chín", "", "", "xã Tân An"]]
    (problem,) = read(rows).errors
    assert (problem.row, problem.column, problem.cell) == (3, "A", "a1")


def test_a_problem_says_what_stands_there_and_how_to_mend_it() -> None:
    (problem,) = read([HEAD, ["", "Lê Văn Tám", "", "", "xã Tân An", "Khá"]]).errors
    assert str(problem) == (
        'Trang "Danh sách", dòng 2, cột F: Không hiểu trình độ lý luận chính trị "Khá". Đang ghi: "Khá". '
        'Ghi Sơ cấp, Trung cấp hoặc Cao cấp; chưa có thì để trống hoặc ghi "chưa".'
    )


def test_with_one_error_nothing_is_planned() -> None:
    rows: Rows = [HEAD, ["", "Lê Văn Tám", "", "", "xã Tân An"], ["", "Lê Văn Chín", "x", "", "xã Tân An"]]
    found = plan(rows)
    assert found.errors
    assert not found.new


def test_a_slip_in_a_unit_is_asked_once_and_else_taken_as_new() -> None:
    rows: Rows = [HEAD, ["", "Lê Văn Tám", "", "", "xã An Truờng"], ["", "Lê Văn Chín", "", "", "xã An Truờng"]]
    reading = read(rows)
    assert [(p.row, p.column, p.severity) for p in reading.problems] == [(2, "E", Severity.QUESTION)]
    assert "xã An Trường" in reading.problems[0].what
    assert [unit.name for unit in reading.met] == ["xã An Truờng"]
    assert len(plan_changes([], reading, TODAY).new) == 2


@pytest.mark.parametrize("unit", ["xã Đại Phúc", "dai phuc", "Xã ĐẠI PHÚC"])
def test_twins_are_never_confused(unit: str) -> None:
    (person,) = read([["Họ tên", "Đơn vị"], ["Lê Văn Tám", unit.replace("dai", "xa dai")]]).people
    assert person.unit.name == "xã Đại Phúc"


def test_planned_posts_that_may_not_be_kept_are_only_counted() -> None:
    rows: Rows = [
        ["Họ tên", "Đơn vị", "Quy hoạch"],
        ["Lê Văn Tám", "xã Tân An", "Chủ tịch"],
        ["Lê Văn Chín", "xã Tân An", "-"],
    ]
    hidden, kept = read(rows, planned_posts=False), read(rows, planned_posts=True)
    assert hidden.planned_left_out == 1
    assert not any(person.posts for person in hidden.people)
    assert "Chủ tịch" not in repr(hidden)
    assert [post.kind for post in kept.people[0].posts] == [PostKind.PLANNED]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        ["Họ và tên", "Đơn vị", "xã Tân An", "Lê Văn Tám", "x", "Nam", "1/2/1980", "TC", "I. Xã Tân An", "Ngày sinh"]
    ),
)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_no_cells_whatever_raise(rows: list[list[Cell]]) -> None:
    read(rows)
    plan([HEAD, *rows])


@pytest.mark.parametrize(
    "cell",
    [
        float("nan"),
        float("inf"),
        10**400,
        date(1, 1, 1),
        datetime.fromisoformat("0001-01-01"),
        time(1),
        timedelta(1),
        "\0",
    ],
)
def test_the_strangest_cells_are_problems_at_most(cell: Cell) -> None:
    for column in range(len(HEAD)):
        row: list[Cell] = ["", "Lê Văn Tám", "", "", "xã Tân An", "", "", "", ""]
        row[column] = cell
        read([HEAD, row])
