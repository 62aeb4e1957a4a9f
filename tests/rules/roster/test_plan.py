"""What a file changes in the records."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.cadres import Cadre, Credential, Post, PostKind
from rules.dates import PartialDate
from rules.levels import Level
from rules.roster.plan import ChangePlan, code_sequence
from rules.roster.suspicions import Doubt
from tests.rules.roster.rosters import TODAY, Rows, plan, read, units

HEAD = ["Mã", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Trình độ LLCT", "SĐT"]
TAN_AN = units().find("xã Tân An").unit
OFFICE = units().find("Phòng Nội vụ").unit
LE = Cadre(
    "1",
    "CL00001",
    "Lê Văn Tám",
    TAN_AN,
    PartialDate("1980-02-01"),
    phone="0912345678",
    posts=(Post("Chủ tịch", TAN_AN, since=date(2020, 1, 1)), Post("Ủy viên", TAN_AN, committee=True)),
    credentials=(Credential(Level.TRUNG_CAP, verified=True),),
)
SAME = ["CL00001", "Lê Văn Tám", "1/2/1980", "xã Tân An", "Chủ tịch", "TC", "0912345678"]


def doubts(found: ChangePlan) -> list[Doubt]:
    return [suspicion.doubt for suspicion in found.suspicious]


def test_somebody_new_gets_the_next_code() -> None:
    rows: Rows = [HEAD, ["", "Lê Thị Chín", "1981", "xã Tân An", "Chủ tịch", "", ""]]
    (added,) = plan(rows, [LE]).new
    assert (added.cadre.code, added.cadre.id) == ("CL00002", "")


def test_codes_follow_the_highest_taken() -> None:
    codes = code_sequence(["CL00007", "cl00003", "X1", "CLx"])
    assert [next(codes), next(codes)] == ["CL00008", "CL00009"]


@pytest.mark.parametrize("code", ["CL00001", "cl00001", ""])
@pytest.mark.parametrize("birth", ["1/2/1980", "1980", ""])
@pytest.mark.parametrize("name", ["LÊ VĂN TÁM", "Lê  Văn Tám"])
def test_the_same_row_changes_nothing(code: str, birth: str, name: str) -> None:
    found = plan([HEAD, [code, name, birth, "X. Tân An", "chủ tịch", "Trung cấp", "+84912345678"]], [LE])
    assert found.is_empty
    assert found.unchanged == (LE,)
    assert not found.suspicious


def test_a_change_shows_before_and_after() -> None:
    row = ["CL00001", "Lê Văn Tâm", "1/2/1980", "Phòng Nội vụ", "Trưởng phòng", "CC", "0912345670"]
    (change,) = plan([HEAD, row], [LE]).changed
    assert [(c.label, c.before, c.after) for c in change.fields] == [
        ("Họ và tên", "Lê Văn Tám", "Lê Văn Tâm"),
        ("Đơn vị", "xã Tân An", "Phòng Nội vụ"),
        ("Số điện thoại", "0912345678", "0912345670"),
        ("Trình độ LLCT", "trung cấp", "cao cấp"),
    ]
    assert [post.title for post in change.started] == ["Trưởng phòng"]
    assert [(post.title, post.until) for post in change.ended] == [("Chủ tịch", TODAY - timedelta(days=1))]
    assert len(change.after.posts) == 3
    assert [c.level for c in change.after.credentials] == [Level.TRUNG_CAP, Level.CAO_CAP]


def test_a_field_without_a_column_or_with_an_empty_cell_is_never_wiped() -> None:
    assert plan([["Họ và tên", "Đơn vị"], ["Lê Văn Tám", "xã Tân An"]], [LE]).is_empty
    row = ["CL00001", "Lê Văn Tám", "", "xã Tân An", "Chủ tịch", "TC", ""]
    assert plan([HEAD, row], [LE]).is_empty
    (change,) = plan([HEAD, [*row[:-1], "-"]], [LE]).changed
    assert change.after.phone == ""


def test_posts_end_only_where_their_column_stands() -> None:
    (change,) = plan([HEAD, [*SAME[:4], "", "TC", ""]], [LE]).changed
    assert [post.title for post in change.ended] == ["Chủ tịch"]
    (change,) = plan([["Họ tên", "Đơn vị", "Cấp ủy"], ["Lê Văn Tám", "xã Tân An", ""]], [LE]).changed
    assert [post.title for post in change.ended] == ["Ủy viên"]


def test_planned_posts_begin_and_end_in_their_own_column() -> None:
    rows: Rows = [["Họ tên", "Đơn vị", "Quy hoạch"], ["Lê Văn Tám", "xã Tân An", "Bí thư"]]
    (change,) = plan(rows, [LE]).changed
    assert [(p.title, p.kind) for p in change.started] == [("Bí thư", PostKind.PLANNED)]
    assert not change.ended
    assert plan(rows, [change.after]).is_empty


def test_a_first_day_is_corrected_in_place() -> None:
    rows: Rows = [["Họ tên", "Đơn vị", "Chức vụ", "Từ ngày"], ["Lê Văn Tám", "xã Tân An", "Chủ tịch", "2/3/2021"]]
    (change,) = plan(rows, [LE]).changed
    assert [(before.since, after.since) for before, after in change.redated] == [(date(2020, 1, 1), date(2021, 3, 2))]
    assert plan(rows, [change.after]).is_empty


def test_a_level_never_goes_down_by_itself() -> None:
    for level in ("SC", "chưa", ""):
        found = plan([HEAD, [*SAME[:5], level, ""]], [LE])
        assert found.is_empty
        assert doubts(found) == [Doubt.LEVEL_DOWN]
        assert [change.before for change in found.level_downs] == [LE]
    assert not plan([HEAD, [*SAME[:5], "đang học CC", ""]], [LE]).suspicious


def test_a_paper_whose_data_change_is_verified_again() -> None:
    rows: Rows = [["Họ tên", "Đơn vị", "LLCT", "Số bằng"], ["Lê Văn Tám", "xã Tân An", "TC", "TC 01"]]
    (change,) = plan(rows, [LE]).changed
    assert change.after.credentials == (Credential(Level.TRUNG_CAP, number="TC 01"),)


def test_two_rows_for_one_person_are_taken_together() -> None:
    rows: Rows = [HEAD, SAME, ["", "Lê Văn Tám", "1980", "xã Tân An", "Trưởng ban", "", ""]]
    found = plan(rows, [LE])
    assert doubts(found) == [Doubt.TWO_ROWS]
    assert found.suspicious[0].rows == (("Danh sách", 2), ("Danh sách", 3))
    (change,) = found.changed
    assert [post.title for post in change.started] == ["Trưởng ban"]
    assert plan(rows, [change.after]).is_empty


def test_one_phone_for_two_is_suspicious_until_it_is_on_record() -> None:
    rows: Rows = [HEAD, SAME, ["CL00002", "Trần Thị Chín", "1981", "xã Tân An", "", "", "0912345678"]]
    found = plan(rows, [LE])
    assert doubts(found) == [Doubt.SAME_PHONE]
    assert not plan(rows, [LE, found.new[0].cadre]).suspicious


def test_somebody_new_who_may_be_on_record_is_suspicious() -> None:
    found = plan([HEAD, ["", "Lê Văn Tám", "1/2/1980", "Phòng Nội vụ", "", "", ""]], [LE])
    assert len(found.new) == 1
    assert doubts(found) == [Doubt.SAME_PERSON]


def test_a_known_code_under_quite_another_name_is_suspicious() -> None:
    found = plan([HEAD, ["CL00001", "Phạm Quốc Hưng", "", "xã Tân An", "Chủ tịch", "TC", ""]], [LE])
    assert doubts(found) == [Doubt.OTHER_NAME]


def test_a_known_person_under_another_code_keeps_the_first() -> None:
    found = plan([HEAD, ["NV7", *SAME[1:]]], [LE])
    assert found.is_empty
    assert doubts(found) == [Doubt.OTHER_CODE]


def test_who_is_absent_is_gone_only_from_a_full_list() -> None:
    rows: Rows = [HEAD, ["CL00002", "Trần Thị Chín", "1981", "xã Tân An", "", "", ""]]
    assert (plan(rows, [LE]).absent, plan(rows, [LE]).gone) == ((LE,), ())
    full = plan(rows, [LE], full=True)
    assert (full.absent, full.gone) == ((), (LE,))
    assert doubts(full) == [Doubt.GONE]


def test_a_post_that_holds_a_seat_in_its_title_is_the_same_when_read_apart() -> None:
    mixed = replace(LE, posts=(Post("Huyện ủy viên, Trưởng phòng", TAN_AN),))
    rows: Rows = [["Họ tên", "Đơn vị", "Chức vụ"], ["Lê Văn Tám", "xã Tân An", "Huyện ủy viên, Trưởng phòng"]]
    assert plan(rows, [mixed]).is_empty


def test_a_file_read_twice_changes_nothing_the_second_time() -> None:
    rows: Rows = [
        ["Họ tên", "Năm sinh", "Đơn vị", "Chức vụ", "Từ ngày", "LLCT", "Số bằng", "Xếp loại 2024"],
        ["Lê Văn Tám", "1980", "UBND xã Tân An", "Đảng ủy viên, Chủ tịch; Trưởng ban", "2020", "TC", "12", "Tốt"],
        ["Lê Văn Tám", "1981", "UBND xã Tân An", "Công chức", "", "", "", ""],
        ["Lê Thị Chín", "", "Chi cục Thuế", "", "", "đang học CC", "", ""],
    ]
    first = plan(rows)
    assert len(first.new) == 3
    second = plan(rows, [added.cadre for added in first.new], full=True)
    assert second.is_empty
    assert not second.suspicious


def test_what_is_suspicious_in_readable_cells_is_known_beside_errors() -> None:
    rows: Rows = [HEAD, [*SAME[:2], "31/02/1980", *SAME[3:5], "SC", ""], ["", "Lê Chín", "x", "xã Tân An", "", "", ""]]
    found = plan(rows, [LE])
    assert [error.row for error in found.errors] == [2, 3]
    assert doubts(found) == [Doubt.LEVEL_DOWN]
    assert (found.changed, found.level_downs) == ((), ())


def test_a_cell_that_cannot_be_read_states_nothing() -> None:
    found = plan([HEAD, [*SAME[:5], "Khá", SAME[6]]], [LE])
    assert found.errors
    assert not found.suspicious, "no level was stated, so none went down"


def test_a_code_over_two_names_makes_no_two_rows_of_one_person() -> None:
    found = plan([HEAD, SAME, [SAME[0], "Trần Thị Chín", "1981", "xã Tân An", "", "", ""]], [LE])
    assert found.errors
    assert not found.suspicious


def test_nobody_is_told_as_gone_while_a_row_may_be_theirs() -> None:
    chin = ["", "Trần Thị Chín", "1981", "xã Tân An", "", "", ""]
    unreadable_name = ["", "", "1/2/1980", "xã Tân An", "Chủ tịch", "", ""]
    assert doubts(plan([HEAD, [*chin[:2], "x", *chin[3:]]], [LE], full=True)) == [Doubt.GONE]
    assert not plan([HEAD, chin, unreadable_name], [LE], full=True).suspicious


def test_suspicions_name_their_rows() -> None:
    rows: Rows = [HEAD, SAME, ["CL00002", "Trần Thị Chín", "1981", "xã Tân An", "", "", "0912345678"]]
    (shared,) = plan(rows, [LE]).suspicious
    assert shared.rows == (("Danh sách", 2), ("Danh sách", 3))
    assert [mark.row for mark in shared.marks()] == [2, 3]


@pytest.mark.parametrize("said", ["đang học cao cấp", "Đang theo học CC", "đang học TC"])
def test_a_level_being_studied_is_a_note_and_no_level(said: str) -> None:
    reading = read([HEAD, ["", "Lê Chín", "", "xã Tân An", "", said, ""]])
    assert [(note.row, note.column, note.cell) for note in reading.notes] == [(2, "F", said)]
    assert not reading.errors
    assert reading.people[0].level is Level.NONE
