"""The leader's papers in the chat: the figures of the summary, names within bounds, and the centre's report."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from handlers.figures import target_summary
from handlers.house import House, Papers
from handlers.texts.targets import conclusion
from rules.access import OPERATOR, Role
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.leaders import grant, looks, without_names


@pytest.fixture
async def leader(linked: Linked) -> Person:
    return await linked(roster.THANH)


@pytest.fixture
async def bounded(house: House, linked: Linked) -> Person:
    """A leader of xã Tân An alone."""
    await grant(house.db, roster.HOA, Role.LEADER, roster.TAN_AN)
    return await linked(roster.HOA)


def book(person: Person) -> Workbook:
    [file] = [file for file in person.last.files if file.name.endswith(".xlsx")]
    return load_workbook(BytesIO(file.content))


def words(person: Person) -> str:
    """Everything the Word file says."""
    [file] = [file for file in person.last.files if file.name.endswith(".docx")]
    document = Document(BytesIO(file.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def values(workbook: Workbook) -> Iterator[object]:
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (value for value in row if value is not None)


async def test_the_summary_leads_to_the_papers(leader: Person) -> None:
    await leader.says("chỉ tiêu tới đâu rồi?")
    await leader.taps("Tệp Word, Excel")
    assert leader.labels == ["Báo cáo Word", "Bảng Excel", "Báo cáo kỳ của Trung tâm", "Chỉ tiêu", "Về đầu"]


async def test_the_report_says_what_the_summary_says_and_names_nobody(leader: Person, house: House) -> None:
    await leader.taps("target_word")
    [file] = leader.last.files
    assert file.name == "chi-tieu-2025-06-02.docx"
    text = words(leader)
    found = await target_summary(house, OPERATOR, house.clock().date())
    assert conclusion(roster.POLICY, found) in text
    assert "Ủy viên BCH Đảng bộ huyện" in text
    assert not [cadre.name for cadre in roster.CADRES if cadre.name in text]
    assert "{" not in text
    assert await looks(house.db) == []


async def test_the_workbook_has_the_same_figures_and_its_taking_is_kept(leader: Person, house: House) -> None:
    await leader.taps("target_excel")
    workbook = book(leader)
    assert workbook.sheetnames == ["Tổng hợp", "Theo đơn vị", "Còn thiếu", "Dữ liệu"]
    found = await target_summary(house, OPERATOR, house.clock().date())
    rows = [row for row in workbook["Tổng hợp"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [(row[3], row[4], row[7]) for row in rows] == [(f.total, f.met, f.studying) for f in found.figures]
    [(who, what, seen)] = await looks(house.db)
    assert (who, what) == (roster.THANH.id, "target_excel")
    assert set(seen) == {cadre.id for cadre in roster.CADRES} - {roster.RAY.id}
    assert "được ghi lại" in leader.last.text


async def test_a_bounded_leader_takes_away_only_their_units(bounded: Person) -> None:
    await bounded.taps("target_excel")
    found = list(values(book(bounded)))
    assert roster.LOC.name in found
    assert not {roster.NHA.name, roster.TUAN.name, "Xã An Trường", "xã An Trường"} & set(found)
    await bounded.taps("target_word")
    assert "Phạm vi: xã Tân An." in words(bounded)
    await bounded.taps("target_period:month:2025-05-01")
    assert "xã An Trường" not in words(bounded)


async def test_who_may_not_see_names_gets_figures_without_names(leader: Person, house: House) -> None:
    leader.house = without_names(house)
    await leader.taps("target_excel")
    assert book(leader).sheetnames == ["Tổng hợp", "Theo đơn vị"]
    assert "dưới 5 người" in set(values(book(leader)))
    assert await looks(house.db) == []


async def test_the_report_of_a_period_is_chosen_and_sent_as_word_and_excel(leader: Person) -> None:
    await leader.taps("target_period")
    await leader.taps("Báo cáo quý")
    assert leader.labels[:2] == ["Quý II/2025", "Quý I/2025"]
    await leader.taps("Quý II/2025")
    assert [file.name for file in leader.last.files] == ["bao-cao-2025-quy-2.docx", "bao-cao-2025-quy-2.xlsx"]
    assert "Số liệu từ ngày 01/04/2025 đến ngày 02/06/2025." in words(leader)
    assert "Giờ giảng: chưa có số liệu." in words(leader)


@pytest.mark.parametrize("key", ["target_period:month:2099-01-01", "target_period:month:x", "target_period:week:1"])
async def test_a_forged_period_is_asked_for_again(leader: Person, key: str) -> None:
    assert "họn kỳ" in await leader.taps(key)
    assert not leader.last.files


async def test_a_broken_template_is_told_and_ours_is_used(leader: Person, house: House, tmp_path: Path) -> None:
    broken = Document()
    broken.add_paragraph("{{ so_lieuu }}")
    broken.save(str(tmp_path / "bao-cao-chi-tieu.docx"))
    leader.house = replace(house, papers=Papers(tmp_path))
    text = await leader.taps("target_word")
    assert "Mẫu riêng bao-cao-chi-tieu.docx chưa dùng được: không có trường “so_lieuu”." in text
    assert "BÁO CÁO" in words(leader)


async def test_the_centres_own_template_is_used(leader: Person, house: House, tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("Trung tâm gửi {{ noi_nhan }}: {{ ket_luan }}")
    own.save(str(tmp_path / "bao-cao-chi-tieu.docx"))
    leader.house = replace(house, papers=Papers(tmp_path, "Huyện ủy Càng Long", "Càng Long"))
    await leader.taps("target_word")
    assert words(leader).startswith("Trung tâm gửi Ban Thường vụ Huyện ủy Càng Long: Đạt ")


async def test_a_list_too_long_to_carry_is_left_out_and_that_is_said(
    leader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.target_papers.MOST_ROWS", 3)
    assert "Danh sách tên quá dài" in await leader.taps("target_excel")
    assert book(leader).sheetnames == ["Tổng hợp", "Theo đơn vị"]
