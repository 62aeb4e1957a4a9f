"""The level of a record, by its paper: a new one, one corrected, one taken away that was never there."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option
from handlers.house import House
from handlers.messages import Button, FormState, Reply
from handlers.staff.desk import record_of
from handlers.staff.editing import Edit, confirm_step
from handlers.staff.entries import LONGEST, past_date
from handlers.texts import common
from handlers.texts import record_forms as asks
from handlers.texts import staff_records as texts
from handlers.turn import Turn
from rules.amendments import paper_of, with_paper, without_paper
from rules.cadres import Cadre, Credential
from rules.dates import PartialDate
from rules.levels import Level, Mode
from rules.text import clean
from storage.cadres import Source

_AS_IT_IS = "asis"


async def changed(house: House, source: Source, cadre: Cadre, given: Mapping[str, str]) -> Cadre:
    """The record with the paper that was described; what was left open stays as it is on record."""
    level = Level.of(given["level"])
    paper = paper_of(cadre, level) or Credential(level)
    if (mode := given["mode"]) != _AS_IT_IS:
        paper = replace(paper, mode=Mode(mode))
    if (number := given["number"]) != _AS_IT_IS:
        paper = replace(paper, number=number)
    if (issued := given["issued"]) != _AS_IT_IS:
        paper = replace(paper, issued=PartialDate(issued))
    if (issuer := given["issuer"]) != _AS_IT_IS:
        paper = replace(paper, issuer=issuer)
    return with_paper(cadre, replace(paper, verified=given["seen"] == "yes"))


async def _known(turn: Turn, state: FormState) -> Credential | None:
    cadre = await record_of(turn.house.db, turn, state.data["id"])
    return paper_of(cadre, Level.of(state.data["level"])) if cadre else None


async def _skip(turn: Turn, state: FormState, step: str) -> tuple[Button, ...]:
    """Leave a question open: what is on record stays, or nothing is recorded."""
    return (option(step, texts.KEEP if await _known(turn, state) else texts.SKIP, _AS_IT_IS),)


async def _ask_level(turn: Turn, state: FormState) -> Reply:
    away = (option("level", texts.PAPER_AWAY, "away"),)
    return Reply(
        asks.WHICH_LEVEL,
        (*((option("level", name, code),) for code, name in asks.LEVELS.items()), away),
    )


async def _take_level(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == "away":
        return Next("paper", {})
    return Next("mode", {"level": value, "paper": ""}) if value in asks.LEVELS else Again(common.CHOOSE_ONE)


async def _ask_mode(turn: Turn, state: FormState) -> Reply:
    modes = ((option("mode", name, code),) for code, name in asks.MODES.items())
    return Reply(asks.WHICH_MODE, (*modes, await _skip(turn, state, "mode")))


async def _take_mode(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("number", {"mode": value}) if value in (*asks.MODES, _AS_IT_IS) else Again(common.CHOOSE_ONE)


async def _ask_number(turn: Turn, state: FormState) -> Reply:
    return Reply(asks.WHICH_NUMBER, (await _skip(turn, state, "number"),))


async def _take_number(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("issued", {"number": clean(value)}) if 0 < len(value) <= LONGEST else Again(asks.TOO_LONG)


async def _ask_issued(turn: Turn, state: FormState) -> Reply:
    return Reply(asks.WHICH_ISSUED, (await _skip(turn, state, "issued"),))


async def _take_issued(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _AS_IT_IS:
        return Next("issuer", {"issued": value})
    day = past_date(value, turn.today)
    return day if isinstance(day, Again) else Next("issuer", {"issued": day.iso})


async def _ask_issuer(turn: Turn, state: FormState) -> Reply:
    return Reply(asks.WHICH_ISSUER, (await _skip(turn, state, "issuer"),))


async def _take_issuer(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("seen", {"issuer": clean(value)}) if 0 < len(value) <= LONGEST else Again(asks.TOO_LONG)


async def _ask_seen(turn: Turn, state: FormState) -> Reply:
    return Reply(asks.WAS_SEEN, tuple((option("seen", name, code),) for code, name in asks.SEEN.items()))


async def _take_seen(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("confirm", {"seen": value}) if value in asks.SEEN else Again(common.CHOOSE_ONE)


async def _removed(house: House, source: Source, cadre: Cadre, given: Mapping[str, str]) -> Cadre:
    return without_paper(cadre, Level.of(given["paper"]))


async def _ask_paper(turn: Turn, state: FormState) -> Reply:
    cadre = await record_of(turn.house.db, turn, state.data["id"])
    held = {paper.level.code for paper in cadre.credentials} if cadre else set()
    papers = tuple((option("paper", name, code),) for code, name in asks.LEVELS.items() if code in held)
    return Reply(asks.WHICH_PAPER if papers else asks.NO_PAPER, papers)


async def _take_paper(turn: Turn, state: FormState, value: str) -> Next | Again:
    return Next("confirm", {"paper": value}) if value in asks.LEVELS else Again(common.CHOOSE_ONE)


async def _either(house: House, source: Source, cadre: Cadre, given: Mapping[str, str]) -> Cadre:
    return await (_removed if given.get("paper") else changed)(house, source, cadre, given)


FORM = Form(
    "edit_level",
    "level",
    {
        "level": Step(_ask_level, _take_level),
        "mode": Step(_ask_mode, _take_mode),
        "number": Step(_ask_number, _take_number),
        "issued": Step(_ask_issued, _take_issued),
        "issuer": Step(_ask_issuer, _take_issuer),
        "seen": Step(_ask_seen, _take_seen),
        "paper": Step(_ask_paper, _take_paper),
        "confirm": confirm_step(Edit("edit_level", _either)),
    },
    STAFF,
)
