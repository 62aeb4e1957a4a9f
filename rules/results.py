"""Results of a class as they are typed: what "8 đạt giỏi", "5,5 trung bình" or "vắng thi" means, and for whom.

Where marks part into grades is the centre's to say (`Bands`); nothing is assumed. Without bands a mark alone decides
nothing, and the words typed count.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from fractions import Fraction

from rules.amendments import paper_of, with_paper, without_paper
from rules.cadres import Cadre, Credential
from rules.levels import Level
from rules.text import clean, fold

HIGHEST = 10
"""Marks are out of ten; a higher number is a slip ("85" for 8,5)."""
MOST_NUMBERS = 500
"""People one line may speak of: "1-40: đạt" is meant, "1-999999" is not."""
ABSENT = "Vắng thi"

_GRADES = {
    "xuat sac": "Xuất sắc",
    "gioi": "Giỏi",
    "kha": "Khá",
    "trung binh kha": "Trung bình khá",
    "tb kha": "Trung bình khá",
    "trung binh": "Trung bình",
    "tb": "Trung bình",
    "yeu": "Yếu",
    "kem": "Kém",
}
"""The words of Vietnamese diplomas, as they are typed."""
_NOT_PASSING = frozenset({"Yếu", "Kém", ABSENT})


class Why(Enum):
    """What keeps a typed line from being a result."""

    NO_NUMBER = auto()
    """It does not say whose."""
    TWICE = auto()
    """It names somebody whom an earlier line names too."""
    EMPTY = auto()
    BAD_MARK = auto()
    UNKNOWN_WORD = auto()
    NO_WORD = auto()
    """A mark alone, where no bands say what it is worth."""
    CONTRADICTS = auto()
    """The words say another thing than the mark, or than each other."""


@dataclass(frozen=True, slots=True)
class Band:
    """From this mark on, up to the next band: this grade."""

    lowest: Fraction
    grade: str


@dataclass(frozen=True, slots=True)
class Bands:
    """The centre's scale: what a mark is called, and from which one it passes. Empty where the centre set none."""

    bands: tuple[Band, ...] = ()
    """The highest first. A mark below the last one has not passed."""

    def grade(self, mark: Fraction) -> str:
        """The name of a mark; empty below the lowest band."""
        return next((band.grade for band in self.bands if mark >= band.lowest), "")

    @property
    def text(self) -> str:
        """As the centre writes it: "Giỏi 8; Khá 7; Trung bình 5"."""
        return "; ".join(f"{band.grade} {written(band.lowest)}" for band in self.bands)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person came out of the class with."""

    passed: bool
    grade: str = ""
    """Giỏi, Khá, Trung bình, ... as a paper writes it; empty where only "đạt" or "không đạt" was said."""
    mark: str = ""
    """As a paper writes it: "8", "5,5"; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line, or a part of one, that is no result, and why."""

    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message full of lines says, number by number, and what of it could not be read."""

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()

    @property
    def names_nobody(self) -> bool:
        """Whether no line says whose result it is."""
        return not self.verdicts and all(each.why is Why.NO_NUMBER for each in self.unread)


def bands_of(text: str) -> Bands | None:
    """A scale as it is typed: "Giỏi 8; Khá 7; Trung bình 5". None where it is none.

    Grades are those of diplomas, or "Đạt"; the lowest mark of each band is below that of the better one.
    """
    found: list[Band] = []
    for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        match = re.fullmatch(r"([^\d]+?)(?:\s+(?:từ|tu))?\s*:?\s*(\d+(?:[.,]\d+)?)", part)
        mark = _mark(match[2]) if match else None
        if match is None or mark is None:
            return None
        grade = _GRADES.get(fold(match[1]), clean(match[1]).capitalize() if fold(match[1]) == "dat" else "")
        if not grade or grade in _NOT_PASSING:
            return None
        found.append(Band(mark, grade))
    found.sort(key=lambda band: -band.lowest)
    distinct = len({band.lowest for band in found}) == len({band.grade for band in found}) == len(found)
    return Bands(tuple(found)) if found and distinct else None


def verdict(text: str, bands: Bands = Bands()) -> Verdict | Why:
    """What one result says: "8 đạt giỏi", "5,5 trung bình", "không đạt", "vắng thi"."""
    words = fold(text)
    found = re.search(r"\d+(?:[.,]\d+)?(?:\s*/\s*10\b)?", words)
    said = re.sub(r"[\s,;.:()-]+", " ", words.replace(found[0], " ", 1) if found else words)
    said = re.sub(r"\b(diem|xep loai|loai)\b", " ", said)
    mark = _mark(found[0].split("/")[0].strip()) if found else None
    if found and mark is None:
        return Why.BAD_MARK
    if not found and not said.strip():
        return Why.EMPTY
    word = _word(" ".join(said.split()))
    return word if isinstance(word, Why) else _judged(mark, word, bands)


@dataclass(frozen=True, slots=True)
class _Word:
    """What the words alone say."""

    passed: bool | None = None
    grade: str = ""


