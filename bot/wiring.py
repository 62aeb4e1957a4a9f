"""From settings to the house that every conversation leans on: policies read, database open, clock wound."""

import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.settings import Settings, SettingsError, policy_text
from handlers.house import Centre, House
from handlers.texts import home
from rules.policy import Policy, PolicyError, Regulation, parse_policy, parse_regulation
from storage.database import open_database


@asynccontextmanager
async def open_house(settings: Settings, clock: Callable[[], datetime] | None = None) -> AsyncIterator[House]:
    """Open the database of the settings, and close it at the end. `clock` is the machine's unless one is given.

    Raises SettingsError for a policy that cannot be used, DatabaseUnavailable.
    """
    policy, regulations = load_policies(settings)
    db = await open_database(settings.database.url)
    try:
        yield House(
            db=db,
            policy=policy,
            regulations=regulations,
            centre=_centre(settings),
            clock=clock or machine_clock(settings.centre.timezone),
            planned_posts=settings.privacy.planned_posts,
            count_unverified=settings.targets.count_unverified,
            bot_link=f"https://t.me/{settings.telegram.username}" if settings.telegram.username else "",
            code_days=settings.link.code_days,
        )
    finally:
        await db.close()


def _centre(settings: Settings) -> Centre:
    centre = settings.centre
    return Centre(centre.name or home.CENTRE, centre.phone, centre.address, centre.office_hours)


def machine_clock(timezone: str) -> Callable[[], datetime]:
    """The machine's clock in a time zone."""
    zone = ZoneInfo(timezone)
    return lambda: datetime.now(zone)


def load_policies(settings: Settings) -> tuple[Policy, tuple[Regulation, ...]]:
    """The one policy and the regulations that `[centre] policies` names. Raises SettingsError naming file and key."""
    policies: list[Policy] = []
    regulations: list[Regulation] = []
    for name in settings.centre.policies:
        text = policy_text(name) or ""
        try:
            if _is_regulation(text):
                regulations.append(parse_regulation(text, name))
            else:
                policies.append(parse_policy(text, name))
        except PolicyError as error:
            raise SettingsError(f"policy {error}") from error
    if len(policies) != 1:
        raise SettingsError(
            f"centre.policies: must name exactly one policy beside the regulations, not {len(policies)}."
        )
    return policies[0], tuple(regulations)


def _is_regulation(text: str) -> bool:
    try:
        return "levels" in tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
