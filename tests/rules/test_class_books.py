"""Files of classes and sessions: any order of columns, all problems at once, what a file adds and changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.clashes import Booked
from rules.class_books.classes import ClassPlan, plan_classes
from rules.class_books.sessions import Known, SessionPlan, days_in, plan_sessions
from rules.class_books.tables import Book, book_in
from rules.classes import ClassState, Course, Part, Session, TrainingClass
from rules.holidays import NO_HOLIDAYS
from rules.lecturers import Lecturer, State
from rules.levels import Level
from rules.roster.sheet import Cell, Sheet
from tests.rules.test_courses import COURSES
from tests.rules.test_holidays import HOLIDAYS

TODAY = date(2025, 6, 2)
CU2 = TrainingClass(
    "cu2", "CU-K2-2025", "Cấp ủy viên cơ sở, khóa 2", course=Course.CAP_UY, kind="cap_uy", places=60,
    starts_on=date(2025, 7, 7), place="Hội trường 1",
)  # fmt: skip
SC1 = TrainingClass("sc1", "SC-K1-2025", "Sơ cấp, khóa 1", Level.SO_CAP, kind="so_cap", state=ClassState.ARCHIVED)
FIRST = Session("s1", "cu2", date(2025, 7, 7), Part.SANG, "Bài 1", "Phòng 1", "Lê Văn An")


def classes(*rows: Sequence[Cell]) -> ClassPlan:
    return plan_classes([Sheet("Lớp", rows)], [CU2, SC1], COURSES, TODAY)


def sessions(*rows: Sequence[Cell], known: Known | None = None) -> SessionPlan:
    usual = Known([CU2, SC1], [Booked(FIRST, CU2.name)], {}, (), HOLIDAYS)
    return plan_sessions([Sheet("Lịch", rows)], known or usual, TODAY)


def told(plan: ClassPlan | SessionPlan) -> list[str]:
    return [f"{each.row}{each.column}: {each.what}" for each in plan.problems]


def test_a_new_class_takes_code_level_and_who_it_is_for_from_its_kind() -> None:
    plan = classes(("Chương trình", "Khai giảng", "Số lượng"), ("sơ cấp", "01/09/2025", 50.0))
    [new] = plan.new
    assert plan.problems == ()
    assert (new.code, new.level, new.kind, new.course) == ("SC-K2-2025", Level.SO_CAP, "so_cap", None)
    assert (new.starts_on, new.places, new.state) == (date(2025, 9, 1), 50, ClassState.PLANNED)


def test_columns_may_stand_in_any_order_under_title_rows() -> None:
    plan = classes(
        ("TRUNG TÂM CHÍNH TRỊ",),
        (),
        ("TT", "Địa điểm", "Hạn đăng ký", "Mã lớp"),
        (1, "Hội trường 2", "30/06/2025", "cu-k2-2025"),
    )
    [(before, after)] = plan.changed
    assert (before, after) == (CU2, replace(CU2, place="Hội trường 2", register_until=date(2025, 6, 30)))


def test_an_empty_cell_keeps_and_a_dash_takes_away() -> None:
    plan = classes(("Mã lớp", "Nơi học", "Số chỗ", "Giờ học"), ("CU-K2-2025", "-", "-", None))
    [(_, after)] = plan.changed
    assert (after.place, after.places, after.hours) == ("", None, "")
    assert classes(("Mã lớp", "Nơi học"), ("CU-K2-2025", None)).unchanged == 1


def test_a_class_without_code_is_known_by_its_name_and_first_day() -> None:
    headings = ("Chương trình", "Tên lớp", "Khai giảng", "Giờ học")
    plan = classes(headings, ("cấp ủy", "cấp ủy viên cơ sở, khóa 2", "07/07/2025", "07 giờ 30"))
    assert [before.id for before, _ in plan.changed] == ["cu2"]
    other = classes(headings, ("cấp ủy", "cấp ủy viên cơ sở, khóa 2", "08/08/2025", "07 giờ 30"))
    assert [each.code for each in other.new] == ["CU-K3-2025"]


def test_two_new_classes_of_a_kind_get_two_codes() -> None:
    plan = classes(("Chương trình", "Khai giảng"), ("sơ cấp", "01/09/2025"), ("sơ cấp", "01/10/2025"))
    assert [each.code for each in plan.new] == ["SC-K2-2025", "SC-K3-2025"]


def test_all_problems_are_told_at_once_with_their_places() -> None:
    plan = classes(
        ("Mã lớp", "Chương trình", "Khai giảng", "Bế giảng", "Số chỗ", "Hệ học"),
        ("X1", "lớp bơi", "01/09/2025", "01/08/2025", "nhiều", "lạ"),
        ("X2", None, None, None, None, None),
        ("SC-K1-2025", None, "01/09/2025", None, None, None),
        ("CU-K2-2025", "sơ cấp", None, None, 10, None),
        ("CU-K2-2025", None, None, None, 20, None),
    )
    assert told(plan) == [
        "2B: Chưa rõ chương trình nào",
        "2E: Không phải số chỗ",
        "2F: Chưa rõ hệ học",
        "2D: Ngày bế giảng trước ngày khai giảng",
        "3B: Thiếu chương trình của lớp mới",
        "4A: Lớp SC-K1-2025 đã kết thúc hoặc đã hủy",
        "5B: Lớp CU-K2-2025 thuộc chương trình khác",
        "6A: Lớp này đã có ở dòng 5",
    ]
    assert plan.errors


def test_a_file_without_the_columns_says_which_are_missing() -> None:
    assert told(sessions(("Mã lớp", "Ngày học"), ("CU-K2-2025", "08/07/2025"))) == ['1: Không thấy cột "Buổi"']


def test_a_session_is_known_by_class_day_and_part() -> None:
    plan = sessions(
        ("Buổi", "Nội dung", "Lớp", "Ngày"),
        ("sáng", "Bài 1 (mới)", "CU-K2-2025", date(2025, 7, 7)),
        ("C", "Bài 2", "cấp ủy viên cơ sở, khóa 2", "7/7/2025"),
    )
    assert plan.problems == ()
    assert plan.changed == ((FIRST, replace(FIRST, topic="Bài 1 (mới)")),)
    assert plan.new == (Session("", "cu2", date(2025, 7, 7), Part.CHIEU, "Bài 2"),)


def test_the_problems_of_sessions_are_told_at_once() -> None:
    plan = sessions(
        ("Mã lớp", "Ngày học", "Buổi"),
        ("CU-K9", "31/02/2025", "đêm"),
        ("SC-K1-2025", "07/2025", None),
        ("CU-K2-2025", "08/07/2025", "sáng"),
        ("CU-K2-2025", "08/07/2025", "sáng"),
    )
    assert told(plan) == [
        "2A: Không có lớp nào như vậy",
        "2B: Tháng 2/2025 không có ngày 31",
        "2C: Chưa rõ buổi nào",
        "3A: Lớp đã kết thúc hoặc đã hủy",
        "3B: Chưa đủ ngày, tháng, năm",
        "3C: Thiếu buổi",
        "5B: Buổi này đã có ở dòng 4",
    ]


def test_what_clashes_is_a_question_and_blocks_nothing() -> None:
    other = TrainingClass("cd1", "CD-K1-2025", "Chuyên đề 1")
    known = Known(
        [CU2, other], [Booked(FIRST, CU2.name, frozenset({"p1"}))], {"cd1": frozenset({"p1", "p2"})}, (), HOLIDAYS
    )
    plan = sessions(
        ("Mã lớp", "Ngày học", "Buổi", "Phòng", "Giảng viên"),
        ("CD-K1-2025", "07/07/2025", "Sáng", "phòng 1", "Lê Văn An"),
        ("CD-K1-2025", "02/09/2025", "Sáng", None, None),
        known=known,
    )
    assert plan.errors == ()
    assert told(plan) == [
        "2D: Phòng này đã dành cho lớp Cấp ủy viên cơ sở, khóa 2",
        "2E: Giảng viên dạy lớp Cấp ủy viên cơ sở, khóa 2 cùng lúc",
        "2A: 1 người của lớp học lớp Cấp ủy viên cơ sở, khóa 2 cùng lúc",
        "3B: Ngày nghỉ: Quốc khánh",
    ]
    assert len(plan.new) == 2


def test_a_lecturer_who_is_not_approved_is_an_error() -> None:
    pool = [Lecturer("l1", "GV01", "Lê Văn An", state=State.APPROVED), Lecturer("l2", "GV02", "Phạm Thị Yến")]
    known = Known([CU2], [], {}, pool, NO_HOLIDAYS)
    plan = sessions(
        ("Mã lớp", "Ngày học", "Buổi", "Giảng viên"),
        ("CU-K2-2025", "08/07/2025", "Sáng", "le van an"),
        ("CU-K2-2025", "09/07/2025", "Sáng", "Phạm Thị Yến"),
        known=known,
    )
    assert [(each.lecturer, each.lecturer_id) for each in plan.new] == [("Lê Văn An", "l1")]
    assert told(plan) == ["3D: Không có giảng viên được phê duyệt nào như vậy vào ngày này"]


@pytest.mark.parametrize(
    ("headings", "book"),
    [
        (("Mã lớp", "Tên lớp", "Khai giảng", "Số chỗ"), Book.CLASSES),
        (("Lớp", "Ngày", "Buổi", "Giảng viên"), Book.SESSIONS),
        (("STT", "Họ và tên", "Lớp", "Mã", "Đối tượng", "Ngày", "Buổi"), None),
        (("Mã cán bộ", "Họ và tên", "Ngày sinh", "Đơn vị"), None),
        (("a", "b", "c"), None),
    ],
)
def test_a_file_is_told_apart_by_its_headings(headings: tuple[str, ...], book: Book | None) -> None:
    assert book_in([Sheet("A", (("TIÊU ĐỀ",), headings))]) is book


def test_the_days_of_a_file_are_those_that_can_be_read() -> None:
    sheet = Sheet("A", (("Lớp", "Ngày", "Buổi"), ("X", "08/07/2025", "sáng"), ("X", "31/02/2025", "sáng")))
    assert days_in([sheet], TODAY) == {date(2025, 7, 8)}


_cells = st.one_of(
    st.none(), st.text(max_size=12), st.integers(), st.floats(allow_nan=False), st.dates(), st.booleans()
)


@given(st.lists(st.tuples(_cells, _cells, _cells, _cells), max_size=6))
def test_no_cell_is_too_strange_to_be_told_of(rows: list[tuple[Cell, ...]]) -> None:
    classes(("Mã lớp", "Chương trình", "Khai giảng", "Số chỗ"), *rows)
    sessions(("Mã lớp", "Ngày học", "Buổi", "Giảng viên"), *rows)


def test_the_periods_of_a_session_are_read_with_or_without_the_word() -> None:
    head = ("Mã lớp", "Ngày", "Buổi", "Số tiết")
    plan = sessions(head, ("CU-K2-2025", "08/07/2025", "sáng", "4 tiết"), ("CU-K2-2025", "08/07/2025", "chiều", 5.0))
    assert [each.periods for each in plan.new] == [4, 5]
    assert told(sessions(head, ("CU-K2-2025", "08/07/2025", "sáng", "nhiều"))) == ["2D: Không phải số tiết"]
    [(_, after)] = sessions(head, ("CU-K2-2025", "07/07/2025", "sáng", 3)).changed
    assert after == replace(FIRST, periods=3)
