"""The page on personal data, as it is published: in chat, on the web, and printed by the command line."""

from handlers.messages import Button, Reply
from handlers.texts import common, privacy
from handlers.texts import privacy_page as texts
from handlers.turn import Turn

PATH = "/rieng-tu"
"""Where the web channel shows it."""


async def show(turn: Turn) -> Reply:
    """`privacy_page`: the whole of it, and its address where there is one."""
    house = turn.house
    text = texts.as_message(texts.page(house.centre, house.retention))
    if house.ways_in.web:
        text = f"{text}\n\n{texts.SHORT.format(house.ways_in.web + PATH)}"
    return Reply(text, ((Button(privacy.BACK, "privacy"),), *common.HOME_ROW))
