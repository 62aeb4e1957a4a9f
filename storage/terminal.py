"""The chats of the terminal: whoever runs the program on the machine may sit down as any person, to try things."""

from storage import accounts, consents, links
from storage.database import Transaction
from storage.journal import By

CHANNEL = accounts.TERMINAL
STRANGER = "stranger"
"""The chat of somebody who is on no list."""


async def sit_down(tx: Transaction, by: By, code: str) -> str | None:
    """Open the terminal's chat of the person with this code (or of a stranger) afresh, and return its name.

    None when nobody has the code. What was left open in this chat before is closed.
    """
    holder = None if code == STRANGER else await links.holder_by_code(tx, code)
    if holder is None and code != STRANGER:
        return None
    chat = holder.code if holder else STRANGER
    await accounts.open_account(tx, CHANNEL, chat, holder.name if holder else "", by.at)
    await accounts.keep_menu(tx, CHANNEL, chat, None)
    account = (await tx.rows("select id, holder_id from account where channel = $1 and chat = $2", CHANNEL, chat))[0]
    if holder is None:
        await _forget(tx, by, account["id"], account["holder_id"] is not None)
    elif account["holder_id"] != holder.id:
        await links.attach(tx, by, account["id"], holder.id)
    await accounts.end_dialog(tx, f"{CHANNEL}:{chat}")
    return chat


async def _forget(tx: Transaction, by: By, account_id: str, linked: bool) -> None:
    """Make the stranger's chat a stranger's again, whoever it was linked to and whatever was agreed to."""
    if linked:
        await links.detach(tx, by, account_id)
    given = {consent.purpose for consent in await consents.of_account(tx, account_id)}
    await consents.withdraw(tx, by, account_id, *given)
