"""Checks values against the machine-readable description of the Bot API."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

Problem = str | None
Check = Callable[[Any], Problem]

_API: dict[str, Any] = json.loads((Path(__file__).parent / "bot-api.json").read_text(encoding="utf-8"))
METHODS: dict[str, Any] = _API["methods"]
_INTEGER = re.compile(r"-?\d{1,19}")
_ARRAY = "Array of "


def returns(method: str) -> tuple[str, ...]:
    """The types one of which the method's answer has."""
    return tuple(METHODS[method]["returns"])


@cache
def parameters_of(method: str) -> dict[str, tuple[str, ...]]:
    """Parameter name → the types it may have."""
    return {name: _as_types(types) for name, types, _ in METHODS[method]["fields"]}


@cache
def required_of(method: str) -> frozenset[str]:
    return frozenset(name for name, _, required in METHODS[method]["fields"] if required)


def problem_with(value: Any, types: tuple[str, ...]) -> Problem:
    """None if the value has one of the types, else one sentence that says where it does not."""
    return _check_any(types)(value)


def read_parameter(raw: Any, types: tuple[str, ...]) -> Any:
    """The value behind a parameter, which may come as text (forms) or as JSON. Raises ValueError."""
    value = _from_text(raw, types) if isinstance(raw, str) else raw
    problem = problem_with(value, types)
    if problem:
        raise ValueError(problem)
    return value


def _from_text(raw: str, types: tuple[str, ...]) -> Any:
    if _INTEGER.fullmatch(raw) and "Integer" in types:
        return int(raw)
    if "String" in types:
        return raw
    if types == ("Boolean",):
        return {"true": True, "1": True, "false": False, "0": False}.get(raw.lower(), raw)
    if types == ("Float",):
        return float(raw)
    if types == ("Integer",):
        return raw
    try:
        return json.loads(raw)
    except json.JSONDecodeError:
        raise ValueError(f"can't parse {' or '.join(types)} JSON object") from None


def _as_types(types: str | list[str]) -> tuple[str, ...]:
    return tuple([types] if isinstance(types, str) else types)


def _vagueness(problem: str) -> tuple[bool, int]:
    """Of several problems the one deepest inside the value tells most."""
    return "missing" in problem, -problem.count(".")


@cache
def _check_any(types: tuple[str, ...]) -> Check:
    checks = [_check_of(name) for name in types]
    if len(checks) == 1:
        return checks[0]

    def check(value: Any) -> Problem:
        problems = []
        for one in checks:
            problem = one(value)
            if problem is None:
                return None
            problems.append(problem)
        return min(problems, key=_vagueness, default=None)

    return check


@cache
def _check_of(name: str) -> Check:
    if name.startswith(_ARRAY):
        return _array(tuple(re.split(r", | and ", name.removeprefix(_ARRAY))))
    if name in _SIMPLE:
        return _SIMPLE[name]
    if name in _API["unions"]:
        return _check_any(tuple(_API["unions"][name]))
    return _object(name)


def _array(types: tuple[str, ...]) -> Check:
    check_item = _check_any(types)

    def check(value: Any) -> Problem:
        if not isinstance(value, list):
            return "is not an array"
        for index, item in enumerate(value):
            if problem := check_item(item):
                return f".{index}{_joined(problem)}"
        return None

    return check


def _object(name: str) -> Check:
    fields = {field: _as_types(types) for field, types, _ in _API["types"].get(name, [])}
    required = [field for field, _, needed in _API["types"].get(name, []) if needed]
    constants: dict[str, str] = _API["constants"].get(name, {})
    if not fields and name not in _API["empty"]:
        raise KeyError(f"the description has no type {name}")

    def check(value: Any) -> Problem:
        if not isinstance(value, dict):
            return f"is not a {name} object"
        missing = [field for field in required if field not in value]
        if missing:
            return f" missing {missing[0]} of {name}"
        if constants and (wrong := [field for field in constants if value.get(field) != constants[field]]):
            return f".{wrong[0]} is not {constants[wrong[0]]!r}"
        for field, item in value.items():
            if field not in fields:
                return f".{field} is not a field of {name}"
            if problem := _check_any(fields[field])(item):
                return f".{field}{_joined(problem)}"
        return None

    return check


def _joined(problem: str) -> str:
    return problem if problem.startswith((".", " ")) else f" {problem}"


def _of_kind(kind: type | tuple[type, ...], words: str) -> Check:
    def check(value: Any) -> Problem:
        fits = isinstance(value, kind) and not isinstance(value, bool)
        return None if fits else words

    return check


class Upload:
    """The bytes of one part of a multipart form."""

    def __init__(self, name: str, mime: str, content: bytes) -> None:
        self.name = name
        self.mime = mime
        self.content = content


_SIMPLE: dict[str, Check] = {
    "String": _of_kind(str, "is not a string"),
    "Integer": _of_kind(int, "is not an integer"),
    "Float": _of_kind((int, float), "is not a number"),
    "Boolean": lambda value: None if isinstance(value, bool) else "is not a boolean",
    "True": lambda value: None if value is True else "is not true",
    "InputFile": _of_kind(Upload, "is not an uploaded file"),
    # Rich text nests in itself as text, arrays and objects; its inside is not held to the description.
    "RichText": _of_kind((str, list, dict), "is not rich text"),
}
