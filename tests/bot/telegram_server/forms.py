"""Turns the body of a request, in any of the accepted encodings, into parameters by name."""

import re
from typing import Any
from urllib.parse import parse_qsl

import orjson

from tests.bot.telegram_server.answers import broken_rule
from tests.bot.telegram_server.description import (
    METHODS,
    Upload,
    parameters_of,
    read_parameter,
    required_of,
)

ATTACHED = "attach://"
_BOUNDARY = re.compile(r'boundary="?([^";]+)')
_DISPOSITION = re.compile(r"(?i)content-disposition:\s*([^\r\n]+)")
_PART_TYPE = re.compile(r"(?i)content-type:\s*([^\r\n]+)")


def read_form(content_type: str, body: bytes, query: str) -> dict[str, Any]:
    """Raw parameters: text, JSON values, or Upload. Raises Refusal if the body is not what it says."""
    raw: dict[str, Any] = _pairs(query) if query else {}
    if not body:
        return raw
    if content_type.startswith("multipart/form-data"):
        return raw | _read_multipart(content_type, body)
    if content_type.startswith("application/json"):
        return raw | _read_json(body)
    if content_type.startswith("application/x-www-form-urlencoded"):
        return raw | _pairs(body.decode())
    raise broken_rule(f"the body has the unknown type {content_type!r}")


def read_parameters(method: str, raw: dict[str, Any]) -> dict[str, Any]:
    """Values by name, each of the described type; uploads that others refer to stay beside them.

    Raises Refusal (a violation): unknown parameter, missing one, wrong type.
    """
    known = parameters_of(method)
    values: dict[str, Any] = {}
    for name, given in raw.items():
        if name in known:
            values[name] = _read(method, name, given)
        elif isinstance(given, Upload) and _is_referred_to(name, raw):
            values[ATTACHED + name] = given
        else:
            raise broken_rule(f"{method} has no parameter {name!r}")
    missing = sorted(required_of(method) - values.keys())
    if missing:
        raise broken_rule(f"parameter {missing[0]!r} is required")
    return values


def is_method(name: str) -> bool:
    return name in METHODS


def _read(method: str, name: str, given: Any) -> Any:
    try:
        return read_parameter(given, parameters_of(method)[name])
    except ValueError as error:
        raise broken_rule(f"parameter {name!r} of {method}: {error}") from None


def _is_referred_to(part: str, raw: dict[str, Any]) -> bool:
    return any(ATTACHED + part in value for value in raw.values() if isinstance(value, str))


def _pairs(text: str) -> dict[str, Any]:
    return dict(parse_qsl(text, keep_blank_values=True))


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise broken_rule("can't parse the JSON body") from None
    if not isinstance(value, dict):
        raise broken_rule("the JSON body is not an object")
    return value


def _read_multipart(content_type: str, body: bytes) -> dict[str, Any]:
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise broken_rule("the multipart body has no boundary")
    values: dict[str, Any] = {}
    for part in body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = head.decode()
        disposition = _disposition(headers)
        if not disposition.get("name"):
            raise broken_rule("field name in multipart/form-data not found")
        values[disposition["name"]] = _read_part(headers, disposition, content.removesuffix(b"\r\n"))
    return values


def _disposition(headers: str) -> dict[str, str]:
    """The names in a part's header, read as Telegram reads them: a semicolon ends a value, quoted or not."""
    line = _DISPOSITION.search(headers)
    values: dict[str, str] = {}
    for item in line[1].split(";")[1:] if line else ():
        key, _, value = item.strip().partition("=")
        quoted = len(value) > 1 and value[0] == value[-1] == '"'
        values[key] = value[1:-1] if quoted else value
    return values


def _read_part(headers: str, disposition: dict[str, str], content: bytes) -> Any:
    if "filename*" in disposition and "filename" not in disposition:
        raise broken_rule("a file is named by filename* alone, which Telegram ignores: it is no file then")
    if "filename" not in disposition:
        return content.decode()
    mime = _PART_TYPE.search(headers)
    return Upload(disposition["filename"], mime[1] if mime else "application/octet-stream", content)
