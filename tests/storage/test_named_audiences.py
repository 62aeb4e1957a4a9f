"""Named audiences keep their text; whoever fits tomorrow is in them tomorrow."""

from rules.access import OPERATOR
from rules.audience import parse
from storage.audience import Selection, kept, people
from storage.database import Database
from tests.storage.audience_world import BY, GROUNDS, fill


async def test_a_named_audience_means_whoever_fits_when_it_is_used(db: Database) -> None:
    await fill(db)
    async with db.transaction() as tx:
        await kept.save(tx, BY, "  Lớp   sơ cấp ", parse("state=enrolled and class=SC-K1 and not codes=CB099"))
    found = await kept.by_name(db, "Lớp sơ cấp")
    assert found is not None
    selection = Selection(found.audience, OPERATOR, GROUNDS)
    assert [p.code async for some in people(db, selection) for p in some] == ["CB005"]
    await db.write("update enrolment set state = 'enrolled' where person_id = 'cb008'")
    assert [p.code async for some in people(db, selection) for p in some] == ["CB005", "CB008"]


async def test_a_name_is_given_once_changed_in_place_and_forgotten_with_a_trace(db: Database) -> None:
    async with db.transaction() as tx:
        for name, text in (("Ủy viên", "everyone"), ("An Trường", "unit=a"), ("Ủy viên", "group=bch_xa")):
            await kept.save(tx, BY, name, parse(text))
    assert [(each.name, each.audience) for each in await kept.listing(db)] == [
        ("An Trường", parse("unit=a")),
        ("Ủy viên", parse("group=bch_xa")),
    ]
    async with db.transaction() as tx:
        assert await kept.delete(tx, BY, "Ủy viên")
        assert not await kept.delete(tx, BY, "Ủy viên")
    assert await kept.by_name(db, "Ủy viên") is None
    rows = await db.rows(
        "select j.action, v.before, v.after from journal j join journal_value v on v.journal_id = j.id"
        " where j.record_id = 'Ủy viên' order by v.before is not null, j.action"
    )
    assert [(row["action"], row["before"], row["after"]) for row in rows] == [
        ("save_audience", None, '"everyone"'),
        ("delete_audience", '"group=bch_xa"', None),
        ("save_audience", '"everyone"', '"group=bch_xa"'),
    ]
