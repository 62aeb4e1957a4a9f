"""Choosing people by filters: how a new one joins those before, which kind it is, and taking one away."""

from handlers.forms import Again, Next, Step, option
from handlers.messages import FormState, Kind, Reply
from handlers.staff.finding import matching
from handlers.staff.notices import filter_values as values
from handlers.staff.notices import named_groups
from handlers.staff.notices.audience import AND, NOT, OR, joined, of_draft, put
from handlers.staff.notices.people import names_of
from handlers.texts import common
from handlers.texts import notices_people as texts
from handlers.turn import Answered, Turn
from rules.audience import All, Any, Audience, AudienceError, Key, all_of, any_of, having, in_words, parse

PAGE = 3
"""Kinds a message, beside the way on, back and out."""
_MORE = "more"
_AT_ONCE = frozenset({Key.EVERYONE, Key.LEARNERS})
_STEPS = {
    Key.CLASS: "f_class",
    Key.UNIT: "f_unit",
    "level": "f_level",
    Key.GROUP: "f_group",
    Key.POST: "f_post",
    Key.ROLE: "f_role",
    Key.CHANNEL: "f_channel",
    Key.UNCONFIRMED: "f_notice",
    Key.REACHED: "f_reached",
    Key.CODES: "f_codes",
    "named": "f_named",
}
"""The step that asks for the value of each kind."""


async def _ask_join(turn: Turn, state: FormState) -> Reply:
    rows = ((option("join", texts.JOINS[how], how),) for how in (AND, OR, NOT))
    return Reply(texts.HOW_TO_JOIN, tuple(rows))


async def _take_join(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("filter", {"join": value}) if value in (AND, OR, NOT) else Again(common.CHOOSE_ONE)


async def _ask_filter(turn: Turn, state: FormState) -> Reply:
    kinds = list(texts.FILTERS)
    page = int(state.data.get("filters", "0"))
    shown = kinds[page * PAGE : (page + 1) * PAGE]
    rows = ((option("filter", texts.FILTERS[kind], kind),) for kind in shown)
    return Reply(texts.WHICH_FILTER, (*rows, (option("filter", texts.MORE_FILTERS, _MORE),)))


async def _take_filter(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    """A kind of filter; or what it is to be, in words of one's own: a unit, a class, people, an expression."""
    if value == _MORE:
        pages = -(-len(texts.FILTERS) // PAGE)
        return Next("filter", {"filters": str((int(state.data.get("filters", "0")) + 1) % pages)})
    if value in _AT_ONCE:
        return await joined(turn, state, having(Key(value)))
    if value in _STEPS:
        return Next(_STEPS[value], {"found": ""})
    if turn.incoming.kind is Kind.FILE or named_groups.are_codes(value):
        return await named_groups.take_codes(turn, state, value)
    meant = await _in_own_words(turn, value)
    return Again(texts.NOTHING_LIKE_THAT) if meant is None else await joined(turn, state, meant)


async def _in_own_words(turn: Turn, words: str) -> Audience | None:
    try:
        audience = parse(words)
    except AudienceError:
        found = await values.unit_named(turn, words)
        if found is not None:
            return having(Key.UNIT, found.id)
        meant = await values.classes_named(turn, words)
        if len(meant) == 1:
            return having(Key.CLASS, meant[0].training.code)
        people = await matching(turn, words) if words else []
        return having(Key.CODES, people[0].code) if len(people) == 1 else None
    return None if await values.unknown_in(turn, audience) else audience


async def _ask_drop(turn: Turn, state: FormState) -> Reply:
    parts = _parts(await of_draft(turn, state))[:4]
    names = await names_of(turn.house.db, turn.house.policy)
    rows = ((option("drop", texts.part(n), str(n)),) for n in range(1, len(parts) + 1))
    return Reply(texts.parts([in_words(part, names) for part in parts]), tuple(rows))


async def _take_drop(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    """Take a part away; without any left, choose anew."""
    audience = await of_draft(turn, state)
    parts = _parts(audience)
    if not (value.isdecimal() and 1 <= int(value) <= len(parts)):
        return Again(common.CHOOSE_ONE)
    left = [part for n, part in enumerate(parts, 1) if n != int(value)]
    if not left:
        return Next("filter", {"join": ""})
    return await put(turn, state, any_of(*left) if isinstance(audience, Any) else all_of(*left))


def _parts(audience: Audience | None) -> tuple[Audience, ...]:
    if audience is None:
        return ()
    return audience.parts if isinstance(audience, All | Any) else (audience,)


STEPS = {
    "join": Step(_ask_join, _take_join),
    "filter": Step(_ask_filter, _take_filter),
    "drop": Step(_ask_drop, _take_drop),
    **values.STEPS,
    **named_groups.STEPS,
}
"""The steps of the form that change an audience."""
