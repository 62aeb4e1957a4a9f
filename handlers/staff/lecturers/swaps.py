"""Sessions that lecturers ask to hand on, as staff answer them: granted, given to another, refused."""

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.lecturer.swap_answering import tell
from handlers.lecturer.swap_asking import STAFF_CARD, colleague
from handlers.messages import HOME, Button, FormState, Reply
from handlers.texts import common
from handlers.texts import lecturer_swaps as texts
from handlers.turn import Answered, Turn, Write
from rules.lecturers import Lecturer
from rules.swaps import Party, Swap, SwapMove, barred, unfit
from rules.text import clean
from storage import lecturer_sessions, lecturer_swaps, lecturers
from storage.cadres import Source
from storage.database import Transaction

BOARD, OK, GIVE, NO = STAFF_CARD, "swap_ok", "swap_give", "swap_no"
_SHOWN = 4
_YES = "yes"


async def board(turn: Turn) -> Reply:
    """`swaps[:ID[:PAGE]]`: what is to be answered; one of them whole where it is the only one, or named."""
    found = await lecturer_swaps.open_ones(turn.house.db, turn.today, turn.asker)
    named = next((each for each in found if each.id in turn.args), None)
    if named or len(found) == 1:
        return _card(turn, named or found[0])
    if not found:
        return Reply(texts.NONE_WAITING, common.HOME_ROW)
    rows = ((Button(texts.label(each), f"{BOARD}:{each.id}"),) for each in found[:_SHOWN])
    return Reply(texts.board(found[:_SHOWN], len(found), turn.today), (*rows, (HOME,)))


def _card(turn: Turn, swap: Swap) -> Reply:
    key = f"{swap.id}:{swap.version}:{swap.session.version}"
    grant = ((Button(texts.GRANT, f"{OK}:{key}"),),) if swap.other else ()
    others = (Button(texts.GIVE, f"{GIVE}:{key}"),), (Button(texts.REFUSE, f"{NO}:{key}"),)
    return Reply(texts.for_staff(swap, turn.today), (*grant, *others, (HOME,)))


async def _seen(source: Source, turn: Turn, swap_id: str, version: str, session_version: str) -> Swap | None:
    """The swap with its session as both were seen; None where either changed, or in a class of another centre."""
    swap = await lecturer_swaps.by_id(source, swap_id)
    if swap is None or not turn.asker.keeps_of(swap.centre):
        return None
    if (str(swap.version), str(swap.session.version)) != (version, session_version):
        return None
    return swap


def _stale() -> Reply:
    return Reply(common.STALE, ((Button(texts.BOARD, BOARD),), (HOME,)))


async def grant(turn: Turn) -> Answered:
    """`swap_ok:ID:VERSION:SESSION_VERSION`: the colleague who was asked takes the session."""
    if len(turn.args) != 3:
        return _stale()

    async def write(tx: Transaction) -> Reply:
        swap = await _seen(tx, turn, *turn.args[:3])
        if swap is None or swap.other is None:
            return _stale()
        other = await lecturers.by_id(tx, swap.other.id)
        return await _granted(tx, turn, swap, other) if other else _stale()

    return write


async def _granted(tx: Transaction, turn: Turn, swap: Swap, other: Lecturer) -> Reply:
    over = barred(swap.session, swap.class_state, swap.lecturer.id, turn.today)
    why = over or unfit(swap.session, other, await lecturer_sessions.is_busy(tx, other.id, swap.session))
    if why is not None:
        said = texts.BARRED[why] if over else texts.UNFIT[why].format(other.name)
        return Reply(said, ((Button(texts.BOARD, BOARD),), (HOME,)))
    if not await lecturer_swaps.grant(tx, turn.by, swap, other):
        return _stale()
    asker = await tell(tx, turn, swap.lecturer, _word(texts.granted_to_asker(swap, other.name, turn.today)))
    taker = Party(other.id, other.name, other.holder_id)
    taker_told = await tell(tx, turn, taker, _word(texts.granted_to_other(swap, turn.today)))
    if swap.other is not None and swap.other.id != other.id:
        await tell(tx, turn, swap.other, _word(texts.not_needed(swap, turn.today)))
    return Reply(texts.granted(other.name, asker and taker_told), ((Button(texts.BOARD, BOARD),), (HOME,)))


def _word(text: str) -> Reply:
    return Reply(text, common.HOME_ROW)


async def give(turn: Turn) -> Reply:
    """`swap_give:ID:VERSION:SESSION_VERSION`: somebody else is put on the session."""
    return await _begin(turn, GIVE_FORM)


async def refuse(turn: Turn) -> Reply:
    """`swap_no:ID:VERSION:SESSION_VERSION`: with a reason."""
    return await _begin(turn, NO_FORM)


async def _begin(turn: Turn, form: Form) -> Reply:
    if len(turn.args) != 3 or await _seen(turn.house.db, turn, *turn.args[:3]) is None:
        return _stale()
    return await start(turn, form, dict(zip(("id", "version", "session_version"), turn.args, strict=True)))


async def _of(source: Source, turn: Turn, state: FormState) -> Swap | None:
    return await _seen(source, turn, state.data["id"], state.data["version"], state.data["session_version"])


async def _ask_whom(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHOM)


async def _take_whom(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    swap = await _of(turn.house.db, turn, state)
    own = swap and await lecturer_sessions.own_session(turn.house.db, swap.lecturer.id, swap.session.id)
    if not own:
        return _stale()
    other = await colleague(turn.house.db, turn, own, value)
    return other if isinstance(other, Again) else Next("confirm", {"other": other.id, "name": other.name})


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    swap = await _of(turn.house.db, turn, state)
    if swap is None:
        return _stale()
    said = texts.give_question(swap, state.data["name"], turn.today)
    return Reply(said, ((option("confirm", texts.GIVE_NOW, _YES),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value != _YES:
        return Again(common.CHOOSE_ONE)

    async def write(tx: Transaction) -> Reply:
        swap = await _of(tx, turn, state)
        other = await lecturers.by_id(tx, state.data["other"])
        return await _granted(tx, turn, swap, other) if swap and other else _stale()

    return write


async def _ask_why(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHY_REFUSED)


async def _take_why(turn: Turn, state: FormState, value: str) -> Again | Answered:
    why = clean(value).rstrip(".")
    return _refused(turn, state, why) if 3 <= len(why) <= 200 else Again(texts.WHY_LENGTH)


def _refused(turn: Turn, state: FormState, why: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        swap = await _of(tx, turn, state)
        if swap is None or not await lecturer_swaps.move(tx, turn.by, swap, SwapMove.REFUSE, why):
            return _stale()
        told = await tell(tx, turn, swap.lecturer, _word(texts.refused(swap, why, turn.today)))
        if swap.other is not None:
            await tell(tx, turn, swap.other, _word(texts.no_swap(swap, turn.today)))
        return Reply(texts.refusal_kept(told), ((Button(texts.BOARD, BOARD),), (HOME,)))

    return write


GIVE_FORM = Form(
    GIVE, "whom", {"whom": Step(_ask_whom, _take_whom), "confirm": Step(_ask_confirm, _take_confirm)}, STAFF
)
NO_FORM = Form(NO, "why", {"why": Step(_ask_why, _take_why)}, STAFF)
