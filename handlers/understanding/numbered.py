"""Numbers of a list as people type them: "1 3 7-9", "cử 1, 3 và 7 đến 9"."""

import re

from rules.text import fold

_RANGE = re.compile(r"(\d{1,6})(?:\s*(?:-|–|den)\s*(\d{1,6}))?")
_REST = re.compile(r"[\s,;.:]|\b(?:va|so|cu|chon)\b")
MOST = 500
"""Numbers taken at once."""


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers in the order typed, each once; empty where anything else stands among them, or too many."""
    words = fold(text)
    if _REST.sub("", _RANGE.sub("", words)):
        return ()
    found: dict[int, None] = {}
    for first, last in _RANGE.findall(words):
        begin, end = int(first), int(last or first)
        found.update(dict.fromkeys(range(begin, min(end, begin + MOST) + 1)))
    return tuple(found) if len(found) <= MOST else ()
