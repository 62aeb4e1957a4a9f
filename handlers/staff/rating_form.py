"""The rating of a year."""

from collections.abc import Mapping

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option
from handlers.house import House
from handlers.messages import FormState, Reply
from handlers.staff.desk import record_of
from handlers.staff.editing import Edit, confirm_step
from handlers.texts import common
from handlers.texts import record_forms as asks
from handlers.turn import Turn
from rules.amendments import with_rating
from rules.cadres import Cadre
from rules.text import fold
from storage.cadres import Source

_FIRST_YEAR = 2000


async def rated(house: House, source: Source, cadre: Cadre, given: Mapping[str, str]) -> Cadre:
    """The record with the rating that was chosen, or without one."""
    return with_rating(cadre, int(given["year"]), asks.RATINGS.get(given["rating"], ""))


async def _ask_year(turn: Turn, state: FormState) -> Reply:
    years = (turn.today.year - back for back in range(3))
    options = ((option("year", asks.year_option(year), str(year)),) for year in years)
    return Reply(asks.WHICH_YEAR, tuple(options))


async def _take_year(turn: Turn, state: FormState, value: str) -> Next | Again:
    good = len(value) == 4 and value.isdecimal() and _FIRST_YEAR <= int(value) <= turn.today.year
    return Next("rating", {"year": str(int(value))}) if good else Again(asks.YEAR_WRONG)


async def _ask_rating(turn: Turn, state: FormState) -> Reply:
    cadre = await record_of(turn.house.db, turn, state.data["id"])
    now = cadre.ratings.get(int(state.data["year"]), "") if cadre else ""
    # What is on record already need not be offered, nor the way to take out what is not.
    others = {code: label for code, label in asks.RATING_LABELS.items() if asks.RATINGS.get(code, "") != now}
    return Reply(
        asks.which_rating(state.data["year"], now), tuple((option("rating", o, c),) for c, o in others.items())
    )


async def _take_rating(turn: Turn, state: FormState, value: str) -> Next | Again:
    meant = (code for code, label in asks.RATING_LABELS.items() if fold(value) in (code, fold(label)))
    code = next(meant, "")
    return Next("confirm", {"rating": code}) if code else Again(common.CHOOSE_ONE)


FORM = Form(
    "edit_rating",
    "year",
    {
        "year": Step(_ask_year, _take_year),
        "rating": Step(_ask_rating, _take_rating),
        "confirm": confirm_step(Edit("edit_rating", rated)),
    },
    STAFF,
)
