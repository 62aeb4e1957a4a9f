"""Writing rolls, and the warning before the centre's limit of absences that they bring."""

from collections.abc import Mapping, Sequence

from handlers.answers import STAFF
from handlers.messages import Reply
from handlers.push import in_order, push_to_person, push_to_staff
from handlers.staff.rollcall.opening import Opened, asking
from handlers.texts import common
from handlers.texts import rollcall as texts
from handlers.turn import Turn
from rules.attendance import Limit, Missed, Presence, limit_of, nearness
from storage import attendance, outbox, reaching
from storage.class_list import Student
from storage.classes import Source
from storage.database import Transaction
from storage.house_facts import house_fact
from storage.study_requests import officers_of

LIMIT_FACT = "absence_limit"


async def written(
    tx: Transaction, turn: Turn, found: Opened, rolls: Mapping[str, Mapping[str, Presence]], unknown: Sequence[int]
) -> Reply:
    """Write rolls of the class, warn of those whom they bring near the limit, and show that of the session."""
    class_id = found.held.session.class_id
    before = await attendance.missed(tx, class_id)
    for session_id, marks in rolls.items():
        await attendance.call(tx, turn.by, session_id, marks)
    warned = await _warn(tx, turn, found, before)
    own = rolls.get(found.held.session.id, {})
    return await asking(
        tx, turn, found, texts.kept(found.held, texts.absent(found.students, own), unknown, warned, turn.today)
    )


async def _warn(tx: Transaction, turn: Turn, found: Opened, before: Mapping[str, Missed]) -> list[str]:
    """Tell those who came nearer to the limit and who answers for them, each once; the lines for the caller."""
    limit = await limit_now(tx)
    if limit is None:
        return []
    now = await attendance.missed(tx, found.held.session.class_id)
    sessions = len(await attendance.of_class(tx, found.held.session.class_id))
    lines: list[str] = []
    for each in found.students:
        missed = now.get(each.person_id, Missed())
        near = nearness(missed, limit, sessions)
        if near > nearness(before.get(each.person_id, Missed()), limit, sessions):
            lines.append(texts.warned(each, missed, near, limit))
            said = texts.own_warning(found.held.class_name, missed, near, limit, each.cadre_id is not None)
            await _push(tx, turn, each, Reply(said, common.HOME_ROW))
            await _tell_others(
                tx, turn, each, found.held.centre, texts.unit_warning(found.held, each, missed, near, limit)
            )
    return lines


async def _push(tx: Transaction, turn: Turn, student: Student, reply: Reply) -> None:
    chats = (await reaching.reach_of(tx, student.cadre_id or student.person_id)).chats
    message = in_order(turn.house, turn.now, [chat for chat in chats if not chat.muted], reply)
    await outbox.add_many(tx, [message] if message is not None else [])


async def _tell_others(tx: Transaction, turn: Turn, student: Student, centre: str, text: str) -> None:
    """The officers of the person's unit; and staff, where it was a lecturer who called the roll."""
    officers = (await officers_of(tx, [student.unit_id])).get(student.unit_id, [])
    for holder in {each.holder_id for each in officers} - {turn.asker.user_id}:
        await push_to_person(tx, turn.house, turn.now, holder, Reply(text, common.HOME_ROW))
    if not turn.asker.has(*STAFF):
        await push_to_staff(tx, turn, Reply(text, common.HOME_ROW), centre=centre)


async def limit_now(source: Source) -> Limit | None:
    """The centre's limit; None where it set none."""
    return limit_of(await house_fact(source, LIMIT_FACT) or "")
