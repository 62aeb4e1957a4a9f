"""Files and pictures that go with a notice: sent while its card lies open, kept once, uploaded once a channel."""

from mimetypes import guess_type

from handlers.forms import Again, option
from handlers.messages import FileUnavailable, FormState, IncomingFile, Reply
from handlers.staff.notices import card
from handlers.staff.notices.desk import change, draft_of, kept, not_found
from handlers.staff.notices.whose import own
from handlers.texts import common
from handlers.texts import notices as texts
from handlers.turn import Answered, Turn
from rules.notices import NoticeFile
from storage.database import Transaction

MOST = 5
LARGEST = 20
"""Megabytes that every channel carries."""
_DROP = "drop"


async def ask_files(turn: Turn, state: FormState) -> Reply:
    """What is attached now."""
    notice = await own(turn.house.db, turn, state.data["number"])
    attached = (await draft_of(turn.house.db, notice)).files if notice else ()
    drop = ((option("files", texts.DROP_FILES, _DROP),),) if attached else ()
    return Reply(texts.files(attached), (*drop, (card.to_card(state.data["number"]),)))


async def take_files(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if turn.incoming.file is not None:
        return await attach(turn, state)
    if value == _DROP:
        return kept(turn, state.data, texts.FILES_DROPPED, files=())
    return Again(common.CHOOSE_ONE)


async def attach(turn: Turn, state: FormState) -> Again | Answered:
    """Keep what was sent and put it behind the files that go already."""
    sent = turn.incoming.file
    content = await _content(sent)
    if sent is None or isinstance(content, str):
        return Again(content if isinstance(content, str) else texts.FILE_UNAVAILABLE)
    stored = await turn.house.files.put(content)

    async def write(tx: Transaction) -> Reply:
        notice = await own(tx, turn, state.data["number"])
        if notice is None:
            return not_found()
        before = (await draft_of(tx, notice)).files
        if len(before) >= MOST:
            return await card.noted(tx, turn, notice, texts.too_many_files(MOST))
        await turn.house.files.keep(tx, stored, turn.at, None)
        added = NoticeFile(stored.digest, sent.name, len(content), _is_picture(sent))
        files = {"files": (*(file for file in before if file.digest != stored.digest), added)}
        return await change(tx, turn, state.data, texts.file_kept(sent.name), files)

    return write


async def _content(sent: IncomingFile | None) -> bytes | str:
    """What was sent, or why it cannot be taken."""
    if sent is None:
        return texts.FILE_UNAVAILABLE
    if sent.size > LARGEST * 1_000_000:
        return texts.file_too_large(LARGEST)
    try:
        content = await sent.fetch()
    except FileUnavailable:
        return texts.FILE_UNAVAILABLE
    return texts.file_too_large(LARGEST) if len(content) > LARGEST * 1_000_000 else content


def _is_picture(sent: IncomingFile) -> bool:
    return (guess_type(sent.name)[0] or "") in ("image/jpeg", "image/png")
