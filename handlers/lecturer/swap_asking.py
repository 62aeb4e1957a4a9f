"""Asking for a session to be taken over: by a colleague one names, or by whom the centre finds; with a reason."""

from datetime import date

from handlers.answers import LECTURERS
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.lecturer.own import own_record
from handlers.lecturer.sessions import ONE, SWAP
from handlers.messages import HOME, Button, FormState, Reply
from handlers.push import push_to_person, push_to_staff
from handlers.texts import common
from handlers.texts import lecturer_own as own_texts
from handlers.texts import lecturer_swaps as texts
from handlers.turn import Answered, Turn, Write
from rules.lecturers import Lecturer, called, matching, may_teach
from rules.swaps import Swap, barred, unfit
from rules.text import clean
from storage import lecturer_sessions, lecturer_swaps, lecturers
from storage.cadres import Source
from storage.database import Transaction
from storage.lecturer_sessions import OwnSession

AGREE, DECLINE, STAFF_CARD = "swap_agree", "swap_decline", "swaps"
_ANYONE, _SEND = "anyone", "send"
_LONGEST = 200


async def begin(turn: Turn) -> Reply:
    """`swap_ask:SESSION`."""
    found = await _own(turn, turn.house.db, turn.args[0] if turn.args else "")
    if isinstance(found, Reply):
        return found
    _, session = found
    data = {"session": session.session.id, "version": str(session.session.version)}
    return await start(turn, FORM, data)


async def _own(turn: Turn, source: Source, session_id: str) -> tuple[Lecturer, OwnSession] | Reply:
    """The asker and their session if it can still be handed on; else what is to be said."""
    own = await own_record(turn, source)
    found = await lecturer_sessions.own_session(source, own.id, session_id) if own else None
    if own is None or found is None:
        return Reply(own_texts.NOT_YOURS, common.HOME_ROW)
    why = barred(found.session, found.class_state, own.id, turn.today)
    return Reply(texts.BARRED[why], common.HOME_ROW) if why else (own, found)


async def _ask_who(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHO, ((option("who", texts.ANYONE, _ANYONE),),))


async def _take_who(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _ANYONE:
        return Next("why", {"other": "", "name": ""})
    found = await _own(turn, turn.house.db, state.data["session"])
    if isinstance(found, Reply):
        return Again(found.text)
    other = await colleague(turn.house.db, turn, found[1], value)
    return other if isinstance(other, Again) else Next("why", {"other": other.id, "name": other.name})


async def colleague(source: Source, turn: Turn, own: OwnSession, said: str) -> Lecturer | Again:
    """The colleague that words mean, who may take the session; else why nobody can."""
    day: date = own.session.day
    every = await lecturers.every_lecturer(source, turn.asker)
    every = [each for each in every if each.id != own.session.lecturer_id]
    meant = called(every, said, day) or [each for each in matching(every, said) if may_teach(each, day)]
    if len(meant) != 1:
        return Again(texts.several(meant) if meant else texts.NOBODY_OF_THAT_NAME)
    busy = await lecturer_sessions.is_busy(source, meant[0].id, own.session)
    why = unfit(own.session, meant[0], busy)
    return Again(texts.UNFIT[why].format(meant[0].name)) if why else meant[0]


async def _ask_why(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHY)


async def _take_why(turn: Turn, state: FormState, value: str) -> Next | Again:
    why = clean(value)
    return Next("confirm", {"why": why}) if 3 <= len(why) <= _LONGEST else Again(texts.WHY_LENGTH)


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    found = await _own(turn, turn.house.db, state.data["session"])
    if isinstance(found, Reply):
        return found
    said = texts.about_to_ask(found[1].session, found[1].class_code, state.data["name"], state.data["why"], turn.today)
    return Reply(said, ((option("confirm", texts.SEND, _SEND),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _send(turn, state) if value == _SEND else Again(common.CHOOSE_ONE)


def _send(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await _own(turn, tx, state.data["session"])
        if isinstance(found, Reply):
            return found
        own, session = found
        back = (Button(texts.SEE_SESSION, f"{ONE}:{session.session.id}"),), (HOME,)
        if str(session.session.version) != state.data["version"]:
            return Reply(texts.SESSION_CHANGED, back)
        other_id = state.data["other"] or None
        kept = await lecturer_swaps.ask(tx, turn.by, session.session.id, own.id, other_id, state.data["why"])
        if kept is None:
            return Reply(texts.ASKED_ALREADY, back)
        swap = await lecturer_swaps.by_id(tx, kept)
        return Reply(await _tell(tx, turn, swap), back) if swap else Reply(common.STALE, back)

    return write


async def _tell(tx: Transaction, turn: Turn, swap: Swap) -> str:
    """The colleague is asked; staff where nobody is named, or the colleague cannot be reached here."""
    if swap.other is not None and swap.other.holder_id is not None:
        key = f"{swap.id}:{swap.version}"
        buttons = (Button(texts.AGREE, f"{AGREE}:{key}"),), (Button(texts.DECLINE, f"{DECLINE}:{key}"),)
        said = Reply(texts.asked_of_you(swap, turn.today), buttons)
        if await push_to_person(tx, turn.house, turn.now, swap.other.holder_id, said):
            return texts.asked(swap.other.name)
    told = await tell_staff(tx, turn, swap)
    return texts.asked_unreached(swap.other.name, told) if swap.other else texts.asked_staff(told)


async def tell_staff(tx: Transaction, turn: Turn, swap: Swap) -> int:
    """Put what waits before the people of staff; to how many."""
    see = (Button(texts.SEE, f"{STAFF_CARD}:{swap.id}"),)
    return await push_to_staff(tx, turn, Reply(texts.for_staff(swap, turn.today), (see, (HOME,))), centre=swap.centre)


FORM = Form(
    SWAP,
    "who",
    {"who": Step(_ask_who, _take_who), "why": Step(_ask_why, _take_why), "confirm": Step(_ask_confirm, _take_confirm)},
    LECTURERS,
)
