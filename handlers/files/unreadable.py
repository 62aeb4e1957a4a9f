"""A file that cannot be read, with the one sentence the sender is told."""


class UnreadableFile(Exception):
    """Wrong, empty, locked, damaged or too large. `reason` is a Vietnamese sentence for the sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


WRONG_KIND = "Tệp này không phải bảng tính. Đề nghị gửi tệp Excel (.xlsx, .xls), .ods hoặc .csv."
EMPTY = "Tệp này trống, không có dòng nào để đọc."
LOCKED = (
    "Tệp này có mật khẩu nên không đọc được. Đề nghị mở bằng Excel, chọn Tệp > Thông tin > Bảo vệ sổ làm việc > "
    "Mã hóa bằng mật khẩu, để trống mật khẩu, lưu rồi gửi lại."
)
DAMAGED = "Tệp này bị hỏng, không mở được. Đề nghị mở bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại."
TOO_LARGE = "Tệp này quá lớn. Đề nghị chia thành các tệp nhỏ hơn, mỗi tệp không quá 200.000 dòng và 50 MB."
