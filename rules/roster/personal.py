"""Names, phones, gender, category: what people write about a person, in one form."""

import re
from functools import lru_cache

from rules.roster.problems import BadCell
from rules.roster.sheet import Cell, shown
from rules.text import clean, fold

_WORD = re.compile(r"[^\W\d_]+")
_USUAL_PHONE = re.compile(r"0?[1-9][0-9]{8}")
_PHONE_MEND = "Ghi 10 chữ số bắt đầu bằng 0, ví dụ 0912345678"
_CATEGORIES = {
    "can bo": "Cán bộ",
    "cb": "Cán bộ",
    "cong chuc": "Công chức",
    "cc": "Công chức",
    "vien chuc": "Viên chức",
    "vc": "Viên chức",
    "khong chuyen trach": "Không chuyên trách",
    "kct": "Không chuyên trách",
    "nguoi hoat dong khong chuyen trach": "Không chuyên trách",
    "can bo khong chuyen trach": "Không chuyên trách",
    "hoat dong khong chuyen trach": "Không chuyên trách",
    "hdkct": "Không chuyên trách",
}
_GENDERS = {"nam": "nam", "trai": "nam", "m": "nam", "nu": "nu", "gai": "nu", "f": "nu"}


@lru_cache(maxsize=65536)
def parse_name(text: str) -> str:
    """The name with single spaces; one that is all in one case gets capitals. Raises BadCell without letters."""
    name = clean(text)
    if not any(c.isalpha() for c in name):
        raise BadCell("Không phải họ tên", "Ghi đầy đủ họ và tên")
    if name == name.upper() or name == name.lower():
        return _WORD.sub(lambda word: word[0][0].upper() + word[0][1:].lower(), name)
    return name


def doubtful_name(name: str) -> str:
    """Why a name looks wrong, in Vietnamese, or empty."""
    if " " not in name:
        return "Họ tên chỉ có một chữ"
    if not name.replace(" ", "").isalpha() and not all(c.isalpha() or c in " .'’-" for c in name):
        return "Họ tên có chữ số hoặc ký hiệu lạ"
    return ""


def parse_phone(cell: Cell) -> str:
    """Ten digits beginning with 0, from +84, 84, dots, spaces, or a number that lost its zero. Raises BadCell."""
    text = shown(cell).strip("'")
    if _USUAL_PHONE.fullmatch(text):
        return text.zfill(10)
    if re.search(r"[^\W\d_]", text) or not text.strip("-.,/;() +"):
        raise BadCell("Không phải số điện thoại", _PHONE_MEND)
    if len(re.findall(r"\d{9,}", re.sub(r"[ .()-]", "", text))) > 1:
        raise BadCell("Có hơn một số điện thoại", f"Giữ lại một số. {_PHONE_MEND}")
    digits = re.sub(r"\D", "", text).removeprefix("00")
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = digits[2:].removeprefix("0")
    if len(digits) == 9 and not digits.startswith("0"):
        digits = "0" + digits
    if len(digits) == 11 and digits.startswith("01"):
        raise BadCell("Số điện thoại 11 số kiểu cũ", f"Đổi sang đầu số mới. {_PHONE_MEND}")
    if len(digits) != 10 or not digits.startswith("0") or not digits.isascii():
        raise BadCell("Số điện thoại không đủ 10 chữ số bắt đầu bằng 0", _PHONE_MEND)
    return digits


@lru_cache(maxsize=1024)
def parse_gender(text: str) -> str:
    """`nam` or `nu`. Raises BadCell."""
    gender = _GENDERS.get(fold(clean(text)))
    if gender is None:
        raise BadCell(f'Không hiểu giới tính "{clean(text)}"', "Ghi Nam hoặc Nữ")
    return gender


@lru_cache(maxsize=4096)
def parse_category(text: str) -> str:
    """Đối tượng in its usual spelling; any other word stays as given."""
    return _CATEGORIES.get(fold(clean(text)), clean(text))


def parse_code(cell: Cell) -> str:
    """Mã cán bộ as written; a number keeps no ".0"."""
    return shown(cell).strip("'")
