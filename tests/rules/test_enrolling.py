"""A unit's list for a class: whom each row means, who is new, and everything that is wrong at once."""

from datetime import date

from rules.cadres import Cadre, Tier, Unit
from rules.dates import PartialDate
from rules.enrolling import EnrolmentPlan, Known, plan_enrolments
from rules.learners import Learner
from rules.roster.layout import recognise
from rules.roster.reading import read_people
from rules.roster.sheet import Cell, Merge, Sheet
from rules.units import UnitDirectory

TAN_AN = Unit("x", "xã Tân An", Tier.COMMUNE)
AN_TRUONG = Unit("y", "xã An Trường", Tier.COMMUNE)
NHA = Cadre("c1", "CB001", "Trần Văn Nhã", TAN_AN, PartialDate("1974-03-12"))
BINH = Learner("l1", "HV00001", "Lê Thị Bình", TAN_AN, PartialDate("1999-03-02"))
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Số điện thoại", "Ghi chú")


def plan(*rows: tuple[Cell, ...], known: Known | None = None, headings: tuple[str, ...] = HEADINGS) -> EnrolmentPlan:
    """What a list under two title rows comes to."""
    titles = [("ĐẢNG ỦY XÃ TÂN AN",), ("DANH SÁCH CỬ HỌC VIÊN",)]
    sheet = Sheet("Danh sách", [*titles, headings, *rows], (Merge(0, 0, 0, 6), Merge(1, 0, 1, 6)))
    directory = UnitDirectory((TAN_AN, AN_TRUONG))
    layout = recognise([sheet], directory)
    reading = read_people(layout, directory, date(2025, 6, 2))
    assert not reading.errors
    return plan_enrolments(layout, reading.people, known or Known([NHA], [BINH]))


def test_who_is_on_the_roster_is_found_and_who_is_not_becomes_a_learner() -> None:
    found = plan(
        (1, "Trần Văn Nhã", "12/03/1974", "xã Tân An", "Công chức", "", ""),
        (2, "Lê Thị Bình", "02/03/1999", "xã Tân An", "", "", ""),
        (3, "Phạm Văn An", "01/01/2001", "xã Tân An", "Giáo viên", "0912000111", "Quần chúng ưu tú"),
    )
    assert [each.known for each in found.people] == [NHA, BINH, None]
    [new] = found.new
    assert (new.learner.name, new.learner.phone, new.learner.note) == (
        "Phạm Văn An", "0912000111", "Giáo viên; Quần chúng ưu tú",
    )  # fmt: skip


def test_who_is_in_the_class_already_is_left_as_they_are() -> None:
    row = (1, "Trần Văn Nhã", "12/03/1974", "xã Tân An", "", "", "")
    found = plan(row, known=Known([NHA], [BINH], {"c1"}))
    assert (found.people, [each.known for each in found.already]) == ((), [NHA])


def test_who_may_be_two_people_is_an_error_in_the_cell_of_the_name() -> None:
    twin = Cadre("c2", "CB002", "Trần Văn Nhã", TAN_AN, PartialDate("1980"))
    found = plan((1, "Trần Văn Nhã", None, "xã Tân An", "x", "", ""), known=Known([NHA, twin], []))
    [error] = found.errors
    assert (error.row, error.column, found.people) == (4, "B", ())


def test_every_problem_is_told_at_once() -> None:
    headings = ("Mã", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "SĐT", "Ghi chú")
    found = plan(
        ("CB999", "Ai Đó", "", "xã Tân An", "", "", ""),
        ("CB001", "Lê Văn Khác", "", "xã Tân An", "", "", ""),
        ("", "Phạm Văn An", "2001", "xã Tân An", "", "", ""),
        ("", "Phạm Văn An", "2001", "xã Tân An", "", "", ""),
        headings=("Mã cán bộ", *headings[1:]),
    )
    assert [each.what for each in found.errors] == [
        "Không có ai mang mã này", "Mã này là của người khác", "Trùng với dòng 6",
    ]  # fmt: skip


def test_an_officer_sends_nobody_of_another_unit() -> None:
    found = plan((1, "Phạm Văn An", "2001", "xã An Trường", "", "", ""), known=Known([], [], (), {"x"}))
    assert [each.cell for each in found.errors] == ["xã An Trường"]


def test_the_same_list_has_the_same_digest_and_another_person_another() -> None:
    row = (1, "Phạm Văn An", "2001", "xã Tân An", "", "", "")
    assert plan(row).digest == plan(row).digest
    assert plan(row).digest != plan((1, "Phạm Văn Ân", "2001", "xã Tân An", "", "", "")).digest
