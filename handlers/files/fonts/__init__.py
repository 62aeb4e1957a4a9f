"""Noto Sans (SIL Open Font License, beside it): a face with every Vietnamese letter, carried along for paper."""

from functools import cache
from importlib import resources
from io import BytesIO

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
