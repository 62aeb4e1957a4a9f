"""The empty form of danh sách cử: who is sent to a class; an example that is never read, notes."""

from collections.abc import Iterable

from handlers.files.form import FormBook
from rules.roster.fields import Field

_COLUMNS = (Field.CODE, Field.NAME, Field.BIRTH, Field.GENDER, Field.POSTS, Field.UNIT, Field.PHONE)
_EXAMPLE = ("Ví dụ", "Nguyễn Văn A", "01/02/1999", "Nam", "Giáo viên", "xã Tân An", "0912345678", "Quần chúng ưu tú")
_NOTES = (
    "CÁCH GHI DANH SÁCH CỬ",
    'Mỗi người một dòng. Bắt buộc có "Họ và tên" và "Đơn vị"; nên có ngày sinh để nhận đúng người.',
    'Dòng "Ví dụ" không được đọc; có thể xóa.',
    "Mã cán bộ: ghi nếu biết; ai có trong danh sách cán bộ được nhận ra theo mã, hoặc họ tên, ngày sinh và đơn vị.",
    "Người khác được thêm làm học viên của lớp, không tính vào chỉ tiêu nào.",
    "Ngày ghi ngày/tháng/năm (01/02/1999).",
    "Bản giấy có chữ ký, đóng dấu của cấp ủy là bản chính thức.",
)
_NOTE, _NOTE_WIDTH = "Ghi chú", 28


def enrolment_form(units: Iterable[str] = ()) -> bytes:
    """The form as .xlsx; `units` are the names to choose from."""
    book = FormBook([(field, "") for field in _COLUMNS], units)
    book.add_heading(_NOTE, _NOTE_WIDTH)
    book.write(1, _EXAMPLE, faint=True)
    book.add_table("Hướng dẫn", (120,), [(note,) for note in _NOTES])
    return book.bytes()
