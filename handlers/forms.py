"""Forms: questions asked one after another, kept in storage, with a way back and a way out at every step.

A form outlives a restart and follows the person from one channel to another. What is typed, tapped, or typed as the
number of an option reaches the step that asked; a tap on the buttons of a step already left does nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from handlers.messages import Button, FormState, Kind, Reply
from handlers.texts import common, home, linking, notices, staff_records
from handlers.texts import forms as texts
from handlers.turn import Answered, Turn
from rules.access import Role
from storage.database import Transaction

KEY = "f"
"""The name of every form button's key: `f:STEP:VALUE`."""
BACK, CANCEL, STAY = "back", "cancel", "stay"
_ONLY_OPTIONS = frozenset({common.CHOOSE_ONE, linking.PRESS_SEND, notices.CHOOSE_A_PART, staff_records.PRESS_SAVE})
"""What steps say that take nothing but their options."""


@dataclass(frozen=True, slots=True)
class Next:
    """The answer was good: keep it under the step's name (or these values) and ask the next step."""

    step: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Again:
    """The answer was not good: say why, and ask the same step again."""

    why: str
    unlike: bool = False
    """Nothing of it is like an answer: words that surely ask for an item of the menus are taken to mean that."""


Ask = Callable[[Turn, FormState], Awaitable[Reply]]
Take = Callable[[Turn, FormState, str], Awaitable[Next | Again | Answered]]
Leave = Callable[[Turn, FormState], Awaitable[Answered]]


async def closed(turn: Turn, state: FormState) -> Reply:
    """What is said to those who leave a form: most keep nothing before their last answer."""
    return Reply(texts.LIST_CLOSED if state.name in texts.LISTS else common.FORM_CANCELLED, common.HOME_ROW)


@dataclass(frozen=True, slots=True)
class Step:
    """One question. `ask` words it, with its options as `option(...)` buttons; `take` judges what came."""

    ask: Ask
    take: Take


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    first: str
    steps: Mapping[str, Step]
    roles: frozenset[Role]
    """Who may fill it in; checked again at every step."""
    leave: Leave = closed


def option(step: str, label: str, value: str) -> Button:
    """A choice of a step: a tap, its number, or its label typed all give `value`."""
    return Button(label, f"{KEY}:{step}:{value}")


async def start(turn: Turn, form: Form, data: Mapping[str, str] | None = None, step: str = "") -> Reply:
    """Open a form at its first step (or a later one, with what is already known)."""
    return await _ask(turn, form, FormState(form.name, step or form.first, dict(data or {})))


async def proceed(turn: Turn, form: Form, state: FormState, other: str = "") -> Answered:
    """Give the open form what the person sent, and go on, back, out, or ask again.

    `other` is the item of the menus that typed words surely ask for: who is to choose an option, or says nothing
    that is like an answer, is asked about it.
    """
    if not turn.asker.has(*form.roles):
        return Reply(common.NOT_ALLOWED, common.HOME_ROW)
    value = _value(turn, state)
    if value is None:
        return await _again(turn, form, state, common.STEP_IS_OVER)
    if value == CANCEL or (turn.incoming.kind is Kind.TEXT and common.means_cancel(value)):
        return await form.leave(turn, state)
    if value == STAY:
        return await _ask(turn, form, state)
    if value == BACK:
        return await _ask(turn, form, _stepped_back(state, form))
    taken = await form.steps[state.step].take(turn, state, value)
    if isinstance(taken, Again):
        if other and (taken.unlike or taken.why in _ONLY_OPTIONS):
            return ask_to_leave(state, other)
        is_lost_file = turn.incoming.kind is Kind.FILE and taken.why in _ONLY_OPTIONS
        return await _again(turn, form, state, texts.NO_FILE_HERE if is_lost_file else taken.why)
    if isinstance(taken, Next):
        return await _ask(turn, form, _stepped_on(state, taken))
    return taken


def is_own(state: FormState, name: str) -> bool:
    """Whether an item of the menus is what the form itself was opened for."""
    return name == state.name or home.LABELS[name] == texts.TITLES.get(state.name)


def ask_to_leave(state: FormState, other: str) -> Reply:
    """Whether to give the open form up for an item of the menus; it stays open until that is chosen."""
    label = home.LABELS[other]
    rows = ((Button(label, other),), (option(state.step, texts.GO_ON, STAY),))
    return Reply(texts.leave_for(state.name, label), rows, form=state)


async def go_on(turn: Turn, form: Form, state: FormState, taken: Next, note: str) -> Reply:
    """Ask the next step out of a Write that kept something on the way there; `note` says what."""
    reply = await _ask(turn, form, _stepped_on(state, taken))
    return replace(reply, text=f"{note}\n\n{reply.text}", edits=False)


async def beside(turn: Turn, form: Form, state: FormState, answered: Answered) -> Answered:
    """What was answered without touching the open form, with the form's question again below."""
    asked = await _ask(turn, form, state)

    def joined(reply: Reply) -> Reply:
        text = f"{reply.text}\n\n{asked.text}"
        return replace(asked, text=text, files=(*reply.files, *asked.files), edits=False)

    if isinstance(answered, Reply):
        return joined(answered)

    async def write(tx: Transaction) -> Reply:
        return joined(await answered(tx))

    return write


def _value(turn: Turn, state: FormState) -> str | None:
    if turn.incoming.kind is not Kind.TAP:
        return turn.incoming.text.strip()
    step, _, value = ":".join(turn.args).partition(":")
    return value if step == state.step else None


async def _ask(turn: Turn, form: Form, state: FormState) -> Reply:
    reply = await form.steps[state.step].ask(turn, state)
    out = [option(state.step, common.CANCEL, CANCEL)]
    if state.trail:
        out.insert(0, option(state.step, common.BACK, BACK))
    return replace(reply, buttons=(*reply.buttons, tuple(out)), form=state)


async def _again(turn: Turn, form: Form, state: FormState, why: str) -> Reply:
    reply = await _ask(turn, form, state)
    return replace(reply, text=f"{why}\n\n{reply.text}", edits=False)


def _stepped_on(state: FormState, taken: Next) -> FormState:
    # Another page of the same question is no step: there is nothing to go back to.
    trail = state.trail if taken.step == state.step else (*state.trail, state.step)
    return FormState(state.name, taken.step, {**state.data, **taken.data}, trail)


def _stepped_back(state: FormState, form: Form) -> FormState:
    if not state.trail:
        return replace(state, step=form.first)
    return replace(state, step=state.trail[-1], trail=state.trail[:-1])
