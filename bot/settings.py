"""Settings: a TOML file and the environment, checked once at the edge and handed on as one frozen value."""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import time
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as UnreadableEnvironment

PREFIX = "CADREBOT_"
DEFAULT_FILE = Path("config.toml")


class SettingsError(Exception):
    """Settings the program cannot start with: one English sentence that names the key, never a secret."""


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise ValueError(f"'{name}' is not a time zone such as Asia/Ho_Chi_Minh") from None
    return name


def _quiet_hours(text: str) -> str:
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        raise ValueError(f"'{text}' does not read like 20:30-06:30") from None
    if begin == end:
        raise ValueError(f"'{text}' begins and ends at the same time")
    return f"{begin:%H:%M}-{end:%H:%M}"


def _existing_policy(name: str) -> str:
    if policy_text(name) is None:
        raise ValueError(f"there is no policy file '{name}'")
    return name


def _database_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.netloc == "" and len(parts.path) > 1:
        return url
    if parts.scheme in ("postgresql", "postgres") and parts.netloc:
        return url
    raise ValueError("must be sqlite:///FILE or postgresql://HOST/NAME")


def _http_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("must begin with http:// or https://")
    return url


def _bot_name(name: str) -> str:
    bare = name.removeprefix("@")
    if not re.fullmatch(r"(?:[A-Za-z]\w{3,31})?", bare, re.ASCII):
        raise ValueError(f"'{name}' is not the name of a bot")
    return bare


def _proxy_url(url: str) -> str:
    if url and urlsplit(url).scheme not in ("http", "https", "socks5", "socks5h"):
        raise ValueError("must begin with http://, https:// or socks5://")
    return url


_TOKEN = re.compile(r"\d+:[\w-]+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
HttpUrl = Annotated[str, AfterValidator(_http_url)]


class _Section(BaseModel):
    """One table of the file. Unknown keys are refused, and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Centre(_Section):
    """Who the centre is, and the policies it works by."""

    name: str = ""
    """Empty: the texts say "the centre" in general words."""
    phone: str = ""
    address: str = ""
    office_hours: str = ""
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "Asia/Ho_Chi_Minh"
    quiet_hours: Annotated[str, AfterValidator(_quiet_hours)] = "20:30-06:30"
    """When nothing that can wait is sent."""
    policies: tuple[Annotated[str, AfterValidator(_existing_policy)], ...] = ("cang-long-2025", "qd57", "qd350")
    """One policy and any number of regulations: names of files that come with the program, or paths of your own."""


class Database(_Section):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(_database_url)] = Field("sqlite:///data/cadrebot.db", repr=False)
    """May hold a password: never printed. After loading also set when it came from `url_file`."""
    url_file: Path | None = None

    @model_validator(mode="after")
    def _is_given_once(self) -> Self:
        if self.url_file is not None and "url" in self.model_fields_set:
            raise ValueError("url_file: url and url_file are both set, keep one")
        return self


class Telegram(_Section):
    """The Telegram channel, by python-telegram-bot's own terms where it has them."""

    enabled: bool = False
    token: SecretStr | None = None
    """After loading also set when the token came from `token_file`."""
    token_file: Path | None = None
    username: Annotated[str, AfterValidator(_bot_name)] = ""
    """The bot's name without "@": where a linking code may be tapped."""
    mode: Literal["polling", "webhook"] = "polling"
    base_url: HttpUrl = "https://api.telegram.org/bot"
    base_file_url: HttpUrl = "https://api.telegram.org/file/bot"
    webhook_url: str = ""
    """The public https address that Telegram calls."""
    webhook_secret: SecretStr | None = None
    """Telegram repeats it with every call; 1 to 256 letters, digits, "_" or "-". The file gives it too."""
    webhook_secret_file: Path | None = None
    proxy: Annotated[str, AfterValidator(_proxy_url)] = Field("", repr=False)
    rate: int = Field(30, ge=1, le=1000)
    """Messages a second, of the bot as a whole."""
    reply_reserve: int = Field(2, ge=0)
    """How many of these are kept for replies while notices go out."""
    paid: bool = False
    """Paid broadcast, which allows up to 1000 a second."""

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        for key, problem in self._problems():
            raise ValueError(f"{key}: {problem}")
        return self

    def _problems(self) -> Iterator[tuple[str, str]]:
        if self.token is not None and self.token_file is not None:
            yield "token_file", "token and token_file are both set, keep one"
        if self.enabled and self.token is None and self.token_file is None:
            yield "token", "is missing although telegram is enabled; set token or token_file"
        if self.token is not None and not _TOKEN.fullmatch(self.token.get_secret_value()):
            yield "token", "does not look like a bot token"
        if self.webhook_secret is not None and self.webhook_secret_file is not None:
            yield "webhook_secret_file", "webhook_secret and webhook_secret_file are both set, keep one"
        if self.mode == "webhook":
            yield from self._webhook_problems()
        if self.rate > 30 and not self.paid:
            yield "rate", "more than 30 a second needs paid = true"
        if self.reply_reserve >= self.rate:
            yield "reply_reserve", "must be smaller than rate, or no notice could ever be sent"

    def _webhook_problems(self) -> Iterator[tuple[str, str]]:
        if not self.webhook_url:
            yield "webhook_url", 'is missing although mode is "webhook"'
        elif urlsplit(self.webhook_url).scheme != "https":
            yield "webhook_url", "must begin with https://, since Telegram calls no other address"
        if self.webhook_secret is None and self.webhook_secret_file is None:
            yield "webhook_secret", 'is missing although mode is "webhook"; without it anybody could pose as Telegram'
        if self.webhook_secret is not None and not _WEBHOOK_SECRET.fullmatch(self.webhook_secret.get_secret_value()):
            yield "webhook_secret", 'must be 1 to 256 letters, digits, "_" or "-"'


class Privacy(_Section):
    planned_posts: bool = False
    """Store planned posts and show them to their owners. They may be secret: off unless the centre decides."""


class Targets(_Section):
    count_unverified: bool = True
    """Count a level of the roster whether or not its paper was compared with the original."""


class Link(_Section):
    code_days: int = Field(60, ge=1, le=366)
    """How long a linking code lives."""


class Http(_Section):
    """Where the program itself listens; a webhook needs a web server with TLS in front of it."""

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)


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
    http: Http = Http()

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
    except ValidationError as error:
        raise SettingsError(f"{source}: {_sentence(error)}.") from None


