"""Makes the Word templates of the reports that come with the program: `python -m docs.papers.templates`.

The form is that of Party documents (Hướng dẫn 36-HD/VPTW, 3/4/2018, appendix 3): A4, Times New Roman 14, the Party's
name on the right, the body above and the centre on the left with an asterisk and the number, place and date in italics.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FOLDER = Path(__file__).parents[2] / "handlers" / "files" / "templates"
FONT = "Times New Roman"
CENTER, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
TO_WRITE = "…" * 32
"""A line that the centre writes itself."""


@dataclass(frozen=True)
class Column:
    heading: str
    field: str
    millimetres: float
    middle: bool = True


@dataclass(frozen=True)
class Rows:
    """A table with a row for each of a field's rows."""

    field: str
    columns: tuple[Column, ...]
    size: float = 12


TARGETS = Rows(
    "chi_tieu",
    (
        Column("TT", "tt", 8), Column("Nhóm đối tượng", "nhom", 42, middle=False), Column("Trình độ", "trinh_do", 20),
        Column("Tổng số", "tong_so", 13), Column("Đã có", "da_co", 13), Column("Tỷ lệ", "ty_le", 16),
        Column("Chỉ tiêu", "chi_tieu", 15), Column("Đang học", "dang_hoc", 12), Column("Còn thiếu", "con_thieu", 12),
        Column("Kết quả", "ket_qua", 14),
    ),
    11.5,
)  # fmt: skip
UNITS = Rows(
    "don_vi",
    (
        Column("TT", "tt", 9), Column("Đơn vị", "ten", 62, middle=False), Column("Số người", "so_nguoi", 15),
        Column("Đã đủ", "da_du", 13), Column("Còn thiếu", "con_thieu", 14), Column("Tỷ lệ đủ", "ty_le", 17),
        Column("Thiếu theo chỉ tiêu", "theo_chi_tieu", 35, middle=False),
    ),
)  # fmt: skip
CLASSES = Rows(
    "lop",
    (
        Column("TT", "tt", 9), Column("Loại lớp", "loai", 29, middle=False),
        Column("Kế hoạch năm (lớp)", "ke_hoach", 15), Column("Kế hoạch năm (học viên)", "ke_hoach_hv", 15),
        Column("Mở trong kỳ (lớp)", "mo", 13), Column("Học viên", "hoc_vien", 14),
        Column("Kết thúc (lớp)", "ket_thuc", 13), Column("Đạt yêu cầu", "dat", 14),
        Column("Giỏi", "gioi", 14), Column("Khá", "kha", 14), Column("Trung bình", "trung_binh", 14),
    ),
    11,
)  # fmt: skip
LECTURERS = Rows(
    "giang_vien",
    (
        Column("TT", "tt", 12), Column("Giảng viên", "ten", 80, middle=False), Column("Số buổi", "so_buoi", 25),
        Column("Số tiết", "so_tiet", 35),
    ),
)  # fmt: skip
SENT = Rows(
    "danh_sach",
    (
        Column("TT", "tt", 10), Column("Họ và tên", "ho_ten", 45, middle=False), Column("Ngày sinh", "ngay_sinh", 24),
        Column("Chức vụ", "chuc_vu", 48, middle=False), Column("Đơn vị", "don_vi", 38, middle=False),
    ),
)  # fmt: skip


def target_report() -> Word:
    """bao-cao-chi-tieu.docx"""
    document = _headed("Báo cáo chỉ tiêu trình độ lý luận chính trị")
    _title(document, "BÁO CÁO", "kết quả thực hiện chỉ tiêu trình độ lý luận chính trị", "{{ muc_tieu }}")
    _body(document, "{{ so_lieu }} {{ pham_vi }}")
    _section(document, "I- KẾT QUẢ CHUNG")
    _body(document, "{{ ket_luan }}")
    _rows_if_any(document, TARGETS)
    _lines(document, "ghi_chu", italic=True)
    _section(document, "II- KẾT QUẢ THEO ĐƠN VỊ")
    _body(document, "{{ don_vi_tom_tat }}")
    _rows_if_any(document, UNITS)
    _section(document, "III- NHẬN XÉT, KIẾN NGHỊ")
    _to_write(document, "1- Ưu điểm", "2- Hạn chế, nguyên nhân", "3- Nhiệm vụ thời gian tới", "4- Kiến nghị")
    _foot(document)
    return document


