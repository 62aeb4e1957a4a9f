"""Months that pass in a test: records that change, and month-ends that are frozen on the way."""

from handlers.house import House
from handlers.month_ends import freeze_month_ends
from rules.cadres import Cadre
from storage import cadre_writes
from storage.clock import to_ms
from storage.journal import By
from tests.handlers.conftest import Clock


async def pass_days(house: House, clock: Clock, days: int) -> None:
    """Let days pass, and the job of the month-ends run after them."""
    clock.move(days=days)
    await freeze_month_ends(house)


async def change(house: House, before: Cadre | None, after: Cadre | None) -> None:
    """Write a record, put it on the list (no `before`), or take it off (no `after`), as of now."""
    by = By("operator", to_ms(house.clock()))
    async with house.db.transaction() as tx:
        if after is not None:
            await cadre_writes.save(tx, by, "test", [before], [after])
        elif before is not None:
            await cadre_writes.remove(tx, by, "test", [before])
