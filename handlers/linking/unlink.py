"""Undoing a link: by one's own choice after a question, or at once when the chat is not that person's."""

from handlers.messages import Button, Reply
from handlers.push import push_to_staff
from handlers.texts import common, first_contact, linking
from handlers.turn import Answered, Turn, Write
from storage import consents, links
from storage.database import Transaction


async def ask(turn: Turn) -> Reply:
    """What unlinking means, and whether it is meant."""
    yes = Button(linking.UNLINK, f"unlink_yes:{turn.account.holder_id}")
    return Reply(linking.UNLINK_ASK, ((yes,), (Button(linking.KEEP, "home"),)))


async def confirmed(turn: Turn) -> Answered:
    """`unlink_yes:HOLDER`: the link and the consents of this chat end."""
    if turn.args != (turn.account.holder_id,):
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        await _end(tx, turn)
        return Reply(linking.UNLINKED, common.HOME_ROW)

    return write


async def not_me(turn: Turn) -> Answered:
    """`not_me:HOLDER`: the link was to somebody else's record. It ends without a question, and staff are told."""
    if turn.args != (turn.account.holder_id,):
        return Reply(common.STALE, common.HOME_ROW)
    return _not_me(turn, turn.args[0])


def _not_me(turn: Turn, holder_id: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        await _end(tx, turn)
        holder = await links.holder_by_id(tx, holder_id)
        if holder is not None:
            await push_to_staff(tx, turn, Reply(linking.staff_not_me(holder.name, holder.code)))
        return Reply(linking.NOT_ME_DONE, common.HOME_ROW)

    return write


async def _end(tx: Transaction, turn: Turn) -> None:
    await links.detach(tx, turn.by, turn.account.id)
    await consents.withdraw(tx, turn.by, turn.account.id, *first_contact.PURPOSES)
