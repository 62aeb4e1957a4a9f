"""Many people in a database, and chats of theirs: what benchmarks of the whole program begin with."""

from benchmarks import targets
from handlers.table_jobs import JOBS
from handlers.texts import first_contact
from storage import job_settings
from storage.clock import now_ms
from storage.database import Database

_EVERYBODY = 10_000_000
"""The chats of those who are not asked for count from here."""


async def fill(db: Database, people: int, chats: int) -> None:
    """A province of so many people, each linked to a chat of their own and agreed to everything.

    The chats from 1 to `chats` are those of people spread evenly over it.
    """
    await targets.fill(db, people)
    at = now_ms()
    async with db.transaction() as tx:
        await tx.rows(
            "insert into account (id, channel, chat, holder_id, display_name, linked_at, muted, quiet, created_at,"
            f" used_at) select id, 'telegram', cast({_EVERYBODY} + cast(substr(code, 3) as bigint) as text), id, name,"
            " $1, 0, '', $1, $1 from cadre where true",
            at,
        )
        for number, purpose in enumerate(first_contact.PURPOSES):
            await tx.rows(
                "insert into consent (id, account_id, purpose, version, given_at)"
                f" select id || '-{number}', id, $1, $2, $3 from account where true",
                purpose, first_contact.VERSION, at,
            )  # fmt: skip
        await tx.run_many(
            "update account set chat = $1 where chat = $2",
            [(str(n + 1), str(_EVERYBODY + n * (people // chats))) for n in range(chats)],
        )
    if db.engine == "postgresql":
        await db.write("analyze")


async def switch_jobs_off(db: Database) -> None:
    """Nothing happens by the clock: only answers are measured."""
    async with db.transaction() as tx:
        for name, job in JOBS.items():
            if not job.must_stay_on:
                await job_settings.switch(tx, targets.BY, name, is_on=False)