def period_report() -> Word:
    """bao-cao-ky.docx"""
    document = _headed("Báo cáo công tác đào tạo, bồi dưỡng lý luận chính trị")
    _title(document, "BÁO CÁO", "kết quả công tác đào tạo, bồi dưỡng lý luận chính trị", "{{ ky }}")
    _body(document, "{{ so_lieu }} {{ pham_vi }}")
    _section(document, "I- KẾT QUẢ MỞ LỚP")
    _body(document, "{{ tom_tat }}")
    _rows_if_any(document, CLASSES)
    _lines(document, "ghi_chu", italic=True)
    _section(document, "II- ĐƠN VỊ CỬ NGƯỜI ĐI HỌC")
    _body(document, "{{ don_vi_vang }}")
    _section(document, "III- GIẢNG VIÊN")
    _lines(document, "giang_day")
    _rows_if_any(document, LECTURERS)
    _section(document, "IV- NHẬN XÉT, NHIỆM VỤ, KIẾN NGHỊ")
    _to_write(document, "1- Ưu điểm", "2- Hạn chế, nguyên nhân", "3- Nhiệm vụ kỳ tới", "4- Kiến nghị")
    _foot(document)
    return document


def sent_list() -> Word:
    """danh-sach-cu.docx"""
    document = _blank("Danh sách cử đi học lý luận chính trị")
    # The unit signs it: the centre is whom it goes to.
    _heads(document, ("{{ don_vi_cu }}", "*", "Số          "), "{{ dia_danh_ngay_ky }}")
    _title(document, "DANH SÁCH", "cử đi học lý luận chính trị", "{{ lop }}")
    _body(document, "Kính gửi: {{ noi_nhan }}.")
    _body(document, "Đề nghị xem xét cử {{ so_nguoi }} đồng chí:")
    _rows(document, SENT)
    _foot(document, ("- Như trên,", "- Lưu."), ("THỦ TRƯỞNG ĐƠN VỊ", "(ký, ghi rõ họ tên, đóng dấu)"))
    return document


TEMPLATES = {
    "bao-cao-chi-tieu.docx": target_report,
    "bao-cao-ky.docx": period_report,
    "danh-sach-cu.docx": sent_list,
}


def _headed(title: str) -> Word:
    document = _blank(title)
    _heads(document, ("{{ co_quan_cap_tren }}", "{{ co_quan }}", "*", "Số          -BC/TTCT"), "{{ dia_danh_ngay }}")
    return document


def _blank(title: str) -> Word:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    _page_number(number.add_run())
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, "", "", "vi-VN"
    properties.created = properties.modified = datetime(2025, 1, 1, tzinfo=UTC)
    return document


def _page_number(run: Run) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        run._r.append(part)


def _heads(document: Word, who: Sequence[str], place_and_date: str) -> None:
    """Who writes, down to the number, in bold the last before the asterisk; beside it the Party and the day."""
    left, right = _two_cells(document, 74, 91)
    for n, line in enumerate(who):
        _cell_line(left, line, first=n == 0, bold=who[n + 1 : n + 2] == ("*",))
    party = _cell_line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", first=True, bold=True, size=15)
    party.paragraph_format.left_indent = party.paragraph_format.right_indent = Mm(2.5)
    _rule_below(party)
    _cell_line(right, "")
    _cell_line(right, place_and_date, italic=True)


def _two_cells(document: Word, left: float, right: float) -> tuple[_Cell, _Cell]:
    """Two cells beside each other without lines, on one page; their widths in millimetres."""
    table = document.add_table(1, 2)
    table.autofit = False
    _set(table.rows[0]._tr.get_or_add_trPr(), "w:cantSplit")
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = column.cells[0].width = Mm(width)
    return table.rows[0].cells[0], table.rows[0].cells[1]


