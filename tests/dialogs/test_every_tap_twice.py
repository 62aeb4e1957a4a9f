"""Fingers that tap twice, and buttons of long ago: what is stored of a class is as if each tap had come once."""

import pytest

from handlers.house import House
from tests.dialogs.class_cast import Cast
from tests.dialogs.test_plan_to_certificate import KINDS, Meet, live, meet
from tests.handlers.chat import Person

__all__ = ["meet"]

KIND = next(kind for kind in KINDS if kind.id == "so_cap")
STORED = (
    "training_class", "class_session", "class_quota", "seat_request", "enrolment", "attendance", "class_result",
    "certificate", "material", "cadre", "learner", "lecturer", "outbox",
)  # fmt: skip
Tapped = list[tuple[Person, str]]


@pytest.fixture
def tapped(monkeypatch: pytest.MonkeyPatch) -> Tapped:
    """Every key that anybody taps, in order; each is sent twice."""
    found: Tapped = []
    once = Person.taps

    async def twice(self: Person, label: str) -> str:
        key = next(b.key for row in self.last.buttons for b in row if b.label == label)
        found.append((self, key))
        text, last = await once(self, key), self.last
        await once(self, key)
        self.last = last  # the first answer stands in the chat as well, and its buttons go on
        return text

    monkeypatch.setattr(Person, "taps", twice)
    return found


async def stored(house: House) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(tuple(row[:]) for row in await house.db.rows(f"select * from {table}")) for table in STORED}


async def _tap_again(tapped: Tapped, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for person, key in tapped:
        await person.says("0")
        await person.taps(key)


async def test_a_class_goes_its_way_and_old_buttons_change_nothing(
    tapped: Tapped, meet: Meet, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast: Cast = await meet(KIND)
    await live(cast)
    before = await stored(house)
    await _tap_again(tapped, monkeypatch)
    assert len(tapped) > 50
    assert await stored(house) == before
