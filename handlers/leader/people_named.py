"""The step of a what-if that asks for people: by code, by name, by a file; what is unclear is asked about."""

from asyncio import to_thread
from collections.abc import Sequence

from handlers import forms
from handlers.files.unreadable import UnreadableFile
from handlers.forms import Again, Form, Next
from handlers.messages import FileUnavailable, FormState, IncomingFile, Reply
from handlers.texts import target_what_if as texts
from handlers.turn import Turn, Write
from rules.access import Asker
from rules.cadres import Cadre
from rules.named_people import Mention, NamedPeople, find_people, mentions_in, mentions_of
from rules.policy import DataKind
from rules.sight import within
from rules.text import name_sort_key
from storage import cadres, looks
from storage.database import Transaction

_MOST = 500
_LARGEST = 2_000_000
KNOWN = "known"
"""The answer that leaves out whoever is unclear."""


async def take_people(turn: Turn, form: Form, state: FormState, value: str, then: str) -> Next | Again | Write:
    """Go on to `then` with the codes under `codes` and how many stay unclear under `unclear`.

    Where somebody is unclear, say who, and ask again with `KNOWN` as a choice: what is typed then is about them, and
    those who were clear stay; a file comes in place of everything.
    """
    if value == KNOWN and state.data.get("codes"):
        return Next(then, {})
    mentions = await _mentions(turn, value)
    if isinstance(mentions, str):
        return Again(mentions)
    if len(mentions) > _MOST:
        return Again(texts.TOO_MANY)
    asker = names_asker(turn)
    found = await to_thread(find_people, mentions, await cadres.every_cadre(turn.house.db, asker or turn.asker))
    before = state.data.get("codes", "").split() if known_people(state) and turn.incoming.file is None else []
    codes = dict.fromkeys((*before, *(each.code for each in found.cadres)))
    kept = {"codes": " ".join(codes), "unclear": str(len(found.unclear))}
    if not found.unclear:
        return Next(then, kept)
    near = [cadre.id for each in found.unclear for cadre in each.near] if asker else []
    text = texts.unclear(found if asker else _without_near(found), turn.incoming.file is not None)

    async def write(tx: Transaction) -> Reply:
        await looks.looked_at(tx, turn.by, f"{form.name}:near", near)
        return await forms.go_on(turn, form, state, Next(state.step, kept), text)

    return write


def known_people(state: FormState) -> int:
    """How many people are clear, where some are not; 0 where nothing is to be asked."""
    return len(state.data["codes"].split()) if state.data.get("unclear", "0") != "0" else 0


def question(state: FormState, first: str) -> str:
    """What the step asks: `first` at first, then for those who are unclear."""
    return texts.WHO_IS_MEANT if known_people(state) else first


def names_asker(turn: Turn) -> Asker | None:
    """The asker as far as they may see names; None where they may not."""
    return within(turn.house.policy, turn.asker, DataKind.NAMES)


def _without_near(found: NamedPeople) -> NamedPeople:
    return NamedPeople(found.cadres, tuple(type(each)(each.mention, each.doubt) for each in found.unclear))


async def _mentions(turn: Turn, value: str) -> Sequence[Mention] | str:
    """The people of the file that came, or of the words; or what to say of what gives none."""
    file = turn.incoming.file
    if file is None:
        return mentions_in(value) or texts.NOBODY
    try:
        return await _of_file(file) or texts.NOBODY
    except FileUnavailable:
        return texts.NO_FILE
    except UnreadableFile as unreadable:
        return unreadable.reason


async def _of_file(file: IncomingFile) -> Sequence[Mention]:
    from handlers.files.spreadsheet import read_sheets

    if file.size > _LARGEST:
        raise UnreadableFile(texts.TOO_MANY)
    sheets = await to_thread(read_sheets, await file.fetch(), file.name)
    return mentions_of(sheets[0])


def by_name(people: Sequence[Cadre]) -> list[Cadre]:
    """As lists of people are sorted."""
    return sorted(people, key=lambda each: (name_sort_key(each.name), each.id))
