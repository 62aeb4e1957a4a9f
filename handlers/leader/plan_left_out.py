"""Single people taken out of a plan, by their numbers in its list, and taken back; the plan is made anew each time."""

import re
from collections.abc import Sequence
from dataclasses import replace

import orjson

from handlers.answers import LEADERS
from handlers.forms import CANCEL, Again, Form, Step, option
from handlers.leader.plan import bounds_of, names_of, overview, plan_of, undecided, ways_back
from handlers.messages import FormState, Reply
from handlers.study_plan import Bounds
from handlers.texts import common
from handlers.texts import target_plan as texts
from handlers.turn import Answered, Turn
from rules.planning import Undecided
from rules.text import fold
from storage import plan_choices
from storage.database import Transaction
from storage.looks import looked_at

LEAVE_OUT = "target_plan_out"
_STEP, _ALL_BACK = "people", "all"
_BACK = re.compile(r"(?:dua|lay|them|cho) (?:lai|vao)\b")
_NUMBERS = re.compile(r"[0-9]{1,4}")


async def begin(turn: Turn) -> Answered:
    """`target_plan_out:LIMITS`: ask for the numbers of the list that was just seen; say who is left out already."""
    try:
        found = await plan_of(turn)
    except Undecided:
        return undecided()
    out = sorted(await plan_choices.left_out(turn.house.db, turn.by.actor))
    names = await names_of(turn, out)
    if names is None:
        return Reply(texts.NO_NAMES, ways_back(turn))
    out = [cadre_id for cadre_id in out if cadre_id in names]
    sent = [each.person.id for each in found.plan.sent]
    rows = [(option(_STEP, texts.all_back(len(out)), _ALL_BACK),)] if out else []
    state = FormState(LEAVE_OUT, _STEP, {"bounds": bounds_of(turn).text, "sent": _text(sent), "out": _text(out)})
    text = texts.ask_whom_to_leave_out(len(sent), [names[cadre_id] for cadre_id in out])
    reply = Reply(text, (*rows, (option(_STEP, common.CANCEL, CANCEL),)), form=state)

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, LEAVE_OUT, names)
        return reply

    return write


async def _ask(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.NUMBERS_TO_LEAVE_OUT)


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    sent, out = (orjson.loads(state.data[name]) for name in ("sent", "out"))
    words = fold(value)
    back = value == _ALL_BACK or _BACK.match(words) is not None
    meant = out if back else sent
    numbers = [int(number) for number in _NUMBERS.findall(words)]
    if value == _ALL_BACK:
        numbers = [*range(1, len(out) + 1)]
    if not numbers or not all(1 <= number <= len(meant) for number in numbers):
        return Again(texts.no_such_number(len(meant)))
    some = [meant[number - 1] for number in dict.fromkeys(numbers)]
    return await _anew(turn, Bounds.of(state.data["bounds"]), some, back)


async def _anew(turn: Turn, bounds: Bounds, some: Sequence[str], back: bool) -> Answered:
    """The plan as it becomes, computed before the choice is written: a plan takes seconds, a transaction must not."""
    kept = await plan_choices.left_out(turn.house.db, turn.by.actor)
    names = await names_of(turn, list(some)) or {}
    reply = await overview(turn, bounds, kept - set(some) if back else kept | set(some))
    note = texts.taken_back(names.values()) if back else texts.left_out(names.values())

    async def write(tx: Transaction) -> Reply:
        await (plan_choices.take_back if back else plan_choices.leave_out)(tx, turn.by, some)
        await looked_at(tx, turn.by, LEAVE_OUT, names)
        return replace(reply, text=f"{note}\n\n{reply.text}")

    return write


def _text(ids: Sequence[str]) -> str:
    return orjson.dumps(ids).decode()


FORM = Form(LEAVE_OUT, _STEP, {_STEP: Step(_ask, _take)}, LEADERS)
