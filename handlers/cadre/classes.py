"""Classes as a person finds them: those that fit first, all others behind; details and timetable of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.messages import HOME, Button, Reply
from handlers.texts import classes as texts
from handlers.turn import Turn
from rules.access import Role
from rules.candidates import candidate_of
from rules.classes import Course, EnrolmentState, Fit, Listed, Wanted, fit, level_in_study, named, period, upcoming
from rules.levels import Level, Mode
from rules.standing import standing_of
from storage import classes

PAGE = 3
"""Classes a message: more would not be read on a small phone."""
SESSIONS_PAGE = 5
CHOICES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list a person is: those that fit, the others or all; the page; what was asked for."""

    scope: str = "f"
    page: int = 0
    asked: tuple[str, str, str, str] = ("", "", "", "")
    """Level, course, mode, when: as the slots of a question give them."""

    @property
    def key(self) -> str:
        level, course, mode, when = self.asked
        short = (level[:2], str(tuple(Course).index(Course(course))) if course else "", mode[:1], when)
        return f"upcoming_classes:{self.scope}:{self.page}:{'.'.join(short)}"


async def upcoming_classes(turn: Turn) -> Reply:
    """The classes to come that fit the asker, soonest first; for whoever has no record, all of them."""
    place = _place(turn)
    every = await classes.every_class(turn.house.db, turn.asker)
    found = upcoming(every, _wanted(place.asked, turn), turn.today)
    why = _reasons(turn, every, found)
    fitting = [each for each in found if why[each.training.id]]
    others = [each for each in found if not why[each.training.id]]
    personal = turn.facts.cadre is not None
    if place.scope == "f" and personal and found:
        return _fitting(turn, place, fitting, others)
    shown = others if place.scope == "o" and personal else found
    if not shown:
        return Reply(texts.NONE_LIKE_THAT if any(place.asked) else texts.NONE_UPCOMING, _tail(place))
    head = texts.heading(False, not turn.asker.has(Role.STRANGER), turn.today)
    return _page(turn, place, shown, head, ())


def _fitting(turn: Turn, place: Place, fitting: Sequence[Listed], others: Sequence[Listed]) -> Reply:
    to_others = Button(texts.OTHERS.format(len(others)), Place("o", 0, place.asked).key)
    more = ((to_others,),) if others else ()
    if not fitting:
        return Reply(texts.NONE_FITS, (*more, (HOME,)))
    return _page(turn, place, fitting, texts.heading(True, True, turn.today), more)


def _page(turn: Turn, place: Place, found: Sequence[Listed], head: str, more: tuple[tuple[Button, ...], ...]) -> Reply:
    start = place.page * PAGE
    shown = found[start : start + PAGE] or found[:PAGE]
    buttons = [(Button(texts.label(n), f"class_detail:{each.training.id}"),) for n, each in enumerate(shown, 1)]
    if start + PAGE < len(found):
        buttons.append((Button(texts.MORE, Place(place.scope, place.page + 1, place.asked).key),))
    return Reply(texts.listing(head, shown, turn.today), (*buttons, *more, (HOME,)), edits=bool(turn.args))


def _tail(place: Place) -> tuple[tuple[Button, ...], ...]:
    return ((Button(texts.ALL_CLASSES, Place("a").key),), (HOME,)) if any(place.asked) else ((HOME,),)


async def class_detail(turn: Turn) -> Reply:
    """One class: by the id in a key, or by the name, code or kind that the question gives."""
    every = await classes.every_class(turn.house.db, turn.asker)
    meant = [each for each in every if each.training.id == turn.args[0]] if turn.args else _meant(turn, every)
    if len(meant) == 1:
        return await _detail(turn, every, meant[0])
    if not meant:
        return Reply(texts.NO_SUCH_CLASS, ((Button(texts.UPCOMING, Place("a").key),), (HOME,)))
    ask = texts.WHICH_CLASS_STRANGER if turn.asker.has(Role.STRANGER) else texts.WHICH_CLASS
    shown = meant[:CHOICES]
    buttons = tuple((Button(texts.label(n), f"class_detail:{each.training.id}"),) for n, each in enumerate(shown, 1))
    names = [f"{n}. {each.training.name}" for n, each in enumerate(shown, 1)]
    return Reply("\n".join([ask.format(len(meant)), *names]), (*buttons, (HOME,)))


