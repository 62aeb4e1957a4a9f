"""Every line of the table, as staff and as the leader of a centre, with ids of another: nothing is told or done."""

import pytest

from handlers.house import House
from rules.access import Role
from storage import grants
from tests.handlers import roster
from tests.handlers.centres.conftest import A, B
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.permitted import BINH, BY, LEADER, SECRETS, World, make_world
from tests.handlers.several import grant
from tests.handlers.test_permissions import (
    ALLOWED,
    IS_PROOF,
    OWN,
    OWN_CLASS,
    OWN_UNIT,
    answers_with_what_is_others,
    asks,
    forged,
    lines,
    others,
    tells_nothing,
)
from tests.storage.kept_sqlite import Kept

_OWNED = ("training_class", "material", "lecturer", "notice", "question_cluster")


@pytest.fixture
async def world(house: House, linked: Linked, district: Kept) -> World:
    """All of `make_world` is of An Trường, but the class of the people of Tân An."""
    made = await make_world(house, linked, district.file)
    async with house.db.transaction() as tx:
        for table in _OWNED:
            await tx.rows(f"update {table} set centre = $1", A)
        await tx.rows("update training_class set centre = $1 where id = 'nt3'", B)
        await grants.revoke_all(tx, BY, LEADER.id)
        await grants.grant(tx, BY, LEADER.id, Role.LEADER, B)
    await grant(house, roster.MAI.id, Role.STAFF, B)
    return made


def _hidden() -> frozenset[str]:
    """What tells of anybody outside Tân An."""
    own = {each.name for each in (*roster.CADRES, BINH) if each.unit.id == B} | {roster.MAI.name}
    return frozenset[str]().union(*(words for name, words in SECRETS.items() if name not in own))


@pytest.mark.parametrize("kind", ["cán bộ Trung tâm", "lãnh đạo"])
async def test_no_button_and_no_answer_to_a_form_reaches_another_centre(
    world: World, linked: Linked, kind: str
) -> None:
    person = await linked(roster.MAI if kind == "cán bộ Trung tâm" else LEADER)
    await person.says("0")
    hidden, before = _hidden(), others(world, "phụ trách")
    met = set[tuple[str, str]]()
    for name in lines(kind, ALLOWED, OWN, OWN_UNIT, OWN_CLASS):
        for key in forged(name, OWN, world.ids):
            await asks(person, key)
            tells_nothing(person, hidden, key)
            state = person.last.form
            if state is not None and (state.name, state.step) not in met:
                met.add((state.name, state.step))
                await answers_with_what_is_others(person, state, hidden, world.ids)
        if IS_PROOF:
            assert others(world, "phụ trách") == before, f"{kind} changed with {name} what is another centre's"
    assert others(world, "phụ trách") == before, "which of them it was, the proof tells"


async def test_the_world_is_read_by_staff_of_its_own_centre(world: World, linked: Linked) -> None:
    await grant(world.house, roster.LAN.id, Role.STAFF, A)
    lan: Person = await linked(roster.LAN)
    assert roster.NHA.name in await lan.taps("class_people:cu2")
