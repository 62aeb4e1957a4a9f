"""Who teaches what: the approved lecturers with their topics, or those of a class by its timetable. No phones."""

import re

from handlers.messages import HOME, Button, Reply
from handlers.texts import common
from handlers.texts import lecturers as texts
from handlers.turn import Turn
from rules.access import Role
from rules.classes import named
from rules.lecturers import Lecturer, matching
from rules.text import fold
from storage import classes, lecturers

SHOWN = 8
_NOTHING_SAID = frozenset({
    "giang", "vien", "bao", "cao", "thay", "co", "ai", "day", "nguoi", "nao", "lop", "bai", "mon", "chuyen", "de",
    "cho", "toi", "xem", "danh", "sach", "cac", "nhung", "cua", "trung", "tam", "la", "ve", "o", "hoc", "dong", "chi",
    "kiem", "chuc", "buoi", "nay", "biet", "xin", "hoi", "gi", "duoc", "thi", "khoa", "minh", "noi", "dung",
})  # fmt: skip
"""Words in which nobody names a topic or a lecturer; "minh" is a name too, and then others stand beside it."""


async def lecturers_(turn: Turn) -> Reply:
    """`lecturers[:PAGE]`: of a class that is named, of a topic or name in the question, or all."""
    if "class_ref" in turn.slots:
        found = named(await classes.every_class(turn.house.db, turn.asker), turn.slots["class_ref"])
        if len(found) == 1:
            return await _of_class(turn, found[0].training.id, found[0].training.name)
    every = await lecturers.approved(turn.house.db, turn.today, turn.asker)
    if not every:
        return Reply(texts.NOBODY_YET, (*_to_pool(turn), (HOME,)))
    words = [] if turn.args else [w for w in re.findall(r"\w+", fold(turn.incoming.text)) if w not in _NOTHING_SAID]
    meant = matching(every, " ".join(words))
    if not meant:
        return Reply(texts.NOBODY_TEACHES, (*_to_pool(turn), (HOME,)))
    return _page(turn, meant, (turn.number(0) or 0) if not words else 0, bool(words))


def _page(turn: Turn, found: list[Lecturer], page: int, narrowed: bool) -> Reply:
    first = page * SHOWN if page * SHOWN < len(found) else 0
    more = ((Button(texts.MORE, f"lecturers:{page + 1}"),),) if first + SHOWN < len(found) and not narrowed else ()
    said = texts.who_teaches(found[first : first + SHOWN], first, len(found))
    return Reply(said, (*more, *_to_pool(turn), (HOME,)))


async def _of_class(turn: Turn, class_id: str, name: str) -> Reply:
    taught: dict[str, list[str]] = {}
    for each in await classes.sessions_of(turn.house.db, class_id):
        if each.lecturer and each.topic not in taught.setdefault(each.lecturer, []):
            taught[each.lecturer].append(each.topic)
    return Reply(texts.of_class(name, taught), common.HOME_ROW)


def _to_pool(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    return ((Button(texts.POOL, "lecturer_pool"),),) if turn.asker.has(Role.STAFF, Role.ADMIN) else ()
