"""The empty forms for classes, sessions and lecturers: headings, lists to choose from, an example never read, notes."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from rules.class_books.fields import ClassField, LecturerField, SessionField

_Field = ClassField | SessionField | LecturerField
_EXAMPLES: Mapping[_Field, str] = {
    ClassField.CODE: "Ví dụ",
    ClassField.KIND: "Bồi dưỡng cấp ủy viên cơ sở",
    ClassField.NAME: "Bồi dưỡng cấp ủy viên cơ sở, khóa 3/2026",
    ClassField.STARTS: "07/12/2026",
    ClassField.ENDS: "09/12/2026",
    ClassField.OPENS: "16/11/2026",
    ClassField.UNTIL: "30/11/2026",
    ClassField.PLACES: "60",
    ClassField.PLACE: "Hội trường 1",
    ClassField.HOURS: "07 giờ 30 đến 11 giờ",
    ClassField.MODE: "Tập trung",
    ClassField.AUDIENCE: "Cấp ủy viên cơ sở",
    ClassField.QUOTAS: "xã Mỹ Cẩm 5, xã Tân An 3",
    ClassField.PLAN: "Mục 3, Kế hoạch 12-KH/TTCT",
    SessionField.CODE: "Ví dụ",
    SessionField.DAY: "07/12/2026",
    SessionField.PART: "Sáng",
    SessionField.TOPIC: "Bài 1",
    SessionField.ROOM: "Hội trường 1",
    SessionField.LECTURER: "Nguyễn Văn A",
    SessionField.PERIODS: "4",
    LecturerField.CODE: "Ví dụ",
    LecturerField.NAME: "Nguyễn Văn A",
    LecturerField.KIND: "Kiêm chức",
    LecturerField.HOLDER: "CB012",
    LecturerField.PHONE: "0912345678",
    LecturerField.TOPICS: "Xây dựng Đảng; Nhà nước pháp quyền",
    LecturerField.DECISION: "120-QĐ/HU",
    LecturerField.DECIDED: "12/05/2026",
    LecturerField.TERM: "31/12/2027",
}
_CLASS_NOTES = (
    "CÁCH GHI DANH SÁCH LỚP",
    'Mỗi lớp một dòng. Lớp mới bắt buộc có "Chương trình"; mã lớp để trống thì được cấp.',
    "Lớp đã có: giữ nguyên mã; ô trống để nguyên dữ liệu cũ, dấu gạch ngang (-) xóa dữ liệu cũ.",
    "Lớp mới đứng ở trạng thái có trong kế hoạch; mở nhận danh sách làm trong trò chuyện với Trợ lý.",
    "Chỉ tiêu đơn vị: tên đơn vị rồi số chỗ, cách nhau bằng dấu phẩy; đơn vị không nhắc tới giữ nguyên, ghi 0 để bỏ.",
    "Ngày ghi ngày/tháng/năm. Cột nào không cần có thể bỏ, thứ tự cột tùy ý.",
)
_SESSION_NOTES = (
    "CÁCH GHI LỊCH HỌC",
    "Mỗi buổi một dòng: mã lớp, ngày học, buổi (Sáng, Chiều, Tối) là bắt buộc.",
    "Buổi đã có (cùng lớp, ngày, buổi) được sửa theo tệp; buổi không có trong tệp giữ nguyên.",
    "Ô trống để nguyên dữ liệu cũ, dấu gạch ngang (-) xóa dữ liệu cũ. Hủy buổi làm trong trò chuyện với Trợ lý.",
    "Chỉ xếp giảng viên đã được phê duyệt, còn thời hạn; hai người trùng tên thì ghi mã giảng viên.",
    "Trùng phòng, giảng viên, ngày nghỉ hoặc người học được báo trước khi ghi.",
)
_LECTURER_NOTES = (
    "CÁCH GHI DANH SÁCH GIẢNG VIÊN",
    "Mỗi người một dòng. Người mới: mã giảng viên để trống; họ và tên, loại giảng viên là bắt buộc.",
    "Người có trong danh sách cán bộ thì ghi mã cán bộ; đơn vị lấy theo hồ sơ.",
    "Người đã có: giữ nguyên mã; ô trống để nguyên dữ liệu cũ, dấu gạch ngang (-) xóa dữ liệu cũ.",
    "Nhiều chuyên đề cách nhau bằng dấu chấm phẩy (;).",
    "Giảng viên cơ hữu được xếp buổi dạy ngay. Giảng viên kiêm chức có số và ngày quyết định vào mục chờ phê duyệt, "
    "chưa có thì vào mục đã đề xuất; lãnh đạo phê duyệt trong trò chuyện, tệp không phê duyệt thay.",
)
_WIDE = {
    "Tên lớp": 40,
    "Chương trình": 34,
    "Chuyên đề": 44,
    "Nơi học": 26,
    "Đối tượng": 26,
    "Chỉ tiêu đơn vị": 34,
    "Ghi chú": 30,
}
_LAST_ROW = 2000


def class_form(kinds: Sequence[str]) -> bytes:
    """The form for classes as .xlsx; `kinds` are the names of the courses to choose from."""
    choices = {ClassField.KIND: [*kinds], ClassField.MODE: ["Tập trung", "Không tập trung"]}
    return _form("Lớp", tuple(ClassField), choices, _CLASS_NOTES)


def session_form(codes: Sequence[str]) -> bytes:
    """The form for sessions as .xlsx; `codes` are those of the classes to choose from."""
    choices = {SessionField.CODE: [*codes], SessionField.PART: ["Sáng", "Chiều", "Tối"]}
    return _form("Lịch học", tuple(SessionField), choices, _SESSION_NOTES)


def lecturer_form(units: Sequence[str]) -> bytes:
    """The form for lecturers as .xlsx; `units` are the names to choose from."""
    choices = {LecturerField.KIND: ["Cơ hữu", "Kiêm chức"], LecturerField.UNIT: [*units]}
    return _form("Giảng viên", tuple(LecturerField), choices, _LECTURER_NOTES)


def _form(
    title: str,
    fields: Sequence[_Field],
    choices: Mapping[Any, list[str]],
    notes: Sequence[str],
) -> bytes:
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"})
    faint = book.add_format({"italic": True, "font_color": "#808080", "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    sheet, lists = book.add_worksheet(title), book.add_worksheet("Danh mục")
    lists.hide()
    sheet.freeze_panes(1, 1)
    for column, field in enumerate(fields):
        sheet.set_column(column, column, _WIDE.get(field.value, 18), text)
        sheet.write_string(0, column, field.value, head)
        sheet.write_string(1, column, _EXAMPLES.get(field, ""), faint)
        if options := choices.get(field):
            lists.write_column(0, column, options)
            letter = chr(ord("A") + column)
            source = f"='Danh mục'!${letter}$1:${letter}${len(options)}"
            rule = {"validate": "list", "source": source, "error_type": "warning", "ignore_blank": True}
            sheet.data_validation(1, column, _LAST_ROW, column, rule)
    guide = book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 120)
    guide.write_column(0, 0, notes)
    book.close()
    return buffer.getvalue()
