"""A page of a picture as wide as a phone shows sharply, filled from above; both pictures of the targets are one."""

from collections.abc import Callable, Sequence

from handlers.files.drawing import Block, Colour, Item, Letters, Sheet, Text

WIDTH = 1080
LEFT, RIGHT = 60, WIDTH - 60
SMALLEST = 32
"""Pixels of the smallest letters: 11.6 on a phone 390 wide, where the page is shown at a third."""

KICKER = Letters(36, bold=True)
PLAIN = Letters(36)
HEADLINE = Letters(76, bold=True)
STRONG = Letters(42, bold=True)
QUIET = Letters(SMALLEST, colour=Colour.GREY)
SIGN, _GAP, _APART = 36, 10, 24
"""Pixels of a sign, to the words behind it, and from there to the next."""
Sign = Callable[[float, float], Sequence[Item]]
"""What is drawn from a left edge on, around a middle height, no wider than SIGN."""
_SHORTEST, _FAIR = 0.78, 8
"""How short balanced lines may be, as a share of the room, and the pixels to which their length is found."""


class Page:
    """`y` is where the next thing begins."""

    def __init__(self) -> None:
        self.y = 52
        self._items: list[Item] = [Block((LEFT, 30, RIGHT, 38), Colour.INK)]

    def put(self, *items: Item) -> None:
        self._items += items

    def paragraph(self, text: str, letters: Letters) -> None:
        """A text from the left margin, wrapped, and down to below it."""
        for line in balanced(text, letters, RIGHT - LEFT):
            self.put(Text(line, LEFT, self.y, letters))
            self.y += letters.leading

    def signs(self, entries: Sequence[tuple[Sign, str]]) -> None:
        """Signs, each with its words behind it, in as many rows as they need."""
        x = float(LEFT)
        for sign, words in entries:
            width = SIGN + _GAP + QUIET.width(words)
            if x > LEFT and x + width > RIGHT:
                x, self.y = LEFT, self.y + QUIET.leading + 6
            self.put(*sign(x, self.y + QUIET.leading / 2), Text(words, x + SIGN + _GAP, self.y, QUIET))
            x += width + _APART
        self.y += QUIET.leading

    def rule(self) -> None:
        """A thin line across."""
        self.put(Block((LEFT, self.y, RIGHT, self.y + 2), Colour.RULE))
        self.y += 2

    def foot(self, notes: Sequence[str]) -> None:
        """What has to be known to read the picture, at its end."""
        if notes:
            self.y += 10
            self.rule()
            self.y += 16
            self.paragraph(" ".join(notes), QUIET)

    def sheet(self) -> Sheet:
        return Sheet(WIDTH, self.y + 44, tuple(self._items))


def from_right(text: str, right: float, top: float, letters: Letters) -> Text:
    """A text that ends at an edge."""
    return Text(text, right - letters.width(text), top, letters)


def balanced(text: str, letters: Letters, width: float) -> list[str]:
    """The lines of a text, as few as there must be, and nearer to each other in length: no word is left alone."""
    lines = wrap(text, letters, width)
    if len(lines) < 2:
        return lines
    narrowest, enough = min(width, max(width * _SHORTEST, *map(letters.width, text.split()))), width
    while enough - narrowest > _FAIR:
        middle = (narrowest + enough) / 2
        fewer = wrap(text, letters, middle)
        if len(fewer) == len(lines):
            lines, enough = fewer, middle
        else:
            narrowest = middle
    return lines


def wrap(text: str, letters: Letters, width: float) -> list[str]:
    """The lines of a text; a word wider than a line is broken where the line ends."""
    lines: list[str] = []
    line, taken = "", 0.0
    space = letters.width(" ")
    for word in (part for whole in text.split() for part in _parts(whole, letters, width)):
        long = letters.width(word)
        if line and taken + space + long > width:
            lines.append(line)
            line = ""
        line, taken = (f"{line} {word}", taken + space + long) if line else (word, long)
    return [*lines, line] if line else lines


def _parts(word: str, letters: Letters, width: float) -> list[str]:
    if letters.width(word) <= width:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and letters.width(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts
