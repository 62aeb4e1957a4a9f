"""The tables of the settings file: each key with its meaning, its default and what is impossible."""

import re
from collections.abc import Iterator
from datetime import time
from importlib import resources
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator


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
    try:
        found = policy_text(name) is not None
    except UnicodeDecodeError:
        raise ValueError(f"the policy file '{name}' is not UTF-8 text") from None
    except OSError as error:
        raise ValueError(f"the policy file '{name}' cannot be read ({error.strerror})") from None
    if not found:
        raise ValueError(f"there is no policy file '{name}'")
    return name


def database_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.netloc == "" and len(parts.path) > 1:
        return url
    if parts.scheme in ("postgresql", "postgres") and parts.netloc:
        return url
    raise ValueError("must be sqlite:///FILE or postgresql://HOST/NAME")


def _http_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must begin with http:// or https://")
    if not re.fullmatch(r"[!-~]+", url) or parts.port == 0:
        raise ValueError("must be written as a browser sends it: no spaces, no letters but a to z")
    return url


def _bot_name(name: str) -> str:
    bare = name.removeprefix("@")
    if not re.fullmatch(r"(?:[A-Za-z]\w{3,31})?", bare, re.ASCII):
        raise ValueError(f"'{name}' is not the name of a bot")
    return bare


def _public_url(url: str) -> str:
    return _http_url(url).rstrip("/") if url else ""


def _proxy_url(url: str) -> str:
    if url and urlsplit(url).scheme not in ("http", "https", "socks5", "socks5h"):
        raise ValueError("must begin with http://, https:// or socks5://")
    return url


TOKEN = re.compile(r"\d+:[\w-]+")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SHORTEST_PASSPHRASE = 12
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
    courses: Annotated[str, AfterValidator(_existing_policy)] = "courses"
    """The kinds of courses: the file that comes with the program, or a path of your own."""
    holidays: Annotated[str, AfterValidator(_existing_policy)] = "holidays"
    """The holidays: the file that comes with the program, or a path of your own with the days announced each year."""
    faq: Annotated[str, AfterValidator(_existing_policy)] = "faq-cang-long"
    """Questions asked often with their answers: the file that comes with the program, or a path of your own."""
    answer_hours: int = Field(8, ge=1, le=80)
    """Hours of office time within which a person answers a question sent to the centre."""


class Database(_Section):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(database_url)] = Field("sqlite:///data/cadrebot.db", repr=False)
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
        if self.token is not None and not TOKEN.fullmatch(self.token.get_secret_value()):
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
        if self.webhook_secret is not None and not WEBHOOK_SECRET.fullmatch(self.webhook_secret.get_secret_value()):
            yield "webhook_secret", 'must be 1 to 256 letters, digits, "_" or "-"'


class Privacy(_Section):
    planned_posts: bool = False
    """Store planned posts and show them to their owners. They may be secret: off unless the centre decides."""
    keep_messages_days: int = Field(90, ge=1, le=90)
    """Days for which the web chat keeps what was said; no longer than people agreed to."""
    keep_inbox_days: int = Field(7, ge=1, le=366)
    """That a message came and was answered, and that one was sent; a messenger may send an event again for a day."""
    keep_codes_days: int = Field(30, ge=1, le=366)
    """A linking code after its end."""
    keep_files_days: int = Field(90, ge=1, le=3660)
    """Files that were sent in, and belong to no notice that was sent."""
    keep_looks_days: int = Field(0, ge=0, le=36600)
    """Who looked at whose record; 0 keeps it until somebody asks to erase it."""
    keep_journal_days: int = Field(0, ge=0, le=36600)
    """What records said before and after a change; 0 as above."""


class Targets(_Section):
    count_unverified: bool = True
    """Count a level of the roster whether or not its paper was compared with the original."""
    push_hour: int = Field(7, ge=0, le=23)
    """The hour at which figures and alerts come to leaders who want them and named no other."""


class Link(_Section):
    code_days: int = Field(60, ge=1, le=366)
    """How long a linking code lives."""


class Zalo(_Section):
    """The Zalo Bot Platform."""

    enabled: bool = False
    token: SecretStr | None = None
    """After loading also set when the token came from `token_file`."""
    token_file: Path | None = None
    mode: Literal["polling", "webhook"] = "polling"
    """Zalo hands out one event at a time to those who poll: good for trying, a webhook for real life."""
    base_url: HttpUrl = "https://bot-api.zaloplatforms.com/bot"
    webhook_secret: SecretStr | None = None
    """Zalo repeats it with every call; 8 to 256 characters. Zalo calls `public_url` of `[web]` with `/zalo/webhook`."""
    rate: int = Field(10, ge=1, le=1000)
    """Messages a second. Zalo publishes no number; it says "too many" when it has had enough."""

    def problems(self, public_url: str) -> Iterator[tuple[str, str]]:
        """What makes these settings impossible: key and reason."""
        if self.token is not None and self.token_file is not None:
            yield "token_file", "token and token_file are both set, keep one"
        if self.enabled and self.token is None and self.token_file is None:
            yield "token", "is missing although zalo is enabled; set token or token_file"
        if self.mode == "webhook" and self.webhook_secret is None:
            yield "webhook_secret", 'is missing although mode is "webhook"; without it anybody could pose as Zalo'
        if self.webhook_secret is not None and not 8 <= len(self.webhook_secret.get_secret_value()) <= 256:
            yield "webhook_secret", "must be 8 to 256 characters"
        if self.enabled and self.mode == "webhook" and urlsplit(public_url).scheme != "https":
            yield "mode", 'webhook needs web.public_url with https://, which Zalo calls; else use "polling"'


