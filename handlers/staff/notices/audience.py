"""The audience of a draft: what it is now, in words and as a number, and one change of it kept."""

from dataclasses import replace

from handlers.forms import Again, Next, option
from handlers.messages import HOME, FormState, Reply
from handlers.staff.notices import card
from handlers.staff.notices.desk import changed, form_of
from handlers.staff.notices.people import counted, words_of
from handlers.staff.notices.whose import own
from handlers.texts import common
from handlers.texts import notices_people as texts
from handlers.turn import Answered, Turn
from rules.audience import Audience, AudienceError, all_of, any_of, negated, parse, text_of
from rules.notices import Notice
from storage.database import Database, Transaction

Source = Database | Transaction
AND, OR, NOT = "and", "or", "not"
_FORMS = {"more": "join", "less": "drop", "anew": "filter", "save": "group_name"}
"""The options of the question, and the steps they lead to."""


async def of_draft(turn: Turn, state: FormState) -> Audience | None:
    """Whom the draft is for now; None while nobody was chosen."""
    notice = await own(turn.house.db, turn, state.data["number"])
    return parse(notice.audience) if notice is not None and notice.audience else None


async def ask_whom(turn: Turn, state: FormState) -> Reply:
    """What was chosen so far, and the ways to change it."""
    notice = await own(turn.house.db, turn, state.data["number"])
    return await _chosen(turn.house.db, turn, notice, await _count(turn, notice)) if notice else Reply("")


async def _chosen(source: Source, turn: Turn, notice: Notice, count: str) -> Reply:
    whom = await words_of(source, turn.house.policy, notice.audience)
    rows = (
        (option("audience", texts.ADD_FILTER, "more"),),
        (option("audience", texts.DROP_FILTER, "less"),),
        (option("audience", texts.CHOOSE_ANEW, "anew"),),
        (option("audience", texts.SAVE_GROUP, "save"),),
    )
    return Reply(f"{texts.chosen(whom)}\n{count}".rstrip(), rows)


async def _count(turn: Turn, notice: Notice | None) -> str:
    people = await counted(turn.house, turn.asker, notice) if notice else None
    return texts.count(people.figures) if people else ""


async def take_whom(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value not in _FORMS:
        return Again(common.CHOOSE_ONE)
    return Next(_FORMS[value], {"join": "" if value == "anew" else state.data.get("join", "")})


async def joined(turn: Turn, state: FormState, part: Audience) -> Again | Answered:
    """The draft's audience with one more part, as it was asked to be joined: in place of it, and, or, and not."""
    before, how = await of_draft(turn, state), state.data.get("join", "")
    if before is None or not how:
        return await put(turn, state, part)
    if how == OR:
        return await put(turn, state, any_of(before, part))
    return await put(turn, state, all_of(before, negated(part) if how == NOT else part))


async def put(turn: Turn, state: FormState, audience: Audience) -> Again | Answered:
    """Keep an audience with the draft, and show how many it means now."""
    text = text_of(audience)
    try:
        parse(text)
    except AudienceError:
        return Again(texts.TOO_MANY_FILTERS)
    notice = await own(turn.house.db, turn, state.data["number"])
    count = await _count(turn, replace(notice, audience=text)) if notice else ""

    async def write(tx: Transaction) -> Reply:
        after = await changed(tx, turn, state.data, {"audience": text})
        if isinstance(after, Reply):
            return after
        reply = await _chosen(tx, turn, after, count)
        return Reply(
            reply.text, (*reply.buttons, (card.to_card(after.number),), (HOME,)), form=form_of(after, "audience")
        )

    return write
