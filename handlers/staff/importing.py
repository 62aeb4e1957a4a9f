"""A roster that staff send as a file: looked at, shown, and written at once after a yes."""

from asyncio import to_thread
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from handlers.files.proof import is_named_like_proof
from handlers.files.unreadable import TOO_LARGE, UnreadableFile
from handlers.messages import HOME, Attachment, Button, FileUnavailable, Reply
from handlers.staff.classes import book_chat
from handlers.staff.desk import clerk, keeps_classes, keeps_everyone
from handlers.texts import common
from handlers.texts import staff as texts
from handlers.texts.reorganising import BOARD as REORGANISATIONS
from handlers.turn import Answered, Turn, Write
from rules.access import Role
from rules.class_books.tables import Book
from storage import imports, uploads
from storage.database import Transaction
from storage.imports import ImportOutdated
from storage.uploads import Upload

if TYPE_CHECKING:
    from handlers.staff.roster_import import Preview
    from rules.roster.plan import ChangePlan

LARGE = 400_000
"""Bytes from which reading may take more than two seconds: the sender is told before."""
LARGEST = 50_000_000
_FULL = "full"


async def explain(turn: Turn) -> Reply:
    """ "Nạp danh sách cán bộ": how, with the template, the export and the way back."""
    ways = [(Button(texts.TEMPLATE, "roster_template"),), (Button(texts.EXPORT, "roster_export"),)]
    if not keeps_everyone(turn):
        return Reply(texts.WHOLE_CENTRE_ONLY, (*ways, (HOME,)))
    number = await imports.latest(turn.house.db)
    if number is not None:
        ways.append((Button(texts.UNDO, f"import_undo:{number}"),))
    ways.append((Button(REORGANISATIONS, "reorg"),))
    return Reply(texts.HOW, (*ways, (HOME,)))


async def arrived(turn: Turn) -> Answered:
    """A file outside any form. A spreadsheet from staff lists classes, sessions, lecturers, or else people."""
    if not turn.asker.has(Role.STAFF, Role.ADMIN):
        return texts.NOT_FOR_FILES
    file = turn.incoming.file
    if file is None:
        return Reply(texts.UNAVAILABLE, common.HOME_ROW)
    if is_named_like_proof(file.name):
        return Reply(texts.NO_ROSTER, common.HOME_ROW)
    if not keeps_classes(turn):
        return Reply(texts.WHOLE_CENTRE_ONLY, common.HOME_ROW)
    if file.size > LARGEST:
        return Reply(TOO_LARGE, common.HOME_ROW)
    try:
        content = await file.fetch()
    except FileUnavailable:
        return Reply(texts.UNAVAILABLE, common.HOME_ROW)
    upload = Upload("", turn.asker.user_id, file.name, content)
    book = await to_thread(book_chat.book_of, content, file.name) if len(content) <= LARGE else None
    if book is not None and (book is not Book.REORGANISATION or keeps_everyone(turn)):
        return await _book(turn, upload, book)
    if not keeps_everyone(turn):
        return Reply(texts.WHOLE_CENTRE_ONLY, common.HOME_ROW)
    if len(content) > LARGE:
        return _kept(turn, upload, lambda upload_id: _large(upload_id, upload))
    return await _looked_at(turn, upload, full=False)


async def _book(turn: Turn, upload: Upload, book: Book) -> Answered:
    from handlers.staff import reorganising
    from handlers.staff.lecturers import book_chat as lecturer_books

    if book is Book.REORGANISATION:
        return await reorganising.arrived(turn, upload)
    if book is Book.LECTURERS:
        return await lecturer_books.arrived(turn, upload)
    return await book_chat.arrived(turn, upload, book)


async def see(turn: Turn) -> Answered:
    """`import_see:ID[:full]`: what a file that waits would change, as things stand now."""
    upload = await _waiting(turn)
    return await _looked_at(turn, upload, turn.args[1:2] == (_FULL,), layout_seen=True) if upload else _gone()


async def read(turn: Turn) -> Answered:
    """`import_read:ID`: read a large file that was told about before."""
    upload = await _waiting(turn)
    return await _looked_at(turn, upload, full=False) if upload else _gone()


async def yes(turn: Turn) -> Answered:
    """`import_yes:ID:DIGEST[:full]`: write just what was shown, or show it again."""
    from handlers.staff.roster_import import look_at

    upload = await _waiting(turn)
    if upload is None or len(turn.args) < 2:
        return _gone()
    full = turn.args[2:3] == (_FULL,)
    preview = await look_at(turn.house, clerk(turn), upload.content, upload.name, full)
    if preview.plan.errors or await to_thread(digest, preview.plan) != turn.args[1]:
        return _changed(upload.id, full)
    return _store(turn, upload, preview, full)


