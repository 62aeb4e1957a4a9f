"""The centre's word on planned posts (quy hoạch), kept for those stored earlier too."""

from handlers.house import House
from storage.clock import to_ms
from storage.journal import By
from storage.planned_posts import erase_planned_posts, may_hold_planned_posts


async def keep_to_setting(house: House) -> None:
    """Erase the planned posts that were stored while they were allowed, if they no longer are."""
    if not house.planned_posts and await may_hold_planned_posts(house.db):
        async with house.db.transaction() as tx:
            await erase_planned_posts(tx, By("job:planned-posts", to_ms(house.clock())))
