"""Who sees whom, and that a record is read as it was written."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from rules.access import OPERATOR, STRANGER, Asker, Grant, Role
from rules.cadres import Cadre
from storage import accounts, cadre_writes, cadres, units
from storage.database import Database, open_database, row
from tests.rules import strategies
from tests.storage.people import BY, CHAIR, CLERK, COMMUNE, DISTRICT, HEAD, OFFICE, PEOPLE, TEAM, keep

OFFICER_OF_OFFICE = Asker(cadre_id=CHAIR.id, grants=(Grant(Role.OFFICER, OFFICE.id),))
SIGHTS = {
    "a stranger sees nobody": (STRANGER, set()),
    "a cadre sees only themselves": (Asker(cadre_id=CLERK.id), {"CB002"}),
    "an officer sees their unit and those below, and themselves": (OFFICER_OF_OFFICE, {"CB001", "CB002", "CB003"}),
    "an officer of the lowest unit sees only that": (Asker(grants=(Grant(Role.OFFICER, TEAM.id),)), {"CB002"}),
    "an officer of the district sees what is nested below": (
        Asker(grants=(Grant(Role.OFFICER, DISTRICT.id),)), {"CB001", "CB002"},
    ),
    "two grants see both": (
        Asker(grants=(Grant(Role.OFFICER, TEAM.id), Grant(Role.LEADER, COMMUNE.id))), {"CB002", "CB003"},
    ),
    "a lecturer sees nobody": (Asker(grants=(Grant(Role.LECTURER),)), set()),
    "staff see everyone": (Asker(grants=(Grant(Role.STAFF),)), {"CB001", "CB002", "CB003"}),
    "the operator sees everyone": (OPERATOR, {"CB001", "CB002", "CB003"}),
}  # fmt: skip


@pytest.mark.parametrize("sight", SIGHTS)
async def test_whoever_asks_sees_only_whom_they_may(db: Database, sight: str) -> None:
    asker, visible = SIGHTS[sight]
    await keep(db, *PEOPLE)
    assert {cadre.code for cadre in await cadres.every_cadre(db, asker)} == visible
    for cadre in PEOPLE:
        expected = cadre if cadre.code in visible else None
        assert await cadres.by_code(db, asker, f" {cadre.code.lower()} ") == expected
        assert await cadres.by_id(db, asker, cadre.id) == expected
        assert await cadres.named(db, asker, cadre.name) == ([expected] if expected else [])
    assert {c.code for c in await cadres.with_ids(db, asker, [HEAD.id, "nobody"])} == visible & {"CB001"}


async def test_names_are_found_without_diacritics_and_in_office_order(db: Database) -> None:
    await keep(db, *PEOPLE)
    assert [c.code for c in await cadres.named(db, OPERATOR, "n")] == ["CB001", "CB003", "CB002"]
    assert [c.code for c in await cadres.named(db, OPERATOR, "nguyen thi anh")] == ["CB001"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "' or 1=1 --"])
async def test_signs_of_sql_in_a_name_find_nobody(db: Database, typed: str) -> None:
    await keep(db, *PEOPLE)
    assert await cadres.named(db, OPERATOR, typed) == []


async def test_people_off_the_roster_are_seen_by_nobody(db: Database) -> None:
    await keep(db, *PEOPLE)
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, BY, "take off", [HEAD])
    assert await cadres.by_code(db, OPERATOR, HEAD.code) is None
    assert await cadres.with_phone(db, HEAD.phone) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cadre=strategies.cadres())
async def test_a_record_is_read_as_it_was_written(db: Database, cadre: Cadre) -> None:
    known = await cadres.by_id(db, OPERATOR, cadre.id)
    async with db.transaction() as tx:
        await units.save(tx, strategies.UNITS)
        await cadre_writes.save(tx, BY, "test", [known], [cadre])
    assert await cadres.by_id(db, OPERATOR, cadre.id) == cadre
    assert cadre_writes.load(cadre_writes.dump(cadre)) == cadre


async def test_every_change_leaves_a_line_and_values_lie_beside_it(db: Database) -> None:
    await keep(db, HEAD)
    changed = replace(HEAD, phone="0900000001", version=2)
    async with db.transaction() as tx:
        await cadre_writes.save(tx, BY, "correct", [HEAD], [changed])
    line = await row(db, "select * from journal where action = 'correct'")
    assert line is not None
    assert line[1:] == (BY.at, "operator", "correct", "cadre", HEAD.id)
    values = await row(db, "select before, after from journal_value where journal_id = $1", line["id"])
    assert values is not None
    assert (cadre_writes.load(values["before"]), cadre_writes.load(values["after"])) == (HEAD, changed)


async def test_facts_bring_all_of_a_person_in_one_read(db: Database) -> None:
    await keep(db, *PEOPLE)
    async with db.transaction() as tx:
        await accounts.open_account(tx, "telegram", "42", "Ánh", 1)
        await tx.rows("update account set holder_id = $1", HEAD.id)
        await accounts.keep_menu(tx, "telegram", "42", '[["Giúp", "help"]]')
        await accounts.keep_dialog(tx, HEAD.id, '{"form": "x"}', "level", 0, 1)
        await tx.rows(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ('g', $1, 'officer', $2, 1)",
            HEAD.id, OFFICE.id,
        )  # fmt: skip
    found = await accounts.facts(db, "telegram", "42")
    assert found.cadre == HEAD
    assert found.account is not None
    assert (found.account.menu, found.form, found.topic) == ('[["Giúp", "help"]]', '{"form": "x"}', "level")
    assert found.asker.grants == (Grant(Role.OFFICER, OFFICE.id),)
    assert found.asker.cadre_id == HEAD.id


async def test_a_stranger_has_a_form_of_their_own_and_no_record(db: Database) -> None:
    async with db.transaction() as tx:
        await accounts.keep_dialog(tx, "telegram:7", '{"form": "link"}', "", 0, 1)
    found = await accounts.facts(db, "telegram", "7")
    assert (found.account, found.cadre, found.asker, found.form) == (None, None, STRANGER, '{"form": "link"}')


async def test_of_two_messages_decided_on_the_same_dialog_one_is_kept(db: Database, url: str) -> None:
    other = await open_database(url)

    async def decide(source: Database, seen: int) -> bool:
        async with source.transaction() as tx:
            return await accounts.keep_dialog(tx, HEAD.id, "a form", "", seen, 1)

    try:
        for seen in (0, 1):
            assert sorted(await asyncio.gather(decide(db, seen), decide(other, seen))) == [False, True]
    finally:
        await other.close()
    found = await row(db, "select version from dialog")
    assert found is not None
    assert found["version"] == 2