def policy_text(name: str) -> str | None:
    """The text of a policy: `name` of a file that comes with the program, else a path. None if there is none."""
    if re.fullmatch(r"[\w-]+", name):
        packaged = resources.files("policies") / f"{name}.toml"
        return packaged.read_text(encoding="utf-8") if packaged.is_file() else None
    path = Path(name)
    return path.read_text(encoding="utf-8") if path.is_file() else None


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


def _refuse_unknown_environment(environment: Mapping[str, str]) -> None:
    # pydantic-settings passes over a variable that matches no section: a misspelt one would be lost in silence.
    for name in environment:
        section = name.upper().removeprefix(PREFIX).partition("__")[0].lower()
        if name.upper().startswith(PREFIX) and section not in Settings.model_fields:
            raise SettingsError(f"environment: {name}: unknown setting{_perhaps(section, Settings.model_fields)}.")


def _with_secrets(settings: Settings) -> Settings:
    """The settings with what their secret files hold. Raises SettingsError that names the file and not its content."""
    telegram, database = settings.telegram, settings.database
    if telegram.token_file is not None:
        token = _secret_in(telegram.token_file, "telegram.token_file", _TOKEN.fullmatch, "a bot token")
        telegram = telegram.model_copy(update={"token": SecretStr(token)})
    if telegram.webhook_secret_file is not None:
        file, what = telegram.webhook_secret_file, '1 to 256 letters, digits, "_" or "-"'
        secret = _secret_in(file, "telegram.webhook_secret_file", _WEBHOOK_SECRET.fullmatch, what)
        telegram = telegram.model_copy(update={"webhook_secret": SecretStr(secret)})
    if database.url_file is not None:
        what = "sqlite:///FILE or postgresql://HOST/NAME"
        url = _secret_in(database.url_file, "database.url_file", _is_database_url, what)
        database = database.model_copy(update={"url": url})
    return settings.model_copy(update={"telegram": telegram, "database": database})


def _secret_in(file: Path, key: str, fits: Callable[[str], object], what: str) -> str:
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{key}: {file} cannot be read ({error}).") from None
    if not fits(secret):
        raise SettingsError(f"{key}: {file} does not hold {what}.")
    return secret


def _is_database_url(url: str) -> bool:
    try:
        return bool(_database_url(url))
    except ValueError:
        return False


def _sentence(error: ValidationError) -> str:
    """The first problem, with its key. Never the value, which may be a secret, unless our own check words it."""
    problem = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(step) for step in problem["loc"] if not isinstance(step, int))
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        message = f"unknown key{_perhaps(str(problem['loc'][-1]), _siblings(problem['loc']))}"
    elif problem["type"] == "value_error" and len(problem["loc"]) == 1:
        own, _, message = message.partition(": ")
        key = f"{key}.{own}"
    more = error.error_count() - 1
    return f"{key}: {message[:1].lower()}{message[1:]}" + (f" (and {more} more)" if more else "")


def _siblings(location: tuple[int | str, ...]) -> list[str]:
    if len(location) == 1:
        return list(Settings.model_fields)
    section = Settings.model_fields[str(location[0])].annotation
    return list(section.model_fields) if isinstance(section, type) and issubclass(section, BaseModel) else []


def _perhaps(word: str, known: Mapping[str, object] | list[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f', did you mean "{close[0]}"?' if close else ""
