"""Where no second person holds the right: an administrator lets one person send to many, after a delay."""

from handlers.messages import HOME, Button, Reply
from handlers.staff.notices.approval import ALONE_FACT
from handlers.texts import common
from handlers.texts import notices_sending as texts
from handlers.turn import Turn, Write
from storage.database import Transaction
from storage.house_facts import house_fact, keep_house_fact
from storage.journal import Entry, record


async def show(turn: Turn) -> Reply:
    """`notice_alone`: how it is set now, and the other way."""
    allowed = await house_fact(turn.house.db, ALONE_FACT) == "1"
    other = (
        Button(texts.FORBID_ALONE, "notice_alone_set:0") if allowed else Button(texts.ALLOW_ALONE, "notice_alone_set:1")
    )
    return Reply(texts.ALONE_ON if allowed else texts.ABOUT_ALONE, ((other,), (HOME,)))


async def choose(turn: Turn) -> Reply | Write:
    """`notice_alone_set:1` or `:0`."""
    value = turn.args[0] if turn.args else ""
    if value not in ("0", "1"):
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        before = await house_fact(tx, ALONE_FACT) or "0"
        await keep_house_fact(tx, ALONE_FACT, value)
        await record(tx, turn.by, Entry("set_notices_alone", "house", ALONE_FACT, before, value))
        return Reply(texts.ALONE_ON if value == "1" else texts.ALONE_OFF, common.HOME_ROW)

    return write
