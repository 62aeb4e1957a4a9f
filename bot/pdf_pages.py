"""The pages of a PDF as pictures, for where documents cannot be sent."""

import io
from threading import Lock

from handlers.messages import Attachment

MOST = 5
"""Pages that are drawn; the rest is read in the document itself."""

_WIDTH = 1240
"""Pixels of a page: A4 at 150 dots an inch, well read on a phone."""


_DRAWING = Lock()
"""PDFium draws for one thread at a time."""


def is_pdf(file: Attachment) -> bool:
    return file.content.startswith(b"%PDF-")


def pages(file: Attachment) -> list[Attachment]:
    """The first pages as PNG; none of a document that cannot be drawn. Takes up to a second: run it in a thread."""
    with _DRAWING:
        return _pages(file)


def _pages(file: Attachment) -> list[Attachment]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file.content)
    except pypdfium2.PdfiumError:
        return []
    stem = file.name.rpartition(".")[0] or file.name
    try:
        return [
            Attachment(f"{stem}-{number}.png", _drawn(document[number - 1]), picture=True)
            for number in range(1, min(len(document), MOST) + 1)
        ]
    except pypdfium2.PdfiumError:
        return []
    finally:
        document.close()


def _drawn(page: "pypdfium2.PdfPage") -> bytes:  # type: ignore[name-defined]  # noqa: F821 — imported when used
    picture = io.BytesIO()
    page.render(scale=_WIDTH / page.get_width()).to_pil().save(picture, "PNG")
    return picture.getvalue()