async def class_timetable(turn: Turn) -> Reply:
    """The sessions of a class from today on, a few a message."""
    class_id, page = turn.args[0], int(turn.args[1]) if turn.args[1:] else 0
    listed = await classes.by_id(turn.house.db, turn.asker, class_id)
    if listed is None:
        return Reply(texts.NO_SUCH_CLASS, ((HOME,),))
    coming = [each for each in await classes.sessions_of(turn.house.db, class_id) if each.day >= turn.today]
    shown = coming[page * SESSIONS_PAGE : (page + 1) * SESSIONS_PAGE]
    if not shown:
        return Reply(texts.NO_TIMETABLE, ((HOME,),))
    more = [(Button(texts.MORE, f"class_timetable:{class_id}:{page + 1}"),)]
    text = texts.sessions(texts.class_timetable(listed.training), [(each, "") for each in shown], turn.today)
    return Reply(text, (*(more if len(coming) > (page + 1) * SESSIONS_PAGE else ()), (HOME,)))


async def _detail(turn: Turn, every: Sequence[Listed], listed: Listed) -> Reply:
    sessions = await classes.sessions_of(turn.house.db, listed.training.id)
    lecturers = sorted({each.lecturer for each in sessions if each.lecturer})
    why = _reasons(turn, every, [listed])[listed.training.id]
    buttons = []
    if any(each.day >= turn.today for each in sessions):
        buttons.append((Button(texts.TIMETABLE, f"class_timetable:{listed.training.id}"),))
    if listed.own not in (None, EnrolmentState.LEFT):
        buttons.append((Button(texts.MATERIALS, f"materials:{listed.training.id}"),))
    buttons.append((Button(texts.UPCOMING, Place().key),))
    return Reply(texts.detail(listed, why, lecturers[:3], turn.today), (*buttons, (HOME,)))


def _meant(turn: Turn, every: Sequence[Listed]) -> list[Listed]:
    """The classes a question may mean: those named, of the kind asked for; running and coming ones before the past."""
    wanted = _wanted(_asked(turn), turn)
    reference = turn.slots.get("class_ref", "")
    found = [each for each in (named(every, reference) if reference else every) if wanted.of_kind(each.training)]
    if not reference and wanted == Wanted():
        found = [each for each in every if each.own is EnrolmentState.ENROLLED]
    if wanted.period:
        found = [each for each in found if wanted.starts(each.training)]
    present = [each for each in found if each.training.ends_on is None or each.training.ends_on >= turn.today]
    coming = present if reference else upcoming(present, Wanted(), turn.today)
    return coming or present or found


def _reasons(turn: Turn, every: Sequence[Listed], found: Sequence[Listed]) -> dict[str, Fit | None]:
    cadre = turn.facts.cadre
    if cadre is None:
        return {each.training.id: None for each in found}
    house = turn.house
    standing = standing_of(cadre, house.policy, house.regulations, turn.today, house.count_unverified)
    person = candidate_of(cadre, standing)
    studying = level_in_study(every)
    return {each.training.id: fit(each, person, studying) for each in found}


def _asked(turn: Turn) -> tuple[str, str, str, str]:
    level, course, mode, when = (turn.slots.get(name, "") for name in ("level", "course", "mode", "when"))
    return level, course, mode, when


def _wanted(asked: tuple[str, str, str, str], turn: Turn) -> Wanted:
    level, course, mode, when = asked
    return Wanted(
        Level.of(level) if level else None,
        Course(course) if course else None,
        Mode(mode) if mode else None,
        period(when, turn.today) if when else None,
    )


def _place(turn: Turn) -> Place:
    """The place a key names, or the beginning of the list for a question."""
    if len(turn.args) < 3:
        return Place(turn.args[0] if turn.args else "f", 0, _asked(turn))
    scope, page, short = turn.args[:3]
    level, course, mode, when = (*short.split("."), "", "", "", "")[:4]
    return Place(
        scope,
        int(page) if page.isdecimal() else 0,
        (
            next((each.code for each in Level if level and each.code.startswith(level)), ""),
            tuple(Course)[int(course)].value if course in "01234" and course else "",
            next((each.value for each in Mode if mode and each.value.startswith(mode)), ""),
            when,
        ),
    )
