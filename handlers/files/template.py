"""The empty form for a unit to fill in: lists to choose from, an example that is never read, notes."""

from collections.abc import Iterable, Sequence

from handlers.files.form import FormBook, form_columns
from rules.roster.fields import Field

_EXAMPLE = {
    Field.CODE: "Ví dụ",
    Field.NAME: "Nguyễn Văn A",
    Field.BIRTH: "01/02/1980",
    Field.GENDER: "Nam",
    Field.ETHNICITY: "Kinh",
    Field.PHONE: "0912345678",
    Field.UNIT: "xã Tân An",
    Field.CATEGORY: "Cán bộ",
    Field.POSTS: "Phó Chủ tịch UBND xã; Chủ tịch Hội Nông dân xã",
    Field.SINCE: "01/07/2021",
    Field.COMMITTEE: "Ủy viên BTV Đảng ủy",
    Field.GRADE: "Chuyên viên",
    Field.PARTY_JOINED: "03/02/2005",
    Field.PARTY_FULL: "03/02/2006",
    Field.EDUCATION: "Đại học Luật",
    Field.LEVEL: "Trung cấp",
    Field.MODE: "Không tập trung",
    Field.NUMBER: "TC 0123",
    Field.ISSUED: "2015",
    Field.ISSUER: "Trường Chính trị tỉnh",
    Field.RATING: "Hoàn thành tốt nhiệm vụ",
}
NOTES = (
    "CÁCH GHI DANH SÁCH CÁN BỘ",
    'Bắt buộc có "Họ và tên" và "Đơn vị"; các cột khác có thể để trống hoặc bỏ bớt.',
    'Dòng "Ví dụ" không được đọc; có thể xóa.',
    "Mã cán bộ: để trống nếu chưa có, sẽ được cấp. Khi sửa danh sách đã xuất, giữ nguyên cột này.",
    "Ngày ghi ngày/tháng/năm (01/02/1980); chỉ biết tháng hoặc năm thì ghi 02/1980 hoặc 1980.",
    "Nhiều chức vụ cách nhau bằng dấu chấm phẩy (;). Từ ngày: một ngày cho tất cả, "
    "hoặc mỗi chức vụ một ngày, cách nhau bằng dấu ;",
    "Chức vụ, Cấp ủy, Quy hoạch: chức danh không còn ghi trong ô sẽ được kết thúc; ô trống nghĩa là không có.",
    "Trình độ LLCT: Sơ cấp, Trung cấp, Cao cấp (cử nhân chính trị ghi Cao cấp); chưa có thì để trống. "
    'Đang học thì ghi "đang học trung cấp".',
    "Các ô khác để trống thì dữ liệu cũ giữ nguyên; ghi dấu gạch ngang (-) thì xóa dữ liệu cũ.",
    "Xếp loại: mỗi năm một cột, tiêu đề ghi kèm năm (Xếp loại 2024).",
    'Đơn vị của xã, phường, thị trấn ghi kèm tên xã: "UBND xã Tân An", "Đảng ủy xã Tân An".',
    'Trang "Đơn vị" (không bắt buộc) ghi cấp và nơi trực thuộc của đơn vị, khi tên đơn vị không nói rõ. '
    "Loại ghi: cấp huyện hoặc cấp xã; có thể thêm trường học, y tế, công an.",
)
UNIT_HEADINGS = ("Tên đơn vị", "Loại", "Trực thuộc")


def roster_template(units: Iterable[str] = (), years: Sequence[int] = (2024, 2025)) -> bytes:
    """The form as .xlsx. `units` are the names to choose from, `years` those of the ratings."""
    columns = form_columns(years)
    book = FormBook(columns, units)
    book.write(1, [_EXAMPLE.get(field, "") for field, _ in columns], faint=True)
    book.add_table("Đơn vị", (34, 26, 34), [UNIT_HEADINGS])
    book.add_table("Hướng dẫn", (120,), [(note,) for note in NOTES])
    return book.bytes()
