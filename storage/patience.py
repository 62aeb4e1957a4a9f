"""Transactions that think for long between two statements."""

from storage.database import Transaction


async def take_time(tx: Transaction) -> None:
    """Let this transaction stand still for as long as it takes to work out what to write.

    PostgreSQL ends one that stands still for ten seconds, so that a process that was halted holds no rows for ever.
    """
    if tx.engine == "postgresql":
        await tx.rows("set local idle_in_transaction_session_timeout = 0")
