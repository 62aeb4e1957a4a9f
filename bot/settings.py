"""Settings: a TOML file and the environment, checked once at the edge and handed on as one frozen value."""

import difflib
import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

# Before pydantic is imported: it would look through every installed package for plugins, and there are none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as UnreadableEnvironment

from bot.sections import (
    SHORTEST_PASSPHRASE,
    TOKEN,
    WEBHOOK_SECRET,
    Backup,
    Centre,
    Database,
    Files,
    Link,
    Metrics,
    Notices,
    OneCentre,
    Papers,
    Privacy,
    Targets,
    Telegram,
    Web,
    Zalo,
    database_url,
)  # fmt: skip

PREFIX = "CADREBOT_"
DEFAULT_FILE = Path("config.toml")


class SettingsError(Exception):
    """Settings the program cannot start with: one English sentence that names the key, never a secret."""


class Settings(BaseSettings):
    """All settings of one run."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=False
    )

    centre: Centre = Centre()
    database: Database = Database()
    telegram: Telegram = Telegram()
    privacy: Privacy = Privacy()
    targets: Targets = Targets()
    link: Link = Link()
    zalo: Zalo = Zalo()
    web: Web = Web()
    metrics: Metrics = Metrics()
    notices: Notices = Notices()
    files: Files = Files()
    papers: Papers = Papers()
    backup: Backup = Backup()
    centres: tuple[OneCentre, ...] = ()

    def of_centre(self, one: OneCentre) -> Self:
        """The settings as they are for one of the centres."""
        own = {"centre": one, "targets": one.targets, "papers": one.papers, "notices": one.notices}
        return self.model_copy(update={name: _over(getattr(self, name), given) for name, given in own.items()})

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, data: dict[str, Any]) -> dict[str, Any]:
        # No file, address or name has a NUL: each would fail where it is used, with an error of Python's.
        if key := _key_of_nul(data):
            raise ValueError(f"{key}: holds a NUL character")
        return data

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for key, problem in self.zalo.problems(self.web.public_url):
            raise ValueError(f"zalo.{key}: {problem}")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # The environment goes over the file, which comes in as arguments.
        return env_settings, init_settings


def load_settings(file: Path | None = None) -> Settings:
    """The settings of `file`, or of `config.toml` here if there is one, or the defaults; the environment overrides.

    Relative paths start at the working directory. Raises SettingsError.
    """
    source, data = _read_toml(file)
    _refuse_unknown_environment(os.environ)
    try:
        return _with_secrets(Settings(**data))
    except UnreadableEnvironment as error:
        raise SettingsError(f"environment: {error}: the value is not valid JSON.") from None
    except RecursionError:
        raise SettingsError("environment: a value is nested too deep.") from None
    except ValidationError as error:
        raise SettingsError(f"{source}: {_sentence(error)}.") from None


def _over(base: BaseModel, given: BaseModel) -> BaseModel:
    """A section with what another sets of its keys."""
    keys = given.model_fields_set & type(base).model_fields.keys()
    return base.model_copy(update={key: getattr(given, key) for key in keys})


def _key_of_nul(value: object, key: str = "") -> str:
    """The key whose text has a NUL, empty where none has."""
    if isinstance(value, dict):
        inner = [(each, f"{key}.{name}".removeprefix(".")) for name, each in value.items()]
    elif isinstance(value, list):
        inner = [(each, key) for each in value]
    else:
        return key if isinstance(value, str) and "\0" in value else ""
    return next(filter(None, (_key_of_nul(*one) for one in inner)), "")


def _read_toml(file: Path | None) -> tuple[str, dict[str, Any]]:
    path = file or DEFAULT_FILE
    if file is None and not path.exists():
        return "environment", {}
    try:
        return path.name, tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML, {error}.") from None
    except RecursionError:
        raise SettingsError(f"{path}: is nested too deep.") from None
    except ValueError:  # what Python makes of digits by the thousand is no error of TOML
        raise SettingsError(f"{path}: holds a number that is too long.") from None


def _refuse_unknown_environment(environment: Mapping[str, str]) -> None:
    # pydantic-settings passes over a variable that matches no section: a misspelt one would be lost in silence.
    for name in environment:
        section = name.upper().removeprefix(PREFIX).partition("__")[0].lower()
        if name.upper().startswith(PREFIX) and section not in Settings.model_fields:
            raise SettingsError(f"environment: {name}: unknown setting{_perhaps(section, Settings.model_fields)}.")


def _with_secrets(settings: Settings) -> Settings:
    """The settings with what their secret files hold. Raises SettingsError that names the file and not its content."""
    telegram, zalo, database, backup = settings.telegram, settings.zalo, settings.database, settings.backup
    if telegram.token_file is not None:
        token = _secret_in(telegram.token_file, "telegram.token_file", TOKEN.fullmatch, "a bot token")
        telegram = telegram.model_copy(update={"token": SecretStr(token)})
    if telegram.webhook_secret_file is not None:
        file, what = telegram.webhook_secret_file, '1 to 256 letters, digits, "_" or "-"'
        secret = _secret_in(file, "telegram.webhook_secret_file", WEBHOOK_SECRET.fullmatch, what)
        telegram = telegram.model_copy(update={"webhook_secret": SecretStr(secret)})
    if zalo.token_file is not None:
        token = _secret_in(zalo.token_file, "zalo.token_file", bool, "a bot token")
        zalo = zalo.model_copy(update={"token": SecretStr(token)})
    if database.url_file is not None:
        what = "sqlite:///FILE or postgresql://HOST/NAME"
        url = _secret_in(database.url_file, "database.url_file", _isdatabase_url, what)
        database = database.model_copy(update={"url": url})
    if backup.passphrase_file is not None:
        what = f"{SHORTEST_PASSPHRASE} characters or more"
        secret = _secret_in(backup.passphrase_file, "backup.passphrase_file", _is_passphrase, what)
        backup = backup.model_copy(update={"passphrase": SecretStr(secret)})
    changed = {"telegram": telegram, "zalo": zalo, "database": database, "backup": backup}
    return settings.model_copy(update=changed)


def _secret_in(file: Path, key: str, fits: Callable[[str], object], what: str) -> str:
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{key}: {file} cannot be read ({error}).") from None
    if not fits(secret):
        raise SettingsError(f"{key}: {file} does not hold {what}.")
    return secret


def _is_passphrase(text: str) -> bool:
    return len(text) >= SHORTEST_PASSPHRASE


def _isdatabase_url(url: str) -> bool:
    try:
        return bool(database_url(url))
    except ValueError:
        return False


def _sentence(error: ValidationError) -> str:
    """The first problem, with its key, on one line. Never the value, maybe a secret, unless our own check words it."""
    problem = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(step) for step in problem["loc"] if not isinstance(step, int))
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        message = f"unknown key{_perhaps(str(problem['loc'][-1]), _siblings(problem['loc']))}"
    elif problem["type"] == "value_error" and len(problem["loc"]) <= 1:
        own, _, message = message.partition(": ")
        key = f"{key}.{own}".removeprefix(".")
    more = error.error_count() - 1
    sentence = f"{key}: {message[:1].lower()}{message[1:]}" + (f" (and {more} more)" if more else "")
    return "".join(letter if letter.isprintable() else " " for letter in sentence)


def _siblings(location: tuple[int | str, ...]) -> list[str]:
    if len(location) == 1:
        return list(Settings.model_fields)
    section = Settings.model_fields[str(location[0])].annotation
    return list(section.model_fields) if isinstance(section, type) and issubclass(section, BaseModel) else []


def _perhaps(word: str, known: Mapping[str, object] | list[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f', did you mean "{close[0]}"?' if close else ""
