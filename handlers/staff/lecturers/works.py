"""Works of lecturers as staff confirm them, and summed up by year for staff and leaders."""

import re

from handlers.answers import STAFF
from handlers.lecturer.works import WAITING
from handlers.messages import HOME, Button, Reply
from handlers.push import push_to_person
from handlers.staff.lecturers.board import kept_lecturer
from handlers.texts import common
from handlers.texts import lecturer_works as texts
from handlers.turn import Answered, Turn, Write
from rules.lecturers import Work, sum_of
from storage import lecturer_works, lecturers
from storage.database import Transaction

YEAR, OK, NO = "works", "work_ok", "work_no"
_SHOWN = 4
_YEAR = re.compile(r"\b20\d\d\b")


async def of_year(turn: Turn) -> Reply:
    """`works[:YEAR]`, or the year that is named: what was made in it, by kind."""
    said = None if turn.args else _YEAR.search(turn.incoming.text)
    year = turn.number(0) or (int(said[0]) if said else turn.today.year)
    found = await lecturer_works.of_year(turn.house.db, year, turn.asker)
    summed = sum_of([work for work, _ in found])
    rows = [(Button(texts.BEFORE, f"{YEAR}:{year - 1}"),)]
    if year < turn.today.year:
        rows.append((Button(texts.AFTER, f"{YEAR}:{year + 1}"),))
    if turn.asker.has(*STAFF):
        rows.append((Button(texts.WAITING, WAITING),))
    return Reply(texts.of_year(year, summed, found), (*rows, (HOME,)))


async def waiting(turn: Turn) -> Reply:
    """`works_waiting[:ID]`: what is not confirmed yet; one of them whole where it is the only one, or named."""
    found = await lecturer_works.unconfirmed(turn.house.db, turn.asker)
    named = next((each for each in found if each[0].id in turn.args), None)
    if named or len(found) == 1:
        work, name = named or found[0]
        ok, no = Button(texts.CONFIRM, f"{OK}:{work.id}"), Button(texts.TAKE_OUT, f"{NO}:{work.id}")
        return Reply(texts.one(work, name), ((ok,), (no,), (HOME,)))
    if not found:
        return Reply(texts.NONE_WAITING, ((Button(texts.TITLE, YEAR),), (HOME,)))
    shown = found[:_SHOWN]
    rows = ((Button(texts.label(work, name), f"{WAITING}:{work.id}"),) for work, name in shown)
    return Reply(texts.waiting(shown, len(found)), (*rows, (HOME,)))


async def confirm(turn: Turn) -> Answered:
    """`work_ok:ID`: it counts from now on. Nobody confirms their own."""
    return _decide(turn, counts=True)


async def take_out(turn: Turn) -> Answered:
    """`work_no:ID`: it was told by mistake, or is no such work."""
    return _decide(turn, counts=False)


def _decide(turn: Turn, counts: bool) -> Write:
    async def write(tx: Transaction) -> Reply:
        ways = ((Button(texts.WAITING, WAITING),), (HOME,))
        found = await lecturer_works.by_id(tx, turn.args[0]) if turn.args else None
        if found is None or found[0].confirmed_by is not None:
            return Reply(texts.GONE, ways)
        work = found[0]
        if await kept_lecturer(tx, turn, work.lecturer_id) is None:
            return Reply(texts.GONE, ways)
        if counts and await _is_own(tx, turn, work):
            return Reply(texts.OWN, ways)
        step = lecturer_works.confirm(tx, turn.by, work.id) if counts else lecturer_works.take_out(tx, turn.by, work)
        if not await step:
            return Reply(texts.GONE, ways)
        if work.told_by != turn.by.actor:
            said = texts.confirmed_to(work) if counts else texts.taken_out_to(work)
            await push_to_person(tx, turn.house, turn.now, work.told_by, Reply(said, common.HOME_ROW))
        return Reply(texts.CONFIRMED if counts else texts.TAKEN_OUT, ways)

    return write


async def _is_own(tx: Transaction, turn: Turn, work: Work) -> bool:
    lecturer = await lecturers.by_id(tx, work.lecturer_id)
    return lecturer is not None and lecturer.holder_id == turn.asker.user_id
