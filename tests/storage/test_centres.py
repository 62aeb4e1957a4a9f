"""Several centres in one database: what each counts, and how a turn learns where its person stands, on both engines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.access import OPERATOR, Asker, Grant, Role
from rules.areas import answering_centre, nearest_centre
from rules.cadres import Credential
from rules.levels import Level
from rules.tallies import Tallies, tallies_of, total
from storage import accounts, cadre_writes, cadres, classes, tallies, units
from storage.centres import units_above
from storage.database import Database
from storage.unit_counts import Counting, places_of
from tests.rules.people import policy
from tests.storage.people import BY, CHAIR, CLERK, COMMUNE, DISTRICT, HEAD, OFFICE, TEAM, UNITS, keep

DAY = date(2025, 6, 2)
_FEW = policy().model_copy(update={"targets": policy().targets[3:], "id": "few"})
CLERKS = replace(CLERK, category="Công chức", credentials=(Credential(Level.TRUNG_CAP),))
"""Holds a level whose paper nobody has seen."""


def counted(whole: Counting, *centres: tuple[str, Counting]) -> Counting:
    """The count of the deployment itself, with those of centres beside it."""
    return replace(whole, beside=tuple(replace(each, place=top) for top, each in centres))


WHOLE = Counting(policy(), DAY)
SEVERAL = counted(
    WHOLE, (OFFICE.id, Counting(_FEW, DAY)), (TEAM.id, Counting(policy(), DAY, False)), (COMMUNE.id, WHOLE)
)
"""The office's centre counts by fewer targets, that of the team below it takes no paper unseen."""


@pytest.fixture(autouse=True)
async def roster(db: Database) -> None:
    await keep(db, HEAD, CLERKS, CHAIR)


async def read(
    db: Database, counting: Counting, place: str, asker: Asker = OPERATOR, unit: str | None = None
) -> Tallies:
    found = await tallies.read(db, asker, counting.at(place), unit)
    assert found is not None
    return found


async def one_by_one(db: Database, counting: Counting, place: str) -> Tallies:
    """What asking each person of a place tells."""
    own = counting.places[place]
    people = await cadres.every_cadre(db, OPERATOR)
    lies = await places_of(db, counting, [each.unit.id for each in people])
    here = [each for each in people if lies[each.unit.id] == place]
    studying = await classes.levels_in_study(db)
    return total(tallies_of(here, own.policy, own.day, own.count_unverified, studying).values())


async def agree(db: Database, counting: Counting) -> None:
    """Every place tells what its people tell, nobody is counted twice or left out, and everything kept is right."""
    people = 0
    for place in counting.places:
        found = await read(db, counting, place)
        assert found == await one_by_one(db, counting, place)
        people += sum(found.values())
    assert people == 3
    assert await tallies.differences(db, counting) == []
    assert await db.rows("select 1 from stale_unit") == []


async def test_each_centre_counts_its_own_people_under_its_own_policy(db: Database) -> None:
    await agree(db, SEVERAL)
    assert {len(profile) for profile in await read(db, SEVERAL, OFFICE.id)} == {len(_FEW.targets)}
    assert await read(db, SEVERAL, TEAM.id) == {"...l..": 1}
    assert await read(db, SEVERAL, "") == {}


async def test_everybody_counted_in_one_go_is_counted_alike(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "_MANY", 1)
    await tallies.recount(db, SEVERAL)
    assert await db.rows("select 1 from stale_unit") == []
    await agree(db, SEVERAL)


async def test_a_leader_of_a_centre_is_told_of_it_and_of_no_other(db: Database) -> None:
    leader = Asker(grants=(Grant(Role.LEADER, COMMUNE.id),))
    assert await read(db, SEVERAL, COMMUNE.id, leader) == await read(db, SEVERAL, COMMUNE.id)
    assert await read(db, SEVERAL, TEAM.id, leader) == {}
    assert await read(db, SEVERAL, OFFICE.id, OPERATOR, TEAM.id) == {}
    by_unit = await tallies.read_by_unit(db, OPERATOR, SEVERAL.at(OFFICE.id))
    assert by_unit is not None
    assert set(by_unit) == {OFFICE.id}


