"""Templates: save a draft's text under a name, choose one, begin with it. Every version stays."""

from hashlib import sha256

from handlers.forms import Again, Next, option
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.notices import card
from handlers.staff.notices.desk import kept
from handlers.staff.notices.parts import created
from handlers.staff.notices.whose import may_use, own
from handlers.texts import common
from handlers.texts import notices as texts
from handlers.turn import Answered, Turn
from rules.text import clean
from storage import notice_templates
from storage.database import Transaction
from storage.notice_templates import Template
from storage.notices import Draft

PAGE = 3
"""Templates a message, beside the way on, the way back and home."""
_LONGEST_NAME = 40
_NEXT = "next"


def mark(name: str) -> str:
    """A template's name as it stands in a key, which holds only 64 bytes."""
    return sha256(name.encode()).hexdigest()[:10]


async def board(turn: Turn) -> Reply:
    """`notice_templates[:PAGE]`: the templates by name."""
    every = await _usable(turn)
    page = turn.number(0) or 0
    shown = every[page * PAGE : (page + 1) * PAGE] or every[:PAGE]
    groups = (Button(texts.GROUPS, "notice_groups"),)
    if not shown:
        return Reply(texts.NO_TEMPLATES, ((Button(texts.NEW, "notice_new"),), groups, (HOME,)))
    rows = [(Button(each.name, f"notice_template:{mark(each.name)}"),) for each in shown]
    if (page + 1) * PAGE < len(every):
        rows.append((Button(texts.NEXT_PAGE, f"notice_templates:{page + 1}"),))
    return Reply(texts.WHICH_TEMPLATE, (*rows, groups, (HOME,)))


async def show(turn: Turn) -> Reply:
    """`notice_template:MARK[:VERSION]`: one of them as it reads now, or read once."""
    found = await _of_key(turn)
    if found is None:
        return Reply(texts.TEMPLATE_GONE, ((Button(texts.TEMPLATES, "notice_templates"),), (HOME,)))
    key = mark(found.name)
    rows = [(Button(texts.WRITE_WITH_IT, f"notice_from:{key}:{found.version}"),)]
    if found.version > 1:
        rows.append((Button(texts.VERSION_BEFORE, f"notice_template:{key}:{found.version - 1}"),))
    rows.append((Button(texts.RENAME, f"notice_rename:template:{key}"),))
    rows.append((Button(texts.FORGET_TEMPLATE, f"notice_forget:template:{key}"),))
    return Reply(texts.template(found.name, found.version, found.kind, found.text), (*rows, (HOME,)))


async def begin(turn: Turn) -> Answered:
    """`notice_from:MARK:VERSION`: a new draft with the words that were shown."""
    found = await _of_key(turn)
    if found is None or found.version != turn.number(1):
        return Reply(common.STALE, common.HOME_ROW)
    return created(turn, Draft(found.kind, found.text), texts.TEMPLATE_TAKEN)


async def _of_key(turn: Turn) -> Template | None:
    last = await _marked(turn, turn.args[0] if turn.args else "")
    version = turn.number(1)
    return (
        last if last is None or version is None else await notice_templates.by_name(turn.house.db, last.name, version)
    )


async def _usable(turn: Turn) -> list[Template]:
    every = await notice_templates.last_versions(turn.house.db)
    return [each for each in every if may_use(turn.asker, each.author)]


async def _marked(turn: Turn, given: str) -> Template | None:
    every = await _usable(turn)
    return next((each for each in every if mark(each.name) == given), None)


async def ask_name(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_NAME)


async def take_name(turn: Turn, state: FormState, value: str) -> Again | Answered:
    """Save the draft's kind and text under a name."""
    name = clean(value)
    if not 2 <= len(name) <= _LONGEST_NAME:
        return Again(texts.NAME_WRONG)

    async def write(tx: Transaction) -> Reply:
        notice = await own(tx, turn, state.data["number"])
        if notice is None:
            return Reply(common.STALE, common.HOME_ROW)
        before = await notice_templates.by_name(tx, name)
        if before is not None and not may_use(turn.asker, before.author):
            return await card.noted(tx, turn, notice, texts.NAME_TAKEN)
        saved = await notice_templates.save(tx, turn.by, name, notice.kind, notice.text)
        return await card.noted(tx, turn, notice, texts.template_kept(saved.name, saved.version))

    return write


async def ask_which(turn: Turn, state: FormState) -> Reply:
    """Put a template's words in place of the draft's."""
    every = await _usable(turn)
    page = int(state.data.get("page", "0"))
    shown = every[page * PAGE : (page + 1) * PAGE] or every[:PAGE]
    rows = [(option("template", each.name, mark(each.name)),) for each in shown]
    if len(every) > PAGE:
        rows.append((option("template", texts.NEXT_PAGE, _NEXT),))
    return Reply(texts.WHICH_TEMPLATE if shown else texts.NO_TEMPLATES, tuple(rows))


async def take_which(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value == _NEXT:
        every = await _usable(turn)
        pages = -(-len(every) // PAGE) or 1
        return Next("template", {"page": str((int(state.data.get("page", "0")) + 1) % pages)})
    found = await _marked(turn, value)
    if found is None:
        return Again(common.CHOOSE_ONE)
    return kept(turn, state.data, texts.TEMPLATE_TAKEN, kind=found.kind, text=found.text)
