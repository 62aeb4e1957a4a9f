"""Lecturers hear what changed in their timetable: sessions moved, cancelled, put on them, taken off, a class off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from handlers.house import House
from handlers.lecturer.sessions import MINE
from handlers.messages import HOME, Button, Reply
from handlers.push import push_to_person
from handlers.texts import lecturer_news as texts
from handlers.texts import lecturer_own as own_texts
from handlers.turn import Turn
from rules.classes import Session, TrainingClass
from storage import lecturer_sessions
from storage.database import Transaction
from storage.timetables import Change

_WAYS = ((Button(own_texts.MY_SESSIONS, MINE),), (HOME,))


async def tell_lecturers(
    tx: Transaction, house: House, found: Sequence[Change], new: Sequence[tuple[Session, str]]
) -> None:
    """One message to each lecturer whom changes concern, in the transaction in which they count as told.

    `new`: sessions that came into a timetable, or whose class is held from now on, with the names of their classes.
    """
    now = house.clock()
    ahead = [each for each in found if max(each.told.day, each.now.day) >= now.date()]
    lines: dict[str, list[str]] = {}
    for lecturer_id, line in _news(ahead, now.date()):
        lines.setdefault(lecturer_id, []).append(line)
    for lecturer_id, line in _new(new, now.date()):
        lines.setdefault(lecturer_id, []).append(line)
    for lecturer_id, holder_id in (await lecturer_sessions.holders_of(tx, lines)).items():
        await push_to_person(tx, house, now, holder_id, Reply(texts.changed(lines[lecturer_id]), _WAYS))


def _news(found: Iterable[Change], today: date) -> Iterator[tuple[str, str]]:
    """Lecturer id, and what they must know of a change."""
    for each in found:
        before, now = each.told.lecturer_id, each.now.lecturer_id
        if before == now:
            if now is not None and not _same(each):
                yield now, texts.moved(_without_names(each), today)
            continue
        if before is not None and not each.told.cancelled:
            yield before, texts.given_away(each, today)
        if now is not None and not each.now.cancelled:
            yield now, texts.taken_over(each, today)


def _new(sessions: Sequence[tuple[Session, str]], today: date) -> Iterator[tuple[str, str]]:
    """Lecturer id, and what they must know of the sessions of one class that are theirs from now on."""
    of: dict[tuple[str, str, str], list[Session]] = {}
    for each, class_name in sessions:
        if each.lecturer_id is not None and not each.cancelled and each.day >= today:
            of.setdefault((each.lecturer_id, each.class_id, class_name), []).append(each)
    for (lecturer_id, _, class_name), own in of.items():
        yield lecturer_id, texts.put_on(class_name, own, today)


def _same(change: Change) -> bool:
    """Whether a session stands when and where it was told."""
    return (change.told.day, change.told.part, change.told.room, change.told.cancelled) == (
        change.now.day, change.now.part, change.now.room, change.now.cancelled,
    )  # fmt: skip


def _without_names(change: Change) -> Change:
    """The change as to time and place: whose it is, its lecturer knows."""
    return replace(change, told=replace(change.told, lecturer=change.now.lecturer))


async def tell_of_class_off(tx: Transaction, turn: Turn, training: TrainingClass, why: str) -> None:
    """A class was cancelled: those hear of it who had sessions of it still to come."""
    for holder_id, sessions in await lecturer_sessions.still_to_teach(tx, training.id, turn.today):
        said = Reply(texts.class_off(training, sessions, why), _WAYS)
        await push_to_person(tx, turn.house, turn.now, holder_id, said)
