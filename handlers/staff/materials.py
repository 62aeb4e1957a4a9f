"""Sending a material: for which class, what, under which name, for which lesson or session; replaced and withdrawn."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from handlers.answers import STAFF, TEACHERS
from handlers.class_named import classes_named
from handlers.forms import Again, Form, Next, Step, go_on, option, start
from handlers.messages import HOME, Button, FileUnavailable, FormState, IncomingFile, Reply
from handlers.texts import common
from handlers.texts import materials as texts
from handlers.turn import Answered, Turn, Write
from rules.classes import ClassState, Listed, Session, TrainingClass, by_start, named
from rules.materials import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Material,
    MaterialFile,
    refusal,
    refusal_by_name,
)
from rules.text import clean, fold
from storage import classes
from storage import materials as stored
from storage.cadres import Source
from storage.database import Transaction
from storage.ids import new_id

_OFFERED = 4
_DAY = 24 * 3600 * 1000
_KEEP, _NONE, _CLASS, _COURSE = "keep", "none", "class", "course"
_ON_A_DAY = re.compile(
    r"(?:buoi )?(?:(?P<part>sang|chieu|toi) )?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-]\d{4})?"
)


async def new(turn: Turn) -> Reply:
    """`material_new`, or "gửi tài liệu cho lớp K14": open the form at the first thing that was not said."""
    may = await _may_send_to(turn, turn.house.db)
    if not may:
        return Reply(texts.NO_CLASS_TAUGHT, common.HOME_ROW)
    said = turn.args[0] if turn.args else await _class_said(turn)
    meant = _meant(may, said) if said else []
    if said and not meant and (off := await _cancelled(turn, said)):
        return Reply(texts.class_is_off(off.name), ((Button(texts.SEND, "material_new"),), (HOME,)))
    data = {"lesson": turn.slots["lesson"], "session": ""} if "lesson" in turn.slots else {}
    if len(meant) != 1:
        return await start(turn, FORM, data)
    return await start(turn, FORM, {**data, "class": meant[0].id}, "content")


async def replace_it(turn: Turn) -> Reply:
    """`material_replace:ID`: another content for a material, asked for by the same form."""
    found = await stored.by_id(turn.house.db, turn.asker, turn.args[0]) if turn.args else None
    if found is None or not stored.may_change(turn.asker, found.material):
        return Reply(common.STALE, common.HOME_ROW)
    before = found.material
    lesson = str(before.lesson) if before.lesson is not None else ""
    known = {
        "replaces": before.id,
        "class": before.class_id or "",
        "lesson": lesson,
        "session": before.session_id or "",
    }
    return await start(turn, FORM, {**known, "proposed": before.title}, "content")


async def drop(turn: Turn) -> Reply:
    """`material_drop:ID`: whether to take it back."""
    found = await stored.by_id(turn.house.db, turn.asker, turn.args[0]) if turn.args else None
    if found is None or not stored.may_change(turn.asker, found.material):
        return Reply(common.STALE, common.HOME_ROW)
    key = f"material_drop_yes:{found.material.id}"
    keep = Button(texts.KEEP_IT, f"material:{found.material.id}")
    return Reply(texts.sure_withdraw(found.material.title), ((Button(texts.SURE_WITHDRAW, key),), (keep,), (HOME,)))


async def drop_yes(turn: Turn) -> Answered:
    """`material_drop_yes:ID`: take it back."""

    async def write(tx: Transaction) -> Reply:
        found = await stored.by_id(tx, turn.asker, turn.args[0]) if turn.args else None
        if found is None or not stored.may_change(turn.asker, found.material):
            return Reply(common.STALE, common.HOME_ROW)
        await stored.withdraw(tx, turn.by, found.material)
        return Reply(texts.WITHDRAWN, common.HOME_ROW)

    return write


async def _may_send_to(turn: Turn, source: Source) -> list[TrainingClass]:
    """The classes this sender may give materials to: all for staff, those they teach for a lecturer; soonest first.

    None that was cancelled: nobody would read them there.
    """
    every = sorted(await classes.every_class(source, turn.asker), key=by_start)
    held = [each.training for each in every if each.training.state is not ClassState.CANCELLED]
    if turn.asker.has(*STAFF):
        return [each for each in held if turn.asker.keeps_of(each.centre)]
    taught = await stored.taught_by(source, turn.asker.user_id)
    return [each for each in held if each.id in taught]


async def _class_said(turn: Turn) -> str:
    """The class that a question names: by the code that stands in it, else as it is called there."""
    found = classes_named(turn, await classes.every_class(turn.house.db, turn.asker))
    return found[0].training.code if len(found) == 1 else turn.slots.get("class_ref", "")


def _meant(may: Sequence[TrainingClass], said: str) -> list[TrainingClass]:
    """The classes of an id, or those that words may mean."""
    return [each for each in may if each.id == said] or [each.training for each in named(map(Listed, may), said)]


async def _cancelled(turn: Turn, said: str) -> TrainingClass | None:
    """The one cancelled class that is meant."""
    every = [each.training for each in await classes.every_class(turn.house.db, turn.asker)]
    off = _meant([each for each in every if each.state is ClassState.CANCELLED], said)
    return off[0] if len(off) == 1 else None


async def _class_of(turn: Turn, state: FormState) -> TrainingClass | None:
    may = await _may_send_to(turn, turn.house.db)
    return next((each for each in may if each.id == state.data["class"]), None)


async def _ask_class(turn: Turn, state: FormState) -> Reply:
    may = [each for each in await _may_send_to(turn, turn.house.db) if not each.state.is_over]
    under_way = sorted(may, key=lambda each: each.state is not ClassState.RUNNING)
    return Reply(texts.WHICH_CLASS, tuple((option("class", each.code, each.id),) for each in under_way[:_OFFERED]))


async def _take_class(turn: Turn, state: FormState, value: str) -> Next | Again:
    meant = _meant(await _may_send_to(turn, turn.house.db), value)
    if len(meant) == 1:
        return Next("content", {"class": meant[0].id})
    if not meant and (off := await _cancelled(turn, value)):
        return Again(texts.class_is_off(off.name))
    return Again(texts.which_class(meant) if meant else texts.NO_CLASS_LIKE_THAT)


async def _ask_content(turn: Turn, state: FormState) -> Reply:
    training = await _class_of(turn, state)
    return Reply(texts.content_for(training.name) if training else texts.CONTENT)


async def _take_content(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if turn.incoming.file is not None:
        return await _take_file(turn, state, turn.incoming.file)
    if len(value) > LONGEST_TEXT:
        return Again(texts.TEXT_LENGTH)
    if len(value) < 2:
        return Again(texts.CONTENT)
    return Next("title", {"body": value, "digest": "", "file": "", "size": "0"})


async def _take_file(turn: Turn, state: FormState, sent: IncomingFile) -> Again | Write:
    """Keep what was sent for a day: for good only once it is known what it is for."""
    refused = refusal_by_name(sent.name, sent.size)
    if refused is not None:
        return Again(texts.REFUSED[refused])
    try:
        content = await sent.fetch()
    except FileUnavailable:
        return Again(texts.FILE_UNAVAILABLE)
    refused = refusal(sent.name, content)
    if refused is not None:
        return Again(texts.REFUSED[refused])
    kept = await turn.house.files.put(content)
    said = clean(turn.incoming.text)[:LONGEST_TITLE]
    proposed = said or state.data.get("proposed", "") or PurePath(sent.name).stem.replace("_", " ")[:LONGEST_TITLE]
    data = {"body": "", "digest": kept.digest, "file": sent.name, "size": str(kept.size), "proposed": proposed}

    async def write(tx: Transaction) -> Reply:
        await turn.house.files.keep(tx, kept, turn.at, turn.at + _DAY)
        return await go_on(turn, FORM, state, Next("title", data), texts.file_read(sent.name, kept.size))

    return write


async def _ask_title(turn: Turn, state: FormState) -> Reply:
    proposed = state.data.get("proposed", "")
    keep = ((option("title", texts.KEEP_TITLE, _KEEP),),) if proposed else ()
    return Reply(texts.title(proposed), keep)


async def _take_title(turn: Turn, state: FormState, value: str) -> Next | Again:
    title = state.data.get("proposed", "") if value == _KEEP else clean(value)
    if not 2 <= len(title) <= LONGEST_TITLE:
        return Again(texts.TITLE_LENGTH)
    return Next("confirm" if "lesson" in state.data else "lesson", {"title": title})


async def _ask_lesson(turn: Turn, state: FormState) -> Reply:
    sessions = await classes.sessions_of(turn.house.db, state.data["class"])
    coming = [each for each in sessions if each.day >= turn.today][:2]
    offered = [(option("lesson", texts.session_label(each), f"={each.id}"),) for each in coming]
    return Reply(texts.LESSON, ((option("lesson", texts.NO_LESSON, _NONE),), *offered))


async def _take_lesson(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _NONE:
        return Next("confirm", {"lesson": "", "session": ""})
    number = fold(value).removeprefix("bai ").removeprefix("so ")
    if number.isdecimal() and 1 <= int(number) <= 99:
        return Next("confirm", {"lesson": str(int(number)), "session": ""})
    session = _session_meant(value, await classes.sessions_of(turn.house.db, state.data["class"]))
    return Next("confirm", {"lesson": "", "session": session.id}) if session else Again(texts.NOT_A_LESSON)


def _session_meant(value: str, sessions: Sequence[Session]) -> Session | None:
    """The session of a tapped id, or of a day as it is typed: "12/6", "chiều 12/6"."""
    if value.startswith("="):
        return next((each for each in sessions if each.id == value[1:]), None)
    said = _ON_A_DAY.fullmatch(fold(value))
    if said is None:
        return None
    of_day = [s for s in sessions if (s.day.day, s.day.month) == (int(said["day"]), int(said["month"]))]
    return next((each for each in of_day if said["part"] in (None, each.part.value)), None)


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    data, training = state.data, await _class_of(turn, state)
    what = texts.what_file(data["file"], int(data["size"])) if data["digest"] else texts.what_text(data["body"])
    where = texts.lesson(int(data["lesson"])) if data["lesson"] else ""
    if data["session"]:
        sessions = await classes.sessions_of(turn.house.db, data["class"])
        where = next((texts.session_label(each).lower() for each in sessions if each.id == data["session"]), "")
    said = texts.summary(training.name if training else texts.ALL_OF_COURSE.lower(), what, data["title"], where)
    if "replaces" in data:
        return Reply(said, ((option("confirm", texts.REPLACE, _CLASS),),))
    for_course = training is not None and training.kind and turn.asker.has(*STAFF) and not data["session"]
    course = ((option("confirm", texts.SEND_TO_COURSE, _COURSE),),) if for_course else ()
    return Reply(said, ((option("confirm", texts.SEND_TO_CLASS, _CLASS),), *course))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value not in (_CLASS, _COURSE):
        return Again(common.CHOOSE_ONE)
    return _kept(turn, state.data, for_course=value == _COURSE and turn.asker.has(*STAFF))


def _kept(turn: Turn, data: Mapping[str, str], for_course: bool) -> Write:
    async def write(tx: Transaction) -> Reply:
        if data["digest"] and not await turn.house.files.keep_for_good(tx, data["digest"]):
            return Reply(texts.FILE_UNAVAILABLE, ((Button(texts.SEND, "material_new"),), (HOME,)))
        if "replaces" in data:
            return await _replaced(tx, turn, data)
        may = {each.id: each for each in await _may_send_to(turn, tx)}
        training = may.get(data["class"])
        if training is None:
            return Reply(common.STALE, common.HOME_ROW)
        material = replace(_described(turn, data, training.id), centre=training.centre)
        if for_course:
            material = replace(material, class_id=None, kind=training.kind)
        await stored.save(tx, turn.by, [material])
        name = texts.ALL_OF_COURSE.lower() if for_course else training.name
        return _told(texts.sent(material.title, name), material)

    return write


async def _replaced(tx: Transaction, turn: Turn, data: Mapping[str, str]) -> Reply:
    found = await stored.by_id(tx, turn.asker, data["replaces"])
    if found is None or not stored.may_change(turn.asker, found.material):
        return Reply(texts.GONE, common.HOME_ROW)
    before = found.material
    after = replace(_described(turn, data, before.class_id), kind=before.kind, centre=before.centre)
    await stored.replace(tx, turn.by, before, after)
    return _told(texts.replaced(after.title), after)


def _described(turn: Turn, data: Mapping[str, str], class_id: str | None) -> Material:
    file = MaterialFile(data["digest"], data["file"], int(data["size"])) if data["digest"] else None
    return Material(
        new_id(), class_id, data["title"], data["body"],
        int(data["lesson"]) if data["lesson"] else None, data["session"] or None, "", file, turn.asker.user_id,
    )  # fmt: skip


def _told(text: str, material: Material) -> Reply:
    see, more = Button(texts.SEE, f"material:{material.id}"), Button(texts.SEND_MORE, "material_new")
    return Reply(text, ((see,), (more,), (HOME,)))


FORM = Form(
    "material_new",
    "class",
    {
        "class": Step(_ask_class, _take_class),
        "content": Step(_ask_content, _take_content),
        "title": Step(_ask_title, _take_title),
        "lesson": Step(_ask_lesson, _take_lesson),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    TEACHERS,
)
