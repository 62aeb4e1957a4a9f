"""From the text of a TOML file to a checked model, or one readable sentence about what is wrong with it."""

import tomllib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class PolicyError(Exception):
    """A policy file that cannot be used: one sentence that names the file and the key."""


def read(text: str, source_name: str) -> dict[str, Any]:
    """The tables of a TOML text, not checked yet. Raises PolicyError."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{source_name}: not valid TOML, {_lowered(str(error))}.") from error
    except RecursionError:
        raise PolicyError(f"{source_name}: is nested too deep.") from None
    except ValueError:  # what Python makes of digits by the thousand is no error of TOML
        raise PolicyError(f"{source_name}: holds a number that is too long.") from None


def checked(model: type[Model], tables: dict[str, Any], source_name: str) -> Model:
    """The model that the tables of a file describe. Raises PolicyError."""
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        raise PolicyError(f"{source_name}: {_first(error)}.") from error


def _first(error: ValidationError) -> str:
    problem = error.errors(include_url=False)[0]
    message = _lowered(problem["msg"].removeprefix("Value error, ").rstrip("."))
    key = _key(problem["loc"])
    more = error.error_count() - 1
    rest = f" (and {more} more)" if more else ""
    return f"{key}: {message}{rest}" if key else f"{message}{rest}"


def _key(location: tuple[int | str, ...]) -> str:
    """The path of a key as TOML users think of it: `targets[2].share`."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return path.removeprefix(".")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
