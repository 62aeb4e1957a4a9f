"""Which unit a text means: known names and short forms, communes inside longer names, near-twins kept apart."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from rapidfuzz.distance import OSA

from rules.cadres import Tier, Unit
from rules.text import clean, fold
from rules.unit_spelling import usual_spelling

_WORD = re.compile(r"\w+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TYPES = {
    ("xã",): "xã",
    ("x",): "xã",
    ("thị", "trấn"): "thị trấn",
    ("tt",): "thị trấn",
    ("ttr",): "thị trấn",
    ("phường",): "phường",
    ("p",): "phường",
}
_BODY = re.compile(r"(ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|dang uy|dang bo)\b(?!.*\b(huyen|tinh)\b)")
_WIDER = {"huyen", "h", "tinh"}
_FORMERLY = ("cũ", "cu")
_LONG_NAME = 3
"""Words from which a name without marks is a name whose marks were left out, and not a short form."""
_KINDS = (
    ("police", re.compile(r"\bcong an\b")),
    ("health", re.compile(r"\b(tram y te|trung tam y te|benh vien|tyt|ttyt|phong kham)\b")),
    ("school", re.compile(r"\b(mam non|mau giao|nha tre|tieu hoc|thcs|thpt|trung hoc|giao duc thuong xuyen)\b")),
)


class Found(StrEnum):
    """How sure it is which unit a text means."""

    KNOWN = "known"
    FORMER = "former"
    """The name of a unit that has ended: the unit is the one that took over."""
    SPLIT = "split"
    """The name of a unit that has become several, which `among` gives: nobody can tell which of them is meant."""
    NEW = "new"
    """Not seen before, and like nothing known: taken as it is."""
    RESEMBLES = "resembles"
    """Close to a known unit but not it: a question. Accepted, it is a unit of its own."""
    NEW_COMMUNE = "new_commune"
    """Says xã, thị trấn or phường with a name that no known commune bears: a question."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The unit a text means. `resembles` is the known unit it might be a slip for."""

    unit: Unit
    how: Found
    resembles: Unit | None = None
    among: tuple[Unit, ...] = ()

    @property
    def is_question(self) -> bool:
        return self.how in (Found.RESEMBLES, Found.NEW_COMMUNE)


@dataclass(frozen=True, slots=True)
class UnitStatement:
    """What a sheet "Đơn vị" says about a unit; None and empty mean that it does not say."""

    name: str
    tier: Tier | None = None
    kind: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class _Commune:
    unit: Unit
    type_word: str
    words: tuple[str, ...]


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as written, in composed form, without punctuation."""
    return tuple(_WORD.findall(clean(text)))


@lru_cache(maxsize=65536)
def _spelling(word: str) -> tuple[str, str]:
    """The letters of a word and its tone apart, so that "hoà" and "hòa" are one word."""
    marked = normalize("NFD", word.lower())
    letters = normalize("NFC", "".join(c for c in marked if c not in _TONES))
    return letters, "".join(c for c in marked if c in _TONES)


def _same_word(written: str, known: str) -> bool:
    """True for one spelling, or when all marks were left out; never for other marks ("Truờng", "Trường")."""
    return _spelling(written) == _spelling(known) or fold(known) == written.lower()


def _same_words(written: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return len(written) == len(known) and (all(map(_same_word, written, known)) or _known_unmarked(written, known))


def _known_unmarked(written: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """True when the name was first met without any marks, "UBND xa Tan An"; short forms ("HND") are no such names."""
    return len(known) >= _LONG_NAME and all(fold(w) == k.lower() for w, k in zip(written, known, strict=True))


def folded_name(name: str) -> str:
    """A unit's name as it is looked up: no diacritics, no punctuation, lower case."""
    return " ".join(fold(word) for word in words_of(name))


def unit_id(name: str) -> str:
    """The id a new unit takes from its name: `ubnd-xa-tan-an`."""
    return folded_name(name).replace(" ", "-")


def kind_of(name: str) -> str:
    """`school`, `health` or `police` by the words of a name, else empty."""
    folded = folded_name(name)
    return next((kind for kind, words in _KINDS if words.search(folded)), "")


