"""Holidays whose days nobody entered yet: staff are told a month before one of them may fall, and once more."""

from datetime import timedelta

from handlers.house import House
from handlers.job_news import tell_staff
from handlers.messages import HOME, Reply
from handlers.texts import jobs as texts
from storage.house_facts import house_fact, keep_house_fact

ASKED_BEFORE = (31, 7)
"""How many days before a holiday may begin staff are told that its days are not known."""


async def ask_for_holidays(house: House) -> int:
    """Tell of every holiday that is near and unknown, once at each distance; of how many."""
    return sum([await _ask(place) for place in house.places])


async def _ask(house: House) -> int:
    """Of the calendar of one centre."""
    today = house.clock().date()
    told = 0
    for days in ASKED_BEFORE:
        for name, year in house.holidays.unknown_near([today + timedelta(days=n) for n in range(days + 1)]):
            told += await _tell_once(house, name, year, days)
    return told


async def _tell_once(house: House, name: str, year: int, days: int) -> int:
    of_centre = f":{house.centre_unit}" if house.centre_unit else ""
    fact = f"holiday_asked:{name}:{year}:{days}{of_centre}"
    async with house.db.transaction() as tx:
        if await house_fact(tx, fact) is not None:
            return 0
        await keep_house_fact(tx, fact, "1")
        await tell_staff(tx, house, Reply(texts.holiday_unknown(name, year), ((HOME,),)))
    return 1
