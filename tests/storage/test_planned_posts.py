"""Planned posts erased: nothing of them is left anywhere, and all else is as it was."""

from dataclasses import replace

from rules.access import OPERATOR
from rules.cadres import PostKind
from storage import cadres
from storage.database import Database
from storage.imports import ImportCounts, RosterChanges, apply_import, undo_import
from storage.planned_posts import erase_planned_posts, may_hold_planned_posts
from tests.storage.people import BY, CHAIR, HEAD, PEOPLE, keep

INCUMBENT = tuple(post for post in HEAD.posts if post.kind is PostKind.INCUMBENT)


async def every_value(db: Database) -> str:
    """All that the tables hold, as one text."""
    if db.engine == "sqlite":
        tables = await db.rows("select name from sqlite_master where type = 'table'")
    else:
        tables = await db.rows("select tablename::text as name from pg_tables where schemaname = 'public'")
    listed = [await db.rows(f"select * from {table['name']}") for table in tables]
    return "\n".join(str(row[:]) for rows in listed for row in rows)


async def with_history(db: Database) -> int:
    """A roster with a planned post, an import over it that gives another one; returns the import's number."""
    await keep(db, *PEOPLE)
    promoted = replace(CHAIR, posts=(*CHAIR.posts, replace(HEAD.posts[-1], title="Bí thư")))
    async with db.transaction() as tx:
        return await apply_import(
            tx, BY, "a.xlsx", RosterChanges(changed=[(HEAD, replace(HEAD, phone="1")), (CHAIR, promoted)])
        )


async def erased(db: Database) -> int:
    async with db.transaction() as tx:
        return await erase_planned_posts(tx, BY)


async def test_nothing_planned_is_left_in_any_table(db: Database) -> None:
    await with_history(db)
    assert "planned" in await every_value(db)
    assert await erased(db) == 2
    left = await every_value(db)
    assert '"planned"' not in left
    assert "Phó Chủ tịch" not in left
    assert "Bí thư" not in left


async def test_what_is_not_planned_stays(db: Database) -> None:
    await with_history(db)
    await erased(db)
    [head] = [each for each in await cadres.every_cadre(db, OPERATOR) if each.code == HEAD.code]
    assert head == replace(HEAD, posts=INCUMBENT, phone="1", version=2)


async def test_an_import_from_before_can_still_be_undone(db: Database) -> None:
    number = await with_history(db)
    await erased(db)
    async with db.transaction() as tx:
        assert await undo_import(tx, BY, number) == ImportCounts(0, 2, 0)
    [head] = [each for each in await cadres.every_cadre(db, OPERATOR) if each.code == HEAD.code]
    assert head == replace(HEAD, posts=INCUMBENT, version=3)


async def test_one_line_of_the_journal_tells_how_many(db: Database) -> None:
    await with_history(db)
    await erased(db)
    assert await erased(db) == 0
    lines = await db.rows(
        "select v.after from journal j join journal_value v on v.journal_id = j.id where j.action = $1",
        "erase planned posts",
    )
    assert [line["after"] for line in lines] == ["2"]


async def test_a_database_is_looked_through_once_and_again_when_planned_posts_came_in(db: Database) -> None:
    assert await may_hold_planned_posts(db), "nobody has looked yet"
    await erased(db)
    assert not await may_hold_planned_posts(db)
    await keep(db, CHAIR)
    assert not await may_hold_planned_posts(db)
    await keep(db, HEAD)
    assert await may_hold_planned_posts(db)
