"""A reply's text for messengers that limit a message: its emphasis as spans, and cuts at the ends of sentences."""

import re

Span = tuple[int, int]
"""A part of a text, by its first letter and the one after its last."""

_BOLD = re.compile(r"\*\*(?=\S)([^\n]+?)(?<=\S)\*\*")
_BORDERS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?<=[.!?…;:]) "), re.compile(r"\s"))
"""Where a text may be cut, the best first."""


def units(text: str) -> int:
    """The length in UTF-16 units, as messengers count it: letters beyond the basic plane are two."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def parsed(text: str) -> tuple[str, list[Span]]:
    """The text without its marks of emphasis, and the spans that they marked, in order."""
    plain, bold, last = "", [], 0
    for found in _BOLD.finditer(text):
        plain += text[last : found.start()]
        bold.append((len(plain), len(plain) + len(found[1])))
        plain += found[1]
        last = found.end()
    return plain + text[last:], bold


def pieces(plain: str, limit: int) -> list[Span]:
    """Spans of the text, each at most `limit` UTF-16 units, without the white space around them; none for a blank."""
    found, start = [], 0
    while start < len(plain):
        end = _cut(plain, start, limit)
        piece = plain[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            found.append((begin, begin + len(stripped)))
        start = end
    return found


def inside(bold: list[Span], start: int, end: int) -> list[Span]:
    """The parts of the emphasised spans that lie in a piece, still counted from the start of the whole text."""
    return [(max(begin, start), min(stop, end)) for begin, stop in bold if begin < end and stop > start]


def _cut(plain: str, start: int, limit: int) -> int:
    """Where the message that begins at `start` ends: at the best border in its last two thirds."""
    end = _reach(plain, start, limit)
    if end == len(plain):
        return end
    for border in _BORDERS:
        cuts = [found.end() for found in border.finditer(plain, start, end + 1) if found.start() > start]
        if cuts and cuts[-1] - start >= (end - start) // 3:
            return cuts[-1]
    return end


def _reach(plain: str, start: int, limit: int) -> int:
    """The furthest end that keeps within the limit."""
    if len(plain) - start <= limit // 2:
        return len(plain)
    used = 0
    for place in range(start, len(plain)):
        used += 2 if ord(plain[place]) > 0xFFFF else 1
        if used > limit:
            return place
    return len(plain)
