"""What a lecturer asked of colleagues and is asked by them: agreed to, declined, taken back."""

from handlers.lecturer.own import no_record, own_record
from handlers.lecturer.sessions import ONE
from handlers.lecturer.swap_asking import AGREE, DECLINE, tell_staff
from handlers.messages import HOME, Button, Reply
from handlers.push import push_to_person
from handlers.texts import common
from handlers.texts import lecturer_own as own_texts
from handlers.texts import lecturer_swaps as texts
from handlers.turn import Answered, Turn, Write
from rules.lecturers import Lecturer
from rules.swaps import Party, Swap, SwapMove, SwapState, barred, unfit
from storage import lecturer_sessions, lecturer_swaps
from storage.database import Transaction

MINE, WITHDRAW = "my_swaps", "swap_withdraw"
_SHOWN = 4


async def mine(turn: Turn) -> Reply:
    """`my_swaps[:ID]`: what is still to be answered; one of them whole where it is the only one, or named."""
    own = await own_record(turn, turn.house.db)
    if own is None:
        return no_record()
    found = await lecturer_swaps.of_lecturer(turn.house.db, own.id, turn.today)
    named = next((each for each in found if each.id in turn.args), None)
    if named or len(found) == 1:
        return _card(turn, named or found[0], own)
    if not found:
        return Reply(texts.NONE_OF_MINE, ((Button(own_texts.MY_SESSIONS, "my_teaching"),), (HOME,)))
    rows = ((Button(texts.label(each), f"{MINE}:{each.id}"),) for each in found[:_SHOWN])
    return Reply(texts.mine(found[:_SHOWN], own.id, turn.today), (*rows, (HOME,)))


def _card(turn: Turn, swap: Swap, own: Lecturer) -> Reply:
    key = f"{swap.id}:{swap.version}"
    if swap.lecturer.id == own.id:
        drop = (Button(texts.WITHDRAW, f"{WITHDRAW}:{key}"),)
        see = (Button(texts.SEE_SESSION, f"{ONE}:{swap.session.id}"),)
        return Reply(texts.mine_whole(swap, turn.today), (drop, see, (HOME,)))
    if swap.state is not SwapState.ASKED:
        return Reply(texts.asked_of_you(swap, turn.today) + "\n" + texts.YOU_AGREED, common.HOME_ROW)
    agree, decline = (Button(texts.AGREE, f"{AGREE}:{key}"),), (Button(texts.DECLINE, f"{DECLINE}:{key}"),)
    return Reply(texts.asked_of_you(swap, turn.today), (agree, decline, (HOME,)))


async def agree(turn: Turn) -> Answered:
    """`swap_agree:ID:VERSION`: the colleague takes it, if staff agree."""

    async def write(tx: Transaction) -> Reply:
        found = await _seen(turn, tx, as_colleague=True)
        if found is None:
            return _stale()
        swap, own = found
        why = barred(swap.session, swap.class_state, swap.lecturer.id, turn.today) or unfit(
            swap.session, own, await lecturer_sessions.is_busy(tx, own.id, swap.session)
        )
        if why is not None:
            return Reply(texts.FOR_YOU[why], common.HOME_ROW)
        if not await lecturer_swaps.move(tx, turn.by, swap, SwapMove.AGREE):
            return _stale()
        await tell(tx, turn, swap.lecturer, Reply(texts.colleague_agreed(swap, turn.today), common.HOME_ROW))
        now = await lecturer_swaps.by_id(tx, swap.id)
        await tell_staff(tx, turn, now or swap)
        return Reply(texts.YOU_AGREED, common.HOME_ROW)

    return write


async def decline(turn: Turn) -> Answered:
    """`swap_decline:ID:VERSION`."""
    return _answered(turn, SwapMove.DECLINE)


async def withdraw(turn: Turn) -> Answered:
    """`swap_withdraw:ID:VERSION`."""
    return _answered(turn, SwapMove.WITHDRAW)


def _answered(turn: Turn, step: SwapMove) -> Write:
    is_colleague = step is SwapMove.DECLINE

    async def write(tx: Transaction) -> Reply:
        found = await _seen(turn, tx, is_colleague)
        if found is None or not await lecturer_swaps.move(tx, turn.by, found[0], step):
            return _stale()
        swap = found[0]
        concerned = swap.lecturer if is_colleague else swap.other
        if concerned is not None:
            told = texts.declined(swap, turn.today) if is_colleague else texts.withdrawn(swap, turn.today)
            again = ((Button(texts.ASK_ANOTHER, f"{ONE}:{swap.session.id}"),),) if is_colleague else ()
            await tell(tx, turn, concerned, Reply(told, (*again, (HOME,))))
        return Reply(texts.YOU_DECLINED if is_colleague else texts.YOU_WITHDREW, common.HOME_ROW)

    return write


async def _seen(turn: Turn, tx: Transaction, as_colleague: bool) -> tuple[Swap, Lecturer] | None:
    """The swap of a key as it was seen, if it is this lecturer's to answer so; with who they are."""
    own = await own_record(turn, tx)
    swap = await lecturer_swaps.by_id(tx, turn.args[0]) if len(turn.args) == 2 else None
    if own is None or swap is None or swap.version != turn.number(1):
        return None
    whose = swap.other if as_colleague else swap.lecturer
    return (swap, own) if whose is not None and whose.id == own.id else None


def _stale() -> Reply:
    return Reply(common.STALE, ((Button(texts.OPEN_ONES, MINE),), (HOME,)))


async def tell(tx: Transaction, turn: Turn, party: Party, reply: Reply) -> bool:
    """A word to a lecturer; False where they cannot be reached here."""
    return party.holder_id is not None and await push_to_person(tx, turn.house, turn.now, party.holder_id, reply)