async def forget(turn: Turn) -> Answered:
    """`import_no:ID`: the file is dropped."""
    upload = await _waiting(turn)
    if upload is None:
        return _gone()

    async def write(tx: Transaction) -> Reply:
        await uploads.drop(tx, upload.id)
        return Reply(texts.FORGOTTEN, common.HOME_ROW)

    return write


def digest(plan: "ChangePlan") -> str:
    """What a plan comes to, in sixteen characters: the yes is for this plan and no other."""
    what = (
        [a.cadre for a in plan.new],
        [(c.before, c.after) for c in plan.changed],
        plan.gone,
        plan.new_units,
        plan.changed_units,
    )
    return sha256(repr(what).encode()).hexdigest()[:16]


async def _waiting(turn: Turn) -> Upload | None:
    if not turn.args or not keeps_everyone(turn):
        return None
    return await uploads.by_id(turn.house.db, turn.asker.user_id, turn.args[0], turn.at)


async def _looked_at(turn: Turn, upload: Upload, full: bool, layout_seen: bool = False) -> Answered:
    from handlers.staff.roster_import import look_at
    from handlers.texts import roster

    try:
        preview = await look_at(turn.house, clerk(turn), upload.content, upload.name, full)
    except UnreadableFile as unreadable:
        return Reply(unreadable.reason, common.HOME_ROW)
    if preview.plan.errors:
        marked = await to_thread(preview.marked, upload.content)
        return Reply(
            texts.errors(preview.reading, preview.plan), common.HOME_ROW, (Attachment(preview.marked_name, marked),)
        )
    if not preview.layout_known and not layout_seen:
        return _kept(turn, upload, lambda upload_id: _layout(upload_id, preview))
    if preview.plan.is_empty and not preview.plan.absent:
        return Reply(roster.NOTHING_TO_DO, common.HOME_ROW)
    version = await to_thread(digest, preview.plan)
    return _kept(turn, upload, lambda upload_id: _plan(upload_id, preview, version, full))


def _kept(turn: Turn, upload: Upload, say: Callable[[str], Reply]) -> Write:
    """Keep a file that is not kept yet, and say what comes next, with its id in the buttons."""

    async def write(tx: Transaction) -> Reply:
        return say(upload.id or await uploads.add(tx, upload.owner, upload.name, upload.content, turn.at))

    return write


def _large(upload_id: str, upload: Upload) -> Reply:
    read_it = (Button(texts.READ, f"import_read:{upload_id}"),)
    return Reply(texts.received(upload.name, len(upload.content)), (read_it, _away(upload_id)))


def _layout(upload_id: str, preview: "Preview") -> Reply:
    right = (Button(texts.LAYOUT_RIGHT, f"import_see:{upload_id}"),)
    return Reply(texts.layout(preview.file_name, preview.layout.description()), (right, _away(upload_id)))


def _plan(upload_id: str, preview: "Preview", version: str, full: bool) -> Reply:
    plan = preview.plan
    key = f"import_yes:{upload_id}:{version}" + (f":{_FULL}" if full else "")
    store = () if plan.is_empty else ((Button(texts.STORE, key),),)
    whole = ((Button(texts.FULL, f"import_see:{upload_id}:{_FULL}"),),) if plan.absent else ()
    said = texts.preview(preview.file_name, preview.reading, plan, preview.denominators, full, preview.joining)
    return Reply(said, (*store, *whole, _away(upload_id)))


def _away(upload_id: str) -> tuple[Button, ...]:
    return (Button(texts.FORGET, f"import_no:{upload_id}"),)


def _store(turn: Turn, upload: Upload, preview: "Preview", full: bool) -> Write:
    from handlers.staff.roster_import import store
    from handlers.texts import roster

    async def write(tx: Transaction) -> Reply:
        if not await uploads.drop(tx, upload.id):
            return _gone()
        try:
            number = await store(tx, turn.by, preview, turn.today)
        except ImportOutdated:
            kept = await uploads.add(tx, upload.owner, upload.name, upload.content, turn.at)
            return _changed(kept, full)
        undo = (Button(texts.UNDO_THIS, f"import_undo:{number}"),)
        return Reply(roster.stored(number, preview.plan), (undo, (HOME,)))

    return write


def _changed(upload_id: str, full: bool) -> Reply:
    again = Button(texts.SEE_AGAIN, f"import_see:{upload_id}" + (f":{_FULL}" if full else ""))
    return Reply(texts.CHANGED, ((again,), (Button(texts.FORGET, f"import_no:{upload_id}"),)))


def _gone() -> Reply:
    return Reply(texts.GONE, ((Button(texts.TEMPLATE, "roster_template"),), (HOME,)))