_SAID = {
    **dict.fromkeys(("dat", "dau", "do", "qua"), _Word(True)),
    **dict.fromkeys(("khong dat", "chua dat", "khong qua", "truot", "rot", "hong"), _Word(False)),
    **{spoken: _Word(grade not in _NOT_PASSING, grade) for spoken, grade in _GRADES.items()},
    **dict.fromkeys(
        ("vang thi", "bo thi", "khong thi", "khong du thi", "khong duoc thi", "vang"), _Word(False, ABSENT)
    ),
}


def _word(said: str) -> _Word | Why:
    """The grade and the outcome that words name; the longest phrase is taken at each place."""
    outcomes: set[bool] = set()
    grades: set[str] = set()
    rest = said
    while rest:
        phrase = max((each for each in _SAID if re.match(rf"{each}\b", rest)), key=len, default=None)
        if phrase is None:
            return Why.UNKNOWN_WORD
        meant = _SAID[phrase]
        outcomes.add(meant.passed is True)
        grades |= {meant.grade} - {""}
        rest = rest[len(phrase) :].strip()
    if len(outcomes) > 1 or len(grades) > 1:
        return Why.CONTRADICTS
    return _Word(next(iter(outcomes), None), next(iter(grades), ""))


def _judged(mark: Fraction | None, word: _Word, bands: Bands) -> Verdict | Why:
    """Mark and words together; they may not contradict each other under the centre's bands."""
    shown = "" if mark is None else written(mark)
    if mark is not None and word.grade == ABSENT:
        return Why.CONTRADICTS
    if mark is None or not bands.bands:
        return Why.NO_WORD if word.passed is None else Verdict(word.passed, word.grade, shown)
    grade = bands.grade(mark)
    passed = bool(grade)
    grade_differs = passed and word.grade not in ("", grade)
    if word.passed not in (None, passed) or grade_differs:
        return Why.CONTRADICTS
    return Verdict(passed, (grade if grade != "Đạt" else "") or word.grade, shown)


def results_in(text: str, bands: Bands = Bands()) -> Reading:
    """The results of a message: one a line (or parted by ";"), each with numbers of the class's list before it.

    "3: 8 giỏi", "3 5 7: đạt", "1-40: đạt", "8 đạt giỏi" (number 8). A line that names somebody again counts no
    more than the first: it is given back unread.
    """
    verdicts: dict[int, Verdict] = {}
    unread: list[Unread] = []
    for line in _lines(text):
        numbers, rest = _numbers(line)
        said = verdict(rest, bands) if numbers else Why.NO_NUMBER
        if isinstance(said, Why):
            unread.append(Unread(line, said))
        elif any(number in verdicts for number in numbers):
            unread.append(Unread(line, Why.TWICE))
        else:
            verdicts |= dict.fromkeys(numbers, said)
    return Reading(verdicts, tuple(unread))


def _lines(text: str) -> Iterator[str]:
    return filter(None, (clean(line) for line in re.split(r"[;\n]", text)))


_LIST = re.compile(r"(?:(?:số|so|stt)\s*)?((?:\d+(?:\s*-\s*\d+)?)(?:[\s,]+\d+(?:\s*-\s*\d+)?)*)\s*[:.)]\s+(.*)", re.I)
_SINGLE = re.compile(r"(?:(?:số|so|stt)\s*)?(\d+)[\s:]\s*(\D.*|\d.*)", re.I)


def _numbers(line: str) -> tuple[tuple[int, ...], str]:
    """Whose result a line holds, and the rest of it; nobody's where it names none."""
    found = _LIST.fullmatch(line) or _SINGLE.fullmatch(line)
    return (numbers_in(found[1]), found[2]) if found else ((), line)


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of a list such as "4 17", "4, 17", "3-6 9", each once, in the order in which they are said."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*-\s*(\d+))?", text):
        low, high = int(first), int(last or first)
        if low < 1 or high < low or high - low >= MOST_NUMBERS:
            return ()
        found += range(low, high + 1)
    return tuple(dict.fromkeys(found))


def written(mark: Fraction) -> str:
    """A mark as a paper writes it: "8", "5,5"."""
    return f"{float(mark):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _mark(text: str) -> Fraction | None:
    value = Fraction(text.replace(",", "."))
    return value if value <= HIGHEST and (value * 100).denominator == 1 else None


def tally(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many came out with which grade, those without a name as "Đạt" or "Không đạt"; the share is announced."""
    found: dict[str, int] = {}
    for each in verdicts:
        name = each.grade or ("Đạt" if each.passed else "Không đạt")
        found[name] = found.get(name, 0) + 1
    return found


def with_pass(cadre: Cadre, paper: Credential) -> Cadre:
    """The record with the paper of a class that was passed. A verified paper of the level stays; a declared one goes.

    What the class gave was seen by two people of the centre; what somebody declared was seen by none.
    """
    known = paper_of(cadre, paper.level)
    return cadre if known is not None and known.verified else with_paper(cadre, paper)


def without_pass(now: Cadre, before: Cadre, after: Cadre, level: Level) -> Cadre | None:
    """The record without what a pass of this level gave it: with the paper that lay there before, or with none.

    `before` and `after` are the record as the pass found and left it. None where its paper was changed since: what
    somebody else wrote is not taken back with it.
    """
    if paper_of(now, level) != paper_of(after, level):
        return None
    declared = paper_of(before, level)
    return with_paper(now, declared) if declared is not None else without_paper(now, level)
