"""The usual spelling of a unit's name that was typed in capitals: "TRƯỜNG MẦM NON HOA SEN"."""

import re

from rules.text import fold

_WORD = re.compile(r"[^\W_]+")
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|kr|[bcdghklmnpqrstvx])?[aeiouy]+(ch|ng|nh|[ckmnpt])?", re.ASCII
)
_ROMAN = re.compile(r"[IVX]+")
_PHRASES = (
    "Mầm non|Mẫu giáo|Nhà trẻ|Tiểu học|Trung học cơ sở|Trung học phổ thông|Giáo dục thường xuyên|Giáo dục và Đào tạo|"
    "Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Đảng ủy|Đảng uỷ|Đảng bộ|Chi bộ|Huyện ủy|Huyện uỷ|Huyện đoàn|"
    "Ủy ban Kiểm tra|Ủy ban Mặt trận Tổ quốc Việt Nam|Mặt trận Tổ quốc|Hội Nông dân|Hội Cựu chiến binh|"
    "Hội Liên hiệp Phụ nữ|Đoàn Thanh niên|Liên đoàn Lao động|Chữ thập đỏ|Công an|Quân sự|Chính trị|Y tế|Bệnh viện|"
    "Bảo hiểm xã hội|Kho bạc Nhà nước|Tòa án nhân dân|Toà án nhân dân|Viện kiểm sát nhân dân|Văn phòng|Trung tâm|"
    "Nội vụ|Tư pháp|Tài chính|Kế hoạch|Thanh tra|Tổ chức|Tuyên giáo|Dân vận|Kinh tế|Hạ tầng|Văn hóa|Văn hoá|Thông tin|"
    "Lao động|Nông nghiệp|Môi trường|Tài nguyên|Thống kê|Hợp tác xã|Chi cục|Ban Chỉ huy|xã|phường|thị trấn|thị xã|"
    "huyện|tỉnh|ấp|khóm|và|của"
)
_USUAL = {phrase.lower(): phrase for phrase in _PHRASES.split("|")}
_KNOWN = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _USUAL), key=len, reverse=True))})\b", re.IGNORECASE)


def usual_spelling(name: str) -> str:
    """The name as papers write it, if it is all in capitals; any other stays as it is.

    Words that name a kind of unit are written as usual ("Trường Mầm non", "Ủy ban nhân dân xã"), abbreviations stay
    ("UBND", "THCS"), and of every other word the first letter is large.
    """
    if not name.isupper():
        return name
    return _KNOWN.sub(lambda found: _USUAL[found[0].lower()], _WORD.sub(lambda found: _word(found[0]), name))


def _word(word: str) -> str:
    """What is no syllable of the language is an abbreviation or a number."""
    if len(word) == 1 or _ROMAN.fullmatch(word) or not _SYLLABLE.fullmatch(fold(word)):
        return word
    return word[0] + word[1:].lower()
