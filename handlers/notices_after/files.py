"""A sent notice as a file to take: the report of every person, the list of phones; and the text for chat groups."""

from asyncio import to_thread
from collections.abc import Sequence

from handlers.messages import HOME, Attachment, Look, Reply
from handlers.notices_after.sight import Seen, back_to, not_seen, seen
from handlers.texts import notice_report as texts
from handlers.turn import Answered, Turn
from storage import classes, notice_people
from storage.database import Transaction
from storage.journal import Entry, record
from storage.notice_people import CALLERS, Addressee, Which


async def report(turn: Turn) -> Answered:
    """`notice_file:NUMBER`: every person with what became of it, as .xlsx; who took it stands in the journal."""
    from handlers.files.notice_report import notice_report

    found = await seen(turn.house.db, turn, turn.number(0), CALLERS)
    if found is None:
        return not_seen()
    people = await notice_people.people(turn.house.db, found.notice.id, found.units)
    counts = await notice_people.counts(turn.house.db, found.notice.id, found.units)
    content = await to_thread(notice_report, found.notice, people, counts, turn.now)
    return _handed_out(turn, found, "export_notice", people, Attachment(texts.file_name(found.notice), content))


async def phones(turn: Turn) -> Answered:
    """`notice_phones:NUMBER`: those to phone, unit by unit, as .xlsx to print."""
    from handlers.files.notice_report import phone_list

    found = await seen(turn.house.db, turn, turn.number(0), CALLERS)
    if found is None:
        return not_seen()
    people = await notice_people.people(turn.house.db, found.notice.id, found.units, Which.TO_CALL)
    content = await to_thread(phone_list, found.notice, people, turn.now)
    return _handed_out(turn, found, "export_phones", people, Attachment(texts.phone_file_name(found.notice), content))


def _handed_out(turn: Turn, found: Seen, action: str, people: Sequence[Addressee], file: Attachment) -> Answered:
    look = Look(f"{action}:{found.notice.id}", tuple(each.holder_id for each in people))

    async def write(tx: Transaction) -> Reply:
        await record(tx, turn.by, Entry(action, "notice", found.notice.id, None, str(len(people))))
        return Reply(texts.HANDED_OUT, ((back_to(found.notice.number),), (HOME,)), (file,), look=look)

    return write


async def group_text(turn: Turn) -> Answered:
    """`notice_group:NUMBER`: the text for a unit's own chat group, without a word about any one person."""
    found = await seen(turn.house.db, turn, turn.number(0), CALLERS)
    if found is None:
        return not_seen()
    training = None
    if found.notice.class_id is not None:
        listed = await classes.by_id(turn.house.db, turn.asker, found.notice.class_id)
        training = listed.training if listed else None
    text = texts.for_groups(found.notice, training.name if training else "", turn.house.centre, turn.house.ways_in)
    return Reply(text, ((back_to(found.notice.number),), (HOME,)))
