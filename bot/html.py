"""A reply's text as Telegram's HTML: escaped, `**emphasis**` in bold, cut into messages at the ends of sentences."""

import re
from html import escape

MESSAGE = 4096
"""The longest text of a message, in UTF-16 units after parsing (Bot API, sendMessage)."""
CAPTION = 1024
"""The longest caption of a file, counted alike."""

_ENTITIES = 100
_BOLD = re.compile(r"\*\*(?=\S)([^\n]+?)(?<=\S)\*\*")
_BORDERS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?<=[.!?…;:]) "), re.compile(r"\s"))
"""Where a text may be cut, the best first."""


def units(text: str) -> int:
    """The length as Telegram counts it: letters beyond the basic plane are two."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def messages(text: str, limit: int = MESSAGE) -> list[str]:
    """The HTML of each message the text needs, in order; none for a blank text. Tags never run across a cut."""
    plain, bold = _parsed(text)
    return [_rendered(plain, bold, start, end) for start, end in _pieces(plain, limit)]


def _parsed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans they made bold."""
    plain, bold, last = "", [], 0
    for found in _BOLD.finditer(text):
        plain += text[last : found.start()]
        bold.append((len(plain), len(plain) + len(found[1])))
        plain += found[1]
        last = found.end()
    return plain + text[last:], bold


def _pieces(plain: str, limit: int) -> list[tuple[int, int]]:
    """Spans of the text no longer than the limit, without the white space around them."""
    pieces, start = [], 0
    while start < len(plain):
        end = _cut(plain, start, limit)
        piece = plain[start:end]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            pieces.append((begin, begin + len(stripped)))
        start = end
    return pieces


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


def _rendered(plain: str, bold: list[tuple[int, int]], start: int, end: int) -> str:
    inside = [(max(begin, start), min(stop, end)) for begin, stop in bold if begin < end and stop > start]
    html, last = "", start
    for begin, stop in inside[:_ENTITIES]:
        html += f"{escape(plain[last:begin], quote=False)}<b>{escape(plain[begin:stop], quote=False)}</b>"
        last = stop
    return html + escape(plain[last:end], quote=False)
