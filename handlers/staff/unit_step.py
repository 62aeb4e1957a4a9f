"""The question for a unit, shared by the forms: told by its name, asked about when it is near a known one or new."""

from collections.abc import Mapping

from handlers.forms import Again, Next, Step, option
from handlers.house import House
from handlers.messages import Button, FormState, Reply
from handlers.texts import common
from handlers.texts import record_forms as asks
from handlers.texts.reorganising import became
from handlers.turn import Turn
from handlers.unit_directory import units_known
from rules.cadres import Unit
from rules.text import clean
from rules.units import Finding, Found
from storage.cadres import Source

_LONGEST = 150


async def unit_of(house: House, source: Source, given: Mapping[str, str]) -> Unit:
    """The unit that the answers name; a new one gets the same id every time it is asked for."""
    directory = await units_known(house, source)
    return directory.units.get(given["unit"]) or directory.find(given["unit_name"]).unit


def unit_steps(question: str, then: str, own: bool = False) -> dict[str, Step]:
    """The steps `unit` and `unit_sure`, which go on to `then`. `own` offers the unit under `home` in the data."""

    async def ask(turn: Turn, state: FormState) -> Reply:
        return Reply(question, ((option("unit", asks.OWN_UNIT, "own"),),) if own else ())

    async def take(turn: Turn, state: FormState, value: str) -> Next | Again:
        if own and value == "own":
            return Next(then, {"unit": state.data["home"], "unit_name": ""})
        text = clean(value)
        if not 2 <= len(text) <= _LONGEST:
            return Again(asks.WHICH_UNIT)
        finding = (await units_known(turn.house)).find(text)
        if finding.how in (Found.KNOWN, Found.FORMER):
            return Next(then, {"unit": finding.unit.id, "unit_name": finding.unit.name})
        if finding.how is Found.SPLIT:
            return Again(became(text, [unit.name for unit in finding.among]))
        return Next("unit_sure", {"unit": "", "unit_name": text})

    async def take_sure(turn: Turn, state: FormState, value: str) -> Next | Again:
        finding = await _asked_again(turn, state)
        if value == "new":
            return Next(then, {"unit": "", "unit_name": state.data["unit_name"]})
        if value == "near" and finding.resembles:
            return Next(then, {"unit": finding.resembles.id, "unit_name": finding.resembles.name})
        return Again(common.CHOOSE_ONE)

    return {"unit": Step(ask, take), "unit_sure": Step(_ask_sure, take_sure)}


async def _asked_again(turn: Turn, state: FormState) -> Finding:
    return (await units_known(turn.house)).find(state.data["unit_name"])


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    finding = await _asked_again(turn, state)
    near = finding.resembles
    options: tuple[tuple[Button, ...], ...] = ((option("unit_sure", asks.NEW_UNIT, "new"),),)
    if near is not None:
        options = ((option("unit_sure", near.name, "near"),), *options)
    return Reply(asks.unit_question(state.data["unit_name"], asks.TIERS[finding.unit.tier], near), options)
