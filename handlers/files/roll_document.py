"""The list of a class for one session as a Word file: to print, to be signed by those present, to be kept on paper."""

from collections.abc import Sequence
from io import BytesIO

from handlers.texts import rollcall as words
from storage.attendance import Held
from storage.class_list import Student

_HEADINGS = ("Số", "Họ và tên", "Đơn vị", "Ký tên", "Ghi chú")
_WIDTHS_CM = (1.2, 5.5, 5.5, 3, 2.8)


def roll_document(held: Held, students: Sequence[Student]) -> bytes:
    """One line a person, by the numbers by which the roll is typed."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    for line in words.document_head(held):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    table = document.add_table(rows=1, cols=len(_HEADINGS), style="Table Grid")
    rows = [_HEADINGS, *((str(each.number or ""), each.name, each.unit_name, "", "") for each in students)]
    for _ in students:
        table.add_row()
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, cells, _WIDTHS_CM, strict=True):
            cell.width, cell.text = Cm(width), text
    document.add_paragraph(words.DOCUMENT_FOOT)
    content = BytesIO()
    document.save(content)
    return content.getvalue()
