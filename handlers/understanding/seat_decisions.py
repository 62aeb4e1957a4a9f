"""What staff write about a list: "đưa vào 1 3 7-9", "chuyển tất cả", "trả lại 2: chưa đủ hồ sơ"."""

import re
from dataclasses import dataclass

from handlers.understanding.numbered import numbers_in
from rules.text import clean, fold

_TAKE = re.compile(r"^(?:dua vao( lop)?|dua|ghi danh|chuyen( danh sach)?)\b")
_RETURN = re.compile(r"^(?:tra lai|tra ve|khong nhan)\b")
_ALL = re.compile(r"^(?:tat ca|het|toan bo)$")


@dataclass(frozen=True, slots=True)
class Decision:
    """Taken or given back; for these numbers, or for all where there are none."""

    takes: bool
    numbers: tuple[int, ...] = ()
    why: str = ""


def decision_in(text: str) -> Decision | None:
    """What is decided; None for any other text. Giving back names its people."""
    whom, _, why = text.partition(":")
    words = fold(whom)
    for pattern, takes in ((_TAKE, True), (_RETURN, False)):
        found = pattern.match(words)
        if found:
            rest = words[found.end() :].strip()
            if takes and _ALL.match(rest):
                return Decision(takes=True)
            numbers = numbers_in(rest)
            return Decision(takes, numbers, clean(why)) if numbers else None
    return None
