"""The desk of the questions asked often: what waits for a second person, what is held back, approving, putting away."""

from handlers.answers import STAFF
from handlers.centre_reach import beside
from handlers.messages import HOME, Button, Reply
from handlers.texts import common, home
from handlers.texts import faq as texts
from handlers.turn import Answered, Turn
from rules.faq import EntryState, Withheld, withheld
from storage import faq, links
from storage.database import Transaction
from storage.faq import FaqEntry

_PAGE = 4


async def board(turn: Turn) -> Reply:
    """`faq_desk`: how many entries are given out, wait, or are held back."""
    every = await _lists(turn)
    rows = [
        (Button(texts.WAITING.format(len(every["waiting"])), "faq_list:waiting"),),
        (Button(texts.ALL, "faq_list:all"),),
        (Button(texts.HELD.format(len(every["held"])), "faq_list:held"),),
    ]
    if turn.asker.has(*STAFF):
        rows += [(Button(texts.NEW, "faq_new"),), (Button(home.LABELS["short_forms"], "short_forms"),)]
    text = texts.DESK.format(*(len(every[name]) for name in ("all", "waiting", "held")))
    return Reply(text, (*rows, (HOME,)))


async def listing(turn: Turn) -> Reply:
    """`faq_list:WHICH:PAGE`."""
    which = turn.args[0] if turn.args and turn.args[0] in texts.LISTS else "all"
    found = (await _lists(turn))[which]
    if not found:
        return Reply(texts.NONE_LIKE_THAT, ((Button(home.LABELS["faq_desk"], "faq_desk"),), (HOME,)))
    page = turn.number(1) or 0
    shown = found[page * _PAGE : (page + 1) * _PAGE] or found[:_PAGE]
    rows = [(Button(texts.option(each.text.title), f"faq_card:{each.number}"),) for each in shown]
    if shown[-1] is not found[-1]:
        rows.append((Button(texts.MORE, f"faq_list:{which}:{page + 1}"),))
    return Reply(
        texts.listing(texts.LISTS[which], [beside(turn, each.text.title, each.centre) for each in shown]),
        (*rows, (HOME,)),
    )


async def _lists(turn: Turn) -> dict[str, list[FaqEntry]]:
    found = await faq.entries(turn.house.db, [EntryState.DRAFT, EntryState.APPROVED])
    every = [each for each in found if keeps(turn, each)]
    approved = [each for each in every if each.state is EntryState.APPROVED]
    return {
        "waiting": [each for each in every if each.state is EntryState.DRAFT],
        "all": [each for each in approved if _why(turn, each) is None],
        "held": [each for each in approved if _why(turn, each) is not None],
    }


def keeps(turn: Turn, entry: FaqEntry) -> bool:
    """Whether an entry is of a centre whose entries the asker writes or decides on."""
    if not turn.house.tops:
        return True
    writes = turn.asker.has(*STAFF) and turn.asker.keeps_of(entry.centre)
    return writes or turn.asker.leads_of(entry.centre)


async def kept_entry(source: faq.Source, turn: Turn, number: int | None) -> FaqEntry | None:
    """One of these."""
    entry = await faq.by_number(source, number)
    return entry if entry is not None and keeps(turn, entry) else None


def _why(turn: Turn, entry: FaqEntry) -> Withheld | None:
    return withheld(entry.text, entry.state, turn.today, turn.house.regulations)


async def card(turn: Turn) -> Reply:
    """`faq_card:NUMBER`: one entry, and what may be done with it by whoever looks."""
    entry = await kept_entry(turn.house.db, turn, turn.number(0))
    if entry is None:
        return _changed()
    hands = {entry.written_by, entry.approved_by} - {"", faq.SHIPPED}
    holders = [await links.holder_by_id(turn.house.db, each) for each in sorted(hands)]
    names = {each.id: each.name for each in holders if each is not None}
    return Reply(texts.card(entry, _why(turn, entry), names), (*_ways_on(turn, entry), (HOME,)))


def _ways_on(turn: Turn, entry: FaqEntry) -> list[tuple[Button, ...]]:
    key = f"{entry.number}:{entry.version}"
    rows = []
    is_shipped = entry.written_by == faq.SHIPPED
    if entry.state is EntryState.DRAFT and entry.written_by != turn.asker.user_id:
        rows.append((Button(texts.APPROVE, f"faq_ok:{key}"),))
    if entry.state is EntryState.APPROVED and is_shipped and not entry.approved_by:
        rows.append((Button(texts.CONFIRM_SHIPPED, f"faq_ok:{key}"),))
    if turn.asker.has(*STAFF) and turn.asker.keeps_of(entry.centre) and entry.state is not EntryState.RETIRED:
        rows.append((Button(texts.EDIT, f"faq_edit:{entry.number}"),))
        rows.append((Button(texts.RETIRE, f"faq_retire:{key}"),))
    return [*rows, (Button(home.LABELS["faq_desk"], "faq_desk"),)]


async def approve(turn: Turn) -> Answered:
    """`faq_ok:NUMBER:VERSION`: by somebody who did not write it."""

    async def write(tx: Transaction) -> Reply:
        entry = await _at_version(tx, turn)
        if entry is None:
            return _changed()
        if entry.written_by == turn.by.actor:
            return Reply(texts.NOT_OWN, ((Button(home.LABELS["faq_desk"], "faq_desk"),), (HOME,)))
        if not await faq.approve(tx, turn.by, entry):
            return _changed()
        return Reply(texts.APPROVED.format(entry.number), ((Button(home.LABELS["faq_desk"], "faq_desk"),), (HOME,)))

    return write


async def retire(turn: Turn) -> Reply:
    """`faq_retire:NUMBER:VERSION`: whether it is meant."""
    entry = await _at_version(turn.house.db, turn)
    if entry is None:
        return _changed()
    yes = Button(texts.RETIRE_YES, f"faq_retire_yes:{entry.number}:{entry.version}")
    text = texts.ASK_RETIRE.format(entry.number, entry.text.title)
    return Reply(text, ((yes,), (Button(home.LABELS["faq_desk"], "faq_desk"),), (HOME,)))


async def retire_yes(turn: Turn) -> Answered:
    """`faq_retire_yes:NUMBER:VERSION`."""

    async def write(tx: Transaction) -> Reply:
        entry = await _at_version(tx, turn)
        if entry is None or not await faq.retire(tx, turn.by, entry):
            return _changed()
        return Reply(texts.RETIRED.format(entry.number), ((Button(home.LABELS["faq_desk"], "faq_desk"),), (HOME,)))

    return write


async def _at_version(source: faq.Source, turn: Turn) -> FaqEntry | None:
    entry = await kept_entry(source, turn, turn.number(0))
    return entry if entry is not None and entry.version == turn.number(1) else None


def _changed() -> Reply:
    return Reply(texts.CHANGED, ((Button(home.LABELS["faq_desk"], "faq_desk"),), *common.HOME_ROW))
