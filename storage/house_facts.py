"""Small facts of the database itself: the date of its data, is it a demonstration, the last number given out."""

from secrets import token_hex

from storage.database import Database, Transaction, row

DEMONSTRATION = "demo"
"""The fact that a database is a demonstration's; its value is the version of the demonstration's world."""
SIGNING_KEY = "signing_key"
"""The fact that keeps what addresses of files and pages are signed with. No backup has it."""


async def house_fact(db: Database | Transaction, name: str) -> str | None:
    """The value kept under a name, or None."""
    found = await row(db, "select value from house_fact where name = $1", name)
    return str(found["value"]) if found else None


async def keep_house_fact(tx: Transaction, name: str, value: str) -> None:
    """Keep a value under a name, in place of the one before."""
    await tx.rows(
        "insert into house_fact (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        name, value,
    )  # fmt: skip


async def kept_secret(db: Database, name: str) -> str:
    """256 random bits kept under a name, made when they are first asked for; hexadecimal."""
    known = await house_fact(db, name)
    if known is not None:
        return known
    async with db.transaction() as tx:
        await tx.rows(
            "insert into house_fact (name, value) values ($1, $2) on conflict (name) do nothing", name, token_hex(32)
        )
        return await house_fact(tx, name) or ""


async def draw_numbers(tx: Transaction, name: str, count: int = 1) -> range:
    """The next `count` numbers of a series that begins at 1. None is given twice, not even by two processes at once."""
    await tx.rows("insert into house_fact (name, value) values ($1, '0') on conflict (name) do nothing", name)
    [drawn] = await tx.rows(
        "update house_fact set value = cast(cast(value as bigint) + $2 as text) where name = $1 returning value",
        name, count,
    )  # fmt: skip
    last = int(drawn["value"])
    return range(last - count + 1, last + 1)
