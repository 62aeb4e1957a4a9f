"""A reply's text as Telegram's HTML: escaped, `**emphasis**` in bold, cut into messages at the ends of sentences."""

from html import escape

from bot.splitting import Span, inside, parsed, pieces

MESSAGE = 4096
"""The longest text of a message, in UTF-16 units after parsing (Bot API, sendMessage)."""
CAPTION = 1024
"""The longest caption of a file, counted alike."""

_ENTITIES = 100


def messages(text: str, limit: int = MESSAGE) -> list[str]:
    """The HTML of each message the text needs, in order; none for a blank text. Tags never run across a cut."""
    plain, bold = parsed(text)
    return [_rendered(plain, bold, start, end) for start, end in pieces(plain, limit)]


def _rendered(plain: str, bold: list[Span], start: int, end: int) -> str:
    html, last = "", start
    for begin, stop in inside(bold, start, end)[:_ENTITIES]:
        html += f"{escape(plain[last:begin], quote=False)}<b>{escape(plain[begin:stop], quote=False)}</b>"
        last = stop
    return html + escape(plain[last:end], quote=False)
