"""What every answer of the clerk's desk stands on: how far the clerk's grants reach, and one record to look at."""

from dataclasses import replace

from handlers.messages import HOME, Button, Reply
from handlers.push import push_in_order
from handlers.texts import staff_records as texts
from handlers.turn import Turn
from rules.access import Asker, Role
from rules.cadres import Cadre, Unit
from storage import cadres, reaching, units
from storage.cadres import Source
from storage.database import Transaction
from storage.vouching import vouch

_KEEPERS = frozenset({Role.STAFF, Role.ADMIN})


def clerk(turn: Turn) -> Asker:
    """The asker as a keeper of records only: what they may see as a leader, an officer or of themselves is left out."""
    return replace(turn.asker, cadre_id=None, grants=tuple(g for g in turn.asker.grants if g.role in _KEEPERS))


def keeps_everyone(turn: Turn) -> bool:
    """Whether the clerk keeps the whole roster."""
    return any(grant.unit_id is None for grant in clerk(turn).grants)


def keeps_classes(turn: Turn) -> bool:
    """Whether the clerk keeps the classes of a centre: of the only one, or of one among several."""
    return keeps_everyone(turn) or bool(turn.asker.centres.keeps)


async def record_of(source: Source, turn: Turn, reference: str) -> Cadre | None:
    """The record of an id, or of a code of the roster, within the clerk's reach."""
    asker = clerk(turn)
    return await cadres.by_id(source, asker, reference) or await cadres.by_code(source, asker, reference)


async def reaches(source: Source, turn: Turn, unit: Unit) -> bool:
    """Whether a unit, known or just to be added, lies within the clerk's grants."""
    if keeps_everyone(turn):
        return True
    bounds = {grant.unit_id for grant in clerk(turn).grants}
    tree = [*await units.every_unit(source), unit]
    return any(unit.id in units.with_those_below(tree, top) for top in bounds if top)


def see(cadre_id: str, label: str = texts.SEE_RECORD) -> Button:
    """The way to a record."""
    return Button(label, f"cadre:{cadre_id}")


def not_seen() -> Reply:
    """The record is gone, or not for this clerk; nothing tells which."""
    return Reply(texts.NOT_SEEN, ((Button(texts.FIND_AGAIN, "find_cadre"),), (HOME,)))


def just_changed(cadre_id: str) -> Reply:
    """The record is no longer the one that was looked at."""
    return Reply(texts.JUST_CHANGED, ((see(cadre_id),), (HOME,)))


async def tell(tx: Transaction, turn: Turn, cadre_id: str, reply: Reply) -> None:
    """Put a word to the person concerned in line, unless they did it themselves or asked for quiet."""
    chats = (await reaching.reach_of(tx, cadre_id)).chats
    if cadre_id != turn.account.holder_id:
        await push_in_order(tx, turn.house, turn.now, [chat for chat in chats if not chat.muted], reply)


async def dated(tx: Transaction, turn: Turn) -> None:
    """The records changed today: the date that answers give for their data, and by whom."""
    await vouch(tx, turn.by, turn.today)
