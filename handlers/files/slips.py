"""Slips with linking codes: a sheet to print and cut, eight a page, or a spreadsheet to send from."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from handlers.files import fonts
from handlers.house import Centre
from handlers.linking.invite import Invite
from handlers.texts import linking
from rules.dates import vietnamese

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

COLUMNS, ROWS = 2, 4
A_PAGE = COLUMNS * ROWS
_WIDTH, _HEIGHT = 595.28 / COLUMNS, 841.89 / ROWS
"""A slip, in points: an eighth of A4."""
_MARGIN = 20.0
_QR = 84.0
_TEXT = _WIDTH - 2 * _MARGIN
_LEADING, _GAP, _SMALLEST = 1.35, 3.0, 5.0
"""From line to line as a multiple of the size; between two paragraphs; and what can still be read."""


def slips_pdf(invites: Sequence[Invite], centre: Centre) -> bytes:
    """The slips as a PDF for A4, with a frame to cut along.

    The QR code opens Telegram, or else the web chat, or else holds the words to send.
    """
    from reportlab.pdfgen.canvas import Canvas

    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH * COLUMNS, _HEIGHT * ROWS))
    canvas.setTitle(linking.SLIPS)
    for n, invite in enumerate(invites):
        if n and n % A_PAGE == 0:
            canvas.showPage()
        row, column = divmod(n % A_PAGE, COLUMNS)
        _draw(canvas, invite, centre, (column * _WIDTH, (ROWS - 1 - row) * _HEIGHT))
    canvas.save()
    return out.getvalue()


def _draw(canvas: "Canvas", invite: Invite, centre: Centre, corner: tuple[float, float]) -> None:
    left, bottom = corner
    canvas.setDash(2, 3)
    canvas.setLineWidth(0.4)
    canvas.rect(left, bottom, _WIDTH, _HEIGHT)
    canvas.setDash()
    x, y = left + _MARGIN, bottom + _HEIGHT - 24
    _line(canvas, linking.slip_title(centre), (x, y), fonts.REGULAR, 8)
    _line(canvas, invite.name, (x, y - 18), fonts.BOLD, 12)
    _line(canvas, f"{invite.unit} ({invite.cadre})" if invite.unit else invite.cadre, (x, y - 31), fonts.REGULAR, 9)
    _line(canvas, linking.words_to_link(invite.code), (x, y - 52), fonts.BOLD, 13)
    _ways(canvas, linking.slip_ways(invite.zalo, invite.link, invite.web), (x, y - 70), y - 70 - bottom - 32)
    right = left + _WIDTH - _MARGIN - _QR
    _draw_qr(canvas, invite, (right, bottom + 47))
    _line(canvas, linking.slip_scan(invite.link, invite.web), (right, bottom + 33), fonts.REGULAR, 7.5, _QR)
    _paragraph(canvas, linking.slip_foot(invite.expires), (x, bottom + 20), _TEXT, 7)


def _ways(canvas: "Canvas", ways: Sequence[str], at: tuple[float, float], height: float) -> None:
    """The ways in beside the QR code, from a height down; set smaller where a long name or address would not fit."""
    from reportlab.lib.utils import simpleSplit

    width, size = _TEXT - _QR - 10, 8.5
    while size > _SMALLEST:
        lines = [line for way in ways for line in simpleSplit(way, fonts.REGULAR, size, width)]
        widest = max(canvas.stringWidth(line, fonts.REGULAR, size) for line in lines)
        if widest <= width and len(lines) * size * _LEADING + len(ways) * _GAP <= height:
            break
        size -= 0.5
    x, y = at
    for way in ways:
        y = _paragraph(canvas, way, (x, y), width, size) - _GAP


def _draw_qr(canvas: "Canvas", invite: Invite, corner: tuple[float, float]) -> None:
    import segno

    content = invite.link or invite.web or linking.words_to_link(invite.code)
    modules = [list(row) for row in segno.make(content, error="m", micro=False).matrix]
    side = _QR / len(modules)
    canvas.setFillGray(0)
    for down, row in enumerate(modules):
        for across, dark in enumerate(row):
            if dark:
                top = corner[1] + _QR - (down + 1) * side
                canvas.rect(corner[0] + across * side, top, side, side, stroke=0, fill=1)


def _line(canvas: "Canvas", text: str, at: tuple[float, float], font: str, size: float, width: float = _TEXT) -> None:
    """One line, set smaller where it would not fit its slip."""
    natural = canvas.stringWidth(text, font, size)
    canvas.setFont(font, min(size, size * width / natural))
    canvas.drawString(*at, text)


def _paragraph(canvas: "Canvas", text: str, at: tuple[float, float], width: float, size: float = 9) -> float:
    """Several lines from a height down; returns the height of the next."""
    from reportlab.lib.utils import simpleSplit

    canvas.setFont(fonts.REGULAR, size)
    x, y = at
    for line in simpleSplit(text, fonts.REGULAR, size, width):
        canvas.drawString(x, y, line)
        y -= size * _LEADING
    return y


def codes_xlsx(invites: Sequence[Invite]) -> bytes:
    """The same as a spreadsheet, a row a person, with the words to send along."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet: Any = book.add_worksheet(linking.SLIPS)
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, linking.SLIP_COLUMNS, bold)
        sheet.freeze_panes(1, 0)
        for width, column in zip((12, 26, 28, 16, 44, 44, 12, 90), range(len(linking.SLIP_COLUMNS)), strict=True):
            sheet.set_column(column, column, width)
        for n, invite in enumerate(invites, 1):
            for column, value in enumerate(_row(invite)):
                sheet.write_string(n, column, value)
    return out.getvalue()


def _row(invite: Invite) -> tuple[str, ...]:
    ways = invite.zalo, invite.link, invite.web
    words = linking.message_to_send(invite.name, invite.code, ways, invite.expires)
    last_day = vietnamese(invite.expires)
    return invite.cadre, invite.name, invite.unit, invite.code, invite.link, invite.web, last_day, words
