"""Reorganisations in chat: the plans there are, a file that brings one, its preview, saving and undoing it."""

from asyncio import to_thread

from handlers.files.unreadable import UnreadableFile
from handlers.messages import HOME, Attachment, Button, Look, Reply
from handlers.reorganising import EXAMPLE, Preview, Worked, example, look_at, undo, work_out
from handlers.staff.desk import keeps_everyone
from handlers.texts import common
from handlers.texts import reorganising as texts
from handlers.texts import staff as staff_texts
from handlers.texts.files_read import NOTHING_STORED, errors
from handlers.texts.reorganising_preview import named
from handlers.texts.reorganising_preview import preview as in_words
from handlers.turn import Answered, Turn
from handlers.unit_directory import unit_names
from rules.access import OPERATOR
from storage import reorganisations, uploads
from storage.database import Transaction
from storage.uploads import Upload

BOARD, SHOW, YES, NO, UNDO, UNDO_YES = "reorg", "reorg_show", "reorg_yes", "reorg_no", "reorg_undo", "reorg_undo_yes"
TEMPLATE, SAMPLE = "reorg_template", "reorg_example"
_BACK = ((Button(texts.BOARD, BOARD),), (HOME,))
_OFFERED = 3
_LOOK = "reorganisation"


async def board(turn: Turn) -> Reply:
    """`reorg`: the plans, those that wait as buttons; for staff the form and the plan that ships."""
    found = await reorganisations.every(turn.house.db)
    staff = keeps_everyone(turn)
    waiting = [each for each in found if each.state == "planned"][:_OFFERED]
    rows = [(Button(texts.open_label(each.number), f"{SHOW}:{each.number}"),) for each in waiting]
    if staff:
        rows.append((Button(texts.TEMPLATE, TEMPLATE),))
        rows += [(Button(texts.EXAMPLE, SAMPLE),)] if not found else []
    return Reply(texts.board(found, staff), (*rows, (HOME,)))


async def show(turn: Turn) -> Reply:
    """`reorg_show:NUMBER`: what a plan that waits would do today; of another, what it was."""
    number = turn.number(0)
    found = await reorganisations.by_number(turn.house.db, number) if number is not None else None
    if found is None:
        return Reply(texts.NOT_SEEN, _BACK)
    if found.state != "planned":
        return Reply(texts.over(found), _BACK)
    staff = keeps_everyone(turn)
    asker = OPERATOR if staff else turn.asker
    worked = await work_out(turn.house, found.plan, asker, found.number)
    take_back = ((Button(texts.UNDO, f"{UNDO}:{found.number}"),),) if staff else ()
    if not isinstance(worked, Worked):
        return Reply(texts.wrong(worked, found.number), (*take_back, *_BACK))
    look = Look(_LOOK, named(worked)) if staff else None
    return Reply(in_words(worked, turn.today, staff), (*take_back, *_BACK), look=look)


async def template(turn: Turn) -> Reply:
    """The empty form, with the units to choose from."""
    from handlers.files.plan_form import plan_form

    content = await to_thread(plan_form, await unit_names(turn.house))
    return Reply(texts.TEMPLATE_SENT, _BACK, (Attachment(texts.TEMPLATE_FILE, content),))


async def sample(turn: Turn) -> Answered:
    """The plan that ships, looked at like a file that was sent."""
    if not keeps_everyone(turn):
        return Reply(staff_texts.WHOLE_CENTRE_ONLY, common.HOME_ROW)
    return await arrived(turn, Upload("", turn.asker.user_id, EXAMPLE, example()))


async def arrived(turn: Turn, upload: Upload) -> Answered:
    """What a plan would do, or all that is wrong with it."""
    try:
        found = await look_at(turn.house, upload.content, upload.name)
    except UnreadableFile as unreadable:
        return Reply(unreadable.reason, common.HOME_ROW)
    worked = found.worked
    if worked is None:
        return await _refused(found, upload.content)

    async def write(tx: Transaction) -> Reply:
        kept = await uploads.add(tx, upload.owner, upload.name, upload.content, turn.at)
        save = (Button(texts.PLAN, f"{YES}:{kept}:{worked.digest}"),)
        options = (save, (Button(texts.FORGET, f"{NO}:{kept}"),))
        return Reply(in_words(worked, turn.today), options, look=Look(_LOOK, named(worked)))

    return write


async def _refused(found: Preview, content: bytes) -> Reply:
    if found.wrong:
        return Reply(texts.wrong(found.wrong), _BACK)
    marked = await to_thread(found.marked, content)
    return Reply(errors(found.wrong_cells), _BACK, (Attachment(found.marked_name, marked),))


async def yes(turn: Turn) -> Answered:
    """`reorg_yes:ID:DIGEST`: keep the plan that was shown, or say that it comes to something else by now."""
    upload = await _waiting(turn)
    if upload is None or len(turn.args) < 2:
        return Reply(texts.GONE, _BACK)
    worked = (await look_at(turn.house, upload.content, upload.name)).worked
    if worked is None or worked.digest != turn.args[1]:
        return Reply(texts.CHANGED, _BACK)
    plan = worked.change.plan

    async def write(tx: Transaction) -> Reply:
        if not await uploads.drop(tx, upload.id):
            return Reply(texts.GONE, _BACK)
        number = await reorganisations.add(tx, turn.by, plan)
        see = (Button(texts.open_label(number), f"{SHOW}:{number}"),)
        return Reply(texts.planned(plan, number, turn.today), (see, *_BACK))

    return write


async def no(turn: Turn) -> Answered:
    """`reorg_no:ID`: the file is dropped."""
    upload = await _waiting(turn)
    if upload is None:
        return Reply(texts.GONE, _BACK)

    async def write(tx: Transaction) -> Reply:
        await uploads.drop(tx, upload.id)
        return Reply(NOTHING_STORED, _BACK)

    return write


async def undo_asked(turn: Turn) -> Reply:
    """`reorg_undo:NUMBER`: what it means."""
    number = turn.number(0) if keeps_everyone(turn) else None
    found = await reorganisations.by_number(turn.house.db, number) if number is not None else None
    if found is None:
        return Reply(common.STALE, _BACK)
    if found.state != "planned" or found.plan.day <= turn.today:
        return Reply(texts.not_undone(found), _BACK)
    sure = (Button(texts.UNDO_YES, f"{UNDO_YES}:{found.number}"),)
    return Reply(texts.undo_question(found), (sure, *_BACK))


async def undo_sure(turn: Turn) -> Answered:
    """`reorg_undo_yes:NUMBER`: take it back, while its day has not come."""
    number = turn.number(0) if keeps_everyone(turn) else None
    if number is None:
        return Reply(common.STALE, _BACK)

    async def write(tx: Transaction) -> Reply:
        reason = await undo(tx, turn.by, number, turn.today)
        return Reply(reason or texts.undone(number), _BACK)

    return write


async def _waiting(turn: Turn) -> Upload | None:
    if not turn.args or not keeps_everyone(turn):
        return None
    return await uploads.by_id(turn.house.db, turn.asker.user_id, turn.args[0], turn.at)
