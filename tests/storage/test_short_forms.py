"""Short forms that staff add, as both engines keep them: one for each centre, with a way back and a journal line."""

import asyncio

import orjson

from storage import accounts, short_forms
from storage.database import Database
from storage.journal import By
from storage.short_forms import ShortForm

LAN, PHUC = By("nv01", 1000), By("nv02", 2000)


async def add(db: Database, typed: str = "hl", *meanings: str, centre: str = "") -> ShortForm | None:
    async with db.transaction() as tx:
        return await short_forms.add(tx, LAN, centre, typed, meanings or ("học lại",))


async def only(db: Database) -> ShortForm:
    [form] = await short_forms.every_form(db)
    return form


async def version(db: Database) -> str:
    return (await accounts.facts(db, "telegram", "1")).short_forms_version


async def change(db: Database, form: ShortForm, *meanings: str) -> bool:
    async with db.transaction() as tx:
        return await short_forms.change(tx, PHUC, form, meanings)


async def remove(db: Database, form: ShortForm) -> bool:
    async with db.transaction() as tx:
        return await short_forms.remove(tx, PHUC, form)


async def take_back(db: Database, form: ShortForm) -> bool:
    async with db.transaction() as tx:
        return await short_forms.take_back(tx, LAN, form)


async def test_a_centre_has_a_short_form_once_and_another_centre_its_own(db: Database) -> None:
    assert await add(db) is not None
    assert await add(db, "hl", "hội luật") is None
    assert await add(db, "hl", "hội luật", centre="xa-an-truong") is not None
    assert [(each.centre, each.meanings) for each in await short_forms.every_form(db)] == [
        ("", ("học lại",)),
        ("xa-an-truong", ("hội luật",)),
    ]


async def test_two_who_add_the_same_at_one_instant_are_one_who_did(db: Database) -> None:
    both = await asyncio.gather(add(db), add(db, "hl", "hội luật"))
    assert sorted(each is None for each in both) == [False, True]


async def test_a_change_can_be_taken_back_and_made_again(db: Database) -> None:
    await add(db)
    assert await change(db, await only(db), "hội luật", "học lại")
    assert (await only(db)).meanings == ("hội luật", "học lại")
    assert await take_back(db, await only(db))
    assert (await only(db)).meanings == ("học lại",)
    assert await take_back(db, await only(db))
    assert (await only(db)).meanings == ("hội luật", "học lại")


async def test_a_new_one_has_nothing_to_go_back_to(db: Database) -> None:
    await add(db)
    assert not await take_back(db, await only(db))


async def test_a_removed_one_comes_back_as_it_was_or_is_added_anew(db: Database) -> None:
    await add(db)
    assert await remove(db, await only(db))
    assert (await only(db)).is_removed
    assert await take_back(db, await only(db))
    assert await remove(db, await only(db))
    anew = await add(db, "hl", "hội luật")
    assert anew is not None
    assert (anew.meanings, anew.before, anew.is_removed) == (("hội luật",), (), False)
    assert await only(db) == anew


async def test_what_changed_meanwhile_is_not_changed_again(db: Database) -> None:
    await add(db)
    seen = await only(db)
    assert await change(db, seen, "hội luật")
    assert not await change(db, seen, "học luật")
    assert not await remove(db, seen)
    assert not await take_back(db, seen)


async def test_each_change_has_a_line_of_the_journal_and_another_version(db: Database) -> None:
    versions = [await version(db)]
    for step in ("add", "change", "remove", "restore"):
        if step == "add":
            await add(db)
        else:
            form = await only(db)
            assert await {"change": change, "remove": remove, "restore": take_back}[step](
                db, form, *(["hội luật"] if step == "change" else [])
            )
        versions.append(await version(db))
    lines = await db.rows(
        "select j.action, j.by_whom, v.before, v.after from journal j join journal_value v on v.journal_id = j.id"
        " where j.kind = 'short_form' order by j.at, case j.action when 'add short form' then 0"
        " when 'restore short form' then 1 when 'change short form' then 2 else 3 end"
    )
    said = [(row["action"], row["by_whom"], row["before"], row["after"]) for row in lines]
    old, new = orjson.dumps(["học lại"]).decode(), orjson.dumps(["hội luật"]).decode()
    assert said == [
        ("add short form", "nv01", None, old),
        ("restore short form", "nv01", None, new),
        ("change short form", "nv02", old, new),
        ("remove short form", "nv02", new, None),
    ]
    assert versions[0] == ""
    assert len(set(versions)) == 5
