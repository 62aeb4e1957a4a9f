""" "Xu hướng": will the targets be reached, at what pace, and why one may think so."""

from asyncio import to_thread

from handlers.figures import target_summary
from handlers.files import trend_picture
from handlers.leader.summary import bounds_of, counted_for
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.outlook import month_ends, target_forecasts
from handlers.texts import target_trend as texts
from handlers.texts.targets import Counted
from handlers.turn import Turn

_WHY = "why"


async def show(turn: Turn) -> Reply:
    """The forecast for every target, `target_trend:why` its reasons; after the deadline how it ended."""
    policy = turn.house.policy
    if not policy.targets or policy.deadline is None:
        return Reply(texts.no_targets(policy), ((HOME,),), topic="target_summary")
    if policy.deadline_passed(turn.today):
        return await _over(turn)
    found = await target_forecasts(turn.house, turn.asker, turn.today)
    if turn.args == (_WHY,):
        rows = ((Button(texts.TREND, "target_trend"),), (Button(texts.TARGETS, "target_summary"),), (HOME,))
        return Reply(texts.reasons(policy, found), rows, topic="target_summary")
    why = (Button(texts.WHY, f"target_trend:{_WHY}"),)
    text = texts.trend(policy, found, await _counted(turn))
    return Reply(text, (why, *_onwards()), topic="target_summary")


async def picture(turn: Turn) -> Reply:
    """The months, the deadline and where each target is going, drawn off the event loop, with its words under it."""
    house, policy = turn.house, turn.house.policy
    if not policy.targets:
        return Reply(texts.no_targets(policy), ((HOME,),), topic="target_summary")
    ends = await month_ends(house, turn.asker, turn.today)
    found = await target_forecasts(house, turn.asker, turn.today)
    data = trend_picture.trend_data(policy, ends, found, turn.today, await bounds_of(house.db, turn.asker))
    drawn = await to_thread(trend_picture.draw_trend, data)
    file = Attachment(texts.PICTURE_FILE.format(turn.today), drawn, picture=True)
    rows = ((Button(texts.TREND, "target_trend"),), (Button(texts.TARGETS, "target_summary"),), (HOME,))
    return Reply(trend_picture.in_words(data), rows, (file,), topic="target_summary")


async def _over(turn: Turn) -> Reply:
    policy = turn.house.policy
    now = await target_summary(turn.house, turn.asker, turn.today)
    ends = await month_ends(turn.house, turn.asker, turn.today)
    at_deadline = [(id, end) for id, some in ends.items() for end in some if end.day == policy.deadline]
    text = texts.over(policy, now, at_deadline, (await _counted(turn)).data_of)
    return Reply(text, _onwards(), topic="target_summary")


async def _counted(turn: Turn) -> Counted:
    """The day of the data and the units, as the summary tells them."""
    return await counted_for(turn.house, turn.today, await bounds_of(turn.house.db, turn.asker))


def _onwards() -> tuple[tuple[Button, ...], ...]:
    return (
        (Button(texts.BRIDGE, "target_bridge"),),
        (Button(texts.WHAT_IF, "target_what_if"),),
        (Button(texts.PICTURE, "trend_picture"),),
        (Button(texts.TARGETS, "target_summary"),),
        (HOME,),
    )
