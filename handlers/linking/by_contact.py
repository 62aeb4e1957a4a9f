"""Linking by one's own phone number, as the messenger vouches for it, where exactly one record has it."""

from handlers.linking.joining import join
from handlers.linking.ways import ask_consent, consented, ways
from handlers.messages import Reply
from handlers.texts import common, first_contact, linking
from handlers.turn import Answered, Turn
from rules.access import Role
from rules.roster.personal import parse_phone
from rules.roster.problems import BadCell
from storage import cadres, learners, links
from storage.database import Transaction


async def link_phone(turn: Turn) -> Reply:
    """Ask for the number, with the channel's own way to share it."""
    if not consented(turn):
        return ask_consent(first_contact.welcome(turn.house.centre))
    return Reply(linking.SHARE_PHONE, common.HOME_ROW, asks_contact=True)


async def card(turn: Turn) -> Answered:
    """A contact was shared. The number is compared and forgotten; none and several records read the same."""
    contact = turn.incoming.contact
    if not turn.asker.has(Role.STRANGER):
        return Reply(linking.already(turn.asker.name), common.HOME_ROW)
    if not consented(turn):
        return ask_consent(first_contact.consent(first_contact.CONTACT_LATER))
    if contact is None or not contact.own:
        return ways(turn, linking.NOT_OWN)
    try:
        phone = parse_phone(contact.phone)
    except BadCell:
        return ways(turn, linking.NO_MATCH)

    async def write(tx: Transaction) -> Reply:
        found = [each.id for each in await cadres.with_phone(tx, phone)]
        found += [each.id for each in await learners.with_phone(tx, phone)]
        holder = await links.holder_by_id(tx, found[0]) if len(found) == 1 else None
        return await join(tx, turn, holder) if holder else ways(turn, linking.NO_MATCH)

    return write
