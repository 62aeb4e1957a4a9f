"""The Word reports, read back: their form, their figures, and that the templates are those the maker makes."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from docs.papers.templates import FOLDER, TEMPLATES, packed
from handlers.files.period_report import period_document, period_workbook
from handlers.files.report_form import TO_FILL_IN, Letterhead
from handlers.files.target_document import target_document
from handlers.files.target_workbook import target_workbook
from handlers.house import Centre, Papers
from handlers.texts.targets import conclusion, percent
from rules.classes import ClassState, Course, TrainingClass
from rules.hours import Hours
from rules.levels import Level
from rules.period_report import ClassPeople, Facts, PeriodReport, Taught, period_report
from rules.period_report import year_so_far as beside_plan
from rules.periods import Period, PeriodKind
from rules.summary import summary_of
from rules.year_plan import PlannedKind
from tests.handlers import roster
from tests.handlers.files.target_papers import paper_of

CENTRE = Centre("Trung tâm Chính trị huyện Càng Long")
LETTERHEAD = Letterhead(CENTRE, Papers(None, "Huyện ủy Càng Long", "Càng Long"), date(2025, 2, 5))


def tables(content: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(BytesIO(content)).tables]


def text(content: bytes) -> str:
    """The paragraphs of the body and of the head."""
    [head] = tables(content)[0]
    return "\n".join([*head, *(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)])


def table(content: bytes, heading: str) -> list[list[str]]:
    """The rows of the table with this heading."""
    return next(rows[1:] for rows in tables(content) if heading in rows[0])


def year_so_far(
    *classes: ClassPeople, taught: tuple[Taught, ...] = (), plan: tuple[PlannedKind, ...] = ()
) -> PeriodReport:
    facts = Facts(classes, taught, ["xã Tân An", "xã An Trường"], frozenset({"xã Tân An"}))
    found = period_report(Period(PeriodKind.YEAR, date(2025, 1, 1)), date(2025, 5, 15), facts, plan)
    return replace(found, year=beside_plan(plan, found))


def short(course: Course, **more: object) -> ClassPeople:
    days = date(2025, 3, 3), date(2025, 3, 5)
    training = TrainingClass(course, course, course, course=course, state=ClassState.ARCHIVED, starts_on=days[0],
                             ends_on=days[1])  # fmt: skip
    return ClassPeople(training, **{"on_list": True, **more})  # type: ignore[arg-type]


MIXED = year_so_far(
    short(Course.CAP_UY, learners=1250, passed=47, judged=47, marks={"Giỏi": 9, "Khá": 29, "Trung bình": 9}),
    short(Course.NHAN_THUC_DANG, on_list=False),
    taught=(Taught("Nguyễn Thị Ánh", Hours(4, 12, 1)),),
)


def test_the_head_is_that_of_party_documents() -> None:
    said = text(target_document(paper_of(), LETTERHEAD).content)
    assert "HUYỆN ỦY CÀNG LONG\nTRUNG TÂM CHÍNH TRỊ HUYỆN CÀNG LONG\n*\nSố" in said
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in said
    assert "Càng Long, ngày 05 tháng 02 năm 2025" in said
    assert "BÁO CÁO" in said


def test_what_the_settings_do_not_say_is_left_to_be_written_in() -> None:
    said = text(period_document(MIXED, (), replace(LETTERHEAD, papers=Papers())).content)
    assert f"{TO_FILL_IN}\nTRUNG TÂM" in said
    assert f"{TO_FILL_IN}, ngày 05" in said


def test_the_figures_are_those_of_the_summary() -> None:
    paper = paper_of(studying={roster.TUAN.id: Level.CAO_CAP})
    content = target_document(paper, LETTERHEAD).content
    assert conclusion(paper.policy, paper.summary) in text(content)
    for row, figure in zip(table(content, "Nhóm đối tượng"), paper.summary.figures, strict=True):
        share = "không có dữ liệu" if figure.share is None else percent(figure.share, figure.share_required)
        assert row[3:6] == [str(figure.total), str(figure.met), share]
        assert row[7] == str(figure.studying)


def test_units_that_lack_people_are_listed_and_nobody_is_named() -> None:
    content = target_document(paper_of(), LETTERHEAD).content
    rows = {row[1]: row[2:] for row in table(content, "Đơn vị")}
    assert rows["Xã An Trường"] == [
        "3",
        "1",
        "2",
        "33,3%",
        "chỉ tiêu 5: 1; chỉ tiêu 6: 2".replace(" ", "\u00a0").replace(";\u00a0", "; "),
    ]
    everything = "".join(cell for some in tables(content) for row in some for cell in row) + text(content)
    assert not [cadre.name for cadre in roster.CADRES if cadre.name in everything]


def test_a_roster_of_nobody_still_makes_a_report() -> None:
    said = text(target_document(paper_of([]), LETTERHEAD).content)
    assert "Chưa có dữ liệu theo đơn vị." in said
    assert "{" not in said


def test_a_policy_without_targets_says_so_in_both_files() -> None:
    bare = roster.POLICY.model_copy(update={"targets": ()})
    paper = replace(paper_of([]), policy=bare, summary=summary_of((), date(2025, 5, 15)))
    content = target_document(paper, LETTERHEAD).content
    assert "chưa đặt chỉ tiêu nào." in text(content)
    assert not [rows for rows in tables(content) if "Nhóm đối tượng" in rows[0]]
    assert load_workbook(BytesIO(target_workbook(paper))).sheetnames == ["Tổng hợp", "Theo đơn vị"]


def test_a_name_that_looks_like_a_mark_of_a_template_stays_a_name() -> None:
    unit = replace(roster.AN_TRUONG, name="{{ ket_luan }} & <b>")
    paper = paper_of(units=(unit.name,))
    assert "Phạm vi: {{ ket_luan }} & <b>." in text(target_document(paper, LETTERHEAD).content)


def test_the_report_of_a_period_says_where_there_are_no_figures() -> None:
    content = period_document(MIXED, (), LETTERHEAD).content
    said = text(content)
    unknown = "chưa có số liệu"
    assert table(content, "Loại lớp") == [
        ["1", "Bồi dưỡng nhận thức về Đảng", unknown, unknown, "1", unknown, "1", *[unknown] * 4],
        ["2", "Bồi dưỡng cấp ủy viên cơ sở", unknown, unknown, "1", "1.250", "1", "47", "9", "29", "9"],
        ["", "Cộng", unknown, unknown, "2", "1.250", "2", "47", "9", "29", "9"],
    ]
    assert "1/2 đơn vị không có người đi học lớp mở trong kỳ: xã An Trường." in said
    assert "Giờ giảng: 12 tiết, chưa gồm 1 buổi chưa ghi số tiết." in said
    assert table(content, "Giảng viên") == [["1", "Nguyễn Thị Ánh", "4", "12"]]
    assert "đạt yêu cầu: 47/47 (100,0%), trong đó Giỏi 9 (19,1%), Khá 29 (61,7%), Trung bình 9 (19,1%)." in said


def test_the_plan_of_the_year_stands_beside_what_was_done() -> None:
    plan = (PlannedKind(2025, Level.NONE, Course.CAP_UY, 4, 2500),)
    found = year_so_far(short(Course.CAP_UY, learners=1250), plan=plan)
    content = period_document(found, (), LETTERHEAD).content
    assert "Kế hoạch năm 2025: 4 lớp, 2.500 lượt học viên; từ đầu năm đã mở 1 lớp (25,0% kế hoạch), " in text(content)
    assert "1.250 lượt học viên (50,0% kế hoạch)." in text(content)
    assert table(content, "Loại lớp")[0][2:6] == ["4", "2.500", "1", "1.250"]


def test_word_and_excel_tell_the_same_of_a_period() -> None:
    word = table(period_document(MIXED, (), LETTERHEAD).content, "Loại lớp")
    book = load_workbook(BytesIO(period_workbook(MIXED, (), LETTERHEAD)))
    found = [row for row in book["Lớp và học viên"].iter_rows(min_row=6, values_only=True) if row[1]]
    assert [[str(cell or "") if cell != 0 else "0" for cell in row] for row in found] == [
        [cell.replace(".", "") for cell in row] for row in word
    ]


def test_a_period_without_classes_says_so() -> None:
    content = period_document(year_so_far(), ("xã Tân An",), LETTERHEAD).content
    assert "Trong kỳ không có lớp nào mở hoặc kết thúc theo số liệu đã ghi." in text(content)
    assert "Phạm vi: xã Tân An." in text(content)
    assert not [rows for rows in tables(content) if "Loại lớp" in rows[0]]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_templates_are_those_that_the_maker_makes(name: str) -> None:
    with ZipFile(FOLDER / name) as kept, ZipFile(BytesIO(packed(TEMPLATES[name]()))) as anew:
        assert kept.namelist() == anew.namelist()
        assert not [part for part in kept.namelist() if kept.read(part) != anew.read(part)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_guide_names_every_field_of_the_templates(name: str) -> None:
    guide = (FOLDER.parents[2] / "docs" / "mau-bao-cao.md").read_text(encoding="utf-8")
    with ZipFile(FOLDER / name) as parts:
        body = parts.read("word/document.xml").decode()
    fields = set(re.findall(r"\{\{ (?:dong\.)?(\w+) }}|in (\w+) %}", body))
    missing = {"".join(each) for each in fields} - {"dong"} - set(re.findall(r"`(\w+)`", guide))
    assert not missing
