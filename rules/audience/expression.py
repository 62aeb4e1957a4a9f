"""What an audience is made of: filters, and how they combine. Always in one canonical form, with one text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Key(StrEnum):
    """What a filter looks at, in the order in which people are told of it."""

    EVERYONE = "everyone"
    """Everyone on the roster."""
    LEARNERS = "learners"
    """People in a class who are not on the roster."""
    CLASS = "class"
    """`TC-K14` (enrolled now), `TC-K14:passed`, `:failed`, `:left`, `:any` (whoever did not leave)."""
    GROUP = "group"
    """The id of a group of the policy, by the posts held."""
    POST = "post"
    """A title held, as rosters write it; "Trưởng phòng" is no "Phó Trưởng phòng"."""
    ROLE = "role"
    CODES = "codes"
    UNIT = "unit"
    """The name or id of a unit: it and all below it."""
    HOLDS = "holds"
    """A level held, at least."""
    LACKS = "lacks"
    """A level that a target asks of the posts held, and that is not held."""
    ELIGIBLE = "eligible"
    """A level not held yet whose conditions, by the regulation of the day and the data, are all met."""
    CHANNEL = "channel"
    """A channel on which they have an open chat; `none` for those without any."""
    UNCONFIRMED = "unconfirmed"
    """The number of a notice that was for them, and to which they said nothing at all."""
    UNANSWERED = "unanswered"
    """The number of a notice that was for them; they said neither that they come nor that they do not."""
    REACHED = "reached"
    """The number of a notice that reached them, or may have."""


ALONE = frozenset({Key.EVERYONE, Key.LEARNERS})
"""Keys without values."""
NUMBERED = frozenset({Key.UNCONFIRMED, Key.UNANSWERED, Key.REACHED})
"""Keys whose values are numbers of notices."""
NO_CHANNEL = "none"
CHANNELS = ("telegram", "zalo", "web", NO_CHANNEL)
NAMING = frozenset({Key.LEARNERS, Key.CLASS, Key.ROLE, Key.CODES, Key.REACHED})
"""Keys that can mean people who stand on no roster."""


@dataclass(frozen=True, slots=True)
class Filter:
    """People of whom one of the values is true. Made by `having`."""

    key: Key
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """Everyone on the roster but these. Made by `negated`."""

    part: "Audience"


@dataclass(frozen=True, slots=True)
class All:
    """People who are in every part. Made by `all_of`."""

    parts: tuple["Audience", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """People who are in one of the parts. Made by `any_of`."""

    parts: tuple["Audience", ...]


Audience = Filter | Not | All | Any


def having(key: Key, *values: str) -> Filter:
    """A filter whose order of values does not matter. Raises ValueError where the key wants values and has none."""
    if bool(values) is (key in ALONE):
        raise ValueError(f"{key}: {'takes no value' if values else 'needs a value'}")
    return Filter(key, tuple(sorted(set(values))))


def negated(part: Audience) -> Audience:
    """All the others. Twice is not at all."""
    return part.part if isinstance(part, Not) else Not(part)


def all_of(*parts: Audience) -> Audience:
    """Whoever is in every part; their order and repetition do not matter. Raises ValueError for no part."""
    inner = _gathered(parts, All)
    return inner[0] if len(inner) == 1 else All(inner)


def any_of(*parts: Audience) -> Audience:
    """Whoever is in one of the parts; their order and repetition do not matter. Raises ValueError for no part."""
    inner = _gathered(parts, Any)
    return inner[0] if len(inner) == 1 else Any(inner)


def _gathered(parts: tuple[Audience, ...], kind: type[All] | type[Any]) -> tuple[Audience, ...]:
    if not parts:
        raise ValueError("an audience needs a part")
    flat = {inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))}
    return tuple(sorted(flat, key=lambda part: (isinstance(part, Not), text_of(part))))


_PLAIN = re.compile(r"[\w.:/+-]+")


def text_of(audience: Audience) -> str:
    """The canonical text: sorted, with no more brackets than it needs. `parse` of it gives the audience again."""
    match audience:
        case Filter(key, ()):
            return key.value
        case Filter(key, values):
            return f"{key}={','.join(map(_quoted, values))}"
        case Not(part):
            return f"not {_bracketed(part, All, Any)}"
        case All(parts):
            return " and ".join(_bracketed(part, Any) for part in parts)
        case Any(parts):
            return " or ".join(map(text_of, parts))


def _bracketed(part: Audience, *kinds: type[All] | type[Any]) -> str:
    return f"({text_of(part)})" if isinstance(part, kinds) else text_of(part)


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def filters_of(audience: Audience) -> Iterator[Filter]:
    """Every filter of it, from left to right."""
    match audience:
        case Filter():
            yield audience
        case Not(part):
            yield from filters_of(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from filters_of(part)


def decided(audience: Audience, holds: Callable[[Filter], bool]) -> bool:
    """Whether it means a person of whom `holds` says which filters are true."""
    match audience:
        case Filter():
            return holds(audience)
        case Not(part):
            return not decided(part, holds)
        case All(parts):
            return all(decided(part, holds) for part in parts)
        case Any(parts):
            return any(decided(part, holds) for part in parts)


def named(audience: Audience, holds: Callable[[Filter], bool], negative: bool = False) -> bool:
    """Whether it means a person not only by what they are not: a class, role, code or "learners" that is theirs does.

    So decides it of people who are on no roster: "all but xã Tân An" does not mean the centre's own staff.
    `negative` turns the audience around.
    """
    match audience:
        case Filter(key, _):
            return not negative and key in NAMING and holds(audience)
        case Not(part):
            return named(part, holds, not negative)
        case All(parts) | Any(parts):
            if isinstance(audience, All) is negative:
                return any(named(part, holds, negative) for part in parts)
            met = all(decided(part, holds) is not negative for part in parts)
            return met and any(named(part, holds, negative) for part in parts)
