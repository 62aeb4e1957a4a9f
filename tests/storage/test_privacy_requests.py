"""Which erasures are carried out, and when."""

from datetime import date

import pytest

from storage import accounts, outbox, privacy_requests
from storage.database import Database
from storage.journal import By
from storage.privacy_requests import Kind, Wanted

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
AGREED = 1_750_000_000_000
BY = By("somebody", AGREED)


@pytest.mark.parametrize(
    ("is_told", "after", "is_due"),
    [(True, 4 * MINUTE, False), (True, 6 * MINUTE, True), (False, 6 * MINUTE, False), (False, DAY + MINUTE, True)],
)
async def test_an_erasure_waits_until_its_person_was_told_but_a_day_at_most(
    db: Database, is_told: bool, after: int, is_due: bool
) -> None:
    async with db.transaction() as tx:
        await accounts.open_account(tx, "telegram", "7", "Somebody", AGREED)
        [account] = await tx.rows("select id from account")
        day = date(2025, 6, 15)
        wanted = Wanted(Kind.ERASE_CHAT, None, account["id"], "", day, day)
        asked = await privacy_requests.add(tx, BY, wanted, agreed=True)
        if not is_told:
            await outbox.add(tx, "telegram", "7", "{}", AGREED)
    at = AGREED + after
    found = await privacy_requests.to_carry_out(db, at - 5 * MINUTE, at)
    assert [each.number for each in found] == ([asked.number] if is_due else [])
