"""Whom a notice is for: in words, in figures, and as the rows that its deliveries become."""

from dataclasses import dataclass, replace
from datetime import datetime

from handlers.house import House
from handlers.texts import notices_people as texts
from rules.access import Asker, Role
from rules.audience import Grounds, Names, in_words, parse
from rules.notices import Notice
from rules.policy import Policy
from storage import classes, units
from storage.audience import Mailing, Preview, Selection, preview
from storage.clock import from_ms
from storage.database import Database, Transaction

Source = Database | Transaction
_KEEPERS = frozenset({Role.STAFF, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Counted:
    """A notice with the people it is for, as they are now."""

    notice: Notice
    selection: Selection
    figures: Preview


async def names_of(source: Source, policy: Policy) -> Names:
    """What groups and units are called before people."""
    called = {unit.id: unit.name for unit in await units.every_unit(source)}
    return Names({group.id: group.name for group in policy.groups}, called)


async def words_of(source: Source, policy: Policy, audience: str) -> str:
    """An audience's canonical text in words; empty where nobody was chosen."""
    return in_words(parse(audience), await names_of(source, policy)) if audience else ""


def selection(house: House, asker: Asker, audience: str) -> Selection:
    """An audience as its author may reach it: by their grants as a keeper of records, nothing else of theirs."""
    bound = replace(asker, cadre_id=None, grants=tuple(each for each in asker.grants if each.role in _KEEPERS))
    grounds = Grounds(house.policy, house.regulations, house.clock().date(), house.count_unverified)
    return Selection(parse(audience), bound, grounds, house.channels)


async def counted(house: House, asker: Asker, notice: Notice) -> Counted | None:
    """The people of a notice in figures; None while nobody was chosen."""
    if not notice.audience:
        return None
    chosen = selection(house, asker, notice.audience)
    return Counted(notice, chosen, await preview(house.db, chosen))


async def mailing(house: House, notice: Notice) -> Mailing:
    """What is sent, and from when on."""
    now = house.clock()
    at = from_ms(notice.send_at).astimezone(now.tzinfo) if notice.send_at is not None else now
    return Mailing(
        notice.text, max(at, now), await _class_name(house, notice), notice.urgent,
        centre=texts.THE_CENTRE, quiet_hours=house.quiet_hours,
    )  # fmt: skip


async def _class_name(house: House, notice: Notice) -> str:
    found = await classes.by_id(house.db, Asker(), notice.class_id) if notice.class_id else None
    return found.training.name if found else ""


def in_zone(house: House, at: int) -> datetime:
    """A stored instant as the centre's clocks show it."""
    return from_ms(at).astimezone(house.clock().tzinfo)
