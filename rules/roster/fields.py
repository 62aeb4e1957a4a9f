"""What a roster may say about a person: the columns of the form, in their order."""

from enum import StrEnum


class Field(StrEnum):
    """A column of the form; the value is the heading written on the form."""

    CODE = "Mã cán bộ"
    NAME = "Họ và tên"
    BIRTH = "Ngày sinh"
    GENDER = "Giới tính"
    ETHNICITY = "Dân tộc"
    PHONE = "Số điện thoại"
    UNIT = "Đơn vị"
    CATEGORY = "Đối tượng"
    POSTS = "Chức vụ"
    SINCE = "Từ ngày"
    COMMITTEE = "Cấp ủy"
    PLANNED = "Quy hoạch"
    GRADE = "Ngạch"
    PARTY_JOINED = "Ngày vào Đảng"
    PARTY_FULL = "Ngày chính thức"
    EDUCATION = "Trình độ chuyên môn"
    LEVEL = "Trình độ LLCT"
    MODE = "Hệ đào tạo"
    NUMBER = "Số bằng"
    ISSUED = "Ngày cấp"
    ISSUER = "Nơi cấp"
    RATING = "Xếp loại"
    """One column a year: "Xếp loại 2024"."""


REQUIRED = (Field.NAME, Field.UNIT)
