"""Merge fields: what one text says to each person in other words. `{ho_ten}` is a field, `{{` and `}}` are braces."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.levels import Level
from rules.text import fold


class MergeField(StrEnum):
    """What a notice may say of the person who reads it."""

    NAME = "ho_ten"
    UNIT = "don_vi"
    CLASS = "lop"
    LACKING = "con_thieu"


class Slip(StrEnum):
    """What can be wrong with the braces of a text."""

    UNKNOWN = "unknown"
    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    NO_CLASS = "no_class"
    """`{lop}` in a notice that belongs to no class."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One slip in a text."""

    slip: Slip
    place: int
    """The character at which it stands, from 1."""
    found: str
    """What stands there."""
    near: str = ""
    """The field that was probably meant; empty when none is near."""


NOTHING_LACKING = "không có (theo dữ liệu hiện có)"
"""What `{con_thieu}` says to somebody who lacks nothing: it reads on after "Còn thiếu:"."""

_PIECE = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}|[{}]")
_NEAR = 0.6


def problems(text: str, with_class: bool) -> list[FieldProblem]:
    """Every slip in a text, in its order; none when it can be sent. `with_class`: the notice belongs to a class."""
    return list(_problems(text, with_class))


def _problems(text: str, with_class: bool) -> Iterator[FieldProblem]:
    for piece in _PIECE.finditer(text):
        place, found, name = piece.start() + 1, piece[0], piece["name"]
        if name is not None and name not in _FIELDS:
            yield FieldProblem(Slip.UNKNOWN, place, found, _near(name))
        elif name == MergeField.CLASS and not with_class:
            yield FieldProblem(Slip.NO_CLASS, place, found)
        elif found == "{":
            yield FieldProblem(Slip.UNCLOSED, place, text[piece.start() : place + 20].splitlines()[0])
        elif found == "}":
            yield FieldProblem(Slip.UNOPENED, place, found)


def _near(name: str) -> str:
    words = fold(name).replace(" ", "_")
    return next(iter(difflib.get_close_matches(words, _FIELDS, 1, _NEAR)), "")


_FIELDS = tuple(field.value for field in MergeField)


def fields_in(text: str) -> frozenset[MergeField]:
    """The known fields of a text: what has to be found out about each reader."""
    names = (piece["name"] for piece in _PIECE.finditer(text))
    return frozenset(MergeField(name) for name in names if name in _FIELDS)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text as one person reads it. What is no field, or has no value, stays as it is."""

    def read(piece: re.Match[str]) -> str:
        if piece["name"] is None:
            return piece[0][0]
        return values.get(piece["name"], piece[0])

    return _PIECE.sub(read, text)


def lacking_words(gap: Level | None) -> str:
    """What `{con_thieu}` says: the level that the targets ask of the posts held, or that nothing is lacking."""
    return f"{gap.label} lý luận chính trị" if gap is not None else NOTHING_LACKING
