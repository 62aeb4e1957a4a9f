"""The words of the field by what they stand for, so that "khi nào", "bao giờ" and "chừng nào" are one thing."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from handlers.understanding.normalising import Words

FILE = Path(__file__).with_suffix(".txt")


def concepts_in(words: Words) -> Iterator[str]:
    """The concepts that a text touches, in its order; of phrases that begin at one word the longest counts."""
    phrases, longest = _phrases()
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            found = phrases.get(words[at : at + length])
            if found is not None:
                yield from found
                at += length
                break
        else:
            at += 1


@cache
def _phrases() -> tuple[Mapping[Words, tuple[str, ...]], int]:
    phrases: dict[Words, tuple[str, ...]] = {}
    concept = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, _, said = line.rpartition(":")
        concept = name or concept
        for phrase in said.split("|"):
            words = tuple(phrase.split())
            phrases[words] = (*phrases.get(words, ()), concept)
    return phrases, max(map(len, phrases))