class Web(_Section):
    """Where the program listens, and the centre's own web chat. TLS is the business of a web server in front of it."""

    enabled: bool = False
    """The web chat. Webhooks and the state of the program are answered on the same port even without it."""
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    public_url: Annotated[str, AfterValidator(_public_url)] = ""
    """The address people and messengers reach this program at, such as https://chat.example.vn; empty: none."""
    frame_ancestors: tuple[Annotated[str, AfterValidator(_http_url)], ...] = ()
    """Sites that may show the chat in a frame; needs https."""
    proxies: tuple[IPv4Network | IPv6Network, ...] = (IPv4Network("127.0.0.1"), IPv6Network("::1"))
    """Where a reverse proxy calls from, as addresses or networks: it alone may name whom it calls for."""

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.frame_ancestors and urlsplit(self.public_url).scheme != "https":
            raise ValueError("frame_ancestors: needs public_url with https://, or browsers drop the login")
        return self


class Metrics(_Section):
    """`/metrics` on an address of its own, or on the port of `[web]` with a token; neither: there is none."""

    host: str = "127.0.0.1"
    port: int = Field(0, ge=0, le=65535)
    token: SecretStr | None = None


class Notices(_Section):
    approve_above: int = Field(50, ge=0)
    """A notice for more people than this needs a second person; 0: every notice does."""
    chase_after: int = Field(24, ge=1, le=240)
    """Hours after which those who gave no receipt are reminded, where the notice says nothing else."""
    chase_times: int = Field(2, ge=0, le=5)
    """How often they are reminded at most; 0: never."""


class Files(_Section):
    folder: Path = Path("data/files")
    """Where files lie that are handed out or were sent in, named by the digest of their content."""


class YearPlan(_Section):
    """What the plan of a year sets for one kind of the centre's own classes."""

    year: int = Field(ge=2000, le=2100)
    kind: Literal["so_cap", "nhan_thuc_dang", "dang_vien_moi", "cap_uy", "chuyen_de", "cap_nhat_kien_thuc"]
    classes: int | None = Field(None, ge=0)
    learners: int | None = Field(None, ge=0)


def _each_kind_once(plan: tuple[YearPlan, ...]) -> tuple[YearPlan, ...]:
    kinds = [(each.year, each.kind) for each in plan]
    if twice := next((kind for kind in kinds if kinds.count(kind) > 1), None):
        raise ValueError(f"{twice[1]} of {twice[0]} is planned twice")
    return plan


class Papers(_Section):
    """What the heads of reports say, and what they are made from."""

    templates: Path | None = None
    """Where the centre's own Word templates lie, named as those that come with the program."""
    parent: str = ""
    """The party committee above the centre; while it is empty, the papers leave room to write it in."""
    place: str = ""
    """Stands before the date."""
    year_plan: Annotated[tuple[YearPlan, ...], AfterValidator(_each_kind_once)] = ()
    """The classes planned for each year, by kind."""


class OneCentre(Centre):
    """One of several centres of a deployment: all units below `unit`. What is not set here is as in `[centre]`,
    `[targets]`, `[papers]` and `[notices]`."""

    unit: Annotated[str, Field(min_length=1)]
    """The name or the id of the top unit."""
    targets: Targets = Targets()
    papers: Papers = Papers()
    notices: Notices = Notices()

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if "timezone" in self.model_fields_set:
            raise ValueError("timezone: all centres of a deployment keep the time of [centre]")
        return self


class Backup(_Section):
    folder: Path | None = None
    """Where backups go: another disk, or a folder that is copied elsewhere. Unset: there are none."""
    keep_daily: int = Field(7, ge=1, le=366)
    """How many days, weeks and months keep a backup of their own."""
    keep_weekly: int = Field(4, ge=0, le=520)
    keep_monthly: int = Field(6, ge=0, le=120)
    passphrase: SecretStr | None = None
    """Seals the backups; whoever loses it loses them. After loading also set when it came from `passphrase_file`."""
    passphrase_file: Path | None = None

    @model_validator(mode="after")
    def _is_given_once(self) -> Self:
        if self.passphrase is not None and self.passphrase_file is not None:
            raise ValueError("passphrase_file: passphrase and passphrase_file are both set, keep one")
        if self.passphrase is not None and len(self.passphrase.get_secret_value()) < SHORTEST_PASSPHRASE:
            raise ValueError(f"passphrase: must be {SHORTEST_PASSPHRASE} characters or more")
        return self


def secret_of(setting: SecretStr | None) -> str:
    """A secret the settings have made sure of."""
    if setting is None:
        raise ValueError("a secret is missing that the settings require")
    return setting.get_secret_value()


def policy_text(name: str) -> str | None:
    """The text of a policy: `name` of a file that comes with the program, else a path. None if there is none."""
    if re.fullmatch(r"[\w-]+", name):
        packaged = resources.files("policies") / f"{name}.toml"
        return packaged.read_text(encoding="utf-8") if packaged.is_file() else None
    path = Path(name)
    return path.read_text(encoding="utf-8") if path.is_file() else None
