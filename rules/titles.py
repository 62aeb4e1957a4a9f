"""Titles as a roster writes them: one cell read into its parts, each with a rank, a head word and a body.

"Bí thư Đảng ủy, Chủ tịch HĐND xã" is two parts; "P.TP Nội vụ" is the deputy of a "trưởng phòng". A part is
read from its start, so that "Phó Trưởng phòng" is never a head and "Nguyên Trưởng phòng" is nothing at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rules.text import clean, fold

Words = tuple[str, ...]


class Rank(StrEnum):
    """The place of a title within its body."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class TitlePart:
    """One title of a cell, in folded words."""

    head: str
    """The canonical title without "phó" and "quyền": `truong phong`; empty when it is not a known one."""
    rank: Rank
    body: str
    """What the title belongs to, as far as the cell says: `noi vu`, `hoi nong dan huyen`, or empty."""
    acting: bool = False
    """Quyền: holds the duty before the appointment."""


_HEADS: dict[str, Words] = {
    "truong phong": ("tp",),
    "truong ban": (),
    "chu nhiem": ("cn",),
    "chanh van phong": ("cvp",),
    "chanh thanh tra": (),
    "giam doc": ("gd",),
    "chu tich": ("ct",),
    "bi thu": ("bt",),
    "chi huy truong": ("cht",),
    "truong cong an": (),
}
KNOWN_HEADS = frozenset(_HEADS)
"""The titles that a rule may ask for, folded and without "phó"."""
_DEPUTY_FORMS: dict[str, str] = {
    "pho phong": "truong phong",
    "pp": "truong phong",
    "pho ban": "truong ban",
    "pho van phong": "chanh van phong",
    "chi huy pho": "chi huy truong",
}
_MEMBERS: dict[str, Words] = {
    "uy vien": ("uv",),
    "huyen uy vien": ("huv",),
    "dang uy vien": ("duv",),
    "cap uy vien": (),
}
_BODIES_ALONE = ("ban chap hanh", "ban thuong vu", "thuong vu")
"""In the column "Cấp ủy" the body alone stands for its member."""
_OTHER_STARTS = (
    "truong", "pho", "quyen", "q", "nguyen", "hieu truong", "cong chuc", "can bo", "vien chuc", "chuyen vien",
    "ke toan", "thu ky", "to truong", "dai bieu", "giang vien", "chanh", "thuong truc huyen uy",
)  # fmt: skip
"""Words that begin another title, though no rule asks for it."""

_EXPANDED: dict[str, str] = {
    "bch": "ban chap hanh",
    "btv": "ban thuong vu",
    "uvbch": "uy vien ban chap hanh",
    "uvbtv": "uy vien ban thuong vu",
    "uvtv": "uy vien ban thuong vu",
    "tvdu": "ban thuong vu dang uy",
    "tvhu": "ban thuong vu huyen uy",
    "huv": "huyen uy vien",
    "ubkt": "uy ban kiem tra",
    "vp": "van phong",
    "đu": "dang uy",
    "đb": "dang bo",
    "db": "dang bo",
    "hu": "huyen uy",
}
"""Short forms with one meaning anywhere in a title; "đu" keeps its letter, since "dự" folds to the same."""

_PUNCTUATION = re.compile(r"[.:/&()\[\]\"'“”]+")
_SEPARATOR = re.compile(r"(\s*[,;+–—]\s*|\s*-\s*|\s+(?:kiêm nhiệm|kiêm|và|kiem nhiem|kiem|va)\s+)")
_MANNER = re.compile(r"^(?:thuong truc|tt|chuyen trach|kiem nhiem)\b")
_TAIL = re.compile(r"(?:^|\s)(?:phu trach|nhiem ky|khoa)(?:\s.*)?$")


def _starts() -> dict[Words, tuple[str, Rank]]:
    forms: dict[str, tuple[str, Rank]] = {}
    for head, shorts in _HEADS.items():
        for form in (head, *shorts):
            forms[form] = (head, Rank.HEAD)
            forms[f"pho {form}"] = forms[f"p {form}"] = (head, Rank.DEPUTY)
        for short in shorts:
            forms[f"p{short}"] = (head, Rank.DEPUTY)
    forms |= {form: (head, Rank.DEPUTY) for form, head in _DEPUTY_FORMS.items()}
    for member, shorts in _MEMBERS.items():
        forms |= dict.fromkeys((member, *shorts), (member, Rank.MEMBER))
    return {tuple(form.split(" ")): meaning for form, meaning in forms.items()}


_STARTS = _starts()
_LONGEST = max(map(len, _STARTS))
_SPLITTERS = {*_STARTS, *(tuple(start.split(" ")) for start in _OTHER_STARTS)}


@lru_cache(maxsize=16384)
def read_titles(text: str) -> tuple[TitlePart, ...]:
    """The titles of one cell. Former ones ("nguyên ...") are left out; unknown ones have an empty head."""
    parts = (_part(words) for words in _split(text))
    return tuple(part for part in parts if part is not None)


def _split(text: str) -> Iterator[list[str]]:
    """The words of each title. A separator ends a title only where another title begins behind it."""
    words: list[str] = []
    for chunk, separator in _chunks(text):
        if separator and words and _begins_title(chunk, tight=separator == "-"):
            yield words
            words = []
        words.extend(chunk)
    if words:
        yield words


def _chunks(text: str) -> Iterator[tuple[list[str], str]]:
    """What stands between separators, each with the separator before it (empty for the first)."""
    bare = clean(_PUNCTUATION.sub(" ", text.replace("(", ",").replace("\n", ","))).lower()
    separator = ""
    for n, piece in enumerate(_SEPARATOR.split(bare)):
        if n % 2:
            separator = piece
        else:
            yield [word for raw in piece.split() for word in _expanded(raw).split()], separator


def _expanded(raw: str) -> str:
    folded = fold(raw)
    return _EXPANDED.get(raw) or (folded if folded == "du" else _EXPANDED.get(folded, folded))


def _begins_title(words: list[str], *, tight: bool) -> bool:
    """Behind a hyphen without spaces a short form is more likely part of a name: "LĐ-TB&XH", "VH-GD"."""
    if tight and words and len(words[0]) <= 2:
        return False
    return any(tuple(words[:n]) in _SPLITTERS for n in range(1, _LONGEST + 1))


def _part(words: list[str]) -> TitlePart | None:
    if words[0] in ("nguyen", "cuu"):
        return None
    acting = words[0] in ("quyen", "q") and len(words) > 1
    words = words[1:] if acting else words
    for n in range(min(_LONGEST, len(words)), 0, -1):
        found = _STARTS.get(tuple(words[:n]))
        if found is not None:
            return TitlePart(*found, _body(words[n:]), acting)
    text = " ".join(words)
    if text.startswith(_BODIES_ALONE):
        return TitlePart("uy vien", Rank.MEMBER, _body(words))
    return TitlePart("", Rank.MEMBER, text, acting)


def _body(words: list[str]) -> str:
    """The body without what says how the title is held: "thường trực", "phụ trách ...", a term."""
    return _TAIL.sub("", _MANNER.sub("", " ".join(words))).strip()
