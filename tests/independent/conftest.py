"""Offices to work in, and the people of the invented district."""

import shutil
from pathlib import Path

import pytest

from . import rosters
from .district import Person, people
from .office import Office


@pytest.fixture(scope="session")
def everyone() -> list[Person]:
    return people()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Nothing is stored yet."""
    return Office(tmp_path)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, everyone: list[Person]) -> Office:
    """Everyone is on the roster, taken in from `plain.xlsx`. Only to be read, or copied."""
    office = Office(tmp_path_factory.mktemp("prepared"))
    rosters.write("plain", everyone, office.folder / "plain.xlsx")
    assert office.take_in(office.folder / "plain.xlsx").status == 0
    return office


@pytest.fixture
def settled(prepared: Office, tmp_path: Path) -> Office:
    """An office of one's own in which everyone is on the roster."""
    folder = tmp_path / "settled"
    shutil.copytree(prepared.folder, folder)
    return Office(folder)
