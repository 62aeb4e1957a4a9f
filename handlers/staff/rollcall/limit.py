"""The limit of absences, as the centre sets it; unset, nobody is warned of one."""

from handlers.answers import ADMINS
from handlers.forms import Again, Form, Step, start
from handlers.messages import FormState, Reply
from handlers.staff.rollcall.writing import LIMIT_FACT, limit_now
from handlers.texts import common
from handlers.texts import rollcall as texts
from handlers.turn import Answered, Turn
from rules.attendance import limit_of
from rules.text import fold
from storage.database import Transaction
from storage.house_facts import house_fact, keep_house_fact
from storage.journal import Entry, record


async def begin(turn: Turn) -> Reply:
    """`absence_limit`."""
    return await start(turn, FORM)


async def _ask(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.limit(await limit_now(turn.house.db)))


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    limit = limit_of(value)
    if limit is None and fold(value) not in ("bo gioi han", "khong dat"):
        return Again(texts.BAD_LIMIT)

    async def write(tx: Transaction) -> Reply:
        before = await house_fact(tx, LIMIT_FACT)
        after = limit.text if limit else ""
        await keep_house_fact(tx, LIMIT_FACT, after)
        await record(tx, turn.by, Entry("set_absence_limit", "house", LIMIT_FACT, before, after))
        return Reply(texts.limit_kept(limit), common.HOME_ROW)

    return write


FORM = Form("absence_limit", "limit", {"limit": Step(_ask, _take)}, ADMINS)
