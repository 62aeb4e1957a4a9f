"""Which unit on record a question names, in full, by a short form, or by the words its name begins with."""

from collections.abc import Iterable, Mapping, Sequence
from re import findall

from rules.cadres import Unit
from rules.text import fold

_FEWEST_WORDS = 3
"""Words of a longer name that are enough: "phòng tài chính" for Phòng Tài chính - Kế hoạch."""
_SHORTEST = 3
"""Letters of a short form below which it is taken for any word."""


def unit_named(text: str, units: Iterable[Unit], aliases: Mapping[str, Sequence[str]]) -> Unit | None:
    """The unit that the most words of the text name; None where none does, or two units share the beginning."""
    words = f" {' '.join(findall(r'[a-z0-9]+', fold(text)))} "
    best: tuple[int, list[Unit]] = (0, [])
    for unit in units:
        length = max(_named_by(name, words) for name in (unit.name, *aliases.get(unit.id, ())))
        if length > best[0]:
            best = length, [unit]
        elif length == best[0]:
            best[1].append(unit)
    return best[1][0] if best[0] and len(best[1]) == 1 else None


def _named_by(name: str, words: str) -> int:
    """How many letters of a name stand in the text, from its beginning and in whole words; 0 for too few."""
    parts = findall(r"[a-z0-9]+", fold(name))
    for count in range(len(parts), 0, -1):
        beginning = " ".join(parts[:count])
        if f" {beginning} " in words:
            whole = count == len(parts) and len(beginning) >= _SHORTEST
            return len(beginning) if whole or count >= _FEWEST_WORDS else 0
    return 0
