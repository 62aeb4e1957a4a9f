"""What somebody writes who phoned people or collected slips: "đã gọi 3 7 12", "phiếu 4 5", "đã gọi 8 không dự được"."""

import re
from dataclasses import dataclass

from rules.notices import Receipt
from rules.receipts import Way
from rules.text import fold

_WAYS = (
    (Way.PAPER, re.compile(r"(?:da |co |nhan |thu )*(?:phieu|giay|ban giay|ky nhan)\b")),
    (Way.PHONE, re.compile(r"(?:da |toi )*(?:goi|dien|dien thoai|dt)\b")),
)
_NUMBERS = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")
_NOTICE = re.compile(r"\b(?:cua |cho )?thong bao (?:so )?(\d{1,6})\b")
_SAID = (
    (Receipt.NOT_COMING, re.compile(r"\b(?:khong|ko|k) (?:the )?(?:du|tham du|di|den)\b|\bban\b")),
    (Receipt.COMING, re.compile(r"\b(?:se )?(?:du|tham du|di|den)\b")),
)
_MOST = 500
"""People written down at once."""


@dataclass(frozen=True, slots=True)
class Called:
    """Receipts that somebody wrote down: how they came, for which numbers of the list, and what the people said."""

    way: Way
    numbers: tuple[int, ...]
    receipt: Receipt = Receipt.RECEIVED
    notice: int | None = None
    """The number of the notice, where the words name it."""


def called_in(text: str) -> Called | None:
    """What was written down; None for any other text, and where no number stands. "3-6" are four people."""
    words = fold(text)
    named = _NOTICE.search(words)
    if named:
        words = words[: named.start()] + words[named.end() :]
    way = next((way for way, pattern in _WAYS if pattern.match(words)), None)
    numbers = dict.fromkeys(_numbers(words))
    if way is None or not numbers or len(numbers) > _MOST:
        return None
    said = next((receipt for receipt, pattern in _SAID if pattern.search(words)), Receipt.RECEIVED)
    return Called(way, tuple(numbers), said, int(named[1]) if named else None)


def _numbers(words: str) -> list[int]:
    found: list[int] = []
    for first, last in _NUMBERS.findall(words):
        begin, end = int(first), int(last or first)
        found += range(begin, min(end, begin + _MOST) + 1)
    return found
