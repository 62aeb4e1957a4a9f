"""The roster as a file to take: the empty form, and the form filled in."""

from asyncio import to_thread

from handlers.messages import Attachment, Look, Reply
from handlers.staff.desk import clerk
from handlers.texts import common
from handlers.texts import staff as texts
from handlers.turn import Turn, Write
from handlers.unit_directory import unit_names
from storage import cadres, units
from storage.database import Transaction
from storage.journal import Entry, record
from storage.looks import EVERYBODY


async def template(turn: Turn) -> Reply:
    """The empty form, with the units to choose from."""
    from handlers.files.template import roster_template

    names = await unit_names(turn.house)
    content = await to_thread(roster_template, names, (turn.today.year - 1, turn.today.year))
    return Reply(texts.TEMPLATE_SENT, common.HOME_ROW, (Attachment(texts.TEMPLATE_FILE, content),))


async def export(turn: Turn) -> Write:
    """Everybody within the clerk's reach; who took it stands in the journal."""
    from handlers.files.export import export_roster

    people = await cadres.every_cadre(turn.house.db, clerk(turn))
    known = await units.in_force(turn.house.db)
    content = await to_thread(export_roster, people, known, turn.today, turn.house.planned_posts)
    reply = Reply(
        texts.EXPORT_SENT,
        common.HOME_ROW,
        (Attachment(texts.EXPORT_FILE, content),),
        look=Look("roster_export", (EVERYBODY,)),
    )

    async def write(tx: Transaction) -> Reply:
        await record(tx, turn.by, Entry("export", "roster", str(len(people))))
        return reply

    return write
