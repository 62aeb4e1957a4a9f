"""Which classes the words of a question name: by a code that stands in them, else by number or name; or are."""

import re
from collections.abc import Sequence

from handlers.turn import Turn
from rules.classes import Listed, named
from rules.text import fold
from storage import classes

_TOKENS = re.compile(r"[a-z0-9]+")


def classes_named(turn: Turn, every: Sequence[Listed]) -> list[Listed]:
    """Empty where the words name none."""
    words = _spaced(turn.incoming.text)
    by_code = [each for each in every if f" {_spaced(each.training.code).strip()} " in words]
    reference = turn.slots.get("class_ref", "")
    return by_code or (named(every, reference) if reference else [])


async def class_called(turn: Turn) -> str:
    """The id of the one class whose whole name or code the words are; empty where they are none."""
    words = _spaced(turn.incoming.text)
    every = await classes.every_class(turn.house.db, turn.asker)
    found = [each for each in every if words in (_spaced(each.training.name), _spaced(each.training.code))]
    return found[0].training.id if len(found) == 1 else ""


def _spaced(text: str) -> str:
    return f" {' '.join(_TOKENS.findall(fold(text)))} "
