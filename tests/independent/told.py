"""What the chat, the picture, the papers and the rest say of each target, read back as a person would read them."""

import re
from collections.abc import Iterable
from fractions import Fraction
from io import BytesIO
from math import isclose

import openpyxl
from docx import Document

from handlers.files.target_picture import PictureData
from rules.snapshot import Snapshot

from .count import Target

Figure = dict[str, object]
"""One target, as far as something tells of it."""
SHARES = "share_told"
_LINE = re.compile(r"^\d\. (?:.+): (?:([\d.]+)/([\d.]+) \((\d+,\d%)\), chỉ tiêu (.+?)\. (.+)|không có dữ liệu)\.$")
_STATE = re.compile(r"^(?:(ĐẠT)|Thiếu ([\d.]+)(?:, đang học ([\d.]+))?)$")
EMPTY: Figure = {"total": 0}


def share_told(figure: Figure, percent: int) -> str:
    """A share as it should be read: rounded to one decimal, but never up to a target that was not reached."""
    met, total = _number(figure["met"]), _number(figure["total"])
    tenths = (2000 * met + total) // (2 * total)
    if not figure["reached"] and tenths >= 10 * percent and 100 * met < percent * total:
        tenths = 1000 * met // total
    return f"{tenths // 10},{tenths % 10}%"


def as_told(figures: Iterable[Figure], targets: Iterable[Target]) -> list[Figure]:
    """Counted figures with what people read beside the numbers."""
    told = []
    for figure, (_, _, comparator, percent) in zip(figures, targets, strict=True):
        share = share_told(figure, percent) if figure["total"] else ""
        told.append({**figure, "asked": f"{'trên ' if comparator == '>' else ''}{percent}%", SHARES: share})
    return told


def _number(said: object) -> int:
    return int(str(said).replace(".", ""))


def _state(words: str) -> Figure:
    """ "Thiếu 2, đang học 1" or "ĐẠT"; who studies for a target that is reached is not told."""
    match = _STATE.match(words)
    assert match, words
    if match[1]:
        return {"reached": True, "needed": 0}
    return {"reached": False, "needed": _number(match[2]), "studying": _number(match[3] or 0)}


def by_chat(text: str) -> list[Figure]:
    """The lines of the summary, or of the words under the picture."""
    found = [match for line in text.splitlines() if (match := _LINE.match(line))]
    return [
        {"met": _number(m[1]), "total": _number(m[2]), SHARES: m[3], "asked": m[4], **_state(m[5])} if m[1] else EMPTY
        for m in found
    ]


def by_picture(data: PictureData) -> list[Figure]:
    figures: list[Figure] = []
    for bar in (bar for section in data.sections for bar in section.bars):
        if not bar.count:
            assert (bar.held, bar.percent, bar.state) == (None, "", "không có dữ liệu")
            figures.append(EMPTY)
            continue
        met, total = map(_number, bar.count.split("/"))
        assert (bar.held, bar.reached) == (Fraction(met, total), bar.state == "ĐẠT")
        asked = bar.asked.removeprefix("chỉ tiêu ")
        assert bar.mark == Fraction(_number(asked.removeprefix("trên ").removesuffix("%")), 100)
        studying = bar.studying * total
        told = {"met": met, "total": total, SHARES: bar.percent, "asked": asked, "studying": int(studying)}
        figures.append({**told, **_state(bar.state)})
    return figures


def by_workbook(content: bytes) -> list[Figure]:
    """The first sheet; and of the last, if it names people, how many of whom it says what."""
    book = openpyxl.load_workbook(BytesIO(content))
    figures: list[Figure] = []
    for row in book["Tổng hợp"].iter_rows():
        if not isinstance(row[0].value, int):
            continue
        total, met, share, asked, studying, needed, result = (cell.value for cell in row[3:10])
        if total == 0:
            assert (share, needed, result) == ("không có dữ liệu", "không có dữ liệu", "Không có dữ liệu")
            figures.append(EMPTY)
            continue
        assert isclose(share, met / total)
        above = "trên " if "trên" in str(row[6].number_format) else ""
        told = {"total": total, "met": met, "asked": f"{above}{round(asked * 100)}%", "studying": studying}
        figures.append({**told, "needed": needed, "reached": result == "ĐẠT"})
    if "Dữ liệu" not in book:
        assert not any(figure["total"] for figure in figures)
        return figures
    rows = [row for row in book["Dữ liệu"].iter_rows(values_only=True) if isinstance(row[3], int)]
    for place, figure in enumerate(figures, 1):
        states = [row[10] for row in rows if row[3] == place]
        assert (len(states), states.count("Đạt")) == (figure["total"], figure.get("met", 0))
    return figures


def by_document(content: bytes) -> list[Figure]:
    """The table of the targets in the report."""
    [table] = [table for table in Document(BytesIO(content)).tables if "Nhóm đối tượng" in table.rows[0].cells[1].text]
    figures: list[Figure] = []
    for row in table.rows[1:]:
        total, met, share, asked, studying, needed, result = (cell.text for cell in row.cells[3:10])
        if total == "0":
            assert (share, result) == ("không có dữ liệu", "Không có dữ liệu")
            figures.append(EMPTY)
            continue
        told = {"total": _number(total), "met": _number(met), SHARES: share, "asked": asked}
        told |= {"studying": _number(studying), "needed": _number(needed), "reached": result == "ĐẠT"}
        figures.append(told)
    return figures


def by_snapshot(snapshot: Snapshot, targets: Iterable[Target], units: Iterable[str]) -> list[Figure]:
    """The frozen figures of some units together."""
    figures: list[Figure] = []
    for group, *_ in targets:
        lines = [snapshot.of(group, unit) for unit in units]
        figures.append({key: sum(getattr(line, key) for line in lines) for key in ("total", "met", "studying")})
    return figures


def people_needed(text: str) -> int | None:
    """ "Cần thêm N đồng chí" of a summary; None where it is not said."""
    match = re.search(r"Cần thêm ([\d.]+) đồng chí", text)
    return _number(match[1]) if match else None
