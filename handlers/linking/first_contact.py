"""The first contact: what the assistant is, what it keeps and why, and consent, one purpose at a time."""

from handlers.linking import by_code
from handlers.linking.code import code_in, looks_like_code
from handlers.linking.joining import join
from handlers.linking.ways import ask_consent, consented, ways
from handlers.messages import Reply
from handlers.texts import common, first_contact, linking
from handlers.turn import Answered, Turn, Write
from rules.access import Role
from storage import consents, links, outbox
from storage.database import Transaction


async def start(turn: Turn) -> Answered:
    """The first word, `/start` again, or a tap on the bot's link, which may carry a linking code."""
    payload = turn.args[0] if turn.args else ""
    if looks_like_code(payload):
        return await by_code.take(turn, code_in(payload))
    if not turn.asker.has(Role.STRANGER):
        return Reply(linking.already(turn.asker.name), common.HOME_ROW)
    return ways(turn, linking.WAYS) if consented(turn) else ask_consent(first_contact.welcome(turn.house.centre))


async def must_link_first(turn: Turn) -> Reply:
    """A stranger asked something personal: it needs a link, and this is the way to it."""
    if consented(turn):
        return ways(turn, f"{linking.FIRST}\n{linking.WAYS}")
    return ask_consent(first_contact.consent(linking.FIRST))


async def agree(turn: Turn) -> Answered:
    """The tap on "Đồng ý": `agree:PURPOSE:VERSION`. A tap under an old text is shown the one in force."""
    purpose, version = (*turn.args, "", "")[:2]
    if purpose not in first_contact.PURPOSES:
        return Reply(common.STALE, common.HOME_ROW)
    if version != first_contact.VERSION:
        return ask_consent(first_contact.consent(first_contact.OLD_TEXT))
    return _agree_notices(turn) if purpose == first_contact.THONG_BAO else _agree_link(turn)


def _agree_link(turn: Turn) -> Write:
    async def write(tx: Transaction) -> Reply:
        await _give_once(tx, turn, first_contact.LIEN_KET)
        if not turn.asker.has(Role.STRANGER):
            return Reply(linking.already(turn.asker.name), common.HOME_ROW)
        held = await links.held_code(tx, turn.account.id, turn.at)
        holder = await links.holder_by_id(tx, held.holder_id)
        if holder and await links.use_code(tx, held.digest, turn.account.id, turn.at):
            return await join(tx, turn, holder)
        return ways(turn, f"{linking.AGREED}\n{linking.WAYS}")

    return write


def _agree_notices(turn: Turn) -> Answered:
    if turn.asker.has(Role.STRANGER):
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        await _give_once(tx, turn, first_contact.THONG_BAO)
        return Reply(first_contact.NOTICES_ON, common.HOME_ROW)

    return write


async def _give_once(tx: Transaction, turn: Turn, purpose: str) -> None:
    if (purpose, first_contact.VERSION) not in turn.facts.consents:
        await consents.give(tx, turn.by, turn.account.id, purpose, first_contact.VERSION)


async def decline(turn: Turn) -> Answered:
    """The tap on the other button: nothing is linked or sent, and everything general is still answered."""
    if turn.args[:1] != (first_contact.THONG_BAO,):
        return Reply(first_contact.DECLINED, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        await consents.withdraw(tx, turn.by, turn.account.id, first_contact.THONG_BAO)
        await outbox.drop_unasked(tx, turn.incoming.channel, turn.incoming.chat)
        return Reply(first_contact.NOTICES_OFF, common.HOME_ROW)

    return write
