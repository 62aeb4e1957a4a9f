"""Noto Sans (SIL Open Font License, beside it): a face with every Vietnamese letter, for paper and for pictures."""

from functools import cache, lru_cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}


@cache
def register() -> None:
    """Make both faces known to reportlab, which embeds only the letters that are used."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        content = resources.files(__package__).joinpath(file).read_bytes()
        pdfmetrics.registerFont(TTFont(name, BytesIO(content)))


@lru_cache(maxsize=32)
def face(bold: bool, size: int) -> "FreeTypeFont":
    """A face for Pillow, in pixels. Laid out by Pillow alone, the same with and without the libraries of a system."""
    from PIL import ImageFont

    with resources.as_file(resources.files(__package__).joinpath(_FILES[BOLD if bold else REGULAR])) as path:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def advance(bold: bool, size: int, letter: str) -> float:
    """Pixels from one letter to the next: the faces have no pairs that stand closer."""
    return face(bold, size).getlength(letter)


@lru_cache(maxsize=2048)
def shape(bold: bool, size: int, letter: str) -> "tuple[Image, tuple[int, int]] | None":
    """A letter as a mask, and where its upper left corner stands from the foot of the line; None for a space."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = (round(edge) for edge in face(bold, size).getbbox(letter, anchor="ls"))
    if right <= left or bottom <= top:
        return None
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), letter, 255, face(bold, size), anchor="ls")
    return mask, (left, top)
