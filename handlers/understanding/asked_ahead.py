"""Which question about the targets looks before or after the day: will it be reached, since last month, what if."""

import re
from enum import StrEnum

from rules.text import fold


class Ahead(StrEnum):
    """What is asked beyond how things stand."""

    TREND = "trend"
    BRIDGE = "bridge"
    GRADUATES = "graduates"
    COMMITTEE = "committee"


_SAID = {
    Ahead.COMMITTEE: (r"\bneu\b.*\b(cap uy|bch|ban chap hanh)\b.*\bmoi\b",),
    Ahead.GRADUATES: (r"\bneu\b.*\b(dong chi|nguoi|lop|hoc vien)\b.*\b(tot nghiep|hoc xong|ra truong)\b",),
    Ahead.BRIDGE: (
        r"\bso voi (thang|quy|ky|nam|lan) (truoc|roi|ngoai)\b",
        r"\bchi tieu\b.*\b(ai|dau) (lam )?(tang|giam)\b|\b(ai|dau) (lam )?(tang|giam)\b.*\bchi tieu\b",
        r"\b(vi|tai) sao\b.*\b(chi tieu|so lieu|ty le|ti le|(thang|quy|nam) nay)\b.*\b(tang|giam)\b",
    ),
    Ahead.TREND: (
        r"\b(cuoi nam|het nam|den han|dung han)\b.*\b(dat|kip)\b",
        r"\b(xu huong|du bao|toc do)\b.*\bchi tieu\b|\bchi tieu\b.*\b(xu huong|du bao|toc do|kip)\b",
        r"\b(kip|bao gio|khi nao)\b.*\bchi tieu\b",
        r"^(xem )?xu huong$",
    ),
}
_AFTER_FIGURES = re.compile(
    r"^((lieu|the|vay) )*(co )?(dat )?(kip( thoi)?( han| tien do)?|dung (han|tien do))"
    r"( (khong|ko|k|chua))?( (nhi|vay|a))?$"
    r"|^(du bao|xu huong)\b"
)
"""What asks whether they will be reached once they were talked about; alone it could be about anything."""
PHRASES = tuple((phrase, 4.4) for phrases in _SAID.values() for phrase in phrases)
"""What makes such a question one about the targets at all, without diacritics, with how strongly it does."""


def ahead_in(text: str) -> Ahead | None:
    """What a question about the targets asks beyond how they stand; None where it asks just that."""
    words = fold(text).rstrip(" ?.!")
    said = (ahead for ahead, phrases in _SAID.items() if any(re.search(phrase, words) for phrase in phrases))
    return next(said, Ahead.TREND if _AFTER_FIGURES.match(words) else None)
