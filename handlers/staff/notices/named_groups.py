"""Lists of codes, typed or in a file, and audiences that were given a name."""

import asyncio
import re
from collections.abc import Mapping

from handlers.files.unreadable import UnreadableFile
from handlers.forms import Again, Next, Step, option
from handlers.messages import HOME, FileUnavailable, FormState, IncomingFile, Kind, Reply
from handlers.staff.notices import card
from handlers.staff.notices.audience import joined, of_draft
from handlers.staff.notices.filter_values import unknown_in
from handlers.staff.notices.templates import mark
from handlers.staff.notices.whose import may_use
from handlers.texts import common
from handlers.texts import notices as notice_texts
from handlers.texts import notices_people as texts
from handlers.turn import Answered, Turn
from rules.audience import Audience, Key, having
from rules.text import clean
from storage.audience import kept
from storage.database import Transaction

PAGE = 3
_CODE = re.compile(r"(?<![^\W_])[A-Za-z]{2,4}\d{2,6}(?![^\W_])")
_MORE = "more"
_LONGEST_NAME = 40


async def _ask_codes(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_CODES)


def are_codes(words: str) -> bool:
    """Whether a text holds codes of people and nothing else."""
    return bool(words.strip(" ,;")) and not _CODE.sub("", words).strip(" ,;")


async def take_codes(turn: Turn, state: FormState, value: str) -> Again | Answered:
    """The people of the codes that a message or a file holds, wherever in it they stand."""
    text = value
    if turn.incoming.kind is Kind.FILE and turn.incoming.file is not None:
        try:
            text = await _text_of(turn.incoming.file)
        except FileUnavailable:
            return Again(notice_texts.FILE_UNAVAILABLE)
        except UnreadableFile as problem:
            return Again(problem.reason)
    codes = {found.upper() for found in _CODE.findall(text)}
    if not codes:
        return Again(texts.NO_CODES)
    audience = having(Key.CODES, *codes)
    unknown = await unknown_in(turn, audience)
    if unknown:
        return Again(texts.codes_read(len(codes), [each.value for each in unknown]))
    return await joined(turn, state, audience)


async def _text_of(file: IncomingFile) -> str:
    from handlers.files.spreadsheet import read_sheets  # slow to load, and seldom needed

    content = await file.fetch()
    sheets = await asyncio.to_thread(read_sheets, content, file.name)
    return " ".join(str(cell) for sheet in sheets for row in sheet.rows for cell in row if cell is not None)


async def _ask_named(turn: Turn, state: FormState) -> Reply:
    every = [each for each in await kept.listing(turn.house.db) if may_use(turn.asker, each.author)]
    page = int(state.data.get("named", "0"))
    shown = every[page * PAGE : (page + 1) * PAGE] or every[:PAGE]
    rows = [(option("f_named", each.name, mark(each.name)),) for each in shown]
    if len(every) > PAGE:
        rows.append((option("f_named", texts.NEXT_PAGE, _MORE),))
    return Reply(texts.WHICH_NAMED if shown else texts.NO_NAMED, tuple(rows))


async def _take_named(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    every = [each for each in await kept.listing(turn.house.db) if may_use(turn.asker, each.author)]
    if value == _MORE:
        pages = -(-len(every) // PAGE) or 1
        return Next("f_named", {"named": str((int(state.data.get("named", "0")) + 1) % pages)})
    found = next((each for each in every if mark(each.name) == value), None)
    return Again(common.CHOOSE_ONE) if found is None else await joined(turn, state, found.audience)


async def _ask_name(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_GROUP_NAME)


async def _take_name(turn: Turn, state: FormState, value: str) -> Again | Answered:
    name, audience = clean(value), await of_draft(turn, state)
    if not 2 <= len(name) <= _LONGEST_NAME or audience is None:
        return Again(texts.GROUP_NAME_WRONG)
    return await _named(turn, state, name, audience)


async def _named(turn: Turn, state: FormState, name: str, audience: Audience) -> Answered:
    async def write(tx: Transaction) -> Reply:
        before = await kept.by_name(tx, name)
        if before is not None and not may_use(turn.asker, before.author):
            return Reply(notice_texts.NAME_TAKEN, ((card.to_card(state.data["number"]),), (HOME,)))
        await kept.save(tx, turn.by, name, audience)
        return Reply(texts.group_kept(name), ((card.to_card(state.data["number"]),), (HOME,)))

    return write


STEPS: Mapping[str, Step] = {
    "f_codes": Step(_ask_codes, take_codes),
    "f_named": Step(_ask_named, _take_named),
    "group_name": Step(_ask_name, _take_name),
}
