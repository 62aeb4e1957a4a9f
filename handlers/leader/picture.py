""" "Ảnh để chuyển tiếp": the summary as a picture, with its words under it."""

import asyncio

from handlers.figures import target_summary
from handlers.files import target_picture
from handlers.leader.summary import bounds_of
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.texts import common, targets
from handlers.texts import target_picture as texts
from handlers.turn import Turn

PICTURE = "target_picture"
"""The line of the table."""


async def show(turn: Turn) -> Reply:
    """The figures of the summary, within the asker's bounds, drawn off the event loop."""
    house = turn.house
    found = await target_summary(house, turn.asker, turn.today)
    counted = targets.Counted(found.day, turn.facts.roster_of or found.day, await bounds_of(house.db, turn.asker))
    if not found.figures:
        return Reply(targets.summary(house.policy, found, counted), common.HOME_ROW)
    data = target_picture.picture_data(house.policy, found, counted)
    drawn = await asyncio.to_thread(target_picture.draw, data)
    return Reply(
        texts.caption(house.policy, found, counted),
        ((Button(texts.SUMMARY, "target_summary"),), (HOME,)),
        files=(Attachment(texts.FILE.format(counted.data_of), drawn, picture=True),),
        topic="target_summary",
    )
