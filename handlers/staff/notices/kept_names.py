"""What staff gave names to, templates and groups of recipients: seen, given another name, thrown away."""

from dataclasses import dataclass

from handlers.answers import STAFF
from handlers.forms import Again, Form, Step, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.notices.people import names_of
from handlers.staff.notices.templates import mark
from handlers.staff.notices.whose import may_use
from handlers.texts import common
from handlers.texts import notices as texts
from handlers.turn import Answered, Turn, Write
from rules.audience import in_words
from rules.text import clean
from storage import notice_templates
from storage.audience import kept
from storage.database import Database, Transaction

RENAME, FORGET, FORGET_YES = "notice_rename", "notice_forget", "notice_forget_yes"
"""Lines of the table; each takes what it is, `template` or `group`, and the mark of its name."""
PAGE = 3
LONGEST = 40
"""Letters of a name."""
_TEMPLATE, _GROUP = "template", "group"


@dataclass(frozen=True, slots=True)
class Named:
    """Something by its kind and name."""

    what: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.what}:{mark(self.name)}"

    @property
    def back(self) -> Button:
        """The way to it."""
        return Button(texts.TEMPLATES if self.what == _TEMPLATE else texts.GROUPS, f"notice_{self.what}s")


async def groups(turn: Turn) -> Reply:
    """`notice_groups[:PAGE]`: the named groups of recipients."""
    every = [each for each in await kept.listing(turn.house.db) if may_use(turn.asker, each.author)]
    page = turn.number(0) or 0
    shown = every[page * PAGE : (page + 1) * PAGE] or every[:PAGE]
    if not shown:
        return Reply(texts.NO_GROUPS, ((Button(texts.NEW, "notice_new"),), (HOME,)))
    rows = [(Button(each.name, f"notice_named:{mark(each.name)}"),) for each in shown]
    if (page + 1) * PAGE < len(every):
        rows.append((Button(texts.NEXT_PAGE, f"notice_groups:{page + 1}"),))
    return Reply(texts.KEPT_GROUPS, (*rows, (HOME,)))


async def group(turn: Turn) -> Reply:
    """`notice_named:MARK`: whom a group means, in words."""
    named = await _named(turn, _GROUP, turn.args[0] if turn.args else "")
    found = await kept.by_name(turn.house.db, named.name) if named else None
    if named is None or found is None:
        return _gone()
    whom = in_words(found.audience, await names_of(turn.house.db, turn.house.policy))
    rows = (Button(texts.RENAME, f"{RENAME}:{named.key}"), Button(texts.FORGET_GROUP, f"{FORGET}:{named.key}"))
    return Reply(texts.group(named.name, whom), (*((row,) for row in rows), (named.back,), (HOME,)))


async def rename(turn: Turn) -> Reply:
    """`notice_rename:WHAT:MARK`: ask for another name."""
    named = await _of_key(turn)
    return _gone() if named is None else await start(turn, FORM, {"what": named.what, "name": named.name})


async def _ask_name(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_NEW_NAME.format(state.data["name"]))


async def _take_name(turn: Turn, state: FormState, value: str) -> Again | Answered:
    named, new = Named(state.data["what"], state.data["name"]), clean(value)
    if not 2 <= len(new) <= LONGEST:
        return Again(texts.NAME_WRONG)
    if await _is_kept(turn.house.db, Named(named.what, new)):
        return Again(texts.NAME_TAKEN)

    async def write(tx: Transaction) -> Reply:
        change = notice_templates.rename if named.what == _TEMPLATE else kept.rename
        done = await change(tx, turn.by, named.name, new)
        return Reply(texts.RENAMED.format(named.name, new), ((named.back,), (HOME,))) if done else _gone()

    return write


async def forget(turn: Turn) -> Reply:
    """`notice_forget:WHAT:MARK`: ask before it is thrown away."""
    named = await _of_key(turn)
    if named is None:
        return _gone()
    is_template = named.what == _TEMPLATE
    sure = texts.SURE_TO_FORGET_TEMPLATE if is_template else texts.SURE_TO_FORGET_GROUP
    label = texts.FORGET_TEMPLATE if is_template else texts.FORGET_GROUP
    yes = Button(label, f"{FORGET_YES}:{named.key}")
    return Reply(sure.format(named.name), ((yes,), (named.back,), (HOME,)))


async def forget_yes(turn: Turn) -> Reply | Write:
    """`notice_forget_yes:WHAT:MARK`."""
    named = await _of_key(turn)
    if named is None:
        return _gone()

    async def write(tx: Transaction) -> Reply:
        throw = notice_templates.forget if named.what == _TEMPLATE else kept.delete
        done = await throw(tx, turn.by, named.name)
        return Reply(texts.FORGOTTEN.format(named.name), ((named.back,), (HOME,))) if done else _gone()

    return write


async def _of_key(turn: Turn) -> Named | None:
    what, marked = turn.args if len(turn.args) == 2 else ("", "")
    return await _named(turn, what, marked) if what in (_TEMPLATE, _GROUP) else None


async def _named(turn: Turn, what: str, marked: str) -> Named | None:
    db = turn.house.db
    every = await notice_templates.last_versions(db) if what == _TEMPLATE else await kept.listing(db)
    theirs = (each for each in every if may_use(turn.asker, each.author))
    return next((Named(what, each.name) for each in theirs if mark(each.name) == marked), None)


async def _is_kept(db: Database, named: Named) -> bool:
    found = notice_templates.by_name if named.what == _TEMPLATE else kept.by_name
    return await found(db, named.name) is not None


def _gone() -> Reply:
    return Reply(texts.GONE, common.HOME_ROW)


FORM = Form("kept_name", "name", {"name": Step(_ask_name, _take_name)}, STAFF)
