"""The short forms of chat that the centre added: the list, one of them, removing it, and the way back."""

from handlers.centre_reach import beside
from handlers.messages import HOME, Button, Reply
from handlers.staff.short_forms import judging, writing
from handlers.texts import short_forms as texts
from handlers.turn import Answered, Turn
from storage import links, short_forms
from storage.clock import from_ms
from storage.database import Transaction
from storage.short_forms import ShortForm

_PAGE = 3
_TO_LIST = ((Button(texts.LIST_LABEL, "short_forms"),), (HOME,))


async def board(turn: Turn) -> Answered:
    """`short_forms` or `short_forms:PAGE`; behind the command also one that is looked for, or a new one: "hl = ..."."""
    line = ":".join(turn.args).strip()
    if line and not line.isdecimal():
        return await _said(turn, line)
    every = await _seen(turn)
    page = turn.number(0) or 0
    shown = every[page * _PAGE : (page + 1) * _PAGE] or every[:_PAGE]
    rows = [(Button(each.typed, f"short_form:{each.number}"),) for each in shown]
    if shown and shown[-1] is not every[-1]:
        rows.append((Button(texts.MORE, f"short_forms:{page + 1}"),))
    many = sum(not each.is_removed for each in every)
    text = texts.listing(many, [_line(turn, each) for each in shown]) if shown else texts.NONE
    return Reply(text, (*rows, (Button(texts.NEW, "short_form_new"),), (HOME,)))


async def _said(turn: Turn, line: str) -> Reply:
    typed, _ = judging.written(line)
    found = [each for each in await _seen(turn) if each.typed == typed]
    if "=" in line or not found:
        return await writing.begin(turn, line)
    own = [each for each in found if each.centre == turn.asker.writes_into]
    return await _card(turn, (own or found)[0])


async def _seen(turn: Turn) -> list[ShortForm]:
    """Those of the centres that the asker keeps, and those that all share."""
    keeps = turn.asker.centres.keeps
    return await short_forms.every_form(turn.house.db, None if keeps is None else keeps | {""})


def _line(turn: Turn, form: ShortForm) -> str:
    is_shared = bool(turn.house.tops) and not form.centre
    line = texts.line(form.typed, form.meanings, form.is_removed, is_shared)
    return beside(turn, line, form.centre)


async def card(turn: Turn) -> Reply:
    """`short_form:NUMBER`: one of them, and what may be done with it by whoever looks."""
    form = await short_forms.by_number(turn.house.db, turn.number(0))
    if form is None or (form.centre and not turn.asker.keeps_of(form.centre)):
        return Reply(texts.NOT_FOUND, _TO_LIST)
    return await _card(turn, form)


async def _card(turn: Turn, form: ShortForm) -> Reply:
    holder = await links.holder_by_id(turn.house.db, form.changed_by)
    day = from_ms(form.changed_at).astimezone(turn.now.tzinfo).date()
    text = texts.card(_line(turn, form), form.before, holder.name if holder else "", day)
    # A unit or a class may have got such a name since.
    fault = await writing.fault_of(turn, form.typed)
    return Reply(f"{text}\n{texts.note(fault)}" if fault else text, (*_ways_on(turn, form), *_TO_LIST))


def _ways_on(turn: Turn, form: ShortForm) -> list[tuple[Button, ...]]:
    key = f"{form.number}:{form.version}"
    if not turn.asker.keeps_of(form.centre):
        return []
    if form.is_removed:
        return [(Button(texts.TAKE_BACK, f"short_form_back:{key}"),)]
    rows = [(Button(texts.EDIT, f"short_form_edit:{form.number}"),)]
    if form.before:
        rows.append((Button(texts.AS_BEFORE, f"short_form_back:{key}"),))
    return [*rows, (Button(texts.REMOVE, f"short_form_drop:{key}"),)]


async def drop(turn: Turn) -> Answered:
    """`short_form_drop:NUMBER:VERSION`: it counts no longer; a tap brings it back."""

    async def write(tx: Transaction) -> Reply:
        form = await _at_version(tx, turn)
        if form is None or not await short_forms.remove(tx, turn.by, form):
            return Reply(texts.CHANGED, _TO_LIST)
        back = Button(texts.TAKE_BACK, f"short_form_back:{form.number}:{form.version + 1}")
        return Reply(texts.REMOVED.format(form.typed), ((back,), *_TO_LIST))

    return write


async def back(turn: Turn) -> Answered:
    """`short_form_back:NUMBER:VERSION`: as it was before the last change."""

    async def write(tx: Transaction) -> Reply:
        form = await _at_version(tx, turn)
        if form is None or not await short_forms.take_back(tx, turn.by, form):
            return Reply(texts.CHANGED, _TO_LIST)
        meant = form.meanings if form.is_removed else form.before
        see = Button(form.typed, f"short_form:{form.number}")
        return Reply(texts.TAKEN_BACK.format(form.typed, texts.meanings(meant)), ((see,), *_TO_LIST))

    return write


async def _at_version(tx: Transaction, turn: Turn) -> ShortForm | None:
    form = await short_forms.by_number(tx, turn.number(0))
    is_kept = form is not None and turn.asker.keeps_of(form.centre) and form.version == turn.number(1)
    return form if is_kept else None
