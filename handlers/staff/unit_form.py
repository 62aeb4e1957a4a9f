"""Moving a person to another unit."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.answers import STAFF
from handlers.forms import Form
from handlers.house import House
from handlers.staff.editing import Edit, confirm_step
from handlers.staff.unit_step import unit_of, unit_steps
from handlers.texts import record_forms as asks
from rules.cadres import Cadre
from storage.cadres import Source


async def moved(house: House, source: Source, cadre: Cadre, given: Mapping[str, str]) -> Cadre:
    """The record at the unit that was named. Posts stay where they are held."""
    return replace(cadre, unit=await unit_of(house, source, given))


FORM = Form(
    "edit_unit",
    "unit",
    {**unit_steps(asks.WHICH_UNIT, "confirm"), "confirm": confirm_step(Edit("edit_unit", moved))},
    STAFF,
)
