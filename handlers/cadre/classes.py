"""Classes as a person finds them: those that fit first, all others behind; details and timetable of one."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from handlers.centre_reach import with_centres
from handlers.messages import HOME, Button, Reply
from handlers.texts import classes as texts
from handlers.texts import course_papers
from handlers.texts import seats as seat_texts
from handlers.turn import Turn
from rules.access import Role
from rules.candidates import candidate_of
from rules.classes import (
    Course,
    EnrolmentState,
    Fit,
    Listed,
    Wanted,
    by_start,
    fit,
    level_in_study,
    meetings,
    named,
    period,
    upcoming,
)
from rules.levels import Level, Mode
from rules.seats import kind_of, takes_requests
from rules.standing import standing_of
from storage import classes

PAGE = 3
"""Classes a message: more would not be read on a small phone."""
MEETINGS = 4
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
    """The classes to come: to a cadre those that fit, the others behind a button; all that match a question's words."""
    place = _place(turn)
    every = await classes.every_class(turn.house.db, turn.asker)
    found = upcoming(every, _wanted(place.asked, turn), turn.today)
    why = _reasons(turn, every, found)
    fitting = [each for each in found if why[each.training.id]]
    others = [each for each in found if not why[each.training.id]]
    if any(place.asked):
        head = texts.OF_A_TIME if place.asked[3] else texts.TO_COME
        marks = {each.training.id for each in fitting if each.own is None}
        return _page(turn, place, [*fitting, *others], head, marks) if found else _nothing_like_that()
    if not found:
        return Reply(texts.NONE_UPCOMING, ((HOME,),))
    if turn.facts.cadre is None or place.scope == "a":
        return _page(turn, place, found, texts.TO_COME)
    if place.scope == "o" and others:
        return _page(turn, place, others, texts.OTHERS)
    return _fitting(turn, place, fitting, len(others))


def _fitting(turn: Turn, place: Place, fitting: Sequence[Listed], others: int) -> Reply:
    more = ((Button(texts.MANY_OTHERS.format(others), Place("o").key),),) if others else ()
    if not fitting:
        return Reply(texts.NONE_FITS, (*more, (HOME,)))
    page = _page(turn, place, fitting, texts.FITTING)
    return replace(page, buttons=(*page.buttons[:-1], *more, (HOME,)))


def _page(turn: Turn, place: Place, found: Sequence[Listed], head: str, marked: Container[str] = ()) -> Reply:
    start = place.page * PAGE
    shown = found[start : start + PAGE] or found[:PAGE]
    rows = [(Button(texts.label(n), f"class_detail:{each.training.id}"),) for n, each in enumerate(shown, 1)]
    if start + PAGE < len(found):
        rows.append((Button(texts.MORE, Place(place.scope, place.page + 1, place.asked).key),))
    text = texts.listing(texts.heading(head, turn.today), with_centres(turn, shown), marked, turn.today)
    return Reply(text, (*rows, (HOME,)), edits=bool(turn.args))


def _nothing_like_that() -> Reply:
    return Reply(texts.NONE_LIKE_THAT, ((Button(texts.ALL_CLASSES, Place("a").key),), (HOME,)))


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
    """The meetings of a class from today on, a few a message."""
    class_id, page = turn.args[0] if turn.args else "", turn.number(1) or 0
    listed = await classes.by_id(turn.house.db, turn.asker, class_id)
    if listed is None:
        return Reply(texts.NO_SUCH_CLASS, ((HOME,),))
    sessions = await classes.sessions_of(turn.house.db, class_id)
    coming = meetings(each for each in sessions if each.day >= turn.today)
    shown = coming[page * MEETINGS : (page + 1) * MEETINGS]
    if not shown:
        return Reply(texts.NO_TIMETABLE, ((HOME,),))
    text = texts.timetable(texts.class_timetable(listed.training), [(each, "") for each in shown], turn.today)
    more = (Button(texts.MORE, f"class_timetable:{class_id}:{page + 1}"),)
    return Reply(text, (*((more,) if len(coming) > (page + 1) * MEETINGS else ()), (HOME,)))


async def _detail(turn: Turn, every: Sequence[Listed], listed: Listed) -> Reply:
    sessions = await classes.sessions_of(turn.house.db, listed.training.id)
    lecturers = sorted({each.lecturer for each in sessions if each.lecturer})
    why = _reasons(turn, every, [listed])[listed.training.id]
    buttons = []
    if any(each.day >= turn.today for each in sessions):
        buttons.append((Button(texts.TIMETABLE, f"class_timetable:{listed.training.id}"),))
    if listed.own not in (None, EnrolmentState.LEFT):
        buttons.append((Button(texts.MATERIALS, f"materials:{listed.training.id}"),))
    if _may_ask(turn, listed):
        buttons.append((Button(seat_texts.ASK_FOR, f"register:{listed.training.id}"),))
    buttons.append((Button(texts.UPCOMING, Place().key),))
    leads_to = course_papers.leads_to(turn.house.courses.of(listed.training))
    [listed] = with_centres(turn, [listed])
    return Reply(texts.detail(listed, why, lecturers[:3], leads_to, turn.today), (*buttons, (HOME,)))


def _may_ask(turn: Turn, listed: Listed) -> bool:
    if turn.asker.person_id is None or listed.own is not None or not takes_requests(listed.training, turn.today):
        return False
    return turn.house.courses.takes_from(kind_of(listed.training), turn.facts.cadre is not None)


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
    return sorted(coming or present or found, key=by_start)


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
    level, course, mode, when = (*turn.args[2].split("."), "", "", "", "")[:4]
    return Place(
        turn.args[0],
        turn.number(1) or 0,
        (
            next((each.code for each in Level if level and each.code.startswith(level)), ""),
            next((each.value for n, each in enumerate(Course) if course == str(n)), ""),
            next((each.value for each in Mode if mode and each.value.startswith(mode)), ""),
            when,
        ),
    )
