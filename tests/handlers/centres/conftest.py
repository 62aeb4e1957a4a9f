"""The district with a centre in each of two communes: staff of the one, of the other, and of the whole."""

import pytest

from handlers.house import House
from rules.access import Role
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.several import grant, two_centres

A, B = roster.AN_TRUONG.id, roster.TAN_AN.id


@pytest.fixture
def house(house: House) -> House:
    return two_centres(house)


@pytest.fixture
async def lan(house: House, linked: Linked) -> Person:
    """Staff of An Trường."""
    await grant(house, roster.LAN.id, Role.STAFF, A)
    return await linked(roster.LAN)


@pytest.fixture
async def mai(house: House, linked: Linked) -> Person:
    """Staff of Tân An."""
    await grant(house, roster.MAI.id, Role.STAFF, B)
    return await linked(roster.MAI)


@pytest.fixture
async def phuc(house: House, linked: Linked) -> Person:
    """Staff of the whole deployment."""
    return await linked(roster.PHUC)
