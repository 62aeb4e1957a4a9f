"""A lecturer's own sessions: of a day, a week, a month; and one of them with its class and what can be done."""

from datetime import timedelta

from handlers.lecturer.own import no_record, own_record
from handlers.messages import HOME, Button, Reply
from handlers.staff.rollcall.opening import ROLL
from handlers.texts import common
from handlers.texts import lecturer_own as texts
from handlers.turn import Turn
from rules.classes import period
from rules.swaps import barred
from storage import lecturer_sessions, lecturer_swaps
from storage.lecturer_sessions import OwnSession

MINE, ONE, SWAP = "my_teaching", "my_session", "swap_ask"
_SHOWN = 3
_WEEK, _MONTH = "this_week", "this_month"
_LOOK_AHEAD = timedelta(days=120)


async def mine(turn: Turn) -> Reply:
    """`my_teaching[:WHEN[:PAGE]]`: the sessions of a time that is named; without one, of the week from today on."""
    own = await own_record(turn, turn.house.db)
    if own is None:
        return no_record()
    when = turn.args[0] if turn.args else turn.slots.get("when", "")
    first, last = period(when, turn.today) or (turn.today, turn.today + timedelta(days=6))
    coming = await lecturer_sessions.own_sessions(turn.house.db, own.id, first, max(last, turn.today + _LOOK_AHEAD))
    found = [each for each in coming if each.session.day <= last]
    asked = {each.session.id for each in await lecturer_swaps.of_lecturer(turn.house.db, own.id, turn.today)}
    start = (turn.number(1) or 0) * _SHOWN
    shown = found[start : start + _SHOWN] or found[:_SHOWN]
    if not found:
        following = next((each.session.day for each in coming if not each.session.cancelled), None)
        return Reply(texts.nothing(first, last, following), (*_other_times(when), (HOME,)))
    rows = [(Button(texts.session_label(each), f"{ONE}:{each.session.id}"),) for each in shown]
    if start + _SHOWN < len(found):
        rows.append((Button(texts.MORE, f"{MINE}:{when}:{start // _SHOWN + 1}"),))
    head = texts.mine(first, last, found)
    return Reply(texts.listing(head, shown, asked, turn.today), (*rows, *_other_times(when), (HOME,)))


def _other_times(when: str) -> tuple[tuple[Button, ...], ...]:
    """The way to the month, or from it to the week."""
    if when == _MONTH:
        return ((Button(texts.THIS_WEEK, f"{MINE}:{_WEEK}"),),)
    return ((Button(texts.THIS_MONTH, f"{MINE}:{_MONTH}"),),)


async def one(turn: Turn) -> Reply:
    """`my_session:ID`: the class with its people and units; roll, materials, and asking a colleague."""
    own = await own_record(turn, turn.house.db)
    found = await lecturer_sessions.own_session(turn.house.db, own.id, turn.args[0]) if own and turn.args else None
    if own is None or found is None:
        return Reply(texts.NOT_YOURS, common.HOME_ROW)
    units = await lecturer_sessions.units_of_class(turn.house.db, found.session.class_id)
    open_ones = await lecturer_swaps.of_lecturer(turn.house.db, own.id, turn.today)
    asked = next((each for each in open_ones if each.session.id == found.session.id), None)
    text = texts.card(found, units, asked, turn.today)
    return Reply(text, (*_ways(turn, found, own.id, asked is not None), (HOME,)))


def _ways(turn: Turn, own: OwnSession, lecturer_id: str, asked: bool) -> tuple[tuple[Button, ...], ...]:
    session = own.session
    ways = []
    if session.day <= turn.today and not session.cancelled:
        ways.append(Button(texts.ROLL, f"{ROLL}:{session.id}"))
    ways.append(Button(texts.MATERIALS, f"materials:{session.class_id}"))
    ways.append(Button(texts.SEND_MATERIAL, f"material_new:{session.class_id}"))
    if asked:
        ways.append(Button(texts.MY_SWAPS, "my_swaps"))
    elif barred(session, own.class_state, lecturer_id, turn.today) is None:
        ways.append(Button(texts.ASK_SWAP, f"{SWAP}:{session.id}"))
    return tuple((each,) for each in ways)
