"""What staff are told of the weekly rehearsal of a restore."""

from datetime import datetime

from rules.dates import vietnamese

_HEAD = "KIỂM TRA BẢN SAO LƯU HẰNG TUẦN"
NONE = (
    f"{_HEAD}\nChưa có bản sao lưu nào trong thư mục đã chọn. Nếu máy hỏng lúc này, dữ liệu không lấy lại được.\n"
    "Đề nghị người phụ trách máy kiểm tra ổ đĩa sao lưu còn cắm và còn chỗ, rồi chạy: cadrebot backup."
)


def well(made: datetime, tables: int, people: int, files: int) -> str:
    """It opens, and every table has as many rows as it had."""
    return (
        f"{_HEAD}\nBản sao lưu lúc {_when(made)} đã được mở thử vào một bản nháp: đủ cả {tables} bảng, "
        f"{people} hồ sơ cán bộ, {files} tệp. Không cần làm gì thêm."
    )


def old(made: datetime) -> str:
    """It opens, but nothing newer is there."""
    return (
        f"{_HEAD}\nBản sao lưu mới nhất (lúc {_when(made)}) mở được, nhưng từ đó đến nay không có bản nào mới hơn.\n"
        "Đề nghị người phụ trách máy xem việc sao lưu hằng đêm có đang bật không, ổ đĩa sao lưu còn chỗ không."
    )


def failed(made: datetime, reason: str) -> str:
    """It does not open, or something is missing; the reason is the program's, for the technician."""
    return (
        f"{_HEAD}\nBản sao lưu lúc {_when(made)} KHÔNG mở lại được đầy đủ. Dữ liệu đang dùng không bị ảnh hưởng.\n"
        "Đề nghị người phụ trách máy chạy ngay: cadrebot backup, và kiểm tra ổ đĩa sao lưu.\n"
        f"Chi tiết cho người phụ trách máy: {reason}"
    )


def _when(made: datetime) -> str:
    return f"{made:%H giờ %M} ngày {vietnamese(made.date())}"
