"""What the centre sets about results: its scale of grades, and whether one person may do both."""

from handlers.answers import ADMINS
from handlers.forms import Again, Form, Step, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.results.board import ALONE, ALONE_FACT, SCALE_FACT, is_alone, scale_of
from handlers.texts import common
from handlers.texts import results as texts
from handlers.turn import Answered, Turn, Write
from rules.results import Bands, bands_of
from rules.text import fold
from storage.database import Transaction
from storage.house_facts import house_fact, keep_house_fact
from storage.journal import Entry, record


async def begin(turn: Turn) -> Reply:
    """`results_scale`: how marks part into grades."""
    return await start(turn, FORM)


async def _ask(turn: Turn, state: FormState) -> Reply:
    alone = await is_alone(turn.house.db)
    other = Button(texts.FORBID_ALONE, f"{ALONE}:0") if alone else Button(texts.ALLOW_ALONE, f"{ALONE}:1")
    return Reply(texts.scale(await scale_of(turn.house.db)), ((other,),))


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    bands = Bands() if fold(value) in ("bo thang", "khong dung thang") else bands_of(value)
    return Again(texts.BAD_SCALE) if bands is None else _keep(turn, SCALE_FACT, bands.text, texts.scale_kept(bands))


async def alone(turn: Turn) -> Answered:
    """`results_alone:1` or `:0`: the administrator's exception from the second person."""
    value = turn.args[0] if turn.args else ""
    if value not in ("0", "1"):
        return Reply(common.STALE, common.HOME_ROW)
    return _keep(turn, ALONE_FACT, value, texts.ALONE_ON if value == "1" else texts.ALONE_OFF)


def _keep(turn: Turn, fact: str, value: str, said: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        before = await house_fact(tx, fact)
        await keep_house_fact(tx, fact, value)
        await record(tx, turn.by, Entry(f"set_{fact}", "house", fact, before, value))
        return Reply(said, ((HOME,),))

    return write


FORM = Form("results_scale", "scale", {"scale": Step(_ask, _take)}, ADMINS)
