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
    """The report of a period; `ago` counts back from the present one, None where the words do not tell."""

    kind: PeriodKind
    ago: int | None


_TABLE, _LETTER, _FILE = r"\b(excel|xlsx)\b", r"\b(word|docx)\b", r"\b(file|tep)\b"
_FIGURES = r"\b(chi tieu|so lieu|tong hop|ty le|ti le)\b"
_IMAGE = r"\b(?<!tinh )(hinh( anh)?|anh)\b(?! chi\b(?! tieu))"
_SAID = {
    Paper.PICTURE: rf"{_IMAGE}.*{_FIGURES}|{_FIGURES}.*{_IMAGE}|^(xem |gui )?anh de chuyen tiep$",
    Paper.EXCEL: rf"{_TABLE}.*{_FIGURES}|{_FIGURES}.*{_TABLE}|^(file|tep|bang) excel$",
    Paper.WORD: rf"{_LETTER}.*{_FIGURES}|{_FIGURES}.*{_LETTER}|^((file|tep|bao cao) word|bao cao chi tieu)$",
    Paper.ANY: rf"{_FILE}.*{_FIGURES}|{_FIGURES}.*{_FILE}|^((file|tep) word,? excel|(xem )?bao cao)$",
}
_KINDS = {
    "thang": PeriodKind.MONTH, "quy": PeriodKind.QUARTER, "6 thang": PeriodKind.HALF, "nua nam": PeriodKind.HALF,
    "nam": PeriodKind.YEAR,
}  # fmt: skip
_NOW, _BEFORE = r"nay", r"truoc|roi|vua qua|vua roi"
_PERIOD = (
    r"^(xem|gui|lay|lam|xuat|in|cho|toi|xin|can| )*bao cao (cua trung tam )?"
    rf"(6 thang|thang|quy|nua nam|nam)(?: (?:(?P<now>{_NOW})|(?P<before>{_BEFORE})))?( cua trung tam)?$"
)
PHRASES = tuple((phrase, 4.4) for phrase in (*_SAID.values(), _PERIOD))
"""What makes such a question one about the targets at all, without diacritics, with how strongly it does."""


def paper_in(text: str) -> Paper | PeriodAsked | None:
    """The form that a question about the targets asks for; None where it asks for none."""
    words = fold(text).strip(" .?")
    if period := re.search(_PERIOD, words):
        ago = 0 if period["now"] else 1 if period["before"] else None
        return PeriodAsked(_KINDS[period[3]], ago)
    said = (paper for paper, phrase in _SAID.items() if re.search(phrase, words))
    return next((paper for paper in said if paper is not Paper.PICTURE or _may_mean_a_picture(text)), None)


def _may_mean_a_picture(text: str) -> bool:
    """Whether "anh" may be "ảnh": it is "anh" where the text has its marks, but not on that word."""
    return text.isascii() or re.search("ảnh|hình", clean(text).lower()) is not None
