"""A file of lecturers that staff send in chat: looked at, shown, written after a yes, taken back."""

from asyncio import to_thread
from hashlib import sha256

from handlers.files.unreadable import UnreadableFile
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.staff.desk import keeps_classes, keeps_everyone
from handlers.staff.lecturers.board import POOL
from handlers.staff.lecturers.books import Preview, look_at, store, tell_leaders
from handlers.texts import class_books, common
from handlers.texts import lecturer_books as texts
from handlers.texts import lecturers as pool_texts
from handlers.texts.files_read import errors
from handlers.turn import Answered, Turn, Write
from storage import lecturer_imports, uploads
from storage.database import Transaction
from storage.uploads import Upload

YES, UNDO, UNDO_YES = "lecturers_yes", "lecturers_undo", "lecturers_undo_yes"
_FORGET = "book_no"
"""Dropping a file is the same whatever stands in it."""
_FEW = 6


async def arrived(turn: Turn, upload: Upload) -> Answered:
    """What such a file would change, or all that is wrong with it."""
    if turn.asker.writes_into is None:
        return Reply(pool_texts.BY_EACH_CENTRE, common.HOME_ROW)
    preview = await look_at(turn.house, upload.content, upload.name, turn.asker)
    if preview.plan.errors:
        marked = await to_thread(preview.marked, upload.content)
        return Reply(errors(preview.plan.errors), common.HOME_ROW, (Attachment(preview.marked_name, marked),))
    if preview.plan.is_empty:
        return Reply(texts.NOTHING_TO_DO, ((Button(pool_texts.POOL, POOL),), (HOME,)))

    async def write(tx: Transaction) -> Reply:
        kept = await uploads.add(tx, upload.owner, upload.name, upload.content, turn.at)
        yes = (Button(class_books.STORE, f"{YES}:{kept}:{_digest(preview)}"),)
        forget = (Button(class_books.FORGET, f"{_FORGET}:{kept}"),)
        return Reply(texts.preview(preview.file_name, preview.plan, _FEW), (yes, forget))

    return write


async def yes(turn: Turn) -> Answered:
    """`lecturers_yes:ID:DIGEST`: write just what was shown."""
    may = len(turn.args) == 2 and keeps_classes(turn)
    upload = await uploads.by_id(turn.house.db, turn.asker.user_id, turn.args[0], turn.at) if may else None
    if upload is None:
        return Reply(class_books.GONE, common.HOME_ROW)
    try:
        preview = await look_at(turn.house, upload.content, upload.name, turn.asker)
    except UnreadableFile as unreadable:
        return Reply(unreadable.reason, common.HOME_ROW)
    if preview.plan.errors or _digest(preview) != turn.args[1]:
        return Reply(class_books.CHANGED, common.HOME_ROW)
    return _store(turn, upload, preview)


def _digest(preview: Preview) -> str:
    """What the plan comes to, in sixteen characters: the yes is for this plan and no other."""
    return sha256(repr((preview.plan.new, preview.plan.changed)).encode()).hexdigest()[:16]


def _store(turn: Turn, upload: Upload, preview: Preview) -> Write:
    async def write(tx: Transaction) -> Reply:
        if not await uploads.drop(tx, upload.id):
            return Reply(class_books.GONE, common.HOME_ROW)
        if await lecturer_imports.is_outdated(tx, preview.plan.changed):
            return Reply(class_books.CHANGED, common.HOME_ROW)
        number = await store(tx, turn.by, preview)
        await tell_leaders(tx, turn.house, turn.now, turn.by, preview.plan)
        undo = Button(class_books.UNDO, f"{UNDO}:{number}")
        return Reply(texts.stored(preview.plan, number), ((undo,), (Button(pool_texts.POOL, POOL),), (HOME,)))

    return write


async def _may_undo(turn: Turn, number: int) -> bool:
    """Who keeps everything takes back any file, staff of one centre among several only their own."""
    if not keeps_classes(turn):
        return False
    return keeps_everyone(turn) or await lecturer_imports.author_of(turn.house.db, number) == turn.by.actor


async def undo(turn: Turn) -> Reply:
    """`lecturers_undo:NUMBER`: what it means."""
    number = turn.number(0)
    if number is None or not await _may_undo(turn, number):
        return Reply(common.STALE, common.HOME_ROW)
    sure = (Button(class_books.UNDO_YES, f"{UNDO_YES}:{number}"),)
    return Reply(class_books.undo_question(number), (sure, (HOME,)))


async def undo_yes(turn: Turn) -> Answered:
    """`lecturers_undo_yes:NUMBER`."""
    number = turn.number(0)
    if number is None or not await _may_undo(turn, number):
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        return Reply(texts.undone(number, await lecturer_imports.undo(tx, turn.by, number)), common.HOME_ROW)

    return write
