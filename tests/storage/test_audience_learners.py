"""Learners are reached by their class, by name and as learners; "everyone" means the roster."""

import pytest

from rules.access import OPERATOR, Asker, Grant, Role
from rules.audience import parse
from rules.classes import Enrolment
from rules.learners import Learner
from rules.reaching import Unreached
from storage import accounts, classes, learners, links
from storage.audience import Selection, people
from storage.audience.overview import problems
from storage.audience.selecting import Person
from storage.database import Database
from tests.handlers.roster import HUYEN_UY, TAN_AN
from tests.storage.audience_world import BY, GROUNDS, fill

OFFICER = Asker(grants=(Grant(Role.OFFICER, TAN_AN.id),), user_id="o")


@pytest.fixture
async def world(db: Database) -> Database:
    """The world of the audiences, with one learner of a commune in a class, and one of the district in none."""
    await fill(db)
    async with db.transaction() as tx:
        await learners.save(tx, BY, "add", [
            Learner("hv1", "HV00001", "Lê Thị Bình", TAN_AN, phone="0912000111"),
            Learner("hv2", "HV00002", "Phạm Văn An", HUYEN_UY),
        ])  # fmt: skip
        [row] = await tx.rows("select id from training_class where code = 'SC-K1'")
        await classes.save_enrolments(tx, BY, [Enrolment(row["id"], "hv1")])
    return db


async def meant(db: Database, text: str, asker: Asker = OPERATOR) -> list[Person]:
    selection = Selection(parse(text), asker, GROUNDS)
    return [each async for some in people(db, selection) for each in some if each.code.startswith("HV")]


async def test_learners_are_found_as_such_and_never_as_everyone(world: Database) -> None:
    assert [each.code for each in await meant(world, "learners")] == ["HV00001", "HV00002"]
    assert await meant(world, "everyone") == []
    assert await meant(world, "group=bch_xa or holds=so_cap") == []


async def test_a_class_reaches_its_learners_too(world: Database) -> None:
    [found] = await meant(world, "class=SC-K1")
    assert (found.code, found.phone, found.unit) == ("HV00001", "0912000111", TAN_AN.name)
    assert [each.code for each in await meant(world, "codes=HV00002")] == ["HV00002"]
    assert await problems(world, Selection(parse("codes=HV00002"), OPERATOR, GROUNDS)) == []


async def test_an_officer_reaches_the_learners_of_the_own_unit_only(world: Database) -> None:
    assert [each.code for each in await meant(world, "learners", OFFICER)] == ["HV00001"]


async def test_a_learner_without_a_chat_was_never_linked_and_did_not_leave(world: Database) -> None:
    found = await meant(world, "learners")
    assert {each.way.why_not for each in found} == {Unreached.NEVER_LINKED}


async def test_who_joined_the_roster_is_no_learner_any_longer(world: Database) -> None:
    await world.write("update learner set cadre_id = (select min(id) from cadre) where id = 'hv1'")
    assert [each.code for each in await meant(world, "learners")] == ["HV00002"]
    async with world.transaction() as tx:
        await accounts.open_account(tx, "telegram", "1", "", 1)
        assert await links.holder_by_code(tx, "HV00001") is None
