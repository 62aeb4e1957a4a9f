"""What is known of the platform, in one data file that nothing but this stand-in reads."""

from pathlib import Path
from typing import Any

import orjson

JsonObject = dict[str, Any]

FACTS: JsonObject = orjson.loads(Path(__file__).with_name("zalo-bot.json").read_bytes())
METHODS: dict[str, JsonObject] = FACTS["methods"]
LIMITS: JsonObject = FACTS["limits"]

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "number": (int, float),
    "object": dict,
}


class Refusal(Exception):
    """An error as the platform answers it; the number is one of its table, or an HTTP status."""

    def __init__(self, code: int, description: str = "", status: int | None = None) -> None:
        self.code = code
        self.description = description or FACTS["errors"].get(str(code), "Error")
        self.status = status or (200 if code in FACTS["answered_with_http_200"] else code)
        super().__init__(f"{code} {self.description}")

    def body(self) -> bytes:
        return orjson.dumps({"ok": False, "error_code": self.code, "description": self.description})


def shape_problem(method: str, result: object) -> str:
    """What of a result is not as the documents say; empty if all is."""
    expected = METHODS[method]["gives"]
    if expected is None:
        return "" if result is None else "has a result"
    if not isinstance(result, dict):
        return "is no object"
    wrong = [name for name, kind in expected.items() if not isinstance(result.get(name), _TYPES[kind])]
    return f"lacks or mistypes {', '.join(wrong)}" if wrong else ""


def units(text: str) -> int:
    """UTF-16 units of a text."""
    return len(text.encode("utf-16-le")) // 2
