"""Taking a person off the roster, with the reason."""

import orjson

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.desk import dated, just_changed, keeps_everyone, not_seen, record_of, see, tell
from handlers.staff.entries import LONGEST
from handlers.texts import common
from handlers.texts import record_moves as moves
from handlers.texts import staff_records as texts
from handlers.turn import Answered, Turn, Write
from rules.text import clean
from storage import cadre_writes, grants
from storage.database import Transaction
from storage.journal import Entry, record


async def _ask_reason(turn: Turn, state: FormState) -> Reply:
    return Reply(moves.WHY_END, tuple((option("reason", reason, reason),) for reason in moves.REASONS))


async def _take_reason(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("confirm", {"reason": clean(value)}) if 0 < len(value) <= LONGEST else Again(moves.WHY_END)


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    cadre = await record_of(turn.house.db, turn, state.data["id"])
    if cadre is None:
        return Reply(texts.NOT_SEEN)
    said = moves.end_summary(cadre, state.data["reason"])
    return Reply(said, ((option("confirm", moves.END_IT, "save"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _end(turn, state) if value == "save" else Again(texts.PRESS_SAVE)


def _end(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        cadre = await record_of(tx, turn, state.data["id"])
        if cadre is None:
            return not_seen()
        version = int(state.data["version"])
        if not await cadre_writes.claim(tx, cadre.id, version):
            return just_changed(cadre.id)
        await tell(tx, turn, cadre.id, moves.ENDED_FOR_PERSON)
        await cadre_writes.remove(tx, turn.by, "end_record", [cadre])
        reason = orjson.dumps(state.data["reason"]).decode()
        await record(tx, turn.by, Entry("end_reason", "cadre", cadre.id, after=reason))
        await grants.revoke_all(tx, turn.by, cadre.id)
        await dated(tx, turn)
        back = Button(moves.COME_BACK, f"come_back:{cadre.id}:{cadre.version + 2}")
        undo = ((back,),) if keeps_everyone(turn) else ()
        return Reply(moves.ended(cadre), (*undo, (Button(texts.FIND_AGAIN, "find_cadre"),), (HOME,)))

    return write


async def come_back(turn: Turn) -> Answered:
    """`come_back:ID:VERSION`: somebody was taken off by mistake. Roles that ended with it stay ended."""
    version = turn.number(1)
    if version is None or not keeps_everyone(turn):
        return Reply(common.STALE, common.HOME_ROW)
    cadre_id = turn.args[0]

    async def write(tx: Transaction) -> Reply:
        if not await cadre_writes.come_back(tx, cadre_id, version):
            return Reply(common.STALE, common.HOME_ROW)
        await record(tx, turn.by, Entry("come_back", "cadre", cadre_id))
        await dated(tx, turn)
        return Reply(moves.CAME_BACK, ((see(cadre_id),), (HOME,)))

    return write


FORM = Form(
    "end_record",
    "reason",
    {"reason": Step(_ask_reason, _take_reason), "confirm": Step(_ask_confirm, _take_confirm)},
    STAFF,
)
