"""Making linking codes: for one person, or for everyone of a unit who has no link yet. Shown once, kept nowhere."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.house import House
from handlers.linking import code as codes
from storage import links, units
from storage.clock import to_ms
from storage.database import Transaction
from storage.journal import By
from storage.links import Holder


@dataclass(frozen=True, slots=True)
class Invite:
    """A code and whose it is, to be handed over and forgotten."""

    cadre: str
    """The person's code on the roster."""
    name: str
    unit: str
    code: str
    """As it is shown: `7K3M9-QX2WA`."""
    link: str
    """Where a tap does the same in Telegram; empty when no bot is known there."""
    expires: date
    """The last day it works."""
    web: str = ""
    """Where a tap does the same in a browser; empty when there is no web chat."""
    zalo: str = ""
    """The name of the bot to which the code is written in Zalo; empty when there is none."""


async def make_invite(house: House, holder: Holder, by: By) -> Invite:
    """A new code for one person; any older unused one of theirs ends."""
    return (await _make(house, [holder], by))[0]


async def invite_unit(house: House, unit_id: str, by: By, but: frozenset[str] = frozenset()) -> list[Invite]:
    """A new code for everyone of a unit, and of those below, who has no link yet; unit by unit, in order of names.

    `but`: the roster codes of those whose earlier code goes on working.
    """
    within = units.with_those_below(await units.every_unit(house.db), unit_id)
    without = await links.without_link(house.db, within)
    return await _make(house, [holder for holder in without if holder.code not in but], by)


async def draw_code() -> tuple[str, str]:
    """A fresh code with its digest, worth nothing until it is given to somebody."""
    return (await asyncio.to_thread(_fresh, 1))[0]


async def give_code(tx: Transaction, house: House, holder: Holder, by: By, drawn: tuple[str, str]) -> Invite:
    """Make a drawn code that of one person, in a transaction of the caller; any older unused one of theirs ends."""
    code, digest = drawn
    await _keep(tx, by, [(digest, holder.id)], _end_of(_last_day(house), house))
    return _invite(house, holder, code)


async def _make(house: House, holders: Sequence[Holder], by: By) -> list[Invite]:
    fresh = await asyncio.to_thread(_fresh, len(holders))
    async with house.db.transaction() as tx:
        await _keep(
            tx,
            by,
            [(digest, holder.id) for (_, digest), holder in zip(fresh, holders, strict=True)],
            _end_of(_last_day(house), house),
        )
    return [_invite(house, holder, code) for (code, _), holder in zip(fresh, holders, strict=True)]


def _invite(house: House, holder: Holder, code: str) -> Invite:
    ways = house.ways_in
    return Invite(
        holder.code,
        holder.name,
        holder.unit,
        codes.shown(code),
        f"{ways.telegram}?start={code}" if ways.telegram else "",
        _last_day(house),
        f"{ways.web}/?ma={code}" if ways.web else "",
        ways.zalo,
    )


def _last_day(house: House) -> date:
    return house.clock().date() + timedelta(days=house.code_days)


def _fresh(count: int) -> list[tuple[str, str]]:
    made = (codes.new_code() for _ in range(count))
    return [(code, codes.digest(code)) for code in made]


async def _keep(tx: Transaction, by: By, digests: Sequence[tuple[str, str]], expires_at: int) -> None:
    for digest, holder_id in digests:
        await links.add_code(tx, by, digest, holder_id, expires_at)


def _end_of(day: date, house: House) -> int:
    return to_ms(datetime.combine(day + timedelta(days=1), time(), house.clock().tzinfo))
