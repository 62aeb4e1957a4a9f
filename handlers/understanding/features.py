"""What of a text the ranking weighs: its words, its letters, and the concepts and slots it touches."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from zlib import crc32

from handlers.understanding.concepts import concepts_in
from handlers.understanding.normalising import Reading

GROUPS = ("words", "letters", "concepts")
"""Each group is weighed as a whole, so that a long text does not drown its meaning in letters."""
_WORDS, _LETTERS, _CONCEPTS = crc32(b"w"), crc32(b"l"), crc32(b"c")
"""What the number of a feature of each group begins with."""
_SHORTEST, _LONGEST = 2, 5
"""Letters of a run."""


Features = tuple[set[int], ...]
"""The numbers of the features of a text, a set for each of GROUPS."""


def features_of(reading: Reading, slots: Mapping[str, str], role: str) -> Features:
    """What of a text is weighed. `role` is cadre, staff or leader."""
    return (
        {crc32(each.encode(), _WORDS) for each in _of_words(reading)},
        {crc32(each.encode(), _LETTERS) for each in _of_letters(reading)},
        {crc32(each.encode(), _CONCEPTS) for each in _of_concepts(reading, slots, role)},
    )


def word_feature(word: str) -> int:
    """The number of a single folded word."""
    return crc32(word.encode(), _WORDS)


def _of_words(reading: Reading) -> Iterator[str]:
    words = ("^", *reading.words, "$")
    yield from words
    yield from map(" ".join, pairwise(words))
    yield from (f"{first} _ {third}" for first, third in zip(words, words[2:], strict=False))
    for at, others in reading.others:
        yield from others
        yield " ".join((words[at], *others))
    if reading.written != reading.words:
        exact = reading.written
        yield from (f"={word}" for word in exact)
        yield from (f"={first} {second}" for first, second in pairwise(exact))


def _of_letters(reading: Reading) -> Iterator[str]:
    yield from _runs(f" {reading.folded} ")
    if reading.written != reading.words:
        yield from (f"={run}" for run in _runs(f" {' '.join(reading.written)} "))


def _runs(text: str) -> Iterator[str]:
    for length in range(_SHORTEST, _LONGEST + 1):
        for at in range(len(text) - length + 1):
            yield text[at : at + length]


def _of_concepts(reading: Reading, slots: Mapping[str, str], role: str) -> Iterator[str]:
    line = ["^", *concepts_in(reading.words), "$"]
    yield from line
    yield from map(" ".join, pairwise(line))
    yield from map(" ".join, zip(line, line[1:], line[2:], strict=False))
    touched = sorted({*line[1:-1], *(f"[{slot}" for slot in slots)})
    yield from (f"{first}&{second}" for first, second in combinations(touched, 2))
    yield from (f"{role}:{each}" for each in touched)
    yield from (
        f"[{slot}={value}" for slot, value in slots.items() if slot in ("level", "course", "mode", "when", "group")
    )
    yield f"{role}:"
    yield from _shape(reading.words)


def _shape(words: Iterable[str]) -> Iterator[str]:
    count = sum(1 for _ in words)
    yield f"long {min(count.bit_length(), 6)}"
    yield f"short {count}" if count < 4 else "not short"