def _cell_line(
    cell: _Cell, text: str, first: bool = False, bold: bool = False, italic: bool = False, size: float = 14
) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _rule_below(paragraph: Paragraph) -> None:
    """A line as long as the words above it."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _title(document: Word, kind: str, subject: str, of: str) -> None:
    for text, size, before in ((kind, 16, 18), (subject, 14, 0), (of, 14, 0), ("-----", 14, 0)):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTER
        paragraph.paragraph_format.space_before = Pt(before)
        run = paragraph.add_run(text)
        run.bold, run.font.size = text != "-----", Pt(size)


def _section(document: Word, heading: str) -> None:
    paragraph = _body(document, "")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(12)
    paragraph.add_run(heading).bold = True


def _body(document: Word, text: str) -> Paragraph:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = JUSTIFY
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after, form.line_spacing = Mm(12.7), Pt(6), Pt(6), 1.1
    return paragraph


def _lines(document: Word, field: str, italic: bool = False) -> None:
    """A paragraph for each line of a field."""
    _line(document, f"{{%p for dong in {field} %}}")
    paragraph = _body(document, "")
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run("{{ dong }}")
    run.italic, run.font.size = italic, Pt(13 if italic else 14)
    _line(document, "{%p endfor %}")


def _line(document: Word, mark: str) -> None:
    """A mark of the template: its paragraph vanishes."""
    document.add_paragraph(mark)


def _rows(document: Word, rows: Rows) -> None:
    table = document.add_table(4, len(rows.columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _narrow_margins(table)
    for column, wide in zip(table.columns, rows.columns, strict=True):
        column.width = Mm(wide.millimetres)
    _fill(table, 0, [column.heading for column in rows.columns], rows, bold=True)
    _fill(table, 1, [f"{{%tr for dong in {rows.field} %}}"], rows)
    _fill(table, 2, [f"{{{{ dong.{column.field} }}}}" for column in rows.columns], rows)
    _fill(table, 3, ["{%tr endfor %}"], rows)
    _set(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for row in table.rows:
        _set(row._tr.get_or_add_trPr(), "w:cantSplit")


def _rows_if_any(document: Word, rows: Rows) -> None:
    _line(document, f"{{%p if {rows.field} %}}")
    _rows(document, rows)
    _line(document, "{%p endif %}")


def _narrow_margins(table: Table) -> None:
    """Less room beside the words of a cell than Word leaves: ten columns share a page."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "55")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _fill(table: Table, row: int, texts: Sequence[str], rows: Rows, bold: bool = False) -> None:
    for cell, column in zip(table.rows[row].cells, rows.columns, strict=True):
        cell.width = Mm(column.millimetres)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        form = cell.paragraphs[0].paragraph_format
        form.space_before = form.space_after = Pt(2)
        cell.paragraphs[0].alignment = CENTER if bold or column.middle else LEFT
    for cell, text in zip(table.rows[row].cells, texts, strict=False):
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold, Pt(rows.size)


def _set(properties: BaseOxmlElement, name: str) -> None:
    properties.append(OxmlElement(name))


def _to_write(document: Word, *headings: str) -> None:
    for heading in headings:
        lines = [_body(document, heading), document.add_paragraph(TO_WRITE), document.add_paragraph(TO_WRITE)]
        for line in lines:
            line.paragraph_format.space_after = Pt(4)
        for line in lines[:-1]:
            line.paragraph_format.keep_with_next = True


def _foot(
    document: Word,
    to: Sequence[str] = ("- {{ noi_nhan }} (để báo cáo),", "- Lưu Trung tâm."),
    signs: Sequence[str] = ("GIÁM ĐỐC",),
) -> None:
    """Whom it goes to and who signs it; the lines above stay with it, for a signature never stands alone on a page."""
    for line in (document.paragraphs[-1], document.add_paragraph()):
        line.paragraph_format.keep_with_next = True
    left, right = _two_cells(document, 85, 80)
    left.paragraphs[0].add_run("Nơi nhận:").underline = True
    for text in to:
        left.add_paragraph().add_run(text).font.size = Pt(12)
    for n, text in enumerate((*signs, "", "", "", "", "")):
        _cell_line(right, text, first=n == 0, bold=n == 0, italic=n > 0)


def packed(document: Word) -> bytes:
    """The file of a document, the same bytes each time: its parts bear no time."""
    saved, content = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(content, "w", ZIP_DEFLATED) as anew:
        for name in parts.namelist():
            anew.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return content.getvalue()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, make in TEMPLATES.items():
        (FOLDER / name).write_bytes(packed(make()))


if __name__ == "__main__":
    main()