class UnitDirectory:
    """The known units, and those met on the way. The same texts in the same order give the same answers."""

    def __init__(
        self,
        units: Iterable[Unit],
        aliases: Mapping[str, Iterable[str]] | None = None,
        former: Iterable[tuple[str, tuple[Unit, ...]]] = (),
    ) -> None:
        """`aliases` gives the other names of a unit by its id; `former` names of units that have ended, each with what
        took over."""
        self._units: dict[str, Unit] = {}
        self._names: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
        self._findings: dict[tuple[str, str], Finding] = {}
        self.met: list[Unit] = []
        """Units that were not known, in the order they were met."""
        self.restated: list[Unit] = []
        """Known units that a sheet "Đơn vị" states otherwise, as it states them."""
        for unit in units:
            self._know(unit)
        for id_, names in (aliases or {}).items():
            for name in names:
                self._name(name, self._units[id_])
        self._known = tuple(self._units.values())
        self._former = tuple(former)
        self._ended = {folded_name(name): (words_of(name), taken) for name, taken in self._former}
        known = ((unit, unit.name) for unit in self._known)
        ended = ((taken[0], name) for name, taken in self._former if folded_name(name) not in self._names)
        self._communes = tuple(commune for each in (*known, *ended) if (commune := _as_commune(*each)))
        self._longest = max((len(c.words) for c in self._communes), default=0)

    @property
    def units(self) -> Mapping[str, Unit]:
        """All units by id, those met on the way included."""
        return self._units

    def find(self, text: str, parent: str = "") -> Finding:
        """The unit a text means; `parent` is the text of the heading above it, if there is one."""
        finding = self._findings.get((text, parent))
        if finding is None:
            finding = self._findings[text, parent] = self._look_up(clean(text), clean(parent))
        return finding

    def known(self, text: str) -> Unit | None:
        """The unit that bears exactly this name or short form, or alone took over from the one that did; nothing new is
        taken in."""
        taken = self._taken_over(words_of(text))
        return self._exact(words_of(text)) or (taken[0] if len(taken) == 1 else None)

    def commune_in(self, text: str) -> Unit | None:
        """The known commune that stands anywhere in a text, introduced by xã, thị trấn or phường."""
        place = self._commune_at(words_of(text))
        return place[0].unit if place and place[2] else None

    def with_statements(self, statements: Iterable[UnitStatement]) -> "UnitDirectory":
        """The directory as a sheet "Đơn vị" corrects it: tier, kind and parent as stated there."""
        listed = list(statements)
        found = [self.find(s.name).unit for s in listed]
        parents = [self.find(s.parent).unit if s.parent else None for s in listed]
        own = {unit.id: unit for unit in found}
        for statement, unit, parent in zip(listed, found, parents, strict=True):
            own[unit.id] = _corrected(own[unit.id], statement, own.get(parent.id, parent) if parent else None)
        former = [(name, tuple(own.get(unit.id, unit) for unit in taken)) for name, taken in self._former]
        stated = UnitDirectory([own.get(id_, unit) for id_, unit in self._units.items()], former=former)
        for entries in self._names.values():
            for words, unit in entries:
                stated._name(" ".join(words), stated._units[unit.id])
        known = {unit.id for unit in self._known}
        stated.met = [unit for id_, unit in stated._units.items() if id_ not in known]
        stated.restated = [stated._units[unit.id] for unit in self._known if stated._units[unit.id] != unit]
        return stated

    def _know(self, unit: Unit) -> None:
        self._units[unit.id] = unit
        self._name(unit.name, unit)

    def _name(self, name: str, unit: Unit) -> None:
        entries = self._names.setdefault(folded_name(name), [])
        if (words_of(name), unit) not in entries:
            entries.append((words_of(name), unit))

    def _look_up(self, text: str, parent: str) -> Finding:
        above = self._above(parent)
        words = words_of(text)
        own = above is None or self._commune_at(words) is not None
        if own:
            exact = self._exact(words) or self._exact(_without_wider(words))
            if exact is not None:
                return Finding(exact, Found.KNOWN)
            taken = self._taken_over(words) or self._taken_over(_without_wider(words))
            if taken:
                return Finding(taken[0], Found.SPLIT if taken[1:] else Found.FORMER, among=taken)
            return self._in_commune(text, words) or self._elsewhere(text)
        assert above is not None
        return self._below(f"{usual_spelling(text)} {above.name}", above)

    def _above(self, parent: str) -> Unit | None:
        """The commune of a heading, unless nothing is said there."""
        if not parent:
            return None
        unit = self._exact(words_of(parent))
        return unit if unit is not None and unit.tier is Tier.COMMUNE else self.commune_in(parent)

    def _exact(self, words: tuple[str, ...]) -> Unit | None:
        entries = self._names.get(" ".join(map(fold, words)), ())
        return next((unit for known, unit in entries if _same_words(words, known)), None)

    def _taken_over(self, words: tuple[str, ...]) -> tuple[Unit, ...]:
        """What took over from the unit named, with or without "cũ" behind its name."""
        bare = words[:-1] if len(words) > 1 and words[-1].lower() in _FORMERLY else words
        known, taken = self._ended.get(" ".join(map(fold, bare)), ((), ()))
        return taken if _same_words(bare, known) else ()

    def _below(self, name: str, commune: Unit) -> Finding:
        known = self._exact(words_of(name))
        if known is not None:
            return Finding(known, Found.KNOWN)
        return Finding(self._meet(name, Tier.COMMUNE, commune.id), Found.NEW)

    def _in_commune(self, text: str, words: tuple[str, ...]) -> Finding | None:
        """The finding for a text with xã, thị trấn or phường in it; None for any other."""
        place = self._commune_at(words)
        if place is not None:
            commune, start, exact, bare = place
            if exact and start == 0 and bare:
                return Finding(commune.unit, Found.KNOWN)
            if exact:
                return self._below(text, commune.unit)
            return Finding(self._meet(text, Tier.COMMUNE, None), Found.RESEMBLES, commune.unit)
        unknown = _unknown_commune(words)
        if unknown is None:
            return None
        near = self._nearest_commune(words[unknown:])
        return Finding(self._meet(text, Tier.COMMUNE, None), Found.RESEMBLES if near else Found.NEW_COMMUNE, near)

    def _elsewhere(self, text: str) -> Finding:
        near = self._nearest(text) or self._commune_left_bare(text) or self._commune_misspelt(text)
        return Finding(self._meet(text, Tier.DISTRICT, None), Found.RESEMBLES if near else Found.NEW, near)

    def _commune_at(self, words: tuple[str, ...]) -> tuple[_Commune, int, bool, bool] | None:
        """The first commune named in the words, where it starts, spelled exactly?, nothing behind it?"""
        for start in range(len(words)):
            for type_words, type_word in _TYPES.items():
                after = start + len(type_words)
                if _same_words(words[start:after], type_words):
                    commune = self._commune_named(words[after:], type_word)
                    if commune is not None:
                        end = after + len(commune.words)
                        exact = _same_words(words[after:end], commune.words)
                        return commune, start, exact, not _without_wider(words[end:])
        return None

    def _commune_named(self, words: tuple[str, ...], type_word: str) -> _Commune | None:
        """The known commune whose name the words begin with, the longest first; a name that goes on is another."""
        for length in range(min(self._longest, len(words)), 0, -1):
            folded = [fold(word) for word in words[:length]]
            for commune in self._communes:
                if commune.type_word == type_word and [fold(w) for w in commune.words] == folded:
                    return None if _goes_on(words[length:]) else commune
        return None

    def _nearest_commune(self, words: tuple[str, ...]) -> Unit | None:
        """The known commune whose name the words after their type nearly are, whatever its type."""
        written = [fold(word) for word in words[2 if fold(words[0]) == "thi" else 1 :]]
        for commune in self._communes:
            known = " ".join(map(fold, commune.words))
            if OSA.distance(" ".join(written[: len(commune.words)]), known) <= 2 - (len(known) < 6):
                return commune.unit
        return None

    def _nearest(self, text: str) -> Unit | None:
        """The known unit one slip away: another mark, or one or two letters in a long name."""
        folded = folded_name(text)
        if folded in self._names:
            return self._names[folded][0][1]
        allowed = 0 if len(folded) < 8 else 1 if len(folded) < 14 else 2
        for name, entries in self._names.items():
            near = allowed and OSA.distance(folded, name, score_cutoff=allowed) <= allowed
            if near and len(name) >= 8 and not _differ_by_number(folded, name):
                return entries[0][1]
        return None

    def _commune_left_bare(self, text: str) -> Unit | None:
        """The commune that "UBND Tân An" may mean, which says neither xã nor huyện."""
        folded = folded_name(text)
        if _BODY.match(folded):
            for commune in self._communes:
                if folded.endswith(" " + " ".join(map(fold, commune.words))):
                    return commune.unit
        return None

    def _commune_misspelt(self, text: str) -> Unit | None:
        """The commune whose bare name the text is but for one letter: "Đức Mĩ", "Tân Ann"."""
        folded = folded_name(text)
        for commune in self._communes:
            known = " ".join(map(fold, commune.words))
            if OSA.distance(folded, known, score_cutoff=1) <= 1 and not _differ_by_number(folded, known):
                return commune.unit
        return None

    def _meet(self, name: str, tier: Tier, parent_id: str | None) -> Unit:
        known = self._exact(words_of(name))
        if known is not None:
            return known
        id_ = base = unit_id(name) or "don-vi"
        number = 1
        while id_ in self._units:
            number += 1
            id_ = f"{base}-{number}"
        kind = kind_of(name) or ("commune" if tier is Tier.COMMUNE and parent_id is None else "")
        unit = Unit(id_, usual_spelling(name), tier, parent_id, kind)
        self._know(unit)
        self.met.append(unit)
        return unit


