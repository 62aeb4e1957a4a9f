"""A reply's text as messages of Zalo: options as numbers, emphasis as spans of style, cut to Zalo's size."""

from dataclasses import dataclass

from bot.numbered import numbered
from bot.splitting import Span, inside, parsed, pieces, units
from handlers.messages import Reply
from handlers.texts.zalo import ANSWER_BY_NUMBER

MESSAGE = 2000
"""The longest text of a message (Zalo Bot Platform, sendMessage); counted in UTF-16 units to be sure."""


@dataclass(frozen=True, slots=True)
class ZaloText:
    text: str
    bold: tuple[Span, ...] = ()
    """Parts of the text, in letters."""

    @property
    def styles(self) -> list[dict[str, object]]:
        """The `text_styles` of sendMessage: start and length in UTF-16 units."""
        return [
            {"start": units(self.text[:start]), "len": units(self.text[start:end]), "st": ["b"]}
            for start, end in self.bold
        ]


def texts(reply: Reply, limit: int = MESSAGE) -> list[ZaloText]:
    """The messages of a reply, in order; the options stand together in the last one."""
    plain, bold = parsed(reply.text)
    made = [_piece(plain, bold, start, end) for start, end in pieces(plain, limit)]
    options = "\n".join([*numbered(reply), ANSWER_BY_NUMBER]) if numbered(reply) else ""
    if not options:
        return made
    last = made.pop() if made and units(made[-1].text) + units(options) + 2 <= limit else None
    if last is not None:
        return [*made, ZaloText(f"{last.text}\n\n{options}", last.bold)]
    return [*made, *(ZaloText(options[start:end]) for start, end in pieces(options, limit))]


def _piece(plain: str, bold: list[Span], start: int, end: int) -> ZaloText:
    return ZaloText(plain[start:end], tuple((b - start, e - start) for b, e in inside(bold, start, end)))
