"""The demonstration's world: a believable district from a fixed seed. People, numbers and phones are invented."""

from dataclasses import dataclass

from bot.demo.class_book import ClassBook, class_book
from bot.demo.communes import commune_places
from bot.demo.offices import all_units, contract_places, district_places
from bot.demo.people import person
from bot.demo.places import Place
from bot.demo.schooling import draw_schooling
from rules.cadres import Cadre, Unit
from rules.policy import Policy

VERSION = "7"
"""Counts up when the same seed makes another world, or another history of it."""
_SEED = "cang-long-2025"


@dataclass(frozen=True, slots=True)
class World:
    """All that the demonstration begins with."""

    units: tuple[Unit, ...]
    cadres: tuple[Cadre, ...]
    book: ClassBook


def make_world(policy: Policy) -> World:
    """The world of the units a policy names. The same policy gives the same world, byte for byte."""
    units = all_units(policy)
    places = _places(units)
    schooling = draw_schooling(places, _SEED)
    cadres = tuple(
        person(n, place, school, _SEED) for n, (place, school) in enumerate(zip(places, schooling, strict=True), 1)
    )
    studying = {cadre.id: school.studying for cadre, school in zip(cadres, schooling, strict=True) if school.studying}
    return World(units, cadres, class_book(cadres, studying))


def _places(units: tuple[Unit, ...]) -> list[Place]:
    """Every place, in the order of the codes people get."""
    by_id = {unit.id: unit for unit in units}
    communes = [unit for unit in units if unit.kind == "commune"]
    return [
        *district_places(by_id),
        *(place for n, unit in enumerate(communes) for place in commune_places(unit, n)),
        *contract_places(by_id),
    ]
