"""How many messages a second each process may send on a channel, until when, by the database's own clock.

PostgreSQL alone: a file serves one process, which may send all. A share is changed by one statement that names the
version it was decided on: two who decide at once cannot both be right, and nobody holds a lock while they think.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from storage.database import Database

_NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"


@dataclass(frozen=True, slots=True)
class Held:
    """The share of one worker."""

    tokens: int
    """Messages a second that are its alone."""
    wants: int
    """How many it has use for."""


@dataclass(frozen=True, slots=True)
class Board:
    """The shares of a channel at one instant: those of workers that were heard of lately."""

    version: int
    now: int
    """The database's clock, in milliseconds."""
    pause: int
    """Milliseconds until the pause is over that the messenger asked for; 0 outside of one."""
    shares: Mapping[str, Held]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a worker wants its share to be."""

    share: Held
    lasts: int
    """Milliseconds after which it is free for others, unless it is renewed."""
    pause: int = 0
    """Milliseconds for which nobody is to send, from now."""


async def open_board(db: Database, channel: str) -> None:
    """Before a channel is looked at for the first time."""
    await db.write(
        "insert into send_channel (channel, version, paused_until) values ($1, 0, 0) on conflict (channel) do nothing",
        channel,
    )


async def look(db: Database, channel: str) -> Board:
    """What everybody has at present."""
    rows = await db.rows(
        f"select c.version, {_NOW} as now, c.paused_until, s.worker, s.tokens, s.wants from send_channel c"
        f" left join send_share s on s.channel = c.channel and s.until > {_NOW} where c.channel = $1",
        channel,
    )
    now = rows[0]["now"]
    shares = {row["worker"]: Held(row["tokens"], row["wants"]) for row in rows if row["worker"] is not None}
    return Board(rows[0]["version"], now, max(0, rows[0]["paused_until"] - now), shares)


async def settle(db: Database, channel: str, worker: str, version: int, claim: Claim) -> bool:
    """Make a worker's share so, from now; False, and nothing is changed, where anybody's changed since `version`.

    What others let lapse is cleared away.
    """
    rows = await db.write(
        "with turn as (update send_channel set version = version + 1, paused_until = greatest(paused_until,"
        f" case when $3 > 0 then {_NOW} + $3 else 0 end) where channel = $1 and version = $2 returning channel),"
        f" lapsed as (delete from send_share where until <= {_NOW} and worker <> $4"
        " and channel in (select channel from turn))"
        " insert into send_share (channel, worker, tokens, wants, until)"
        f" select channel, $4, $5, $6, {_NOW} + $7 from turn on conflict (channel, worker) do update"
        " set tokens = excluded.tokens, wants = excluded.wants, until = excluded.until returning worker",
        channel, version, claim.pause, worker, claim.share.tokens, claim.share.wants, claim.lasts,
    )  # fmt: skip
    return bool(rows)


async def give_back(db: Database, channel: str, worker: str) -> None:
    """Leave a worker's share to the others."""
    await db.write("delete from send_share where channel = $1 and worker = $2", channel, worker)
