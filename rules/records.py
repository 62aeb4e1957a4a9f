"""What a record says in words: education, ratings, category, party status, read into what rules compare."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from rules.cadres import Cadre, Party
from rules.dates import PartialDate
from rules.text import fold


class Category(StrEnum):
    """Đối tượng."""

    CAN_BO = "can_bo"
    CONG_CHUC = "cong_chuc"
    VIEN_CHUC = "vien_chuc"
    KHONG_CHUYEN_TRACH = "khong_chuyen_trach"
    HOP_DONG = "hop_dong"


class Education(StrEnum):
    """Trình độ học vấn, chuyên môn, from the lowest."""

    THCS = "thcs"
    SO_CAP = "so_cap"
    THPT = "thpt"
    TRUNG_CAP = "trung_cap"
    CAO_DANG = "cao_dang"
    DAI_HOC = "dai_hoc"
    THAC_SI = "thac_si"
    TIEN_SI = "tien_si"

    @property
    def place(self) -> int:
        """Its place in the order, from 0."""
        return tuple(Education).index(self)


class Rating(StrEnum):
    """Xếp loại chất lượng cuối năm, from the lowest."""

    KHONG_HOAN_THANH = "khong_hoan_thanh"
    HOAN_THANH = "hoan_thanh"
    HOAN_THANH_TOT = "hoan_thanh_tot"
    HOAN_THANH_XUAT_SAC = "hoan_thanh_xuat_sac"

    @property
    def place(self) -> int:
        """Its place in the order, from 0."""
        return tuple(Rating).index(self)


_CATEGORY_WORDS: tuple[tuple[Category, str], ...] = (
    (Category.CAN_BO, r"can bo|cb|cbcc|cbccvc|cbvc"),
    (Category.CONG_CHUC, r"cong chuc|cc|cbcc|cbccvc|ccvc"),
    (Category.VIEN_CHUC, r"vien chuc|vc|cbccvc|cbvc|ccvc"),
)
_PART_TIME = re.compile(r"\b(khong chuyen trach|ban chuyen trach|kct|cbkct|hdkct|nhdkct|kchuyen trach)\b")
_CONTRACT = re.compile(r"\b(hop dong|hd ?68|hdld|hd ?111)\b")

_EDUCATION_WORDS: tuple[tuple[Education, str], ...] = (
    (Education.TIEN_SI, r"tien si|tien sy|ts"),
    (Education.THAC_SI, r"thac si|thac sy|ths|cao hoc|chuyen khoa (?:i|ii|1|2)|ck ?(?:i|ii|1|2)"),
    (Education.DAI_HOC, r"dai hoc|dh|cu nhan|cn|ky su|ks|bac si|bac sy|bs|duoc si dai hoc|kien truc su"),
    (Education.CAO_DANG, r"cao dang|cd|cdsp"),
    (Education.TRUNG_CAP, r"trung cap|tc|trung hoc chuyen nghiep|thcn|tccn"),
    (Education.THPT, r"thpt|ptth|trung hoc pho thong|pho thong trung hoc|cap 3|cap iii|12 12|lop 12"),
    (Education.SO_CAP, r"so cap|sc|so cap nghe"),
    (Education.THCS, r"thcs|ptcs|trung hoc co so|cap 2|cap ii|9 12|lop 9"),
)
_EDUCATION = tuple((level, re.compile(rf"\b(?:{words})\b")) for level, words in _EDUCATION_WORDS)
_STUDYING = re.compile(r"\b(?:dang hoc|dang theo hoc|chua tot nghiep|hoc vien|sinh vien)\b.*")
_COLLEGE_DEGREE = re.compile(r"\b(?:cu nhan|cn|ky su|ks) (?:cao dang|cd)\b")
_NOT_WORD = re.compile(r"[^a-z0-9]+")

_RATING_WORDS: tuple[tuple[Rating, str], ...] = (
    (Rating.KHONG_HOAN_THANH, r"khong hoan thanh|chua hoan thanh|khong ht|kht|khtnv"),
    (Rating.HOAN_THANH_XUAT_SAC, r"xuat sac|htxs|htxsnv|htsxnv|xs"),
    (Rating.HOAN_THANH_TOT, r"hoan thanh tot|ht tot|htt|httnv|tot"),
    (Rating.HOAN_THANH, r"hoan thanh|ht|htnv"),
)
_RATINGS = tuple((rating, re.compile(rf"\b(?:{words})\b")) for rating, words in _RATING_WORDS)


def _words(text: str) -> str:
    return _NOT_WORD.sub(" ", fold(text)).strip()


@lru_cache(maxsize=4096)
def categories_of(text: str) -> frozenset[Category]:
    """The categories a Đối tượng names; empty when it names none that is known."""
    words = _words(text)
    if _PART_TIME.search(words):
        return frozenset({Category.KHONG_CHUYEN_TRACH})
    if _CONTRACT.search(words):
        return frozenset({Category.HOP_DONG})
    return frozenset(c for c, forms in _CATEGORY_WORDS if re.search(rf"\b(?:{forms})\b", words))


@lru_cache(maxsize=4096)
def education_of(text: str) -> Education | None:
    """The highest finished education that a Trình độ chuyên môn names; None when it names none."""
    words = _STUDYING.sub("", _words(text))
    words = _COLLEGE_DEGREE.sub("cao dang", words)
    return next((level for level, form in _EDUCATION if form.search(words)), None)


@lru_cache(maxsize=4096)
def rating_of(text: str) -> Rating | None:
    """The grade that an Xếp loại names; None when it names none."""
    words = _words(text)
    return next((rating for rating, form in _RATINGS if form.search(words)), None)


def is_minority(cadre: Cadre) -> bool:
    """Whether the record says an ethnicity other than Kinh; an empty one says nothing."""
    ethnicity = _words(cadre.ethnicity).removeprefix("dan toc ")
    return ethnicity not in ("", "kinh", "viet")


def party_on(cadre: Cadre, day: date) -> Party | None:
    """The party status that the dates of a record prove on a day; None when they prove nothing.

    A joining date alone proves dự bị: the date of becoming chính thức is never guessed.
    """
    if _reached(cadre.party_full, day):
        return Party.FULL
    if _reached(cadre.party_joined, day):
        return Party.PROBATIONARY
    return None


def probation_may_be_over(cadre: Cadre, day: date) -> bool:
    """Whether twelve months have passed since joining without a record of becoming chính thức."""
    joined = cadre.party_joined
    return cadre.party_full is None and joined is not None and joined.age_on(day)[1] >= 1


def _reached(noted: PartialDate | None, day: date) -> bool:
    """A partly known date counts from its month or year on: it was noted because it happened."""
    return noted is not None and noted.iso <= day.isoformat()[: len(noted.iso)]
