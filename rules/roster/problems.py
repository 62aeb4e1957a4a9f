"""What is wrong in a roster, where it stands, and how to mend it: data, never an exception."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    """Blocks: with one error in a file nothing of it is written."""
    QUESTION = "question"
    """Needs a yes: is it meant as it stands?"""
    DOUBT = "doubt"
    """To be looked at, although no cell is wrong: what rows and records say of each other."""
    NOTE = "note"
    """Said for information; blocks nothing and asks nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one cell, in Vietnamese."""

    sheet: str
    row: int
    """As the spreadsheet counts, from 1; 0 where it is about the whole sheet."""
    column: str
    """The letters over the column, empty where it is about the whole row or sheet."""
    cell: str
    """What stands there now."""
    what: str
    mend: str
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """`Trang "Danh sách", dòng 12, cột C`."""
        row = f", dòng {self.row}" if self.row else ""
        column = f", cột {self.column}" if self.column else ""
        return f'Trang "{self.sheet}"{row}{column}'

    def __str__(self) -> str:
        cell = f' Đang ghi: "{self.cell}".' if self.cell else ""
        return f"{self.place}: {self.what}.{cell} {self.mend}."


class BadCell(ValueError):
    """A cell that cannot be understood; the reader of the row turns it into a Problem with its place."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend
