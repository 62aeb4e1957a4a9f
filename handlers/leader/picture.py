""" "Ảnh để chuyển tiếp": the summary as a picture, with its words under it."""

import asyncio
from dataclasses import replace

from handlers.figures import target_summary
from handlers.files import target_picture
from handlers.leader.missing import SUMMARY, names_asker
from handlers.leader.scope import scope_of
from handlers.leader.summary import bounds_of, counted_for
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.texts import common, target_missing, targets
from handlers.texts import target_picture as texts
from handlers.turn import Turn
from rules.summary import Summary

PICTURE = "target_picture"
"""The line of the table, which takes a scope."""
_OUT_OF_REACH = Reply(target_missing.OUT_OF_REACH, ((SUMMARY,), (HOME,)))


async def show(turn: Turn) -> Reply:
    """The figures of the summary, in the asker's bounds; `target_picture::UNIT` those of a unit and all below it."""
    if turn.args:
        return await _of_unit(turn)
    house = turn.house
    found = await target_summary(house, turn.asker, turn.today)
    return await _drawn(turn, found, await bounds_of(house.db, turn.asker))


async def _of_unit(turn: Turn) -> Reply:
    """Only for those who may see names there: a picture keeps no group of few people back, and is passed on."""
    asker = names_asker(turn, planned=False)
    scope = await scope_of(turn, asker, turn.args) if asker else None
    if asker is None or scope is None or scope.unit is None:
        return _OUT_OF_REACH
    found = await target_summary(turn.house, asker, turn.today, scope.unit.id)
    filled = tuple(figure for figure in found.figures if figure.total)
    back = Button(texts.BACK, scope.key("target_unit"))
    return await _drawn(turn, replace(found, figures=filled or found.figures), (scope.unit.name,), back)


async def _drawn(turn: Turn, found: Summary, units: tuple[str, ...], *back: Button) -> Reply:
    """A picture is drawn off the event loop; without targets there is none."""
    policy = turn.house.policy
    counted = await counted_for(turn.house, found.day, units)
    if not found.figures:
        return Reply(targets.summary(policy, found, counted), common.HOME_ROW)
    data = target_picture.picture_data(policy, found, counted)
    drawn = await asyncio.to_thread(target_picture.draw, data)
    return Reply(
        texts.caption(policy, found, counted),
        (*((button,) for button in back), (SUMMARY,), (HOME,)),
        files=(Attachment(texts.FILE.format(counted.data_of), drawn, picture=True),),
        topic="target_summary",
    )
