"""A record as the clerk sees it, with the ways to change it. Every look leaves a line in the journal."""

from handlers.centres import house_for
from handlers.messages import HOME, Button, Reply
from handlers.staff.desk import not_seen, record_of
from handlers.texts import staff_records as texts
from handlers.turn import Answered, Turn, Write
from rules.cadres import Cadre
from rules.standing import standing_of
from storage import accounts
from storage.database import Transaction
from storage.journal import Entry, record


async def show(turn: Turn) -> Answered:
    """`cadre:ID` or `cadre:CODE`."""
    cadre = await record_of(turn.house.db, turn, ":".join(turn.args))
    return await show_record(turn, cadre) if cadre else not_seen()


async def show_record(turn: Turn, cadre: Cadre) -> Write:
    """The card of a record."""
    house = await house_for(turn.house, cadre.unit.id)
    standing = standing_of(cadre, house.policy, house.regulations, turn.today, house.count_unverified)
    linked = await accounts.has_chat(house.db, cadre.id)
    reply = Reply(texts.card(cadre, standing, linked), _changes(cadre))

    async def write(tx: Transaction) -> Reply:
        await record(tx, turn.by, Entry("look_at_record", "cadre", cadre.id))
        return reply

    return write


def edit_key(what: str, cadre: Cadre, *rest: str) -> str:
    """The key that opens a form on a record as it was seen."""
    return ":".join(("edit", what, cadre.id, str(cadre.version), *rest))


def _changes(cadre: Cadre) -> tuple[tuple[Button, ...], ...]:
    names = {
        "level": texts.LEVEL,
        "posts": texts.POSTS,
        "rating": texts.RATING,
        "part": texts.MORE_PARTS,
        "remove": texts.REMOVE,
    }
    return (*((Button(label, edit_key(what, cadre)),) for what, label in names.items()), (HOME,))
