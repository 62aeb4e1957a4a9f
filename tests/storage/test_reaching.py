"""A person's chats in their order, and parcels that go on to the next, on both engines."""

import pytest

from rules.access import Role
from storage import accounts, consents, grants, links, merging, outbox, reaching
from storage.database import Database
from storage.outbox import Onward
from tests.storage.people import BY, CLERK, HEAD, keep


@pytest.fixture(autouse=True)
async def roster(db: Database) -> None:
    await keep(db, HEAD, CLERK)


async def chat(db: Database, channel: str, used_at: int, holder: str = HEAD.id, agrees: bool = False) -> str:
    """A linked chat of the name of its channel, last used at an instant."""
    async with db.transaction() as tx:
        await accounts.open_account(tx, channel, f"{channel}-{holder}", "", used_at)
        [found] = await tx.rows("select id from account where chat = $1", f"{channel}-{holder}")
        await links.attach(tx, BY, found["id"], holder)
        if agrees:
            await consents.give(tx, BY, found["id"], "thong_bao", "1")
    return str(found["id"])


async def order(db: Database) -> list[str]:
    return [each.channel for each in (await reaching.reach_of(db, HEAD.id)).chats]


async def test_the_channel_a_person_prefers_goes_first_while_they_have_it(db: Database) -> None:
    for n, channel in enumerate(("telegram", "zalo", "web", "terminal")):
        await chat(db, channel, n)
    assert await order(db) == ["zalo", "telegram", "web"]
    async with db.transaction() as tx:
        await reaching.prefer(tx, BY, HEAD.id, "web")
    assert await order(db) == ["web", "zalo", "telegram"]
    async with db.transaction() as tx:
        await accounts.close_account(tx, "web", f"web-{HEAD.id}", 9)
    assert await order(db) == ["zalo", "telegram"]
    async with db.transaction() as tx:
        await reaching.prefer(tx, BY, HEAD.id, "telegram")
        await reaching.prefer(tx, BY, HEAD.id, "")
    assert await order(db) == ["zalo", "telegram"]


async def test_notices_go_only_where_the_person_agreed_and_nowhere_once_they_are_switched_off(db: Database) -> None:
    await chat(db, "telegram", 5)
    zalo = await chat(db, "zalo", 1, agrees=True)
    assert [each.id for each in (await reaching.reach_of(db, HEAD.id)).for_notices] == [zalo]
    async with db.transaction() as tx:
        await accounts.set_muted(tx, zalo, True)
    reach = await reaching.reach_of(db, HEAD.id)
    assert reach.for_notices == ()
    assert all(each.muted for each in reach.chats), "they were told to stop, wherever the person writes"


async def test_who_holds_a_role_twice_is_one_person(db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, HEAD.id, Role.OFFICER, HEAD.unit.id)
        await grants.grant(tx, BY, HEAD.id, Role.OFFICER, CLERK.unit.id)
    assert await reaching.holders_with_role(db, Role.OFFICER) == [HEAD.id]


async def claimed(db: Database, channel: str) -> outbox.Parcel:
    parcel = await outbox.claim(db, channel, 100)
    assert parcel is not None
    return parcel


async def test_a_parcel_goes_on_over_each_open_chat_once_and_says_what_was_tried(db: Database) -> None:
    for channel in ("telegram", "zalo", "web"):
        await chat(db, channel, 1)
    async with db.transaction() as tx:
        await outbox.add(tx, "telegram", f"telegram-{HEAD.id}", "{}", 1, Onward(HEAD.id, ("zalo", "telegram", "web")))
        await accounts.close_account(tx, "zalo", f"zalo-{HEAD.id}", 9)
    assert await outbox.send_on(db, await claimed(db, "telegram"), 50)
    assert await outbox.claim(db, "telegram", 100) is None
    last = await claimed(db, "web")
    assert (last.chat, last.reply, last.attempts) == (f"web-{HEAD.id}", "{}", 1)
    assert not await outbox.send_on(db, last, 60)
    [kept] = await db.rows("select tried, state from outbox")
    assert kept["tried"] == f'[["telegram","telegram-{HEAD.id}"],["web","web-{HEAD.id}"]]'


async def test_a_parcel_whose_chat_became_somebody_elses_is_astray(db: Database) -> None:
    account = await chat(db, "telegram", 1)
    async with db.transaction() as tx:
        await outbox.add(tx, "telegram", f"telegram-{HEAD.id}", "{}", 1, Onward(HEAD.id))
        await outbox.add(tx, "telegram", f"telegram-{HEAD.id}", "{}", 2)
        await links.attach(tx, BY, account, CLERK.id)
    assert (await claimed(db, "telegram")).astray
    assert not (await claimed(db, "telegram")).astray, "a word to the chat itself stays with the chat"


async def test_what_is_pushed_moves_when_two_records_become_one(db: Database) -> None:
    await chat(db, "telegram", 1, CLERK.id)
    async with db.transaction() as tx:
        await outbox.add(tx, "telegram", f"telegram-{CLERK.id}", "{}", 1, Onward(CLERK.id))
        await reaching.prefer(tx, BY, CLERK.id, "telegram")
        await merging.move(tx, BY, CLERK.id, HEAD.id)
    assert not (await claimed(db, "telegram")).astray
    assert (await reaching.reach_of(db, HEAD.id)).preferred == "telegram"


async def test_the_options_of_what_was_sent_are_the_last_menu_unless_a_form_waits(db: Database) -> None:
    await chat(db, "zalo", 1)
    where = "zalo", f"zalo-{HEAD.id}"
    for form, menu in ((None, "new"), ("form", None)):
        async with db.transaction() as tx:
            await accounts.keep_menu(tx, *where, None)
            seen = (await accounts.facts(tx, *where)).dialog_version
            await accounts.keep_dialog(tx, HEAD.id, form, "", seen, 1)
            await outbox.add(tx, *where, "{}", 1)
        parcel = await claimed(db, "zalo")
        async with db.transaction() as tx:
            await outbox.settle_sent(tx, parcel, "new", 2)
        account = (await accounts.facts(db, *where)).account
        assert account is not None
        assert account.menu == menu
