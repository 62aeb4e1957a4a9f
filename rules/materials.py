"""Materials: what is given out to a class, which of them a few words mean, and which files are taken."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from rules.classes import Part, TrainingClass
from rules.text import fold

LARGEST = 20
"""Megabytes of a file that every channel carries."""
LONGEST_TEXT = 1500
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class MaterialFile:
    """A content of the file store, under the name it was sent with."""

    digest: str
    name: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Material:
    """Tài liệu: a text, a link, or a file."""

    id: str
    class_id: str | None
    """None where it is for every class of its course."""
    title: str
    body: str
    """The text or the link; empty where it is a file alone."""
    lesson: int | None = None
    session_id: str | None = None
    kind: str = ""
    """The course that it is for, as classes name theirs."""
    file: MaterialFile | None = None
    added_by: str = ""
    """Whoever sent it; a person's id."""
    centre: str = ""
    """The top unit of the centre it belongs to; empty where the whole deployment has it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A material as somebody who may read it finds it."""

    material: Material
    class_name: str = ""
    """Empty where it is for every class of its course."""
    kinds: frozenset[str] = frozenset()
    """The level and the course it may be asked for by."""
    day: date | None = None
    """The day of its session, where it has one."""
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question names; None and empty name nothing."""

    classes: tuple[TrainingClass, ...] | None = None
    kind: str = ""
    lesson: int | None = None
    words: frozenset[str] = frozenset()


_WORD = re.compile(r"[a-z0-9]+")
_NOTHING_SAID = frozenset({
    "bai", "buoi", "cho", "toi", "em", "xin", "gui", "tai", "lieu", "de", "cuong", "slide", "giao", "trinh", "lop",
    "hoc", "khoa", "cua", "co", "khong", "nao", "dong", "chi", "cac", "nhung", "xem", "can", "noi", "dung", "file",
    "ve", "lay", "tim", "tep", "mon", "phan", "so",
})  # fmt: skip
"""Words in which nobody names a material."""


def telling_words(text: str) -> frozenset[str]:
    """The folded words of a question by which a material may be meant."""
    return frozenset(_WORD.findall(fold(text))) - _NOTHING_SAID


def meant(found: Sequence[Found], asked: Asked) -> list[Found]:
    """Those of the class, the course and the lesson that are named, and of them the nearest to the words.

    Words narrow the choice only where one title has all of them, or at least two: a stray word names nothing.
    """
    kept = [each for each in found if _is_of(each, asked)]
    scores = [len(asked.words & set(_WORD.findall(fold(each.material.title)))) for each in kept]
    best = max(scores, default=0)
    if best == 0 or best < min(2, len(asked.words)):
        return kept
    return [each for each, score in zip(kept, scores, strict=True) if score == best]


def _is_of(found: Found, asked: Asked) -> bool:
    material = found.material
    return (
        (asked.classes is None or any(_is_for(material, each) for each in asked.classes))
        and (not asked.kind or asked.kind in found.kinds)
        and asked.lesson in (None, material.lesson)
    )


def _is_for(material: Material, training: TrainingClass) -> bool:
    if material.class_id is None:
        return bool(material.kind) and material.kind == training.kind
    return material.class_id == training.id


def in_order(found: Iterable[Found]) -> list[Found]:
    """By class, those for every class of a course first, then by lesson; what has no lesson goes before."""
    return sorted(found, key=lambda each: (each.class_name, each.material.lesson or 0, each.material.title))


class Refusal(StrEnum):
    """Why a file is not taken."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    KIND = "kind"
    """No kind of file that is read on every phone."""
    DISGUISED = "disguised"
    """Its content is not what its name says."""


_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0",)
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), _ZIP),
    **dict.fromkeys((".doc", ".xls", ".ppt"), _OLE),
    **dict.fromkeys((".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
    ".png": (b"\x89PNG",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".txt": (b"",),
}
"""How files that are taken begin, by the end of their names."""


def refusal_by_name(name: str, size: int) -> Refusal | None:
    """Why a file is not taken, as far as its name and declared size (bytes) tell, before it is fetched."""
    if size > LARGEST * 1_000_000:
        return Refusal.TOO_LARGE
    return None if PurePath(name.lower()).suffix in _BEGINNINGS else Refusal.KIND


def refusal(name: str, content: bytes) -> Refusal | None:
    """Why a file is not taken, or None."""
    if not content:
        return Refusal.EMPTY
    by_name = refusal_by_name(name, len(content))
    if by_name is not None:
        return by_name
    known = content.startswith(_BEGINNINGS[PurePath(name.lower()).suffix])
    return None if known and not content.startswith((b"MZ", b"\x7fELF")) else Refusal.DISGUISED
