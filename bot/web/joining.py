"""Logging in by a link from a linked messenger: the person's one web chat, made when there is none."""

from datetime import datetime

from handlers.house import House
from handlers.messages import Button, Reply
from handlers.push import push
from handlers.texts import common
from handlers.texts import web as texts
from storage import accounts, consents, links, web_sessions
from storage.clock import to_ms
from storage.database import Transaction
from storage.journal import By
from storage.web_chat import CHANNEL


async def join_web_chat(house: House, token: str) -> str | None:
    """Spend a login link. Returns the web chat of its person, or None for a link that is not good any more.

    All chats of the person are told, so that nobody reads along unnoticed.
    """
    now = house.clock()
    async with house.db.transaction() as tx:
        spent = await web_sessions.use_login(tx, token, to_ms(now))
        if spent is None or await links.holder_by_id(tx, spent[0]) is None:
            return None
        holder_id, came_from = spent
        chat = await web_chat_of(tx, By(holder_id, to_ms(now)), holder_id, came_from)
        for account in await accounts.accounts_of(tx, holder_id):
            await push(tx, account, _warning(house, now), to_ms(now))
    return chat


def _warning(house: House, now: datetime) -> Reply:
    return Reply(texts.opened(now, house.centre), ((Button(texts.CLOSE, "web_close"),), *common.HOME_ROW))


async def web_chat_of(tx: Transaction, by: By, holder_id: str, came_from: str = "") -> str:
    """The person's web chat; a new one is linked to them, with the consents of the account they come from."""
    chat = await web_sessions.chat_of(tx, holder_id)
    if chat is not None:
        await accounts.open_account(tx, CHANNEL, chat, "", by.at)
        return chat
    holder = await links.holder_by_id(tx, holder_id)
    chat = await web_sessions.new_chat(tx, holder.name if holder else "", by.at)
    account = (await accounts.facts(tx, CHANNEL, chat)).account
    if account is None:
        raise LookupError("the account that was just made")
    await links.attach(tx, by, account.id, holder_id)
    for consent in await consents.of_account(tx, came_from):
        if consent.withdrawn_at is None:
            await consents.give(tx, by, account.id, consent.purpose, consent.version)
    return chat