async def test_centres_that_come_change_and_go_are_counted_anew(db: Database) -> None:
    await agree(db, WHOLE)
    await agree(db, counted(WHOLE, (COMMUNE.id, WHOLE)))
    await agree(db, counted(WHOLE, (COMMUNE.id, Counting(_FEW, DAY))))
    await agree(db, SEVERAL)
    await agree(db, WHOLE)
    assert [row["place"] for row in await db.rows("select place from tally_basis")] == [""]


async def test_a_unit_that_moves_to_another_centre_is_counted_there(db: Database) -> None:
    await agree(db, SEVERAL)
    async with db.transaction() as tx:
        await units.save(tx, [replace(OFFICE, parent_id=COMMUNE.id)])
    await agree(db, counted(WHOLE, (COMMUNE.id, Counting(_FEW, DAY)), (DISTRICT.id, WHOLE)))
    async with db.transaction() as tx:
        await units.save(tx, [OFFICE])
    await agree(db, counted(WHOLE, (COMMUNE.id, Counting(_FEW, DAY)), (DISTRICT.id, WHOLE)))


async def test_a_record_that_changes_and_a_new_day_change_the_counts_of_its_centre(db: Database) -> None:
    await agree(db, SEVERAL)
    after = replace(CHAIR, version=1, category="Cán bộ", posts=(replace(CHAIR.posts[0], until=DAY),))
    async with db.transaction() as tx:
        await cadre_writes.save(tx, BY, "change", [CHAIR], [after])
    await agree(db, SEVERAL)
    tomorrow = DAY + timedelta(days=1)
    later = [(top, replace(each, day=tomorrow, beside=())) for top, each in SEVERAL.places.items() if top]
    await agree(db, counted(replace(WHOLE, day=tomorrow), *later))


async def test_a_turn_learns_what_lies_above_its_person_in_the_same_read(db: Database) -> None:
    async with db.transaction() as tx:
        await accounts.open_account(tx, "telegram", "1", "Bình", 1)
        await tx.rows("update account set holder_id = $1", CLERK.id)
        await tx.rows(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ('g', $1, 'officer', $2, 1)",
            CLERK.id, COMMUNE.id,
        )  # fmt: skip
    found = await accounts.facts(db, "telegram", "1", across=True)
    assert found.above == {TEAM.id: {TEAM.id, OFFICE.id, DISTRICT.id}, COMMUNE.id: {COMMUNE.id}}
    assert found.above == await units_above(db, [TEAM.id, COMMUNE.id])
    assert found.cadre == (await accounts.facts(db, "telegram", "1")).cadre
    assert (await accounts.facts(db, "telegram", "2", across=True)).above == {}


def above(*given: str) -> dict[str, frozenset[str]]:
    parents = {unit.id: unit.parent_id for unit in UNITS}

    def way(unit_id: str | None) -> Iterable[str]:
        while unit_id is not None:
            yield unit_id
            unit_id = parents[unit_id]

    return {unit_id: frozenset(way(unit_id)) for unit_id in given}


def test_the_nearest_centre_above_is_that_of_a_unit() -> None:
    tops = (DISTRICT.id, OFFICE.id)
    found = Counter(str(nearest_centre(unit.id, tops, above(*(each.id for each in UNITS)))) for unit in UNITS)
    assert found == {OFFICE.id: 2, DISTRICT.id: 1, "None": 1}


@pytest.mark.parametrize(
    ("unit_id", "bounds", "answers"),
    [
        (TEAM.id, [], OFFICE.id),
        (TEAM.id, [COMMUNE.id], COMMUNE.id),
        (TEAM.id, [TEAM.id, OFFICE.id], OFFICE.id),
        (TEAM.id, [TEAM.id, COMMUNE.id], None),
        (TEAM.id, [DISTRICT.id], None),
        (TEAM.id, [None], None),
        (None, [], None),
    ],
)
def test_a_person_is_answered_by_the_one_centre_their_roles_keep_to_else_by_that_of_their_unit(
    unit_id: str | None, bounds: list[str | None], answers: str | None
) -> None:
    grants = [Grant(Role.OFFICER, bound) for bound in bounds]
    lie = above(TEAM.id, OFFICE.id, COMMUNE.id, DISTRICT.id)
    assert answering_centre(unit_id, grants, (OFFICE.id, COMMUNE.id), lie) == answers
