"""The level of political theory as cells write it: short forms, old names, marks under a heading, studying."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from rules.levels import Level, Mode
from rules.roster.problems import BadCell
from rules.text import clean, fold

NOTHING = frozenset(
    {"", "-", "--", "–", "—", "/", ".", "...", "0", "k", "ko", "khong", "khong co", "chua", "chua co", "chua hoc"}
    | {"none", "chua qua", "chua qua dao tao", "chua dao tao", "trong", "khong ro"}
)
_MEND = 'Ghi Sơ cấp, Trung cấp hoặc Cao cấp; chưa có thì để trống hoặc ghi "chưa"'
_NOISE = re.compile(
    r"\b(llct|ly luan chinh tri|ly luan|chinh tri|trinh do|bang|van bang|chung chi|tot nghiep|da|hoan thanh|xong|hoc|"
    r"hc|hanh chinh|he|ct|lop)\b"
)
_NAMES = {
    Level.SO_CAP: {"sc", "so cap", "scct", "scllct", "so"},
    Level.TRUNG_CAP: {"tc", "trung cap", "tcct", "tcllct", "tcllcthc", "trung"},
    Level.CAO_CAP: {"cc", "cao cap", "ccct", "ccllct", "cao", "cnct"},
}
_LEVELS = {name: level for level, names in _NAMES.items() for name in names}
_STUDYING = re.compile(r"\b(dang|sap)\b.*\b(hoc|theo|dao tao)\b")
_BACHELOR = re.compile(r"\bcu nhan (chinh tri|ct)\b(?! hoc)|\bcunhanchinhtri\b")
_DEGREE = re.compile(
    r"\b(dai hoc|dh|cu nhan)[ .:-]*(nganh |chuyen nganh )?(chinh tri|ct|llct|ly luan chinh tri)( hoc)?\b"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_MODES = {
    Mode.TAP_TRUNG: {"tt", "tap trung", "chinh quy", "cq"},
    Mode.KHONG_TAP_TRUNG: {
        "ktt",
        "ktc",
        "khong tap trung",
        "tai chuc",
        "tc",
        "vlvh",
        "vhvl",
        "vua lam vua hoc",
        "vua hoc vua lam",
    },
}
_MODE_OF = {name: mode for mode, names in _MODES.items() for name in names}
_MARKS = {"x", "v", "✓", "✔", "√", "+", "co", "1", "true", "r"}


class Degree(StrEnum):
    """A degree named where a level is asked for; whether it is one depends on the school that gave it."""

    BACHELOR = "bachelor"
    """"Cử nhân chính trị": taken as cao cấp, as the form says, and told."""
    UNIVERSITY = "university"
    """"Đại học chính trị": may be a degree of any university; not counted before somebody looks at the paper."""


@dataclass(frozen=True, slots=True)
class LevelCell:
    """What a cell says: the level held (NONE when it says that there is none), and what is being studied."""

    held: Level
    studying: Level = Level.NONE
    mode: Mode | None = None
    degree: Degree | None = None


@lru_cache(maxsize=4096)
def parse_level(text: str) -> LevelCell:
    """The level of a cell: "TC LLCT-HC", "cử nhân chính trị", "đang học cao cấp", "chưa". Raises BadCell."""
    named = _BACHELOR.sub("cnct", fold(clean(text)))
    others = _DEGREE.sub(" ", named).strip(" ,;+/-")
    if others != named.strip(" ,;+/-"):
        return replace(_level(others, text), degree=Degree.UNIVERSITY)
    return replace(_level(named, text), degree=Degree.BACHELOR if re.search(r"\bcnct\b", named) else None)


def _level(folded: str, text: str) -> LevelCell:
    mode = next(filter(None, (_mode(inside) for inside in _BRACKETS.findall(folded))), None)
    if mode is not None:
        folded = _BRACKETS.sub(" ", folded)
    if folded in NOTHING:
        return LevelCell(Level.NONE)
    study = _STUDYING.search(folded)
    if study is None:
        return LevelCell(_highest(folded, text), mode=mode)
    before = folded[: study.start()].strip(" ,;(-")
    studying = _highest(folded[study.start() :].replace("dang", " ").replace("theo", " "), text)
    return LevelCell(_highest(before, text) if before else Level.NONE, studying, mode)


def _highest(folded: str, text: str) -> Level:
    """The highest of the levels named; a higher one includes the lower ones."""
    named = [_one(part) for part in re.split(r"[,;+/]| va ", folded)]
    levels = [level for level in named if level is not None]
    if "tuong duong" in folded:
        raise BadCell(
            "Tương đương chỉ được tính khi có giấy xác nhận cấp trước ngày 09/7/2021",
            "Có giấy xác nhận thì ghi Trung cấp hoặc Cao cấp kèm số và ngày cấp; không có thì để trống",
        )
    if not levels or len(levels) != len(named):
        raise BadCell(f'Không hiểu trình độ lý luận chính trị "{clean(text)}"', _MEND)
    return max(levels)


def _one(part: str) -> Level | None:
    bare = " ".join(re.findall(r"[a-z]+", part))
    squeezed = bare.replace(" ", "")
    for name in (bare, squeezed, " ".join(_NOISE.sub(" ", bare).split())):
        if name in _LEVELS:
            return _LEVELS[name]
    return None


def _mode(folded: str) -> Mode | None:
    words = " ".join(re.findall(r"[a-z]+", folded))
    return _MODE_OF.get(words) or _MODE_OF.get(words.removeprefix("he ").strip())


@lru_cache(maxsize=4096)
def parse_mode(text: str) -> Mode:
    """Hệ đào tạo: "TT", "KTT", "tại chức", "VLVH". Raises BadCell."""
    mode = _mode(fold(clean(text)))
    if mode is None:
        raise BadCell(f'Không hiểu hệ đào tạo "{clean(text)}"', 'Ghi "Tập trung" hoặc "Không tập trung"')
    return mode


def is_mark(text: str) -> bool:
    """True for what people put under a heading to say yes: x, 1, ✓."""
    return fold(text) in _MARKS


def parse_marked_level(level: Level, text: str) -> LevelCell:
    """The cell under a heading of one level: a mark, a year, a number of a paper, "đang học". Raises BadCell."""
    folded = fold(clean(text))
    if folded in NOTHING:
        return LevelCell(Level.NONE)
    if folded.startswith(("dang", "sap")):
        return LevelCell(Level.NONE, level)
    if is_mark(folded) or any(c.isdigit() for c in folded):
        return LevelCell(level)
    try:
        cell = parse_level(text)
    except BadCell:
        raise BadCell(
            f'Không hiểu "{clean(text)}" dưới cột {level.label}', "Có thì ghi x, không thì để trống"
        ) from None
    if cell.held is not level:
        raise BadCell(f'"{clean(text)}" không khớp với cột {level.label}', "Có thì ghi x, không thì để trống")
    return cell
