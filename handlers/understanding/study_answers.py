"""What an officer writes about people whom the unit is asked for: "đồng ý 1 3", "không cử 2: đang nghỉ thai sản"."""

import re
from dataclasses import dataclass

from rules.text import clean, fold

_PART = re.compile(r"[;\n]|,\s*(?=kh[oô]ng|[dđ][oồ]ng)", re.IGNORECASE)
_NO = re.compile(r"(?:khong|ko|k) (?:cu|dong y|nhat tri)\b")
_YES = re.compile(r"(?:dong y|nhat tri|cu)\b")
_ALL = re.compile(r"\b(?:tat ca|het|ca|toan bo)\b")
_WHY = re.compile(r":|\bvì\b|\bdo\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Said:
    """One word about some of the requests, or about all that are open."""

    agrees: bool
    numbers: tuple[int, ...] = ()
    """Empty for all."""
    why: str = ""


def answers_in(text: str) -> list[Said]:
    """What is said, part by part; empty where any part is no answer."""
    found = [_said(part) for part in _PART.split(text) if part.strip()]
    return [each for each in found if each] if all(found) else []


def _said(part: str) -> Said | None:
    whom, *reason = _WHY.split(part, maxsplit=1)
    words = fold(whom)
    agrees = _NO.match(words) is None
    if agrees and _YES.match(words) is None:
        return None
    numbers = tuple(dict.fromkeys(map(int, _NUMBERS.findall(words))))
    if not numbers and not _ALL.search(words):
        return None
    return Said(agrees, numbers, clean(reason[0]) if reason else "")
