"""A soak from its beginning to its evidence."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic, time

from benchmarks.soak import database
from benchmarks.soak.clock import Offset
from benchmarks.soak.evidence import Evidence, heard_by, pushed_by, secrets_of, tables_of
from benchmarks.soak.fleet import Fleet
from benchmarks.soak.front import Front
from benchmarks.soak.mishaps import Mishaps
from benchmarks.soak.people import Crowd
from benchmarks.soak.world import World, settle_in
from storage.database import DatabaseUnavailable
from tests.bot.conftest import SECRET
from tests.bot.telegram_server import TOKEN, TelegramServer
from tests.secrets.finding import find_secrets, find_secrets_in

RATE = 30
PASSPHRASE = "mot-cau-rat-dai-va-kin"
_QUIET_WITHIN = 300.0
"""Seconds in which everything must be done once nothing breaks any more."""


@dataclass(frozen=True)
class Given:
    """What to do."""

    seed: int
    minutes: float
    processes: int
    engine: str
    people: int
    polling: bool
    calm: bool
    folder: Path | None = None


@dataclass
class Outcome:
    """What was done, and what came of it."""

    given: Given
    did: Counter[str]
    starts: int
    waits: list[tuple[float, float]]
    killed_at: list[float]
    answers: int
    quiet_after: float | None
    """Seconds until all was done; None when it never was."""
    evidence: Evidence


@dataclass
class _Stage:
    """All that plays together."""

    server: TelegramServer
    front: Front
    fleet: Fleet
    database: database.Given
    offset: Offset
    world: World


async def soak(given: Given, folder: Path) -> Outcome:
    """Let it run, break it, let it come to rest, and look."""
    random = Random(given.seed)
    async with _staged(given, folder, random) as stage:
        crowd = Crowd(stage.server, stage.world, random)
        await crowd.get_to_know()
        mishaps = Mishaps(stage.server, stage.fleet, stage.database, stage.offset, stage.world, random)
        crowd.begin()
        await (asyncio.sleep(given.minutes * 60) if given.calm else mishaps.go_on(given.minutes * 60))
        await crowd.end()
        stage.front.twice = stage.front.lost = 0.0
        stage.offset.seconds += 3600  # whatever was put off while the clock was ahead is due
        quiet_after = await _quiet(stage)
        evidence = await _evidence(stage, crowd)
        did = mishaps.did + stage.front.did
        fleet, memory = stage.fleet, crowd.memory
        answers = sum(len(texts) for texts in evidence.heard.values())
        return Outcome(given, did, fleet.starts, memory.waits, mishaps.killed_at, answers, quiet_after, evidence)


@asynccontextmanager
async def _staged(given: Given, folder: Path, random: Random) -> AsyncIterator[_Stage]:
    async with (
        database.given_database(given.engine, folder, given.processes) as db,
        TelegramServer(any_chat=True) as server,
    ):
        server.rates.per_second = RATE
        server.check_answers = False
        server.webhook.loopback_allowed = True
        server.webhook.longest_pause = 2.0
        world = await settle_in(db.direct_url, given.people)
        offset_file = folder / "clock"
        offset = Offset(offset_file)
        fleet: Fleet
        front = Front(lambda: fleet.ports, random)
        front.came.watch(server.updates)
        url = "" if given.polling else await front.start()
        fleet = Fleet(folder, _config(given, server, folder), db.urls, offset_file, url)
        try:
            await fleet.start()
            yield _Stage(server, front, fleet, db, offset, world)
        finally:
            await fleet.close()
            await front.close()


def _config(given: Given, server: TelegramServer, folder: Path) -> str:
    return f"""
        [centre]
        quiet_hours = "03:00-03:01"
        [database]
        url = "URL"
        [telegram]
        enabled = true
        token = "{TOKEN}"
        webhook_secret = "{SECRET}"
        base_url = "{server.base_url}"
        base_file_url = "{server.base_file_url}"
        rate = {RATE}
        [privacy]
        keep_inbox_days = 366
        [notices]
        chase_times = 0
        approve_above = {given.people // 4}
        [files]
        folder = "{folder}/files"
        [backup]
        folder = "{folder}/backups"
        passphrase = "{PASSPHRASE}"
        [web]
        enabled = true
        port = PORT
    """


async def _quiet(stage: _Stage) -> float | None:
    """Seconds until everything is done; None when it is not within a while."""
    begun = monotonic()
    while monotonic() - begun < _QUIET_WITHIN:
        await asyncio.sleep(2)
        if stage.server.webhook.info()["pending_update_count"]:
            continue
        try:
            tables = await tables_of(stage.database.direct_url)
        except DatabaseUnavailable:  # the connections of who was killed are still counted
            continue
        now = int((time() + stage.offset.seconds) * 1000)
        paused = {line["id"] for line in tables["notice"] if line["state"] == "paused"}
        left = [line for line in tables["inbox"] if line["state"] in ("waiting", "answering")]
        left += [line for line in tables["notice"] if line["state"] in ("freezing", "sending")]
        left += [x for x in tables["delivery"] if x["state"] in ("claimed", "sending") and x["notice_id"] not in paused]
        left += [x for x in tables["outbox"] if x["state"] in ("waiting", "sending") and x["due_at"] <= now]
        left += [line for line in tables["job_run"] if line["state"] in ("asked", "running")]
        if not left:
            return monotonic() - begun
    await stage.fleet.tell_stacks()
    return None


async def _evidence(stage: _Stage, crowd: Crowd) -> Evidence:
    """Look while the programs still run, and at what they printed when they have stopped."""
    recount = await stage.fleet.run("recount", "--verify")
    tables = await tables_of(stage.database.direct_url)
    now = int((time() + stage.offset.seconds) * 1000)
    await stage.fleet.close()
    heard = heard_by(stage.server)
    return Evidence(
        tables=tables,
        pushed=pushed_by(stage.server),
        untaken=stage.server.webhook.info()["pending_update_count"],
        heard=heard,
        memory=crowd.memory,
        askers=stage.world.askers,
        came=stage.front.came.places,
        now=now,
        refused_by_rate=stage.server.rates.refused,
        recount=recount,
        secrets_told=_secrets_told(stage, heard),
        memory_mib={member.number: member.memory for member in stage.fleet.members},
    )


def _secrets_told(stage: _Stage, heard: Mapping[int, list[str]]) -> list[str]:
    """Where secrets can be read; phones and codes are for whom they are, and only in what they read."""
    own = {"token": TOKEN, "webhook secret": SECRET, "passphrase": PASSPHRASE, "database password": database.PASSWORD}
    log = stage.fleet.log
    found = find_secrets([log, log.parent / "backups"], secrets_of(stage.world, own))
    read = "\n".join(text for texts in heard.values() for text in texts)
    return found + [f"people read {each}" for each in find_secrets_in(read, own)]
