"""What a cadre studies: their own timetable, and the materials of their own classes."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.messages import HOME, Button, Reply
from handlers.texts import classes as texts
from handlers.turn import Turn
from rules.classes import ClassState, EnrolmentState, Listed, Material, TrainingClass, meetings, named, period
from rules.text import fold
from storage import classes

SHOWN = 4
LOOK_AHEAD = timedelta(days=60)
_WORD = re.compile(r"[a-z0-9]+")
_NOTHING_SAID = frozenset({
    "bai", "buoi", "cho", "toi", "em", "xin", "gui", "tai", "lieu", "de", "cuong", "slide", "giao", "trinh", "lop",
    "hoc", "khoa", "cua", "co", "khong", "nao", "dong", "chi", "cac", "nhung", "xem", "can", "noi", "dung", "file",
})  # fmt: skip
"""Words in which nobody names a material."""

Found = tuple[Material, str]


async def my_schedule(turn: Turn) -> Reply:
    """The asker's sessions of a day, a week or a month; without a time, of the week from today on."""
    when = turn.args[0] if turn.args else turn.slots.get("when", "")
    first, last = period(when, turn.today) or (turn.today, turn.today + timedelta(days=6))
    coming = await classes.own_sessions(turn.house.db, turn.asker, first, max(last, turn.today + LOOK_AHEAD))
    names = {session.class_id: name for session, name in coming}
    found = [(each, names[each.first.class_id]) for each in meetings(s for s, _ in coming if s.day <= last)]
    if found:
        page = turn.number(1) or 0
        shown = found[page * SHOWN : (page + 1) * SHOWN] or found[:SHOWN]
        text = texts.timetable(texts.own_schedule(when, first, last), shown, turn.today)
        rest = len(found) > (page + 1) * SHOWN
        return Reply(text, _schedule_buttons(f"my_schedule:{when}:{page + 1}" if rest else "", when))
    following = next((session.day for session, _ in coming), None)
    studying = await _current(turn)
    if not studying:
        return Reply(texts.NOT_IN_A_CLASS, ((Button(texts.UPCOMING, "upcoming_classes"),), (HOME,)))
    text = f"{texts.nothing_scheduled(when, first, last, following)}\n\n{texts.own_classes(studying)}"
    return Reply(text, _schedule_buttons("", when))


def _schedule_buttons(more: str, when: str) -> tuple[tuple[Button, ...], ...]:
    rows = [(Button(texts.MORE, more),)] if more else []
    if when in ("", "today", "tomorrow", "this_week"):
        rows.append((Button(texts.NEXT_WEEK, "my_schedule:next_week"),))
    return (*rows, (Button(texts.OWN_MATERIALS, "materials"),), (HOME,))


async def _current(turn: Turn) -> list[TrainingClass]:
    every = await classes.every_class(turn.house.db, turn.asker)
    return [
        each.training
        for each in every
        if each.own is EnrolmentState.ENROLLED and each.training.state is not ClassState.CANCELLED
    ]


async def materials(turn: Turn) -> Reply:
    """The materials of the asker's classes: by class, by lesson, by the words of the title; all when none is named."""
    found = await classes.own_materials(turn.house.db, turn.asker)
    if not found:
        return Reply(texts.NO_MATERIALS, ((Button(texts.UPCOMING, "upcoming_classes"),), (HOME,)))
    class_id, page = turn.args[0] if turn.args else "", turn.number(1) or 0
    every = await classes.every_class(turn.house.db, turn.asker)
    meant = [pair for pair in found if pair[0].class_id == class_id] if class_id else _meant(turn, every, found)
    if len(meant) == 1 and not turn.args:
        return _material(meant[0])
    head = texts.materials_found(len(meant)) if meant else texts.NO_SUCH_MATERIAL
    return _page(head, meant or found, class_id, page)


def _page(head: str, found: Sequence[Found], class_id: str, page: int) -> Reply:
    start = page * SHOWN
    shown = found[start : start + SHOWN] or found[:SHOWN]
    rows = [(Button(texts.material_label(n), f"material:{each.id}"),) for n, (each, _) in enumerate(shown, 1)]
    if start + SHOWN < len(found):
        rows.append((Button(texts.MORE, f"materials:{class_id}:{page + 1}"),))
    return Reply(texts.materials(head, shown), (*rows, (HOME,)))


def _meant(turn: Turn, every: Sequence[Listed], found: Sequence[Found]) -> list[Found]:
    """Those of the class, the level, the course and the lesson that the question names, and nearest to its words."""
    slots = turn.slots
    of_class = {each.training.id for each in named(every, slots["class_ref"])} if "class_ref" in slots else None
    kinds = {each.training.id: (each.training.level.code, each.training.course or "") for each in every}
    kept = [
        (each, name)
        for each, name in found
        if (of_class is None or each.class_id in of_class)
        and slots.get("level", kinds[each.class_id][0]) == kinds[each.class_id][0]
        and slots.get("course", kinds[each.class_id][1]) == kinds[each.class_id][1]
        and str(slots.get("lesson", each.lesson)) == str(each.lesson)
    ]
    asked = set(_WORD.findall(fold(turn.incoming.text))) - _NOTHING_SAID
    scores = [len(asked & set(_WORD.findall(fold(each.title)))) for each, _ in kept]
    best = max(scores, default=0)
    return [pair for pair, score in zip(kept, scores, strict=True) if best < 2 or score == best]


async def material(turn: Turn) -> Reply:
    """One material of a class of the asker's."""
    found = await classes.own_material(turn.house.db, turn.asker, turn.args[0]) if turn.args else None
    return _material(found) if found else Reply(texts.NO_MATERIALS, ((HOME,),))


def _material(found: Found) -> Reply:
    return Reply(texts.material(*found), ((Button(texts.OWN_MATERIALS, "materials"),), (HOME,)))
