"""Single people taken out of a plan, by their numbers in its list, and taken back; the plan is made anew each time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import orjson

from handlers.answers import LEADERS
from handlers.forms import CANCEL, Again, Form, Step, option
from handlers.leader.plan import LEAVE_OUT, WHO, names_of, overview, plan_of, undecided, ways_back
from handlers.messages import Button, FormState, Reply
from handlers.study_plan import Bounds, StudyPlan
from handlers.texts import common
from handlers.texts import target_plan as texts
from handlers.turn import Answered, Turn
from handlers.understanding.numbered import numbers_in
from rules.cadres import Cadre
from rules.planning import Undecided
from rules.text import fold, name_sort_key
from storage import plan_choices
from storage.database import Transaction
from storage.looks import looked_at

_STEP, _ALL_BACK = "people", "all"
_BACK = re.compile(r"(?:dua|lay|them|cho) (?:lai|vao)\b")
_ALL = re.compile(r"(?:tat ca|ca|het)(?: moi nguoi| cac dong chi)?$")
_SAID = re.compile(r"^(?:bot|bo|tru|loai|rut)(?: (?:ra|di|nguoi))?\b|\bdong chi\b")


@dataclass(frozen=True, slots=True)
class _Said:
    """What was asked: to be taken back or else left out, everybody or some numbers."""

    back: bool
    every: bool
    numbers: tuple[int, ...] = ()
    by_word: bool = True
    """Whether a word says which of the two lists the numbers are of."""


async def begin(turn: Turn) -> Answered:
    """`target_plan_out:LIMITS:DIGEST`: ask for the numbers of the list that was just seen, or take those that were
    typed under it; say who is left out already. Of a plan that has become another, no number means the same."""
    name, *seen = turn.facts.topic.split(":")
    typed = "" if turn.args else _clear(turn.incoming.text, name)
    args = turn.args or tuple(seen[:2] if name == WHO else seen[:1])
    turn = turn.taken_for(turn.incoming, args, turn.slots)
    try:
        found = await plan_of(turn)
    except Undecided:
        return undecided()
    if args[1:] and args[1] != found.digest:
        return Reply(texts.NUMBERS_CHANGED, ((Button(texts.WHO, f"{WHO}:{args[0]}"),), *ways_back(turn)))
    names = await names_of(turn, [*found.left_out])
    if names is None:
        return Reply(texts.NO_NAMES, ways_back(turn))
    state = _state(found, Bounds.of(args[0]) if args else Bounds(), names)
    if typed:
        taken = await _take(turn, state, typed)
        if not isinstance(taken, Again):
            return taken
    return _asked(turn, state, names)


def _clear(text: str, topic: str) -> str:
    """Words that say all by themselves: numbers of the list that was seen, or everybody who is left out. Who is left
    out by which number has not been seen yet."""
    said = _said(fold(text))
    return text if (said.every if said.back else topic == WHO) else ""


def _state(found: StudyPlan, bounds: Bounds, names: Mapping[str, Cadre]) -> FormState:
    """The lists as they are numbered: those whom the plan sends, and those left out, by name."""
    sent = [each.person.id for each in found.plan.sent]
    out = sorted(found.left_out, key=lambda id: (id not in names, *_place(names.get(id)), id))
    return FormState(LEAVE_OUT, _STEP, {"bounds": bounds.text, "sent": _text(sent), "out": _text(out)})


def _place(cadre: Cadre | None) -> tuple[object, ...]:
    return (name_sort_key(cadre.name),) if cadre else ()


def _asked(turn: Turn, state: FormState, names: Mapping[str, Cadre]) -> Answered:
    sent, out = _lists(state)
    text = texts.ask_whom_to_leave_out(len(sent), [names.get(cadre_id) for cadre_id in out])
    reply = Reply(text, (*_all_back(out), (option(_STEP, common.CANCEL, CANCEL),)), form=state)

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, LEAVE_OUT, names)
        return reply

    return write


async def _ask(turn: Turn, state: FormState) -> Reply:
    out = _lists(state)[1]
    return Reply(texts.by_numbers(bool(out)), _all_back(out))


def _all_back(out: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    return ((option(_STEP, texts.all_back(len(out)), _ALL_BACK),),) if out else ()


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    sent, out = _lists(state)
    said = _Said(True, True) if value == _ALL_BACK else _said(fold(value))
    meant = out if said.back else sent
    numbers = tuple(range(1, len(out) + 1)) if said.back and said.every else said.numbers
    if out and not said.by_word:
        return Again(texts.WHICH_LIST)
    if not numbers or not all(1 <= number <= len(meant) for number in numbers):
        return Again(texts.no_such_number(len(meant), said.back))
    return await _anew(turn, Bounds.of(state.data["bounds"]), [meant[number - 1] for number in numbers], said.back)


def _said(words: str) -> _Said:
    back = _BACK.match(words) is not None
    rest = _SAID.sub("", _BACK.sub("", words)).strip()
    return _Said(back, _ALL.match(rest) is not None, numbers_in(rest), back or not numbers_in(words))


def _lists(state: FormState) -> tuple[list[str], list[str]]:
    return orjson.loads(state.data["sent"]), orjson.loads(state.data["out"])


async def _anew(turn: Turn, bounds: Bounds, some: Sequence[str], back: bool) -> Answered:
    """The plan as it becomes, computed before the choice is written: a plan takes seconds, a transaction must not."""
    kept = await plan_choices.left_out(turn.house.db, turn.by.actor)
    names = await names_of(turn, list(some)) or {}
    reply = await overview(turn, bounds, kept - set(some) if back else kept | set(some))
    people = [names.get(cadre_id) for cadre_id in some]
    note = texts.taken_back(people) if back else texts.left_out(people)

    async def write(tx: Transaction) -> Reply:
        await (plan_choices.take_back if back else plan_choices.leave_out)(tx, turn.by, some)
        await looked_at(tx, turn.by, LEAVE_OUT, names)
        return replace(reply, text=f"{note}\n\n{reply.text}")

    return write


def _text(ids: Sequence[str]) -> str:
    return orjson.dumps(ids).decode()


FORM = Form(LEAVE_OUT, _STEP, {_STEP: Step(_ask, _take)}, LEADERS)
