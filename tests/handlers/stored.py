"""What a conversation left in the database, for tests to look at."""

from storage import accounts
from storage.database import Database
from tests.handlers.chat import Person


async def holder_of(db: Database, person: Person) -> str | None:
    """Whose chat it is, or None."""
    account = (await accounts.facts(db, person.channel, person.chat)).account
    assert account is not None
    return account.holder_id


async def journal(db: Database) -> list[str]:
    """The actions of the journal, oldest first, without the making of the roster."""
    return [
        row["action"] for row in await db.rows("select action from journal where action <> 'import' order by at, id")
    ]


async def consents_of(db: Database) -> list[tuple[str, str]]:
    """(purpose, version) of every consent in force."""
    rows = await db.rows("select purpose, version from consent where withdrawn_at is null order by purpose")
    return [(row["purpose"], row["version"]) for row in rows]
