"""The columns of the two forms, in their order, and the other words that people write over them."""

from enum import StrEnum

from rules.roster.synonyms import heading_key


class ClassField(StrEnum):
    """A column of the form for classes; the value is the heading written on it."""

    CODE = "Mã lớp"
    KIND = "Chương trình"
    NAME = "Tên lớp"
    STARTS = "Ngày khai giảng"
    ENDS = "Ngày bế giảng"
    OPENS = "Nhận danh sách từ"
    UNTIL = "Hạn nhận danh sách"
    PLACES = "Số chỗ"
    PLACE = "Nơi học"
    HOURS = "Giờ học"
    MODE = "Hệ học"
    AUDIENCE = "Đối tượng"
    QUOTAS = "Chỉ tiêu đơn vị"
    PLAN = "Dòng kế hoạch"
    NOTE = "Ghi chú"


class SessionField(StrEnum):
    """A column of the form for sessions."""

    CODE = "Mã lớp"
    DAY = "Ngày học"
    PART = "Buổi"
    TOPIC = "Chuyên đề"
    ROOM = "Phòng"
    LECTURER = "Giảng viên"
    PERIODS = "Số tiết"


class LecturerField(StrEnum):
    """A column of the form for lecturers."""

    CODE = "Mã giảng viên"
    NAME = "Họ và tên"
    KIND = "Loại giảng viên"
    HOLDER = "Mã cán bộ"
    UNIT = "Đơn vị"
    PHONE = "Điện thoại"
    TOPICS = "Chuyên đề"
    DECISION = "Số quyết định"
    DECIDED = "Ngày quyết định"
    TERM = "Thời hạn đến"


_CLASS_WORDS = {
    ClassField.CODE: "ma lop|ma|so hieu lop|ky hieu lop|ma khoa|lop ma so",
    ClassField.KIND: "chuong trinh|loai lop|loai|loai hinh|chuong trinh hoc|noi dung lop|he lop",
    ClassField.NAME: "ten lop|lop|ten khoa|khoa|ten lop hoc|lop hoc",
    ClassField.STARTS: "ngay khai giang|khai giang|tu ngay|ngay bat dau|bat dau|ngay mo lop|ngay mo",
    ClassField.ENDS: "ngay be giang|be giang|den ngay|ngay ket thuc|ket thuc",
    ClassField.OPENS: "nhan danh sach tu|nhan tu ngay|mo dang ky|ngay nhan danh sach|bat dau nhan danh sach",
    ClassField.UNTIL: "han nhan danh sach|han dang ky|han gui danh sach|nhan danh sach den|han cu|han chot",
    ClassField.PLACES: "so cho|so luong|so hoc vien|si so|so nguoi|chi tieu|so luong hoc vien",
    ClassField.PLACE: "noi hoc|dia diem|dia diem hoc|hoi truong|noi mo lop",
    ClassField.HOURS: "gio hoc|thoi gian hoc|gio",
    ClassField.MODE: "he hoc|he dao tao|he|hinh thuc|hinh thuc dao tao",
    ClassField.AUDIENCE: "doi tuong|doi tuong hoc|thanh phan",
    ClassField.QUOTAS: "chi tieu don vi|chi tieu tung don vi|chi tieu cac don vi|phan bo|phan bo chi tieu",
    ClassField.PLAN: "dong ke hoach|ke hoach|muc ke hoach|so ke hoach|ke hoach nam",
    ClassField.NOTE: "ghi chu",
}
_SESSION_WORDS = {
    SessionField.CODE: "ma lop|lop|ma|ten lop|lop hoc",
    SessionField.DAY: "ngay hoc|ngay|ngay thang|ngay thang nam|thoi gian",
    SessionField.PART: "buoi|buoi hoc|ca|ca hoc|sang chieu",
    SessionField.TOPIC: "chuyen de|noi dung|bai|bai hoc|ten bai|chu de|noi dung giang day|ten chuyen de",
    SessionField.ROOM: "phong|phong hoc|hoi truong|dia diem|noi hoc",
    SessionField.LECTURER: "giang vien|nguoi giang|bao cao vien|giao vien|nguoi day",
    SessionField.PERIODS: "so tiet|tiet|so tiet hoc|so tiet giang|thoi luong",
}


_LECTURER_WORDS = {
    LecturerField.CODE: "ma giang vien|ma|ma gv|ma so",
    LecturerField.NAME: "ho va ten|ho ten|ten|giang vien|ho va ten giang vien|ten giang vien",
    LecturerField.KIND: "loai giang vien|loai|hinh thuc|co huu kiem chuc|co huu / kiem chuc|dien",
    LecturerField.HOLDER: "ma can bo|ma ho so|ma cb",
    LecturerField.UNIT: "don vi|don vi cong tac|co quan|noi cong tac|co quan don vi",
    LecturerField.PHONE: "dien thoai|so dien thoai|sdt|dt|so dt",
    LecturerField.TOPICS: "chuyen de|chuyen de giang day|noi dung giang day|bai giang|mon|linh vuc",
    LecturerField.DECISION: "so quyet dinh|quyet dinh|qd|so qd|quyet dinh so",
    LecturerField.DECIDED: "ngay quyet dinh|ngay qd|ngay ky|ngay phe duyet",
    LecturerField.TERM: "thoi han den|thoi han|den ngay|het han|ngay het han|hieu luc den",
}


def class_field(heading: str) -> ClassField | None:
    """What a heading says in a file of classes."""
    key = heading_key(heading)
    return next((field for field, words in _CLASS_WORDS.items() if key in words.split("|")), None)


def session_field(heading: str) -> SessionField | None:
    """What a heading says in a file of sessions."""
    key = heading_key(heading)
    return next((field for field, words in _SESSION_WORDS.items() if key in words.split("|")), None)


def lecturer_field(heading: str) -> LecturerField | None:
    """What a heading says in a file of lecturers."""
    key = heading_key(heading)
    return next((field for field, words in _LECTURER_WORDS.items() if key in words.split("|")), None)
