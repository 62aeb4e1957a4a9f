"""Clashes of a timetable, before it is kept: the room, the lecturer, a holiday, and people who sit elsewhere then."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.classes import Part, Session
from rules.holidays import Holidays
from rules.text import fold


class ClashKind(StrEnum):
    """What stands against a session."""

    OWN = "own"
    """The class itself meets then already."""
    ROOM = "room"
    LECTURER = "lecturer"
    HOLIDAY = "holiday"
    PERSON = "person"
    """People of the class are in another one that meets then."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A session that stands already, with whose it is and who sits in it."""

    session: Session
    class_name: str
    people: frozenset[str] = frozenset()
    """Ids of the people enrolled in its class."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that stands against one session."""

    kind: ClashKind
    session: Session
    other: str = ""
    """The name of the other class, or of the holiday."""
    people: int = 0
    """How many of the class's people the other class holds then; 0 for the other kinds."""


def clashes(
    proposed: Sequence[Session], people: Collection[str], booked: Iterable[Booked], holidays: Holidays
) -> list[Clash]:
    """All that stands against sessions to be kept, in their order. Cancelled sessions stand against nothing.

    A session that is moved is never against itself. Names of rooms compare without marks and capitals; a lecturer by
    the register's id where both sessions have it, else by the name.
    """
    moved = {session.id for session in proposed if session.id}
    by_slot: dict[tuple[date, Part], list[Booked]] = {}
    for each in booked:
        if not each.session.cancelled and each.session.id not in moved:
            by_slot.setdefault((each.session.day, each.session.part), []).append(each)
    found: list[Clash] = []
    for session in proposed:
        slot = (session.day, session.part)
        if name := holidays.on(session.day):
            found.append(Clash(ClashKind.HOLIDAY, session, name))
        for other in by_slot.get(slot, ()):
            found += _between(session, frozenset(people), other)
        by_slot.setdefault(slot, []).append(Booked(session, "", frozenset()))
    return found


def _between(session: Session, people: frozenset[str], other: Booked) -> Iterator[Clash]:
    if other.session.class_id == session.class_id:
        yield Clash(ClashKind.OWN, session, other.session.topic)
        return
    if _same(session.room, other.session.room):
        yield Clash(ClashKind.ROOM, session, other.class_name)
    if _same_lecturer(session, other.session):
        yield Clash(ClashKind.LECTURER, session, other.class_name)
    if shared := people & other.people:
        yield Clash(ClashKind.PERSON, session, other.class_name, len(shared))


def _same(one: str, other: str) -> bool:
    return bool(one) and fold(one) == fold(other)


def _same_lecturer(one: Session, other: Session) -> bool:
    if one.lecturer_id and other.lecturer_id:
        return one.lecturer_id == other.lecturer_id
    return _same(one.lecturer, other.lecturer)
