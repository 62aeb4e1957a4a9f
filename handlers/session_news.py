"""Sessions that were moved or cancelled: the people of the class and its lecturers are told, once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from handlers.address import to_learner
from handlers.house import House
from handlers.lecturer.news import tell_lecturers
from handlers.messages import HOME, Button, Reply
from handlers.push import in_order
from handlers.texts import session_news as texts
from rules.classes import EnrolmentState
from rules.quiet_hours import waking
from storage import attendance, outbox, reaching, timetables
from storage.class_list import Student, students
from storage.clock import to_ms
from storage.database import Transaction
from storage.journal import By
from storage.timetables import Change


async def tell_of_changes(house: House) -> None:
    """Tell of every session that differs from what its class was last told, as it is at this moment.

    Not in the centre's quiet hours: what is changed twice in a night is told once in the morning, and what was
    changed back is not told at all. Kept in the transaction that puts the messages in line.
    """
    now = house.clock()
    if waking(now, house.quiet_hours) != now:
        return
    async with house.db.transaction() as tx:
        new = await timetables.note_new(tx)
        changed = await timetables.changes(tx)
        found = [each for each in changed if await timetables.note_told(tx, each, to_ms(now))]
        news = [each for each in found if _is_news(each, now)]
        for class_id, of_class in groupby(news, key=lambda each: each.now.class_id):
            some = list(of_class)
            await _tell(tx, house.of_centre(some[0].centre or None), class_id, some)
        await tell_lecturers(tx, house, found, new)


def _is_news(change: Change, now: datetime) -> bool:
    """Whether anything differs that people must know, and it is not over either way."""
    after = change.now
    known = replace(change.told, version=after.version, topic=after.topic, lecturer_id=after.lecturer_id)
    same = known == after
    return not same and max(change.told.day, change.now.day) >= now.date()


async def _tell(tx: Transaction, house: House, class_id: str, news: Sequence[Change]) -> None:
    """Put one message a person in line, for all that changed in a class."""
    now = house.clock()
    listed = [each for each in await students(tx, class_id) if each.state is EnrolmentState.ENROLLED]
    begged = await _forget_absences(tx, now, news)
    holders = {each.cadre_id or each.person_id: each for each in listed}
    reaches = await reaching.reach_of_all(tx, holders)
    messages = [
        in_order(
            house,
            now,
            [chat for chat in reach.chats if not chat.muted],
            _reply(now, news, holders[holder], begged),
        )
        for holder, reach in reaches.items()
    ]
    await outbox.add_many(tx, [each for each in messages if each is not None])


async def _forget_absences(tx: Transaction, now: datetime, news: Sequence[Change]) -> set[str]:
    """Whoever begged off a session on its old day said nothing of the new one."""
    by = By("job:session-changes", to_ms(now))
    begged: set[str] = set()
    for each in news:
        if (each.told.day, each.told.part) != (each.now.day, each.now.part):
            begged |= await attendance.forget_announced(tx, by, each.now.id)
    return begged


def _reply(now: datetime, news: Sequence[Change], student: Student, begged: set[str]) -> Reply:
    text = texts.changed(news[0].class_name, news, now.date())
    text = f"{text}\n{texts.BEG_AGAIN}" if student.person_id in begged else text
    reply = Reply(text, ((Button(texts.SCHEDULE, "my_schedule"),), (HOME,)))
    return reply if student.cadre_id else to_learner(reply)
