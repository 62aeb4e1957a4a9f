"""Somebody of a class cannot come: which session, why, and whom it is told to before it is sent."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.answers import STUDENTS
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.push import push_to_person, push_to_staff
from handlers.texts import absence as texts
from handlers.texts import common
from handlers.turn import Answered, Turn, Write
from handlers.understanding.instants import day_in
from rules.attendance import Presence
from rules.classes import Part
from rules.text import clean, fold
from storage import attendance
from storage.attendance import Held
from storage.class_list import students
from storage.database import Transaction
from storage.study_requests import officers_of

AHEAD = timedelta(days=14)
_OFFERED = 4
_LONGEST = 150
_PARTS = {"sang": Part.SANG, "chieu": Part.CHIEU, "toi nay": Part.TOI, "buoi toi": Part.TOI}


async def begin(turn: Turn) -> Answered:
    """ "Xin vắng sáng mai vì họp": the session and the reason that are named, and what is not is asked."""
    coming = await _coming(turn)
    if not coming:
        return Reply(texts.NONE_COMING, common.HOME_ROW)
    named = turn.args[0] if turn.args else ""
    meant = [each for each in coming if each.session.id == named] if named else _meant(turn, coming)
    reason = texts.reason_in(clean(turn.incoming.text))[:_LONGEST] if not turn.args else ""
    if not meant:
        return Reply(texts.NO_SESSION, ((Button(texts.MINE, "my_schedule"),), (HOME,)))
    if len(meant) > 1:
        only = [each.session.id for each in meant] if len(meant) < len(coming) else []
        return await start(turn, FORM, {"why": reason, "only": " ".join(only)})
    data = {"session": meant[0].session.id, "why": reason}
    return await start(turn, FORM, data, "send" if reason else "why")


async def _coming(turn: Turn) -> list[Held]:
    return await attendance.own(turn.house.db, turn.asker.person_id or "", turn.today, turn.today + AHEAD)


def _meant(turn: Turn, coming: Sequence[Held]) -> list[Held]:
    """The sessions of the day and the part of it that are named; all where neither is."""
    words = texts.REASON.sub("", clean(turn.incoming.text))
    day = day_in(words, turn.today)
    part = next((part for word, part in _PARTS.items() if re.search(rf"\b{word}\b", fold(words))), None)
    return [each for each in coming if day in (None, each.session.day) and part in (None, each.session.part)]


async def _ask_session(turn: Turn, state: FormState) -> Reply:
    page = int(state.data.get("page", "0"))
    only = state.data.get("only", "").split()
    coming = [each for each in await _coming(turn) if not only or each.session.id in only]
    shown = coming[page * _OFFERED : (page + 1) * _OFFERED]
    rows = [(option("session", texts.label(each), each.session.id),) for each in shown]
    if (page + 1) * _OFFERED < len(coming):
        rows.append((option("session", texts.MORE, f"page {page + 1}"),))
    return Reply(texts.WHICH, tuple(rows))


async def _take_session(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value.startswith("page ") and value[5:].isdecimal():
        return Next("session", {"page": value[5:]})
    if all(each.session.id != value for each in await _coming(turn)):
        return Again(common.CHOOSE_ONE)
    return Next("send" if state.data.get("why") else "why", {"session": value})


async def _ask_why(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHY)


async def _take_why(turn: Turn, state: FormState, value: str) -> Next | Again:
    reason = clean(value)
    return Next("send", {"why": reason}) if 0 < len(reason) <= _LONGEST else Again(texts.TOO_LONG)


async def _ask_send(turn: Turn, state: FormState) -> Reply:
    held = await attendance.session(turn.house.db, state.data["session"])
    if held is None:
        return Reply(texts.OVER)
    return Reply(texts.check(held, state.data["why"], turn.today), ((option("send", texts.SEND, "send"),),))


async def _take_send(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _send(turn, state.data["session"], state.data["why"]) if value == "send" else Again(texts.PRESS_SEND)


def _send(turn: Turn, session_id: str, reason: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        person_id = turn.asker.person_id or ""
        coming = await attendance.own(tx, person_id, turn.today, turn.today + AHEAD)
        held = next((each for each in coming if each.session.id == session_id), None)
        mark = (await attendance.roll(tx, session_id)).get(person_id)
        if held is None or (mark is not None and mark.presence is not Presence.ANNOUNCED):
            return Reply(texts.OVER, common.HOME_ROW)
        if not await attendance.announce(tx, turn.by, session_id, person_id, reason):
            return Reply(texts.ALREADY, common.HOME_ROW)
        officers = await _tell(tx, turn, held, reason)
        return Reply(texts.sent(held, officers, turn.today), common.HOME_ROW)

    return write


async def _tell(tx: Transaction, turn: Turn, held: Held, reason: str) -> int:
    """Put a word to the unit's officers, the centre's staff and the lecturer in line; to how many officers."""
    listed = await students(tx, held.session.class_id)
    own = next(each for each in listed if each.person_id == turn.asker.person_id)
    reply = Reply(texts.told(own.name, own.unit_name, held, reason, turn.today), common.HOME_ROW)
    officers = (await officers_of(tx, [own.unit_id])).get(own.unit_id, [])
    others = [each.holder_id for each in officers if each.holder_id != turn.account.holder_id]
    told = [await push_to_person(tx, turn.house, turn.now, each, reply) for each in others]
    await push_to_staff(tx, turn, reply, centre=held.centre)
    if held.lecturer_holder and held.lecturer_holder not in (*others, turn.account.holder_id):
        await push_to_person(tx, turn.house, turn.now, held.lecturer_holder, reply)
    return sum(told)


FORM = Form(
    "absence",
    "session",
    {
        "session": Step(_ask_session, _take_session),
        "why": Step(_ask_why, _take_why),
        "send": Step(_ask_send, _take_send),
    },
    STUDENTS,
)
