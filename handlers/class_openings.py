"""Telling people by themselves of the classes that take names, and reminding those who did not react."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from handlers.centre_reach import centres_near
from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import in_order
from handlers.texts import class_news as texts
from rules.access import OPERATOR
from rules.announcing import News, NewsKind, due, news_for, takes_names
from rules.classes import EnrolmentState, Listed
from rules.standing import standing_of
from storage import cadres, class_news, classes, outbox, reaching
from storage.clock import to_ms
from storage.database import Transaction

PORTION = 50
"""People a transaction: so long at most do others wait who have something to keep."""


@dataclass(frozen=True, slots=True)
class _ToTell:
    """One message: to whom, of what, in which words."""

    cadre_id: str
    news: News
    text: str
    place: House
    """Of whose centre they are."""

    @property
    def mark(self) -> tuple[str, str, NewsKind]:
        """What may be kept once only."""
        return self.cadre_id, self.news.listed.training.id, self.news.kind


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
            await _push(tx, house, await _to_tell(tx, house, people))
        last = people[-1]


async def _to_tell(tx: Transaction, house: House, people: Sequence[str]) -> list[_ToTell]:
    now = house.clock()
    every = await classes.every_class(tx, OPERATOR)
    told = await class_news.told(tx, people, now.tzinfo)
    states = await class_news.states_of(tx, people)
    asked_for = await class_news.asked_for(tx, people)
    found_by = {each: _as_found_by(every, states.get(each, {}), asked_for.get(each, set())) for each in people}
    concerned = [each for each in people if due(found_by[each], told.get(each, ()), now.date())]
    found: list[_ToTell] = []
    those = await cadres.with_ids(tx, OPERATOR, concerned) if concerned else []
    near = await centres_near(house, {cadre.unit.id for cadre in those}, tx)
    for cadre in those:
        await asyncio.sleep(0)  # the answers to others go on
        place, around = near[cadre.unit.id]
        standing = standing_of(cadre, place.policy, place.regulations, now.date(), place.count_unverified)
        offered = [each for each in found_by[cadre.id] if _is_near(each, around)]
        for news in news_for(cadre, standing, offered, told.get(cadre.id, ())):
            text = texts.news(news, place.policy, standing.regulation, now.date())
            found.append(_ToTell(cadre.id, news, text, place))
    return found


def _is_near(each: Listed, around: frozenset[str]) -> bool:
    """Whether a class is of the person's centre or of the whole deployment, or they are in it already."""
    return not each.training.centre or each.training.centre in around or each.own is not None


def _as_found_by(every: Sequence[Listed], states: dict[str, EnrolmentState], asked_for: set[str]) -> Sequence[Listed]:
    """The classes with the person's own state in each, without those they ask for already: these are no news."""
    if not states and not asked_for:
        return every
    return [replace(each, own=states.get(each.training.id)) for each in every if each.training.id not in asked_for]


async def _push(tx: Transaction, house: House, found: Sequence[_ToTell]) -> None:
    """Put in line what nobody else put there meanwhile."""
    if not found:
        return
    now = house.clock()
    reaches = await reaching.reach_of_all(tx, {each.cadre_id for each in found})
    posted = {
        each.mark: replace(message, useful_until=_useful_until(each, now))
        for each in found
        if each.cadre_id in reaches
        and (message := in_order(each.place, now, reaches[each.cadre_id].for_notices, _message(each))) is not None
    }
    first_time = await class_news.note(tx, {mark: each.id for mark, each in posted.items()}, to_ms(now))
    await outbox.add_many(tx, [message for mark, message in posted.items() if mark in first_time])


def _useful_until(told: _ToTell, now: datetime) -> int | None:
    """The end of the last day for names."""
    last = told.news.listed.training.register_until
    return to_ms(datetime.combine(last + timedelta(days=1), time(), now.tzinfo)) if last else None


def _message(told: _ToTell) -> Reply:
    details = Button(texts.DETAILS, f"class_news:{told.news.listed.training.id}")
    return Reply(told.text, ((details,), (Button(texts.MUTE, "mute:1"),), (HOME,)))
