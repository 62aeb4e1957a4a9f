"""A file of classes or sessions that staff send in chat: looked at, shown, written after a yes, taken back."""

from asyncio import to_thread

from handlers.files.spreadsheet import read_sheets
from handlers.files.unreadable import UnreadableFile
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.staff.classes.books import Preview, is_outdated, look_at, store
from handlers.staff.classes.desk import DESK
from handlers.staff.desk import keeps_classes, keeps_everyone
from handlers.texts import class_books as texts
from handlers.texts import class_desk, common
from handlers.texts.files_read import NOTHING_STORED, errors
from handlers.turn import Answered, Turn, Write
from rules.class_books.tables import Book, book_in
from storage import class_imports, uploads
from storage.database import Transaction
from storage.uploads import Upload

YES, NO, UNDO, UNDO_YES = "book_yes", "book_no", "book_undo", "book_undo_yes"


def book_of(content: bytes, name: str) -> Book | None:
    """Whether a file holds classes or sessions; None for a list of people, and for what cannot be read at all."""
    try:
        return book_in(read_sheets(content, name))
    except UnreadableFile:
        return None


async def arrived(turn: Turn, upload: Upload, book: Book) -> Answered:
    """What such a file would change, or all that is wrong with it."""
    preview = await look_at(turn.house, upload.content, upload.name, book, turn.asker)
    if preview.plan.errors:
        marked = await to_thread(preview.marked, upload.content)
        return Reply(errors(preview.plan.errors), common.HOME_ROW, (Attachment(preview.marked_name, marked),))
    if preview.plan.is_empty:
        return Reply(texts.NOTHING_TO_DO, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        kept = await uploads.add(tx, upload.owner, upload.name, upload.content, turn.at)
        yes = Button(texts.STORE, f"{YES}:{kept}:{preview.digest}")
        return Reply(
            texts.preview(preview.file_name, book, preview.plan), ((yes,), (Button(texts.FORGET, f"{NO}:{kept}"),))
        )

    return write


async def yes(turn: Turn) -> Answered:
    """`book_yes:ID:DIGEST`: write just what was shown."""
    upload = await _waiting(turn)
    book = await to_thread(book_of, upload.content, upload.name) if upload else None
    if upload is None or book is None or len(turn.args) < 2:
        return Reply(texts.GONE, common.HOME_ROW)
    preview = await look_at(turn.house, upload.content, upload.name, book, turn.asker)
    if preview.plan.errors or preview.digest != turn.args[1]:
        return Reply(texts.CHANGED, common.HOME_ROW)
    return _store(turn, upload, preview)


def _store(turn: Turn, upload: Upload, preview: Preview) -> Write:
    async def write(tx: Transaction) -> Reply:
        if not await uploads.drop(tx, upload.id):
            return Reply(texts.GONE, common.HOME_ROW)
        if await is_outdated(tx, preview):
            return Reply(texts.CHANGED, common.HOME_ROW)
        number = await store(tx, turn.by, preview)
        ways = (Button(texts.UNDO, f"{UNDO}:{number}"),), (Button(class_desk.ALL, DESK),), (HOME,)
        return Reply(texts.stored(preview.book, preview.plan, number), ways)

    return write


async def no(turn: Turn) -> Answered:
    """`book_no:ID`: the file is dropped."""
    upload = await _waiting(turn)
    if upload is None:
        return Reply(texts.GONE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        await uploads.drop(tx, upload.id)
        return Reply(NOTHING_STORED, common.HOME_ROW)

    return write


async def undo(turn: Turn) -> Reply:
    """`book_undo:NUMBER`: what it means."""
    number = turn.number(0)
    if number is None or not await _may_undo(turn, number):
        return Reply(common.STALE, common.HOME_ROW)
    return Reply(texts.undo_question(number), ((Button(texts.UNDO_YES, f"{UNDO_YES}:{number}"),), (HOME,)))


async def undo_yes(turn: Turn) -> Answered:
    """`book_undo_yes:NUMBER`."""
    number = turn.number(0)
    if number is None or not await _may_undo(turn, number):
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        return Reply(texts.undone(number, await class_imports.undo(tx, turn.by, number)), common.HOME_ROW)

    return write


async def _may_undo(turn: Turn, number: int) -> bool:
    """Who keeps everything takes back any file, staff of one centre among several only their own."""
    if not keeps_classes(turn):
        return False
    return keeps_everyone(turn) or await class_imports.author_of(turn.house.db, number) == turn.by.actor


async def _waiting(turn: Turn) -> Upload | None:
    if not turn.args or not keeps_classes(turn):
        return None
    return await uploads.by_id(turn.house.db, turn.asker.user_id, turn.args[0], turn.at)
