"""Seats of a class by unit, as they are typed: "Mỹ Cẩm 5, Tân An 3"."""

import re
from dataclasses import dataclass

from rules.text import clean

_ENTRY = re.compile(
    r"(?P<unit>.*?\S)[\s:=\-–]+(?P<places>\d{1,4})\s*(?:chỗ|người|suất|học viên|đồng chí|đ/c)?\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Share:
    """So many seats for a unit, as it was written; 0 takes its share away."""

    unit: str
    places: int


def shares_in(text: str) -> tuple[list[Share], list[str]]:
    """The shares of a text, divided by commas, semicolons or lines; and the pieces that name none."""
    shares: list[Share] = []
    unread: list[str] = []
    for piece in re.split(r"[,;\n]", text):
        if not (said := clean(piece)):
            continue
        found = _ENTRY.fullmatch(said)
        if found:
            shares.append(Share(found["unit"].rstrip(" :=-–"), int(found["places"])))
        else:
            unread.append(said)
    return shares, unread
