"""The empty form for a reorganisation as .xlsx: a sheet of units, a sheet of people for units that split, notes."""

from collections.abc import Sequence
from io import BytesIO

from rules.reorganising.book import PlanField

_UNITS = (PlanField.OLD, PlanField.NEW, PlanField.DAY, PlanField.DOCUMENT)
_PEOPLE = (PlanField.CODE, PlanField.NAME, PlanField.NEW)
_EXAMPLES = (
    ("Ví dụ", "xã Tân An", "01/07/2025", "Nghị quyết 12/NQ-HĐND"),
    ("Ví dụ", "Nguyễn Văn A", "xã Tân An"),
)
_NOTES = (
    "CÁCH GHI SẮP XẾP ĐƠN VỊ",
    "Mỗi đơn vị cũ một dòng. Nhiều đơn vị cũ cùng một đơn vị mới là sáp nhập; một đơn vị cũ ra nhiều đơn vị mới là "
    "chia tách, mỗi đơn vị mới một dòng; một đơn vị cũ ra một tên mới là đổi tên.",
    "Đơn vị mới mang tên một đơn vị đang có, không nằm trong cột đơn vị cũ: đơn vị ấy nhận thêm người.",
    "Ngày là ngày đầu tiên của đơn vị mới, căn cứ là số văn bản; ghi ở dòng đầu là đủ. Mỗi tệp một ngày, một văn bản.",
    "Trang “Cán bộ” chỉ cần khi chia tách: mã cán bộ và đơn vị mới của từng đồng chí. Đồng chí không có trong trang "
    "này tạm về đơn vị mới ghi đầu tiên và được nhắc tên khi xem trước.",
    "Người đứng đầu, cấp phó, cấp ủy của đơn vị kết thúc thôi chức vụ vào ngày trước đó (trừ đổi tên); chức vụ mới ghi "
    "vào hồ sơ khi có quyết định. Các chức danh khác chuyển theo người.",
    "Đến ngày, Trợ lý tự thực hiện. Trước ngày ấy có thể hủy.",
)
_WIDE = {PlanField.DAY: 14, PlanField.CODE: 14}
_LAST_ROW = 2000


def plan_form(units: Sequence[str]) -> bytes:
    """The form; `units` are the names of those in force, to choose from."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    faint = book.add_format({"italic": True, "font_color": "#808080", "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    for title, fields, example in zip(("Đơn vị", "Cán bộ"), (_UNITS, _PEOPLE), _EXAMPLES, strict=True):
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, _WIDE.get(field, 32), text)
            sheet.write_string(0, column, field.value, head)
            sheet.write_string(1, column, example[column], faint)
        if title == "Đơn vị" and units:
            rule = {"validate": "list", "source": f"='Danh mục'!$A$1:$A${len(units)}", "error_type": "warning"}
            sheet.data_validation(1, 0, _LAST_ROW, 0, rule)
    lists = book.add_worksheet("Danh mục")
    lists.hide()
    lists.write_column(0, 0, units)
    guide = book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 120)
    guide.write_column(0, 0, _NOTES)
    book.close()
    return buffer.getvalue()
