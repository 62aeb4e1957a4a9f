"""Names of units as texts are searched for them: word by word, by their first word, and run together for a slip."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.understanding.gazetteers import is_built_in
from handlers.understanding.normalising import Reading, Words, reading_of

_TYPES: tuple[Words, ...] = (("xa",), ("phuong",), ("thi", "tran"))
_BODIES = ("ubnd", "hdnd", "uy ban nhan dan", "hoi dong nhan dan", "dang uy", "dang bo", "uy ban", "hoi dong")
"""Of a commune, which is then named by its own name."""
_INTRODUCE = ("o", "tai", "ben", "thuoc", *_BODIES)
"""Words behind which the bare name of a commune is no person's."""
_GENERIC = frozenset({
    "trung tam", "van phong", "co quan", "don vi", "nha truong", "truong hoc", "chi bo", "ban giam doc", "quan su",
    "ban chi huy", "thuong truc", "xa doan", "can bo", "cap uy", *_BODIES,
})  # fmt: skip
"""Said of any unit, even where one bears nothing else as its name."""
_LONE = re.compile(r"\b[^\W\d_]\b")
_OTHER_LETTERS = ("b", "c")
_SHORTEST_SLIP, _LONG = 6, 14
"""Letters behind the first word from which one slip of the keys is forgiven, and two."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as it may be spoken of."""

    name: str
    """What a text that names it is understood to say."""
    is_commune: bool = False
    is_below_commune: bool = False
    also: tuple[str, ...] = ()
    """Other names for it, short forms and former ones, in full words."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """One name of a place, as words."""

    place: Place
    written: Words
    words: Words
    letters: frozenset[str] = frozenset()
    """What became of its lone letters when short forms were spelled out: the A of a name is read as "anh"."""
    is_bare: bool = False
    """The name of a commune without what it is: a name that persons bear as well."""


@lru_cache(maxsize=8192)
def spelled(place: Place) -> tuple[Spelled, ...]:
    """The names of a place that are searched for: none of generic words, of a single one, or that is always known."""
    return tuple(each for name in (place.name, *place.also) for each in _spelled(place, name))


def _spelled(place: Place, name: str) -> Iterator[Spelled]:
    reading = reading_of(name)
    words = reading.words
    if len(words) < 2 or reading.folded in _GENERIC or is_built_in(words) or _is_body_of_commune(words):
        return
    letters = frozenset(word for token in _LONE.findall(name) for word in reading_of(token).written)
    yield Spelled(place, reading.written, words, letters)
    behind = _behind_type(words)
    if place.is_commune and behind and len(words) - behind > 1:
        yield Spelled(place, reading.written[behind:], words[behind:], letters, is_bare=True)


def _is_body_of_commune(words: Words) -> bool:
    """ "UBND xã Tân An" is spoken of as xã Tân An (docs/labels.md)."""
    return any(
        " ".join(words[:at]) in _BODIES and any(words[at : at + len(kind)] == kind for kind in _TYPES)
        for at in range(1, min(5, len(words)))
    )


def _behind_type(words: Words) -> int:
    return next((len(kind) for kind in _TYPES if words[: len(kind)] == kind), 0)


class PlaceIndex:
    """All names of some places. What is found is `(name, end)`, the end being the number of the word behind it."""

    def __init__(self, names: Iterable[Spelled]) -> None:
        self._phrases: dict[Words, list[Spelled]] = {}
        self._longest: dict[str, int] = {}
        self._joined: dict[str, tuple[list[str], list[Spelled]]] = {}
        for name in names:
            self._phrases.setdefault(name.words, []).append(name)
            first = name.words[0]
            self._longest[first] = max(self._longest.get(first, 0), len(name.words))
            rest = "".join(name.words[1:])
            if not name.is_bare and len(rest) >= _SHORTEST_SLIP:
                texts, named = self._joined.setdefault(first, ([], []))
                texts.append(rest)
                named.append(name)
        self._numbered = {
            name.words[:-1] for names in self._phrases.values() for name in names if _marks(name.written[-1:], name)
        }

    def exact(self, reading: Reading, at: int) -> tuple[Spelled, int] | None:
        """The longest name that begins at a word."""
        words = reading.words
        for length in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
            names = self._phrases.get(words[at : at + length])
            if names is not None and not self._goes_on(reading, at, at + length):
                found = _meant(names, reading, at)
                if found is not None:
                    return found, at + length
        return None

    def _goes_on(self, reading: Reading, begin: int, end: int) -> bool:
        """Whether a number or a letter behind the name makes it another's: "Tân An 2", "An Trường B"."""
        behind = reading.written[end] if end < len(reading.words) else ""
        return behind in _OTHER_LETTERS or (_is_mark(behind) and reading.words[begin:end] in self._numbered)

    def slipped(self, reading: Reading, at: int) -> tuple[Spelled, int] | None:
        """The only name so near to the words from here on; its first word has no slip, its numbers and letters too."""
        texts, named = self._joined.get(reading.words[at], ((), ()))
        best: dict[str, tuple[int, Spelled, int]] = {}
        longest = self._longest.get(reading.words[at], 0)
        for end in range(at + 2, min(at + longest, len(reading.words)) + 1):
            typed = "".join(reading.words[at + 1 : end])
            if len(typed) < _SHORTEST_SLIP - 1:
                continue
            for text, distance, place in process.extract(typed, texts, scorer=OSA.distance, score_cutoff=2, limit=None):
                name = named[place]
                allowed = 2 if len(text) >= _LONG else 1
                nearer = distance < best.get(name.place.name, (3,))[0]
                if distance <= allowed and nearer and _may_be_slip(reading, at, end, name):
                    best[name.place.name] = distance, name, end
        least = min((distance for distance, _, _ in best.values()), default=0)
        nearest = [(name, end) for distance, name, end in best.values() if distance == least]
        return nearest[0] if len(nearest) == 1 else None


def _meant(names: list[Spelled], reading: Reading, at: int) -> Spelled | None:
    """The one of equal folded names whose marks are those typed; one alone also where other marks were typed."""
    end = at + len(names[0].words)
    written = reading.written[at:end]
    if all(name.is_bare for name in names) and not _is_introduced(reading, at):
        return None
    same = [name for name in names if all(map(_is_same, written, name.written))]
    near = same or [name for name in names if all(map(_is_near, written, name.written))]
    return near[0] if len({name.place.name for name in near}) == 1 else None


def _is_introduced(reading: Reading, at: int) -> bool:
    before = f" {' '.join(reading.words[max(0, at - 4) : at])}"
    return before.endswith(tuple(f" {words}" for words in _INTRODUCE))


def _is_same(written: str, exact: str) -> bool:
    return written == exact or written.isascii()


def _is_near(written: str, exact: str) -> bool:
    """Other marks than those of the name; a lone letter with a mark is a particle ("ạ"), and no name's A."""
    return _is_same(written, exact) or len(written) > 1


def _may_be_slip(reading: Reading, begin: int, end: int, name: Spelled) -> bool:
    """Whether words may be the name but for the keys: what is there, numbers and lone letters are the same."""
    if not _is_same(reading.written[begin], name.written[0]):
        return False
    behind = reading.written[end : end + 1]
    return _marks(reading.written[begin:end], name) == _marks(name.written, name) and not _marks(behind, name)


def _marks(written: Words, name: Spelled) -> list[str]:
    return [word for word in written if _is_mark(word) or word in name.letters]


def _is_mark(word: str) -> bool:
    """What tells near-twins apart: the 2 of "Tân An 2", the A of "An Trường A"."""
    return word.isdecimal() or (len(word) == 1 and word.isalpha() and word.isascii())
