"""The moment a chat becomes a person's: the link, a word to the chat it replaces, and the second consent."""

from handlers.address import to_learner
from handlers.centres import house_of_holder
from handlers.messages import Button, Reply
from handlers.push import push
from handlers.texts import common, first_contact, linking
from handlers.turn import Turn
from storage import links
from storage.accounts import Account
from storage.database import Transaction
from storage.links import Holder


async def join(tx: Transaction, turn: Turn, holder: Holder, account: Account | None = None) -> Reply:
    """Link a chat (the turn's own, or the one that asked) and return what its person is to read."""
    chat = account or turn.account
    replaced = await links.attach(tx, turn.by, chat.id, holder.id)
    centre = (await house_of_holder(turn.house, holder.id, tx)).centre
    for old in replaced:
        warning = Reply(linking.relinked_elsewhere(holder.name, centre), common.HOME_ROW)
        await push(tx, old, to_learner(warning) if holder.learner else warning, turn.at)
    greeting = Reply(
        f"{linking.linked(holder.name, holder.unit)}\n\n{first_contact.ask_notices()}",
        (
            (Button(first_contact.AGREE_NOTICES, f"agree:{first_contact.THONG_BAO}:{first_contact.VERSION}"),),
            (Button(first_contact.LATER, f"decline:{first_contact.THONG_BAO}"),),
            (Button(linking.NOT_ME, f"not_me:{holder.id}"),),
            *common.HOME_ROW,
        ),
    )
    return to_learner(greeting) if holder.learner else greeting