def _as_commune(unit: Unit, name: str) -> _Commune | None:
    """A commune is a unit of its tier named by its type and a name alone: "xã Tân An"."""
    words = words_of(name)
    if unit.tier is Tier.COMMUNE:
        for type_words, type_word in _TYPES.items():
            if len(words) > len(type_words) and _same_words(words[: len(type_words)], type_words):
                return _Commune(unit, type_word, words[len(type_words) :])
    return None


def _goes_on(rest: tuple[str, ...]) -> bool:
    """True when the next word still belongs to a name: "An Trường" in "An Trường B", "Nhị Long" in "Nhị Long Tây"."""
    return bool(rest) and fold(rest[0]) not in _WIDER and (rest[0][0].isupper() or len(rest[0]) == 1)


def _without_wider(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without a closing "huyện Càng Long, tỉnh ..."."""
    for place, word in enumerate(words):
        if fold(word) in _WIDER and fold(word) != "h":
            return words[:place]
    return words


def _unknown_commune(words: tuple[str, ...]) -> int | None:
    """Where the words name a commune that is not known; "xã hội" and "hợp tác xã" name none."""
    for start, word in enumerate(words[:-1]):
        follower = words[start + 1]
        before = fold(words[start - 1]) if start else ""
        if word.lower() == "xã" and fold(follower) != "hoi" and before != "tac" and not follower.islower():
            return start
        if word.lower() == "phường" or (word.lower() == "thị" and follower.lower() == "trấn"):
            return start
    return None


def _differ_by_number(one: str, other: str) -> bool:
    """True for twins told apart by a number or a single letter: "Khóm 1", "Khóm 2"; "An Trường", "An Trường A"."""
    apart = set(one.split(" ")) ^ set(other.split(" "))
    return any(len(word) == 1 or any(c.isdigit() for c in word) for word in apart)


def _corrected(unit: Unit, statement: UnitStatement, parent: Unit | None) -> Unit:
    tier = statement.tier or (parent.tier if parent else unit.tier)
    parent_id = parent.id if parent and parent.id != unit.id else unit.parent_id
    return replace(unit, tier=tier, kind=statement.kind or unit.kind, parent_id=parent_id)
