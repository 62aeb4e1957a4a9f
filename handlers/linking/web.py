"""The way from a linked chat into the web chat: a link that logs its person in, once."""

from handlers.messages import Reply
from handlers.texts import common
from handlers.texts import web as texts
from handlers.turn import Answered, Turn
from storage import accounts, web_sessions
from storage.database import Transaction
from storage.journal import Entry, record
from storage.web_chat import CHANNEL

PATH = "/vao/"
"""Where login links are answered: `/vao/TOKEN`."""
_MINUTES = web_sessions.LOGIN // 60_000


async def web(turn: Turn) -> Answered:
    """A link into the web chat, where there is one, for the person of this chat and nobody else."""
    address = turn.house.ways_in.web
    if not address:
        return Reply(texts.NO_WEB, common.HOME_ROW)
    if turn.incoming.channel == CHANNEL:
        return Reply(texts.HERE_ALREADY, common.HOME_ROW)
    if turn.incoming.channel == accounts.TERMINAL:
        return Reply(texts.NOT_FROM_TERMINAL, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        holder_id = turn.account.holder_id or ""
        token = await web_sessions.add_login(tx, holder_id, turn.account.id, turn.at)
        await record(tx, turn.by, Entry("web_link", "account", turn.account.id))
        return Reply(texts.login_link(f"{address}{PATH}{token}", _MINUTES), common.HOME_ROW)

    return write


async def close(turn: Turn) -> Answered:
    """Log out every browser of the person: the way out for whoever is told of a login that was not theirs."""

    async def write(tx: Transaction) -> Reply:
        chat = await web_sessions.chat_of(tx, turn.account.holder_id or "")
        if chat is not None:
            await web_sessions.end_sessions(tx, chat)
            await record(tx, turn.by, Entry("web_close", "account", turn.account.id))
        return Reply(texts.CLOSED, common.HOME_ROW)

    return write
