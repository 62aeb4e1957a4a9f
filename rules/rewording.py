"""What is different in a text that was mended: the few words before and after, for those who read the old one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\n|[^\s]+")
_BETWEEN = 1
"""Words alike between two changes that are told as one."""
_AROUND = 1
"""Words alike that are told on either side: "8" alone tells nobody what it counts."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A place that reads otherwise now, with a word around it."""

    before: str
    after: str


def reworded(before: str, after: str, most: int = 2, longest: int = 60) -> tuple[Reworded, ...]:
    """The places where a text differs from the one before it; emphasis does not count.

    Empty where a few words cannot tell: more than `most` places, more than `longest` characters, a change across lines,
    or in a merge field, which reads otherwise to everyone.
    """
    old, new = _words(before), _words(after)
    found = [Reworded(" ".join(old[a:b]), " ".join(new[c:d])) for a, b, c, d in _places(old, new)]
    return tuple(found) if len(found) <= most and all(_is_short(each, longest) for each in found) else ()


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.replace("**", ""))


def _places(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where they differ: from and to in the old words, from and to in the new ones."""
    begun: tuple[int, int, int, int] | None = None
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if begun is not None and a - begun[1] <= _BETWEEN:
            begun = (begun[0], b, begun[2], d)
            continue
        if begun is not None:
            yield _widened(old, new, begun)
        begun = (a, b, c, d)
    if begun is not None:
        yield _widened(old, new, begun)


def _widened(old: Sequence[str], new: Sequence[str], place: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """With the words around it, as far as they stand on the same line. They are the same in both texts."""
    a, b, c, d = place
    before = _AROUND if a >= _AROUND and _is_whole(old[a - _AROUND : a]) else 0
    after = _AROUND if b + _AROUND <= len(old) and _is_whole(old[b : b + _AROUND]) else 0
    return a - before, b + after, c - before, d + after


def _is_whole(words: Sequence[str]) -> bool:
    """Whether words can be told by themselves: on one line, and no half of a pair of brackets."""
    told = "".join(words)
    return "\n" not in told and told.count("(") == told.count(")")


def _is_short(each: Reworded, longest: int) -> bool:
    both = each.before + each.after
    if not (each.before and each.after):
        return False
    return max(len(each.before), len(each.after)) <= longest and not any(mark in both for mark in "\n{}")
