"""The text form of an audience: what is typed on the command line, and what a notice keeps.

    audience := both ("or" both)*
    both     := one ("and" one)*
    one      := "not" one | "(" audience ")" | filter
    filter   := "everyone" | "learners" | key "=" value ("," value)*
    value    := a word without spaces, brackets, quotes, commas or "=" | anything in "quotes" (\\" and \\\\ inside)

`not` binds before `and`, `and` before `or`. Several values mean any of them. Beside exactly one class of one code, in
the same `and`, `state=passed` says in which state; it is short for `class=CODE:passed`.
"""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from rules.access import Role
from rules.audience.expression import ALONE, CHANNELS, NUMBERED, Audience, Filter, Key, all_of, any_of, having, negated
from rules.audience.facts import ANY_STATE
from rules.classes import EnrolmentState
from rules.levels import Level
from rules.text import clean

LONGEST = 200_000
"""Characters of a text: codes of 20,000 people."""
MOST_FILTERS = 40
DEEPEST = 20

STATE = "state"
_STATES = (*(state.value for state in EnrolmentState), ANY_STATE)
_LEVELS = tuple(level.code for level in Level if level)
_CHOICES: dict[Key, tuple[str, ...]] = {
    Key.HOLDS: _LEVELS,
    Key.LACKS: _LEVELS,
    Key.ELIGIBLE: _LEVELS,
    Key.ROLE: tuple(role.value for role in Role if role is not Role.STRANGER),
    Key.CHANNEL: CHANNELS,
}
_WORDS = (*(key.value for key in Key), STATE)

_TOKEN = re.compile(r'\s*(?:(?P<sign>[(),=])|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<word>[^\s()",=]+)|(?P<bad>\S))', re.S)


class AudienceError(ValueError):
    """A text that is no audience. The sentence is for operators; the parts are for whoever puts it into words."""

    def __init__(self, place: int, expected: str, found: str, near: str = "") -> None:
        self.place = place
        """The character at which it goes wrong, from 1."""
        self.expected = expected
        self.found = found
        """Empty at the end of the text."""
        self.near = near
        """What was probably meant; empty when nothing is near."""
        hint = f"; did you mean {near}?" if near else ""
        super().__init__(f"audience, character {place}: expected {expected}, found {found or 'the end'}{hint}")


class _Token(NamedTuple):
    kind: str
    """`sign`, `word`, `quoted`, or `end`."""
    text: str
    place: int


def parse(text: str) -> Audience:
    """The audience of a text, in its canonical form. Raises AudienceError with the place and what was expected."""
    if len(text) > LONGEST:
        raise AudienceError(LONGEST + 1, f"at most {LONGEST} characters", f"{len(text)} of them")
    return _Reader(_tokens(text)).whole()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    end = len(text.rstrip())
    for token in _TOKEN.finditer(text, 0, end):
        kind = token.lastgroup or "bad"
        place = token.end() - len(token[0].lstrip()) + 1
        if kind == "bad":
            raise AudienceError(place, 'a closing "', text[place - 1 : place + 20])
        found.append(_Token(kind, token[kind], place))
    return [*found, _Token("end", "", end + 1)]


