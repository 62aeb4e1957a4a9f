"""Which classes the words of a question name: by a code that stands in them, else by number or name."""

import re
from collections.abc import Sequence

from handlers.turn import Turn
from rules.classes import Listed, named
from rules.text import fold

_TOKENS = re.compile(r"[a-z0-9]+")


def classes_named(turn: Turn, every: Sequence[Listed]) -> list[Listed]:
    """Empty where the words name none."""
    words = _spaced(turn.incoming.text)
    by_code = [each for each in every if f" {_spaced(each.training.code).strip()} " in words]
    reference = turn.slots.get("class_ref", "")
    return by_code or (named(every, reference) if reference else [])


def _spaced(text: str) -> str:
    return f" {' '.join(_TOKENS.findall(fold(text)))} "
