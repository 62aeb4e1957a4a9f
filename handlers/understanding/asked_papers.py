"""In which form the figures are asked for: as a picture, as a file, or as the centre's report of a period."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rules.periods import PeriodKind
from rules.text import clean, fold


class Paper(StrEnum):
    """What is to be taken away."""

    PICTURE = "picture"
    EXCEL = "excel"
    WORD = "word"
    ANY = "any"
    """A file, of whatever kind."""


@dataclass(frozen=True, slots=True)
class PeriodAsked:
    """The report of a period. Where the words do not tell which, neither `ago` nor `number` is given."""

    kind: PeriodKind
    ago: int | None = None
    """How many periods before the present one."""
    number: int | None = None
    """Its place in the year, from 1."""
    year: int | None = None


_TABLE, _LETTER, _FILE = r"\b(excel|xlsx)\b", r"\b(word|docx)\b", r"\b(file|tep)\b"
_FIGURES = r"\b(chi tieu|so lieu|tong hop|ty le|ti le)\b"
_IMAGE = r"\b(?<!tinh )(hinh( anh)?|anh)\b(?! chi\b(?! tieu))"
_REPORT = r"^((xin|hay|nho|cho|toi|xem|gui|xuat|tai|lay|in|lam|tep|file) )*bao cao( chi tieu)?"
_AS = r"( (ra|bang))?( (file|tep))?"
_SAID = {
    Paper.PICTURE: rf"{_IMAGE}.*{_FIGURES}|{_FIGURES}.*{_IMAGE}|^(xem |gui )?anh de chuyen tiep$",
    Paper.EXCEL: rf"{_TABLE}.*{_FIGURES}|{_FIGURES}.*{_TABLE}|^(xuat )?(file|tep|bang) excel$|{_REPORT}{_AS} excel$",
    Paper.WORD: (
        rf"{_LETTER}.*{_FIGURES}|{_FIGURES}.*{_LETTER}|^(xuat )?(file|tep) word$|{_REPORT}{_AS} word$"
        "|^bao cao chi tieu$"
    ),
    Paper.ANY: rf"{_FILE}.*{_FIGURES}|{_FIGURES}.*{_FILE}|^(file|tep) word,? excel$|{_REPORT}$",
}
_KINDS = {
    "thang": PeriodKind.MONTH, "quy": PeriodKind.QUARTER, "6 thang": PeriodKind.HALF, "nua nam": PeriodKind.HALF,
    "nam": PeriodKind.YEAR,
}  # fmt: skip
_NOW, _BEFORE = r"nay", r"truoc|roi|vua qua|vua roi"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HALVES = {"dau": 1, "cuoi": 2}
_WHICH = (
    rf"(?P<now>{_NOW})|(?P<before>{_BEFORE})|(?P<year_alone>20\d\d)|(?P<half>dau|cuoi) nam"
    rf"|(?P<number>\d{{1,2}}|{'|'.join(sorted(_ROMAN, reverse=True))})"
)
_PERIOD = (
    r"^(xem|gui|lay|lam|xuat|in|cho|toi|xin|can| )*bao cao (cua trung tam )?"
    rf"(6 thang|thang|quy|nua nam|nam)(?: (?:{_WHICH}))?"
    r"(?:(?:[ /,-]+(?:nam )?|(?<=nam) )(?:(?P<year>20\d\d)|nay))?( cua trung tam)?$"
)
PHRASES = tuple((phrase, 4.4) for phrase in (*_SAID.values(), _PERIOD))
"""What makes such a question one about the targets at all, without diacritics, with how strongly it does."""


def paper_in(text: str) -> Paper | PeriodAsked | None:
    """The form that a question about the targets asks for; None where it asks for none."""
    words = fold(text).strip(" .?")
    if period := re.search(_PERIOD, words):
        return _period_asked(_KINDS[period[3]], period)
    said = (paper for paper, phrase in _SAID.items() if re.search(phrase, words))
    return next((paper for paper in said if paper is not Paper.PICTURE or _may_mean_a_picture(text)), None)


def _period_asked(kind: PeriodKind, said: re.Match[str]) -> PeriodAsked:
    if said["now"] or said["before"]:
        return PeriodAsked(kind, ago=0 if said["now"] else 1)
    if said["year_alone"]:
        return PeriodAsked(kind, number=1 if kind == PeriodKind.YEAR else None, year=int(said["year_alone"]))
    number = _HALVES.get(said["half"]) or _ROMAN.get(said["number"]) or int(said["number"] or 0)
    if not 1 <= number <= 12 // kind.months:
        return PeriodAsked(kind)
    return PeriodAsked(kind, number=number, year=int(said["year"]) if said["year"] else None)


def _may_mean_a_picture(text: str) -> bool:
    """Whether "anh" may be "ảnh": it is "anh" where the text has its marks, but not on that word."""
    return text.isascii() or re.search("ảnh|hình", clean(text).lower()) is not None
