"""A unit's list for a class, sent in chat: by staff it is written to the class, by officers sent to the centre."""

from asyncio import to_thread
from datetime import date

from handlers import forms
from handlers.answers import OFFICERS
from handlers.files.unreadable import TOO_LARGE, UnreadableFile
from handlers.forms import Again, Form, Next, Step
from handlers.messages import HOME, Attachment, Button, FileUnavailable, FormState, Look, Reply
from handlers.texts import common
from handlers.texts import learners as texts
from handlers.texts import staff as file_texts
from handlers.texts.files_read import errors
from handlers.turn import Answered, Turn
from handlers.unit_directory import unit_names
from rules.access import Asker, Role
from rules.cadres import Unit
from rules.classes import ClassState, Listed, by_start
from rules.enrolling import EnrolmentPlan
from rules.seats import takes_requests
from storage import classes, enrolling, units, uploads
from storage.database import Transaction
from storage.enrolling import Short
from storage.uploads import Upload

LIST, YES, NO, UNDO, TEMPLATE = "enrol_list", "enrol_yes", "enrol_no", "enrol_undo", "enrol_template"
_LARGEST = 5_000_000
_SHOWN = 4


async def begin(turn: Turn) -> Reply:
    """`enrol_list[:CLASS]`, `enrol_list:from:FIRST`: for which class, and then the file."""
    listed = await _class(turn, turn.args[0]) if turn.args else None
    if listed is not None:
        return await forms.start(turn, FORM, {"class": listed.training.id})
    every = await classes.every_class(turn.house.db, turn.asker)
    found = sorted((each for each in every if _takes(turn, each)), key=_soonest_first)
    if not found:
        return Reply(texts.NO_CLASS, common.HOME_ROW)
    first = turn.number(1) or 0
    page = [each.training for each in found[first : first + _SHOWN]]
    rows = [(Button(each.code, f"{LIST}:{each.id}"),) for each in page]
    if first + _SHOWN < len(found):
        rows.append((Button(texts.MORE, f"{LIST}:from:{first + _SHOWN}"),))
    return Reply(texts.which_class(page), (*rows, (HOME,)), edits=bool(turn.args))


def _soonest_first(listed: Listed) -> tuple[bool, date, str]:
    """Classes that take names before all others."""
    return listed.training.state is not ClassState.OPEN, *by_start(listed)


def _takes(turn: Turn, listed: Listed) -> bool:
    """Whether a list may be sent: from units while names are taken, from staff for as long as the class goes on."""
    from handlers.staff.learners.enrol_file import TAKES_NAMES

    if not _keeps(turn, listed):
        return takes_requests(listed.training, turn.today)
    return listed.training.state in TAKES_NAMES


async def _class(turn: Turn, class_id: str) -> Listed | None:
    listed = await classes.by_id(turn.house.db, turn.asker, class_id)
    return listed if listed is not None and _takes(turn, listed) else None


async def _ask_file(turn: Turn, state: FormState) -> Reply:
    listed = await classes.by_id(turn.house.db, turn.asker, state.data["class"])
    rows = ((Button(texts.TEMPLATE, f"{TEMPLATE}:{state.data['class']}"),),)
    return Reply(texts.SEND_FILE.format(listed.training.code if listed else ""), rows)


async def template(turn: Turn) -> Reply:
    """`enrol_template[:CLASS]`: the empty form, with the units to choose from; then the way back to sending it."""
    from handlers.files.enrolment_form import enrolment_form

    content = await to_thread(enrolment_form, await unit_names(turn.house))
    back = f"{LIST}:{turn.args[0]}" if turn.args else LIST
    file = Attachment(texts.TEMPLATE_FILE, content)
    return Reply(texts.TEMPLATE_SENT, ((Button(texts.SEND_IT, back),), (HOME,)), (file,))


