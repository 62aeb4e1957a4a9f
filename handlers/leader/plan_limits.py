"""The limits of a plan: how many of a unit may be absent at once, how many places there are, which mode."""

import re

from handlers.answers import LEADERS
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.leader.plan import overview
from handlers.messages import FormState, Reply
from handlers.study_plan import Bounds
from handlers.texts import common
from handlers.texts import target_plan as texts
from handlers.turn import Answered, Turn
from rules.levels import Mode
from rules.text import fold
from storage.plan_choices import left_out

_NONE = "none"
_FEW = 3
_NUMBER = re.compile(r"(?:toi da |nhieu nhat )?([0-9]{1,5})(?: \w+){0,2}")
_FOLLOWS = {"absent": "places", "places": "mode"}
_ASKS = {"absent": texts.ASK_ABSENT, "places": texts.ASK_PLACES}


async def begin(turn: Turn) -> Reply:
    """Ask for each limit; those set before are given up."""
    return await start(turn, FORM)


async def _ask_number(turn: Turn, state: FormState) -> Reply:
    # A bare number that is typed is the option of that number: so the first options are what their numbers say.
    few = range(1, _FEW + 1) if state.step == "absent" else ()
    rows = [(option(state.step, texts.people(number), str(number)),) for number in few]
    return Reply(_ASKS[state.step], (*rows, (option(state.step, texts.NO_LIMIT, _NONE),)))


async def _take_number(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _NONE:
        return Next(_FOLLOWS[state.step], {state.step: ""})
    typed = _NUMBER.fullmatch(fold(value))
    return Next(_FOLLOWS[state.step], {state.step: str(int(typed[1]))}) if typed else Again(texts.A_NUMBER)


async def _ask_mode(turn: Turn, state: FormState) -> Reply:
    labels = {_NONE: texts.EITHER_MODE, Mode.TAP_TRUNG: texts.FULL_TIME, Mode.KHONG_TAP_TRUNG: texts.PART_TIME}
    return Reply(texts.ASK_MODE, tuple((option("mode", label, value),) for value, label in labels.items()))


async def _take_mode(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value not in (_NONE, *Mode):
        return Again(common.CHOOSE_ONE)
    absent, places = (int(state.data[step]) if state.data[step] else None for step in ("absent", "places"))
    bounds = Bounds(absent, places, None if value == _NONE else Mode(value))
    return await overview(turn, bounds, await left_out(turn.house.db, turn.by.actor))


FORM = Form(
    "target_plan_limits",
    "absent",
    {
        "absent": Step(_ask_number, _take_number),
        "places": Step(_ask_number, _take_number),
        "mode": Step(_ask_mode, _take_mode),
    },
    LEADERS,
)
