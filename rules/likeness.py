"""How like two questions are: by the words that carry their meaning, in any order, with or without diacritics."""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from rules.text import clean, fold

_SPELLED = {
    "k": "khong", "ko": "khong", "kh": "khong", "hk": "khong", "hong": "khong", "khg": "khong",
    "dc": "duoc", "dk": "duoc", "j": "gi", "z": "vay", "hs": "ho so", "gcn": "giay chung nhan", "cn": "cu nhan",
    "ktt": "khong tap trung", "tc": "trung cap", "cc": "cao cap", "sc": "so cap", "tcllct": "trung cap",
    "ccllct": "cao cap", "scllct": "so cap", "llct": "ly luan chinh tri", "qd": "quyet dinh", "dvdb": "dang vien du bi",
    "truot": "rot", "bn": "bao nhieu", "hok": "hoc", "hc": "hoc", "rui": "roi", "fai": "phai", "qui": "quy",
}  # fmt: skip
"""Chat spelling and short forms, as they are meant in questions to the centre."""
_ONE_WORD = re.compile(
    r"\b(khong tap trung|tap trung|trung cap|cao cap|so cap|hoc phi|ho so|giay chung nhan|thi lai|du bi|cam tinh|"
    r"tuong duong|nguyen vong|cap lai|bao luu|quyet dinh|dang vien moi|dang vien|bao nhieu|dang ky|ghi danh|thu tuc|"
    r"giay to)\b"
)
"""What is one word in meaning though it is written as several."""
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
        a ad ah ak an anh ban bi biet bot cac cai can chi cho co con cua da dang day de di do dong duoc e em gi
        gio giup ha hay hoi khong la lai lam long minh mn mot muon nao nay ne neu ngay nha nhe nho nhu nhung o
        oi phai qua r ra roi sao se ta tai tam the thi thong tin toi trong trung tu tui u va vay ve vi viec voi
        vui xin y
        """,
    )
)
"""Words that stand in every question."""
_FAINT = frozenset(("hoc", "lop", "bao_nhieu", "may", "bang", "dang_vien", "thu_tuc", "giay_to"))
_FAINT_PART = 0.4
"""What a word counts that stands in many questions, beside one that says what it is about."""
_LEVELS = frozenset(("trung_cap", "cao_cap", "so_cap"))
_MODES = frozenset(("khong_tap_trung", "tap_trung"))
_NAMED = _LEVELS | _MODES
_OTHER_THING = 0.5
"""What is left of a likeness between questions about different levels or modes."""
_TYPO = 0.8
_LONG = 5
"""Letters from which a word may have one wrong."""
_HELD = 0.4
_SAME = 0.8
"""The part of the words from which two questions are one."""


@lru_cache(maxsize=4096)
def meaning_words(text: str) -> frozenset[str]:
    """The words of a question that carry its meaning, folded; those that belong together joined by "_"."""
    words = " ".join(_SPELLED.get(word, word) for word in re.findall(r"\w+", fold(clean(text))))
    joined = _ONE_WORD.sub(lambda found: found[0].replace(" ", "_"), words)
    return frozenset(joined.split()) - _EMPTY


def likeness(asked: str, known: str) -> float:
    """From 0 to 1: how much of the meaning of a known question stands in what is asked, and the other way round.

    A single letter mistyped in a long word is forgiven; a question about another level is not the same question.
    """
    mine, theirs = meaning_words(asked), meaning_words(known)
    if not mine or not theirs:
        return 0.0
    of_known, of_asked = _part_of(theirs, mine), _part_of(mine, theirs)
    if not of_known or not of_asked:
        return 0.0
    # A long question may hold a short known one whole: what is asked beside it counts for less.
    held = of_known * (_HELD + (1 - _HELD) * min(1.0, of_asked * 1.5)) if len(theirs) > 1 else 0.0
    likely = max(2 * of_known * of_asked / (of_known + of_asked), held)
    return likely * (_OTHER_THING if _differ(mine, theirs) else 1.0)


def is_same_question(one: str, other: str) -> bool:
    """Whether one answer serves both: nearly the same words, and the same level, mode and numbers."""
    mine, theirs = meaning_words(one), meaning_words(other)
    if _marks(mine) != _marks(theirs):
        return False
    if not mine or not theirs:
        return fold(clean(one)) == fold(clean(other))
    return min(_part_of(theirs, mine), _part_of(mine, theirs)) >= _SAME


def with_marks(asked: str, known: str) -> float:
    """The part of the words of a known question that stand in the asked one exactly as they are written."""
    mine, theirs = ({*re.findall(r"\w+", clean(text).lower())} for text in (asked, known))
    return len(mine & theirs) / len(theirs) if theirs else 0.0


def _differ(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two questions name different levels, or different modes."""
    return any(mine & kind and theirs & kind and not mine & theirs & kind for kind in (_LEVELS, _MODES))


def _part_of(words: frozenset[str], others: frozenset[str]) -> float:
    """How much of these words stands among others, by their weight."""
    shared = total = 0.0
    for word in words:
        weight = _FAINT_PART if word in _FAINT else 1.0
        total += weight
        shared += weight if word in others else weight * _mistyped(word, others)
    return shared / total


def _mistyped(word: str, others: frozenset[str]) -> float:
    if len(word) < _LONG or word in _NAMED:
        return 0.0
    near = (other for other in others if len(other) >= _LONG and -2 < len(other) - len(word) < 2)
    is_near = any(Levenshtein.distance(word, other, score_cutoff=1) <= 1 for other in near if other not in _NAMED)
    return _TYPO if is_near else 0.0


def _marks(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word in _NAMED or any(letter.isdigit() for letter in word))