class _Reader:
    """Reads the tokens once, from left to right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._filters = 0

    def whole(self) -> Audience:
        audience = self._any()
        if self._next.kind != "end":
            raise self._wrong('"and", "or" or the end', ("and", "or"))
        return audience

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _is(self, *words: str) -> bool:
        return self._next.kind in ("word", "sign") and self._next.text.lower() in words

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def _wrong(self, expected: str, known: tuple[str, ...] = ()) -> AudienceError:
        token = self._next
        return AudienceError(token.place, expected, token.text, _near(token.text, known))

    def _any(self) -> Audience:
        parts = [self._all()]
        while self._is("or"):
            self._take()
            parts.append(self._all())
        return any_of(*parts)

    def _all(self) -> Audience:
        begins = self._next.place
        parts = [self._one()]
        while self._is("and"):
            self._take()
            parts.append(self._one())
        return all_of(*_with_state(parts, begins))

    def _one(self) -> "Audience | _State":
        if self._is("not"):
            begins = self._take().place
            part = self._deeper(self._one)
            if isinstance(part, _State):
                raise AudienceError(begins, "a state without not", f"not {STATE}", f"not class=CODE:{part.value}")
            return negated(part)
        if self._is("("):
            self._take()
            part = self._deeper(self._any)
            if not self._is(")"):
                raise self._wrong('"and", "or" or ")"', ("and", "or"))
            self._take()
            return part
        return self._filter()

    def _deeper(self, read: "Callable[[], Audience | _State]") -> "Audience | _State":
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._wrong(f"at most {DEEPEST} brackets and nots within each other")
        part = read()
        self._depth -= 1
        return part

    def _filter(self) -> "Filter | _State":
        self._filters += 1
        if self._filters > MOST_FILTERS:
            raise self._wrong(f"at most {MOST_FILTERS} filters")
        if self._next.kind != "word" or self._next.text.lower() not in _WORDS:
            raise self._wrong(f"one of {', '.join(_WORDS)}", _WORDS)
        word = self._take().text.lower()
        if word in ALONE:
            return having(Key(word))
        if not self._is("="):
            raise self._wrong(f'"=" after {word}')
        values = self._values(word)
        return _State(values[0]) if word == STATE else having(Key(word), *values)

    def _values(self, word: str) -> list[str]:
        values: list[str] = []
        while not values or (self._is(",") and word != STATE):
            self._take()
            if self._next.kind not in ("word", "quoted"):
                raise self._wrong(f"a value of {word}")
            values.append(_value(word, self._take()))
        return values


@dataclass(frozen=True, slots=True)
class _State:
    """A state, until the class beside it is known."""

    value: str


def _with_state(parts: "list[Audience | _State]", begins: int) -> list[Audience]:
    """The parts of an `and`; a state among them goes into the one class beside it."""
    states = [part for part in parts if isinstance(part, _State)]
    rest = [part for part in parts if not isinstance(part, _State)]
    if not states:
        return rest
    classes = [n for n, part in enumerate(rest) if isinstance(part, Filter) and part.key is Key.CLASS]
    if len(states) > 1 or len(classes) != 1 or any(":" in value for value in _values_at(rest, classes)):
        raise AudienceError(begins, f"one {STATE} beside one class", STATE, f"class=CODE:{states[0].value}")
    codes = _values_at(rest, classes)
    rest[classes[0]] = having(Key.CLASS, *(_class_value(code, states[0].value) for code in codes))
    return rest


def _values_at(parts: list[Audience], places: list[int]) -> tuple[str, ...]:
    part = parts[places[0]]
    return part.values if isinstance(part, Filter) else ()


def _class_value(code: str, state: str) -> str:
    """`enrolled` is what a class means by itself."""
    return code if state == EnrolmentState.ENROLLED else f"{code}:{state}"


def _value(word: str, token: _Token) -> str:
    """A value as it is kept. Raises AudienceError for one that its key does not know."""
    value = clean(re.sub(r"\\(.)", r"\1", token.text) if token.kind == "quoted" else token.text)
    if not value:
        raise AudienceError(token.place, f"a value of {word}", '""')
    if word == STATE:
        return _chosen(value, _STATES, token, word)
    key = Key(word)
    if key in _CHOICES:
        return _chosen(value, _CHOICES[key], token, word)
    if key in NUMBERED:
        if not (value.isascii() and value.isdecimal() and len(value) < 10):
            raise AudienceError(token.place, "the number of a notice", value)
        return str(int(value))
    if key is Key.CLASS and ":" in value:
        code, _, state = value.rpartition(":")
        return _class_value(code, _chosen(state, _STATES, token, STATE))
    return value.upper() if key is Key.CODES else value


def _chosen(value: str, known: tuple[str, ...], token: _Token, word: str) -> str:
    if value.lower() in known:
        return value.lower()
    raise AudienceError(token.place, f"one of {', '.join(known)} for {word}", value, _near(value, known))


def _near(word: str, known: tuple[str, ...]) -> str:
    return next(iter(difflib.get_close_matches(word.lower(), known, 1)), "")
