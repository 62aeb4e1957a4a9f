"""Answers in the house they belong to, where there are several centres: one's own matters in that of one's own centre,
figures in that of the centre they are asked of, which keys, topics and forms then name."""

from dataclasses import replace

from handlers import forms
from handlers.answers import CADRES, STUDENTS, Answer, named
from handlers.centres import own_house
from handlers.forms import Form
from handlers.messages import FormState
from handlers.turn import Answered, Turn
from rules.access import Role

INSIDE = "in"
"""The line of the table that stands before the key of another: `in:CENTRE:KEY`; and before the topic of a talk."""
COUNTED = frozenset({
    "target_summary", "target_picture", "target_files", "target_word", "target_excel", "target_period", "target_trend",
    "trend_picture", "target_bridge", "target_bridge_names", "target_what_if", "target_graduates", "target_committee",
    "target_units", "target_unit", "target_missing", "target_planned", "target_pick", "target_choose", "target_person",
    "target_number", "target_modes", "target_plan", "target_plan_who", "target_plan_list", "target_plan_more",
    "target_plan_limits", "target_plan_out", "target_plan_file", "study_ask", "study_send", "unit_progress",
    "missing_list",
})  # fmt: skip
"""Lines of the table that tell of figures, and so of one policy."""
FORM_KEY = "in_centre"
"""Under which an open form keeps the centre it was opened in."""


async def handle(turn: Turn, answer: Answer) -> Answered:
    """What a line of the table answers."""
    if turn.house.several and answer.name in COUNTED:
        answered: Answered = await named("leader.across:answer")(turn, answer)
        return answered
    return await answer.handle(_at_home(turn, answer.roles))


async def proceed(turn: Turn, form: Form, state: FormState, other: str) -> Answered:
    """The next step of an open form, as `forms.proceed`."""
    if FORM_KEY in state.data:
        answered: Answered = await named("leader.across:proceed")(turn, form, state, other)
        return answered
    return await forms.proceed(_at_home(turn, form.roles), form, state, other)


def _at_home(turn: Turn, roles: frozenset[Role]) -> Turn:
    """What somebody asks about themselves their own centre answers, though their role has them stand above it."""
    is_own = turn.house.several and roles in (CADRES, STUDENTS)
    return replace(turn, house=own_house(turn.house, turn.facts)) if is_own else turn


def in_its_talk(turn: Turn) -> Turn:
    """The turn as words are understood: a talk inside a centre is about what it would be about anywhere."""
    prefix, _, rest = turn.facts.topic.partition(":")
    if prefix != INSIDE:
        return turn
    return replace(turn, facts=replace(turn.facts, topic=rest.partition(":")[2]))
