"""Names that an audience uses and nobody knows: it must never mean nobody, or everybody, by a slip of the pen."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.audience.expression import Audience, Key, filters_of
from rules.audience.facts import class_states
from rules.text import fold


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A value that names nothing."""

    key: Key
    value: str
    near: str = ""
    """What was probably meant; empty when nothing is near."""


@dataclass(frozen=True, slots=True)
class Known:
    """What there is, by the key of the filter that names it: classes, groups, units, notices, people."""

    names: Mapping[Key, frozenset[str]] = field(default_factory=dict)
    """A key that is absent is not checked."""


def unknown_names(audience: Audience, known: Known) -> list[UnknownName]:
    """Every value that names nothing, in the order of the text, each once."""
    found: dict[UnknownName, None] = {}
    for each in filters_of(audience):
        there = known.names.get(each.key)
        if there is None:
            continue
        for value in each.values:
            name = class_states(value)[0] if each.key is Key.CLASS else value
            if name not in there:
                near = "" if each.key in _NEVER_NEAR else _near(name, there)
                found[UnknownName(each.key, name, near)] = None
    return list(found)


_NEVER_NEAR = frozenset({Key.CODES, Key.UNCONFIRMED, Key.UNANSWERED, Key.REACHED})
"""The nearest code or number is only somebody else's."""


def _near(name: str, there: frozenset[str]) -> str:
    folded = {fold(each): each for each in sorted(there)}
    return next((folded[close] for close in difflib.get_close_matches(fold(name), list(folded), 1)), "")
