"""Materials as those who study find them: by class, lesson and words; the file goes with the answer."""

from collections.abc import Sequence

from handlers.messages import HOME, Attachment, Button, Reply
from handlers.texts import materials as texts
from handlers.turn import Turn
from rules.access import Role
from rules.classes import Listed, named
from rules.materials import Asked, Found, meant, telling_words
from storage import classes
from storage import materials as stored

SHOWN = 4
_LONGEST_KEY = 64
_SENDERS = (Role.STAFF, Role.ADMIN, Role.LECTURER)


async def materials(turn: Turn) -> Reply:
    """`materials[:CLASS[:PAGE[:LESSON[:KIND[:WORDS]]]]]`: by class, lesson and the words of the title; all without."""
    found = await stored.seen_by(turn.house.db, turn.asker)
    send = ((Button(texts.SEND, "material_new"),),) if turn.asker.has(*_SENDERS) else ()
    if not found:
        return Reply(texts.NONE, (*send, (Button(texts.UPCOMING, "upcoming_classes"),), (HOME,)))
    said = _said(turn)
    every = await classes.every_class(turn.house.db, turn.asker)
    kept = meant(found, _asked(every, said))
    if len(kept) == 1 and not turn.args:
        return await _card(turn, kept[0])
    head = texts.found(len(kept)) if kept else texts.NO_SUCH
    return _page(turn, head, kept or found, said)


async def material(turn: Turn) -> Reply:
    """`material:ID`: one material that the asker may read."""
    found = await stored.by_id(turn.house.db, turn.asker, turn.args[0]) if turn.args else None
    return await _card(turn, found) if found else Reply(texts.NONE, ((HOME,),))


Said = tuple[str, str, str, str]
"""Class, lesson, kind and words that a question names, as they stand in a key."""


def _said(turn: Turn) -> Said:
    if turn.args:
        reference, _, lesson, kind, words = (*turn.args, "", "", "", "", "")[:5]
        return reference, lesson, kind, words
    slots = turn.slots
    reference, lesson = slots.get("class_ref", ""), slots.get("lesson", "")
    telling = telling_words(turn.incoming.text) - telling_words(reference) - {lesson}
    return reference, lesson, slots.get("course", slots.get("level", "")), ".".join(sorted(telling))


def _asked(every: Sequence[Listed], said: Said) -> Asked:
    reference, lesson, kind, words = said
    trainings = [each.training for each in every]
    of_id = tuple(each for each in trainings if each.id == reference)
    meant_by_name = of_id or tuple(each.training for each in named(every, reference))
    return Asked(
        meant_by_name if reference else None,
        kind,
        int(lesson) if lesson.isdecimal() else None,
        frozenset(filter(None, words.split("."))),
    )


def _page(turn: Turn, head: str, found: Sequence[Found], said: Said) -> Reply:
    page = turn.number(1) or 0
    start = page * SHOWN
    shown = found[start : start + SHOWN] or found[:SHOWN]
    rows = [(Button(texts.label(n), f"material:{each.material.id}"),) for n, each in enumerate(shown, 1)]
    if start + SHOWN < len(found):
        rows.append((Button(texts.MORE, _key(said, page + 1)),))
    elif turn.asker.has(*_SENDERS):
        rows.append((Button(texts.SEND, "material_new"),))
    return Reply(texts.listing(head, shown, turn.today), (*rows, (HOME,)))


def _key(said: Said, page: int) -> str:
    """The key of another page of the same question; words that have no room in it are left out."""
    reference, lesson, kind, words = said
    key = f"materials:{reference}:{page}:{lesson}:{kind}:"
    if len(key.encode()) > _LONGEST_KEY:
        return f"materials::{page}"
    while len((key + words).encode()) > _LONGEST_KEY:
        words = words.rpartition(".")[0]
    return key + words


async def _card(turn: Turn, found: Found) -> Reply:
    file = found.material.file
    content = await turn.house.files.content(file.digest) if file else None
    files = (Attachment(file.name, content, False, file.digest),) if file and content is not None else ()
    rows = [(Button(texts.OF_MINE, "materials"),)]
    if turn.asker.has(*_SENDERS) and stored.may_change(turn.asker, found.material):
        rows.insert(0, (Button(texts.REPLACE, f"material_replace:{found.material.id}"),))
        rows.insert(1, (Button(texts.WITHDRAW, f"material_drop:{found.material.id}"),))
    return Reply(texts.card(found, turn.today, content is not None), (*rows, (HOME,)), files)
