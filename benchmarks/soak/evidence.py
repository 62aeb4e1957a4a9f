"""What is left when a soak is over: the tables, what the messenger saw, what people remember, what was printed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.soak.people import Memory
from benchmarks.soak.world import World
from storage.database import open_database
from tests.bot.telegram_server import TelegramServer

Line = dict[str, Any]
TABLES = {
    "inbox": "select seq, event, chat, state, note from inbox where channel = 'telegram' order by seq",
    "notice": "select id, number, state, text, urgent, version, approved_at from notice",
    "delivery": "select notice_id, holder_id, chat, state, reason, attempts, receipt from delivery",
    "outbox": "select id, chat, state, reason, due_at, attempts from outbox",
    "training_class": "select id, code, places, taken from training_class",
    "enrolment": "select class_id, person_id, state from enrolment",
    "seat_request": "select class_id, person_id, kind, state from seat_request",
    "class_quota": "select class_id, unit_id, places, taken from class_quota",
    "cadre": "select id, code, phone, version from cadre",
    "account": "select chat, holder_id from account where channel = 'telegram'",
    "correction": "select number, words, state, answered_at from correction",
    "roster_import": "select number, added, changed, undone_at from roster_import",
    "journal": "select action, kind, record_id from journal",
    "job_run": "select job, due_at, state, tries, next_try_at from job_run",
}


@dataclass
class Evidence:
    """Everything the invariants look at; plain data, so that it can be broken on purpose."""

    tables: Mapping[str, list[Line]]
    pushed: Mapping[str, int]
    """The chat of each update that the messenger sent, by its id as the inbox writes it."""
    untaken: int
    """How many updates the messenger still waits to get rid of."""
    heard: Mapping[int, list[str]]
    """What the messenger took for each chat, as it first read, in order."""
    memory: Memory
    askers: Sequence[int]
    came: Mapping[int, int]
    """The place of each update in the order in which they came to the programs."""
    now: int
    """Milliseconds by the clock of the programs."""
    refused_by_rate: int
    recount: tuple[int, str] = (0, "")
    secrets_told: Sequence[str] = ()
    """Where a secret can be read: in what was printed, in backups, in what people read."""
    memory_mib: Mapping[int, list[float]] = field(default_factory=dict)

    def of(self, table: str) -> list[Line]:
        return self.tables[table]

    def states(self, table: str) -> Counter[str]:
        return Counter(line["state"] for line in self.of(table))


async def tables_of(url: str) -> dict[str, list[Line]]:
    """The tables of a database, read past whatever stands between it and the programs."""
    db = await open_database(url)
    try:
        found: dict[str, list[Line]] = {}
        for table, question in TABLES.items():
            names = [part.strip() for part in question.partition("select ")[2].partition(" from ")[0].split(",")]
            found[table] = [{name: row[name] for name in names} for row in await db.rows(question)]
        return found
    finally:
        await db.close()


def heard_by(server: TelegramServer) -> dict[int, list[str]]:
    """What each chat holds of the bot, every message as it read at first."""
    found: dict[int, list[str]] = {}
    for chat in server.world.chats:
        found[chat] = [message.history[0] if message.history else message.text for message in server.sent(chat)]
    return found


def pushed_by(server: TelegramServer) -> dict[str, int]:
    """The updates that were sent out, with their chats."""
    found = {}
    for update in server.updates.log:
        content = next(value for value in update.values() if isinstance(value, dict))
        found[str(update["update_id"])] = int(content.get("message", content)["chat"]["id"])
    return found


def secrets_of(world: World, others: Mapping[str, str]) -> dict[str, str]:
    """What must be told nowhere, by what it is: of phones and codes some."""
    phones = {f"phone {number}": phone for number, phone in enumerate(sorted(world.phones)[::100])}
    codes = {f"code {number}": code for number, code in enumerate(sorted(world.codes.values())[::6])}
    return {**others, **phones, **codes}
