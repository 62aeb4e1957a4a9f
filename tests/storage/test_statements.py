"""One SQL text on both engines: the conventions, each held by a test."""

import random

import pytest

from rules.cadres import Tier, Unit
from rules.text import sort_key
from storage import units
from storage.database import Database, row


async def test_arguments_may_stand_out_of_order(db: Database) -> None:
    await db.write("insert into house_fact (value, name) values ($2, $1)", "name", "value")
    found = await row(db, "select name, value from house_fact where value = $2 and name = $1", "name", "value")
    assert found is not None
    assert (found["name"], found["value"]) == ("name", "value")


async def test_arguments_may_be_used_twice(db: Database) -> None:
    await db.write("insert into house_fact (name, value) values ($1, $1)", "both")
    assert await db.rows("select 1 from house_fact where name = $1 and value = $1", "both")


async def test_booleans_come_back_as_numbers(db: Database) -> None:
    await _add_account(db, "a", muted=True)
    found = await row(db, "select muted, closed_at from account")
    assert found is not None
    assert found["muted"] == 1
    assert found["muted"] is not True


async def test_nulls_come_back_as_none(db: Database) -> None:
    await _add_account(db, "a")
    found = await row(db, "select holder_id, linked_at from account where holder_id is null")
    assert found is not None
    assert (found["holder_id"], found["linked_at"]) == (None, None)


@pytest.mark.parametrize("number", [2**52 - 1, -(2**52), 2**63 - 1])
async def test_big_ids_keep_every_bit(db: Database, number: int) -> None:
    await db.write(
        "insert into journal (id, at, by_whom, action, kind, record_id) values ('j', $1, '', '', '', '')", number
    )
    found = await row(db, "select at from journal where at = $1", number)
    assert found is not None
    assert found["at"] == number


async def test_json_text_and_vietnamese_come_back_as_they_went_in(db: Database) -> None:
    text = '{"tên": "Nguyễn Thị Ánh", "ghi chú": "\\"Đ\\"\\n; -- $1 ?", "😀": null}'
    await db.write("insert into house_fact (name, value) values ('json', $1)", text)
    found = await row(db, "select value from house_fact")
    assert found is not None
    assert found["value"] == text


async def test_vietnamese_names_sort_alike_on_both_engines(db: Database) -> None:
    names = [
        "An", "Ánh", "Ân", "Ấn", "Bình", "Bính", "Chi", "Dung", "Đào", "Đại Phúc", "Đại Phước", "Én", "Ê", "Giang",
        "Hòa", "Hóa", "Nhị Long", "Nhị Long Phú", "Ôn", "Ơn", "Ủy", "Ư", "Xã An Trường", "Xã An Trường A", "Ý",
    ]  # fmt: skip
    shuffled = random.Random(7).sample(names, len(names))
    async with db.transaction() as tx:
        await units.save(tx, [Unit(f"u{n}", name, Tier.COMMUNE) for n, name in enumerate(shuffled)])
    assert [unit.name for unit in await units.every_unit(db)] == sorted(names, key=sort_key)


async def test_postgresql_sorts_keys_by_bytes_whatever_the_language_of_its_machine(db: Database) -> None:
    if db.engine == "postgresql":
        rows = await db.rows(
            "select distinct collation_name from information_schema.columns where column_name = 'sort_key'"
        )
        assert [r["collation_name"] for r in rows] == ["binary"]


async def test_on_conflict_updates_or_does_nothing(db: Database) -> None:
    insert = "insert into house_fact (name, value) values ($1, $2) on conflict (name)"
    await db.write(f"{insert} do nothing", "n", "first")
    assert not await db.write(f"{insert} do nothing returning name", "n", "second")
    updated = await db.write(f"{insert} do update set value = excluded.value returning value", "n", "third")
    assert [r["value"] for r in updated] == ["third"]


async def test_a_row_is_read_by_name_and_by_place(db: Database) -> None:
    found = await row(db, "select 1 as one, 'x' as letter")
    assert found is not None
    assert (found["one"], found[1]) == (1, "x")
    assert await row(db, "select 1 as one from house_fact") is None


async def test_run_many_runs_for_each_row_and_for_none(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.run_many("insert into house_fact (value, name) values ($2, $1)", [("1", "a"), ("2", "b")])
        await tx.run_many("delete from house_fact where name = $1", [])
    found = await db.rows("select name, value from house_fact order by name")
    assert [(r["name"], r["value"]) for r in found] == [("1", "a"), ("2", "b")]


async def _add_account(db: Database, chat: str, muted: bool = False) -> None:
    await db.write(
        "insert into account (id, channel, chat, display_name, muted, quiet, created_at)"
        " values ($1, 'terminal', $1, '', $2, '', 0)",
        chat, int(muted),
    )  # fmt: skip
