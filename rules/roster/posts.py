"""Posts as cells hold them: several in one cell, and committee seats written among them."""

import re
from functools import lru_cache

from rules.roster.levels import NOTHING, is_mark
from rules.text import clean, fold

_BETWEEN = re.compile(r"[;\n\r]+")
_BULLET = re.compile(r"^[-–+•*]\s*")
_PARTY_WORDS = re.compile(
    r"^(nguyen )?((huyen|tinh|dang|thanh|thi|chi) uy vien\b|h\.?u\.?v\b|d\.?u\.?v\b|uv ?bch\b|uv ?btv\b|"
    r"(uy vien|uv)( (ban )?(chap hanh|thuong vu)| bch| btv| tv)? ?(dang bo|dang uy|huyen uy|chi bo|chi uy)|"
    r"(uy vien|uv) (ban )?(thuong vu|btv|tv)$|(uy vien|uv) (ban chap hanh|bch)$|"
    r"(pho )?bi thu( thuong truc)?( (dang uy|huyen uy|chi bo|dang bo)| thuong truc|$))"
)
_YOUTH = re.compile(r"\bdoan\b")


@lru_cache(maxsize=4096)
def split_posts(text: str) -> tuple[str, ...]:
    """The titles of a cell, in their order, each once: separated by semicolons or new lines."""
    titles: dict[str, str] = {}
    for part in _BETWEEN.split(text):
        title = _BULLET.sub("", clean(part)).strip(" ,")
        if fold(title) not in NOTHING:
            titles.setdefault(fold(title), title)
    return tuple(titles.values())


@lru_cache(maxsize=4096)
def split_committee(text: str) -> tuple[str, ...]:
    """The seats named in the column "Cấp ủy"; a mark alone means a member of the committee."""
    return tuple("Ủy viên BCH" if is_mark(title) else title for title in split_posts(text))


@lru_cache(maxsize=4096)
def committee_apart(title: str, unit_name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The committee seats and the other titles of one title, which may hold both with commas between.

    "Đảng ủy viên, Phó Chủ tịch UBND xã" → ("Đảng ủy viên",), ("Phó Chủ tịch UBND xã",). At a unit of the youth union
    a bare "Bí thư" is the union's.
    """
    parts = [part for part in (clean(part) for part in title.split(",")) if part]
    youth = _YOUTH.search(fold(unit_name)) is not None
    seats = tuple(part for part in parts if _is_seat(part, youth))
    others = [part for part in parts if part not in seats]
    return seats, (", ".join(others),) if others else ()


def _is_seat(part: str, youth: bool) -> bool:
    words = fold(part)
    bare = (
        words.startswith(("bi thu", "pho bi thu"))
        and "uy" not in words
        and "dang" not in words
        and "chi bo" not in words
    )
    return _PARTY_WORDS.match(words) is not None and not (bare and youth)