async def _take_file(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    file = turn.incoming.file
    if file is None:
        return Again(texts.A_FILE_PLEASE)
    if file.size > _LARGEST:
        return Again(TOO_LARGE)
    try:
        content = await file.fetch()
    except FileUnavailable:
        return Again(file_texts.UNAVAILABLE)
    listed = await _class(turn, state.data["class"])
    if listed is None:
        return Reply(texts.CLASS_CLOSED, common.HOME_ROW)
    return await _looked_at(turn, listed, Upload("", turn.asker.user_id, file.name, content))


async def _looked_at(turn: Turn, listed: Listed, upload: Upload) -> Again | Answered:
    from handlers.staff.learners.enrol_file import ListFile, look_at

    file = ListFile(upload.name, upload.content, listed, await _own_unit(turn))
    try:
        preview = await look_at(turn.house, keeper(turn), file)
    except UnreadableFile as unreadable:
        return Again(unreadable.reason)
    if preview.errors:
        marked = await to_thread(preview.marked, upload.content)
        again = ((Button(texts.SEND_IT, f"{LIST}:{listed.training.id}"),), (HOME,))
        return Reply(errors(preview.errors), again, (Attachment(preview.marked_name, marked),))
    if not preview.plan.people:
        return Reply(texts.NOBODY, common.HOME_ROW)
    said = texts.preview(preview.file_name, listed.training, preview.plan, preview.reading.questions)
    plan = preview.plan

    async def write(tx: Transaction) -> Reply:
        key = await uploads.add(tx, upload.owner, upload.name, upload.content, turn.at)
        look = Look(f"{LIST}:{listed.training.id}", tuple(each.known.id for each in plan.people if each.known))
        return Reply(said, _choices(turn, key, listed, plan), look=look)

    return write


def _choices(turn: Turn, key: str, listed: Listed, plan: EnrolmentPlan) -> tuple[tuple[Button, ...], ...]:
    label = texts.ENROL if _keeps(turn, listed) else texts.SEND_TO_CENTRE
    yes = Button(label, f"{YES}:{key}:{listed.training.id}:{plan.digest}")
    return ((yes,), (Button(texts.FORGET, f"{NO}:{key}"),))


async def yes(turn: Turn) -> Answered:
    """`enrol_yes:UPLOAD:CLASS:DIGEST`: write just what was shown."""
    from handlers.staff.learners.enrol_file import ListFile, look_at

    if len(turn.args) != 3:
        return Reply(common.STALE, common.HOME_ROW)
    key, class_id, digest = turn.args
    upload = await uploads.by_id(turn.house.db, turn.asker.user_id, key, turn.at)
    listed = await _class(turn, class_id)
    if upload is None or listed is None:
        return Reply(texts.GONE if upload is None else texts.CLASS_CLOSED, common.HOME_ROW)
    file = ListFile(upload.name, upload.content, listed, await _own_unit(turn))
    preview = await look_at(turn.house, keeper(turn), file)
    if preview.errors or preview.plan.digest != digest:
        return Reply(texts.CHANGED, ((Button(listed.training.code, f"{LIST}:{class_id}"),), (HOME,)))

    async def write(tx: Transaction) -> Reply:
        from handlers.staff.learners.enrol_file import ListOutdated, store, tell
        from handlers.staff.learners.nominating import nominate

        if not await uploads.drop(tx, upload.id):
            return Reply(texts.GONE, common.HOME_ROW)
        if not _keeps(turn, listed):
            return await nominate(tx, turn, keeper(turn), preview)
        try:
            stored = await store(tx, turn.by, keeper(turn), preview)
        except ListOutdated:
            return Reply(texts.CHANGED, common.HOME_ROW)
        if isinstance(stored, Short):
            return Reply(texts.short(stored), common.HOME_ROW)
        await tell(tx, turn.house, turn.now, listed.training, stored)
        undo_it = (Button(texts.UNDO, f"{UNDO}:{stored.number}"),)
        return Reply(texts.stored(listed.training, len(stored.people), stored.number), (undo_it, (HOME,)))

    return write


async def forget(turn: Turn) -> Answered:
    """`enrol_no:UPLOAD`: the file is dropped."""
    upload = await uploads.by_id(turn.house.db, turn.asker.user_id, turn.args[0] if turn.args else "", turn.at)
    if upload is None:
        return Reply(texts.GONE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        await uploads.drop(tx, upload.id)
        return Reply(texts.FORGOTTEN, common.HOME_ROW)

    return write


async def undo(turn: Turn) -> Answered:
    """`enrol_undo:NUMBER`: everyone whom a list put into a class is taken out of it again."""
    number = turn.number(0)
    if number is None:
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        if turn.asker.centres.keeps is not None and not await _is_kept(tx, turn, number):
            return Reply(common.STALE, common.HOME_ROW)
        return Reply(texts.undone(number, await enrolling.undo(tx, turn.by, number)), common.HOME_ROW)

    return write


async def _is_kept(tx: Transaction, turn: Turn, number: int) -> bool:
    """Whether a list went to a class of a centre that the asker keeps."""
    class_id = await enrolling.class_of(tx, number)
    listed = await classes.by_id(tx, turn.asker, class_id) if class_id else None
    return listed is not None and turn.asker.keeps_of(listed.training.centre)


def keeper(turn: Turn) -> Asker:
    """The asker with those roles only by which people are sent to classes."""
    grants = tuple(each for each in turn.asker.grants if each.role in (Role.ADMIN, Role.STAFF, Role.OFFICER))
    return Asker(grants=grants, name=turn.asker.name, user_id=turn.asker.user_id)


def _keeps(turn: Turn, listed: Listed) -> bool:
    """Whether the asker writes to a class; else what they send is a unit's word."""
    return turn.asker.has(Role.STAFF, Role.ADMIN) and turn.asker.keeps_of(listed.training.centre)


async def _own_unit(turn: Turn) -> Unit | None:
    """The unit of an officer of one: rows that name none are of it."""
    bounds = {each.unit_id for each in keeper(turn).grants}
    if len(bounds) != 1:
        return None
    return next((each for each in await units.every_unit(turn.house.db) if each.id in bounds), None)


FORM = Form("enrol_file", "file", {"file": Step(_ask_file, _take_file)}, OFFICERS)
