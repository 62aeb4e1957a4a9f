"""The doctor looks at the messengers: tokens, webhooks, and the machine's clock against theirs."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from bot.bot_api import BotApi, Said, Unreachable
from bot.doctor.finding import Finding, bad, ok, warn
from bot.sections import secret_of
from bot.settings import Settings
from handlers.texts import doctor as words

PATIENCE = 4.0
"""Seconds for all that is asked of one messenger."""
_OFF = 60
"""Seconds the clock may be off."""
_REFUSED = (401, 404)
"""What messengers answer to a token they do not know."""


@dataclass(frozen=True, slots=True)
class _Bot:
    name: str
    title: str
    mode: str
    address: str
    """Where the messenger should call, by the settings; empty when it is asked instead."""
    base_url: str
    api: BotApi


async def messengers(settings: Settings) -> list[Finding]:
    """All of them beside each other."""
    bots = list(_bots(settings))
    if not bots:
        return [] if settings.web.enabled else [warn("channels", *words.NO_CHANNEL)]
    return [finding for part in await asyncio.gather(*map(_examined, bots)) for finding in part]


def _bots(settings: Settings) -> list[_Bot]:
    found = []
    telegram, zalo = settings.telegram, settings.zalo
    if telegram.enabled:
        api = BotApi(telegram.base_url, secret_of(telegram.token), telegram.proxy)
        address = telegram.webhook_url if telegram.mode == "webhook" else ""
        found.append(_Bot("telegram", "Telegram", telegram.mode, address, telegram.base_url, api))
    if zalo.enabled:
        address = f"{settings.web.public_url}/zalo/webhook" if zalo.mode == "webhook" else ""
        api = BotApi(zalo.base_url, secret_of(zalo.token))
        found.append(_Bot("zalo", "Zalo", zalo.mode, address, zalo.base_url, api))
    return found


async def _examined(bot: _Bot) -> list[Finding]:
    try:
        async with asyncio.timeout(PATIENCE):
            me = await bot.api.call("getMe", PATIENCE)
            if not me.ok:
                return [_refused(bot, me)]
            return [_known(bot, me), *await _asked(bot, _webhook), *await _asked(bot, _clock)]
    except (Unreachable, TimeoutError):
        return [bad(bot.name, *words.unreachable(bot.title, urlsplit(bot.base_url).hostname))]
    finally:
        await bot.api.close()


async def _asked(bot: _Bot, part: Callable[[_Bot], Awaitable[Finding | None]]) -> list[Finding]:
    found = await part(bot)
    return [found] if found is not None else []


def _refused(bot: _Bot, me: Said) -> Finding:
    if me.code in _REFUSED:
        return bad(bot.name, *words.token_unknown(bot.title))
    return bad(bot.name, *words.refused(bot.title, me.code, me.description))


def _known(bot: _Bot, me: Said) -> Finding:
    result: dict[str, Any] = me.result if isinstance(me.result, dict) else {}
    name = result.get("username") or result.get("account_name") or ""
    return ok(bot.name, words.token_known(bot.title, name))


async def _webhook(bot: _Bot) -> Finding | None:
    """Whether the messenger calls where the settings say; at Zalo a bot without a webhook is answered 404."""
    said = await bot.api.call("getWebhookInfo", PATIENCE)
    info: dict[str, Any] = said.result if isinstance(said.result, dict) else {}
    there = str(info.get("url") or "")
    name = f"{bot.name}_webhook"
    if there != bot.address:
        return warn(name, *words.calls_elsewhere(bot.title, there, bot.address))
    if error := info.get("last_error_message"):
        return warn(name, *words.calls_fail(bot.title, error))
    return ok(name, words.calls(bot.title, there)) if there else None


async def _clock(bot: _Bot) -> Finding | None:
    """The machine's clock against the Date header of the messenger."""
    told = await bot.api.date(PATIENCE)
    off = _seconds_off(told)
    if off is None:
        return None
    if abs(off) > _OFF:
        return warn("clock", *words.clock_off(off))
    return ok("clock", words.CLOCK_RIGHT)


def _seconds_off(told: str) -> int | None:
    try:
        there: datetime = parsedate_to_datetime(told)
    except (TypeError, ValueError):
        return None
    return round(time.time() - there.timestamp())
