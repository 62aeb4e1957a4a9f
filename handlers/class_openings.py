"""Telling people by themselves of the classes that take names, and reminding those who did not react."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import push_in_order
from handlers.texts import class_news as texts
from rules.access import OPERATOR
from rules.announcing import News, news_for, takes_names
from rules.classes import EnrolmentState, Listed
from rules.standing import standing_of
from storage import cadres, class_news, classes, reaching
from storage.clock import to_ms
from storage.database import Transaction
from storage.reaching import Reach

PORTION = 500
"""People a transaction: so long at most do others wait who have something to keep."""


async def tell_of_openings(house: House) -> None:
    """Tell each linked cadre once of every class they can be sent to, and once more before its registration ends.

    Who was told is kept in the transaction that puts the message in line; a later run finds nothing left to do.
    """
    today = house.clock().date()
    if not any(takes_names(each.training, today) for each in await classes.every_class(house.db, OPERATOR)):
        return
    last = ""
    while people := await class_news.people_after(house.db, last, PORTION):
        async with house.db.transaction() as tx:
            await _tell(tx, house, people)
        last = people[-1]


async def _tell(tx: Transaction, house: House, people: Sequence[str]) -> None:
    now = house.clock()
    every = await classes.every_class(tx, OPERATOR)
    told = await class_news.told(tx, people, now.tzinfo)
    states = await class_news.states_of(tx, people)
    reaches = await reaching.reach_of_all(tx, people)
    for cadre in await cadres.with_ids(tx, OPERATOR, people):
        standing = standing_of(cadre, house.policy, house.regulations, now.date(), house.count_unverified)
        found = news_for(cadre, standing, _as_found_by(every, states.get(cadre.id, {})), told.get(cadre.id, ()))
        for news in found:
            text = texts.news(news, house.policy, standing.regulation, now.date())
            await _push(tx, house, now, reaches.get(cadre.id, Reach()), (cadre.id, news, text))


def _as_found_by(every: Sequence[Listed], states: dict[str, EnrolmentState]) -> list[Listed]:
    return [replace(each, own=states.get(each.training.id)) for each in every]


async def _push(tx: Transaction, house: House, now: datetime, reach: Reach, told: tuple[str, News, str]) -> None:
    """`told`: the cadre's id, what they are told of, and the words. Nothing, where another process was quicker."""
    (cadre_id, news, text), class_id, at = told, told[1].listed.training.id, to_ms(now)
    if not reach.for_notices or not await class_news.note(tx, cadre_id, class_id, news.kind, at):
        return
    await class_news.note_begun(tx, class_id, news.kind, at)
    buttons = ((Button(texts.DETAILS, f"class_news:{class_id}"),), (Button(texts.MUTE, "mute:1"),), (HOME,))
    await push_in_order(tx, house, now, reach.for_notices, Reply(text, buttons))
