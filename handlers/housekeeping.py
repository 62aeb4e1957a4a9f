"""Dropping what need not be kept any longer: the job of every night."""

from handlers.house import House
from storage import housekeeping
from storage.clock import to_ms


async def forget_old(house: House) -> None:
    """Drop what need not be kept, in the tables and among the stored files."""
    now = to_ms(house.clock())
    await housekeeping.forget_old(house.db, now, house.retention)
    await house.files.sweep(house.db, now)
