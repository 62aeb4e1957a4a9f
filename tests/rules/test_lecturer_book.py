"""Files of lecturers: who is meant, what a file adds and changes, all problems at once, and that it approves nobody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from rules.cadres import Cadre
from rules.class_books.lecturers import Known, LecturerPlan, codes_in, plan_lecturers
from rules.lecturers import Lecturer, State
from rules.roster.sheet import Cell, Sheet
from tests.handlers import roster

TODAY = date(2025, 6, 2)
MINH = Lecturer("gv1", "GV01", "Ngô Văn Minh", False, State.APPROVED, ("Xây dựng Đảng",), phone="0912000111")
ENDED = Lecturer("gv2", "GV02", "Trần Thị An", False, State.ENDED)
HEAD = ("Mã giảng viên", "Họ và tên", "Loại", "Mã cán bộ", "Đơn vị", "Điện thoại", "Chuyên đề", "Quyết định số",
        "Ngày quyết định", "Thời hạn")  # fmt: skip


def plan(
    *rows: Sequence[Cell], lecturers: Sequence[Lecturer] = (MINH, ENDED), head: Sequence[str] = HEAD
) -> LecturerPlan:
    by_name = {unit.name.lower(): unit for unit in roster.UNITS}
    cadres: dict[str, Cadre] = {roster.DUNG.code: roster.DUNG}
    known = Known(lecturers, cadres, lambda text: by_name.get(text.lower()))
    return plan_lecturers([Sheet("GV", (head, *rows))], known, TODAY)


def told(found: LecturerPlan) -> list[str]:
    return [f"{each.row}{each.column}: {each.what}" for each in found.problems]


def test_full_time_staff_come_in_approved_and_part_time_ones_wait() -> None:
    found = plan(
        (None, "LÊ VĂN BA", "cơ hữu"),
        (None, "Lê Thị Tư", "Kiêm chức", None, "Phòng Nội vụ", "912000222", "Nhà nước; Pháp luật"),
        (None, "Lê Văn Năm", "kiêm chức", None, None, None, None, "120-QĐ/HU", "12/05/2025", "31/12/2026"),
    )
    assert told(found) == []
    assert [(each.name, each.state) for each in found.new] == [
        ("Lê Văn Ba", State.APPROVED), ("Lê Thị Tư", State.PROPOSED), ("Lê Văn Năm", State.SUBMITTED),
    ]  # fmt: skip
    assert (found.new[1].phone, found.new[1].topics) == ("0912000222", ("Nhà nước", "Pháp luật"))
    assert found.new[2].term_until == date(2026, 12, 31)


def test_a_cadre_by_code_brings_name_and_unit() -> None:
    [new] = plan((None, None, "kiêm chức", "cb004")).new
    assert (new.name, new.holder_id, new.unit) == (roster.DUNG.name, roster.DUNG.id, roster.DUNG.unit.name)


def test_who_is_known_is_changed_by_code_or_name_and_empty_cells_leave_what_is_kept() -> None:
    [(before, after)] = plan(("gv01", None, None, None, None, None, "Dân vận")).changed
    assert (before, after) == (MINH, replace(MINH, topics=("Dân vận",)))
    [(_, after)] = plan((None, "ngô văn minh", None, None, None, "-")).changed
    assert after == replace(MINH, phone="", name="Ngô Văn Minh")
    assert plan(("GV01", "Ngô Văn Minh")).unchanged == 1


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("GV09", "Ai Đó", "cơ hữu"), "2A: Không có giảng viên mã này"),
        ((None, "Lê Văn Ba"), "2: Thiếu loại"),
        ((None, "Lê Văn Ba", "thỉnh thoảng"), "2C: Chưa rõ loại giảng viên"),
        ((None, "Lê Văn Ba", "cơ hữu", "CB999"), "2D: Không có mã cán bộ như vậy"),
        ((None, "Lê Văn Ba", "cơ hữu", "CB004"), f"2D: Mã CB004 là của {roster.DUNG.name}"),
        ((None, "Lê Văn Ba", "cơ hữu", None, "Phòng Không có"), "2E: Không có đơn vị nào như vậy"),
        ((None, "Lê Văn Ba", "cơ hữu", None, None, "gọi sau"), "2F: Không phải số điện thoại"),
        (("GV01", None, "cơ hữu"), "2C: Giảng viên GV01 thuộc loại khác"),
        (("GV02", None, None, None, None, None, "Dân vận"), "2B: Giảng viên GV02 đã thôi"),
        (("GV01", None, None, None, None, None, None, None, "12/05/2025", "01/01/2025"), "2J: Thời hạn trước ngày"),
        (("GV01", None, None, None, None, None, None, None, "32/13/2025"), "2I: "),
        ((None, "Ba", "cơ hữu"), "2B: Họ tên chỉ có một chữ"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(row: Sequence[Cell], problem: str) -> None:
    found = plan(row)
    assert any(each.startswith(problem.split(": ")[0]) and problem.split(": ")[1] in each for each in told(found))
    assert found.errors
    assert found.is_empty


def test_all_problems_are_told_at_once_and_a_row_that_comes_twice_too() -> None:
    found = plan((None, "Lê Văn Ba", "cơ hữu"), (None, "LÊ VĂN BA", "cơ hữu"), ("GV01",), ("GV01", None, "cơ hữu"))
    assert [each.partition(":")[0] for each in told(found)] == ["3B", "5C", "5B"]


def test_two_of_one_name_are_told_apart_by_code() -> None:
    double = replace(MINH, id="gv3", code="GV03")
    found = plan((None, "Ngô Văn Minh", None, None, None, None, "Dân vận"), lecturers=(MINH, double))
    assert found.problems[0].mend == "Ghi mã giảng viên: GV01, GV03"
    assert len(plan(("GV03", None, None, None, None, None, "Dân vận"), lecturers=(MINH, double)).changed) == 1


def test_another_name_under_a_known_code_is_asked_about() -> None:
    found = plan(("GV01", "Ngô Văn Mịnh"))
    assert found.errors == ()
    assert [each.what for each in found.questions] == []
    assert [each.what for each in plan(("GV01", "Lê Thị Hoa")).questions] == ["GV01 đang ghi là Ngô Văn Minh"]


def test_one_cadre_is_one_lecturer() -> None:
    taken = replace(MINH, holder_id=roster.DUNG.id, name=roster.DUNG.name)
    other = Lecturer("gv5", "GV05", "Phạm Quốc Dũng", True, State.APPROVED)
    found = plan(("GV05", None, None, "CB004"), lecturers=(taken, other))
    assert told(found) == ["2D: Cán bộ này đã là giảng viên GV01"]


def test_a_file_without_names_says_which_column_it_lacks() -> None:
    assert told(plan(("x",), head=("Chuyên đề",))) == ['1: Không thấy cột "Họ và tên"']


def test_the_codes_of_cadres_are_looked_up_beforehand() -> None:
    assert codes_in([Sheet("GV", (HEAD, (None, None, None, " cb004 ")))]) == {"CB004"}
