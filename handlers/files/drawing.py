"""A picture as the list of what stands on it, and its painting as PNG. Pillow is imported only when one is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from io import BytesIO
from math import cos, pi, sin
from typing import TYPE_CHECKING

from handlers.files import fonts

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

ASCENT, LINE = 1.069, 1.362
"""Of Noto Sans, as multiples of its size: from the top of a line to its foot, and to the next line. Stacked Vietnamese
marks stay inside."""
_FINE = 4
"""Slanting edges are painted this much larger and then made smaller, which smooths them."""
_SHADES = 12

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Colour(StrEnum):
    """Blue and rust differ for every eye, and in grey: nothing is told by them alone."""

    PAPER = "#FBFAF6"
    INK = "#1B1C1E"
    GREY = "#5B5E64"
    RULE = "#CBC8BE"
    TRACK = "#E4E1D8"
    BLUE = "#1D4F8C"
    PALE = "#B9D0EA"
    RUST = "#A3400B"


_NEIGHBOURS = (
    (Colour.PAPER, Colour.INK), (Colour.PAPER, Colour.GREY), (Colour.PAPER, Colour.BLUE), (Colour.PAPER, Colour.RUST),
    (Colour.BLUE, Colour.PALE), (Colour.TRACK, Colour.INK), (Colour.PAPER, Colour.RULE), (Colour.PAPER, Colour.TRACK),
)  # fmt: skip
"""Colours that meet, and so need the shades between them: the palette makes the file a third of the size."""


@dataclass(frozen=True)
class Letters:
    """How a text is set: size in pixels, weight, colour."""

    size: int
    bold: bool = False
    colour: Colour = Colour.INK

    @property
    def leading(self) -> int:
        """Pixels from one line to the next."""
        return round(self.size * LINE)

    def width(self, text: str) -> float:
        """Pixels that a text takes."""
        return sum(fonts.advance(self.bold, self.size, letter) for letter in text)


@dataclass(frozen=True)
class Text:
    """One line, by its upper left corner."""

    text: str
    left: float
    top: float
    letters: Letters

    @cached_property
    def box(self) -> Box:
        width = self.letters.width(self.text)
        return self.left, self.top, self.left + width, self.top + self.letters.leading


@dataclass(frozen=True)
class Block:
    """A rectangle; striped where a second colour is given."""

    box: Box
    colour: Colour
    stripes: Colour | None = None


@dataclass(frozen=True)
class Shape:
    """A filled polygon with smooth edges."""

    points: tuple[Point, ...]
    colour: Colour


@dataclass(frozen=True)
class Stroke:
    """A smooth line through points."""

    points: tuple[Point, ...]
    colour: Colour
    width: int
    dash: int = 0
    """Pixels of a dash and of the gap behind it; 0 for a line in one piece."""


Item = Text | Block | Shape | Stroke


@dataclass(frozen=True)
class Sheet:
    """Everything on a picture, the lowest first."""

    width: int
    height: int
    items: tuple[Item, ...]


_EFFORT = 3
"""Of packing a picture, from 0 to 9: with 6 it is a fifth smaller, and a third of the time of drawing it is packing."""


def disc(centre: Point, radius: float, colour: Colour) -> Shape:
    """A round mark."""
    turns = (2 * pi * n / 32 for n in range(32))
    return Shape(tuple((centre[0] + radius * cos(a), centre[1] + radius * sin(a)) for a in turns), colour)


def paint(sheet: Sheet) -> bytes:
    """The sheet as PNG in a small palette."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (sheet.width, sheet.height), Colour.PAPER)
    draw = ImageDraw.Draw(image)
    for item in sheet.items:
        match item:
            case Text():
                _write(image, item)
            case Block():
                _fill(image, draw, item)
            case Shape():
                _smooth(image, [item.points], item.colour)
            case Stroke():
                _smooth(image, _dashes(item), item.colour, item.width)
    out = BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG", compress_level=_EFFORT)
    return out.getvalue()


def _write(image: "Image", item: Text) -> None:
    """Letter by letter: a letter is shaped once a process, and shaping is most of the work of a text."""
    letters = item.letters
    x, foot = item.left, item.top + round(letters.size * ASCENT)
    for letter in item.text:
        if shaped := fonts.shape(letters.bold, letters.size, letter):
            mask, (dx, dy) = shaped
            image.paste(letters.colour, (round(x) + dx, round(foot) + dy), mask)
        x += fonts.advance(letters.bold, letters.size, letter)


def _fill(image: "Image", draw: "ImageDraw", item: Block) -> None:
    left, top, right, bottom = (round(edge) for edge in item.box)
    if right <= left or bottom <= top:
        return
    draw.rectangle((left, top, right - 1, bottom - 1), item.colour)
    if item.stripes is not None:
        height, step = bottom - top, 14
        slants = [((x, bottom), (x + height, top)) for x in range(left - height, right, step)]
        _smooth(image, slants, item.stripes, 5, (left, top, right, bottom))


def _smooth(
    image: "Image",
    lines: Sequence[Sequence[Point]],
    colour: Colour,
    width: int = 0,
    within: tuple[int, int, int, int] | None = None,
) -> None:
    """Fill polygons, or with a width draw lines, through a mask that was made larger."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = within or _around(lines, width)
    mask = Image.new("L", ((right - left) * _FINE, (bottom - top) * _FINE))
    draw = ImageDraw.Draw(mask)
    for line in lines:
        points = [((x - left) * _FINE, (y - top) * _FINE) for x, y in line]
        if width:
            draw.line(points, 255, width * _FINE, joint="curve")
        else:
            draw.polygon(points, 255)
    image.paste(colour, (left, top, right, bottom), mask.reduce(_FINE))


def _around(lines: Sequence[Sequence[Point]], width: int) -> tuple[int, int, int, int]:
    xs, ys = [x for line in lines for x, _ in line], [y for line in lines for _, y in line]
    return int(min(xs)) - width, int(min(ys)) - width, int(max(xs)) + width + 2, int(max(ys)) + width + 2


def _dashes(stroke: Stroke) -> Sequence[Sequence[Point]]:
    """The pieces of a line, each from one corner to the next where it is not in one."""
    if not stroke.dash:
        return [stroke.points]
    pieces: list[Sequence[Point]] = []
    for (x, y), (to_x, to_y) in zip(stroke.points, stroke.points[1:], strict=False):
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        for begin in range(0, int(length), 2 * stroke.dash):
            ends = (share / length for share in (begin, min(length, begin + stroke.dash)))
            pieces.append([(x + (to_x - x) * share, y + (to_y - y) * share) for share in ends])
    return pieces


@cache
def _palette() -> "Image":
    """Every colour and the shades between neighbours."""
    from PIL import Image, ImageColor

    shades: dict[tuple[int, ...], None] = {}
    for ground, colour in _NEIGHBOURS:
        ends = list(zip(ImageColor.getrgb(ground), ImageColor.getrgb(colour), strict=True))
        for n in range(_SHADES + 1):
            shades[tuple(round(a + (b - a) * n / _SHADES) for a, b in ends)] = None
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for shade in shades for part in shade])
    return palette
