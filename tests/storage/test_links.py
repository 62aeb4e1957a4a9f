"""Links, codes, consents, requests and roles, on both engines."""

import pytest

from rules.access import OPERATOR, Asker, Grant, Role
from rules.cadres import Cadre, Tier, Unit
from storage import accounts, cadre_writes, consents, grants, link_requests, links, reaching, units
from storage.database import Database
from storage.journal import By
from storage.links import CodeState

BY = By("operator", 1_000)
DISTRICT = Unit("huyen", "huyện Càng Long", Tier.DISTRICT)
TAN_AN = Unit("tan-an", "xã Tân An", Tier.COMMUNE, "huyen")
AN_TRUONG = Unit("an-truong", "xã An Trường", Tier.COMMUNE, "huyen")
NHA = Cadre("c1", "CB001", "Trần Văn Nhã", AN_TRUONG)
HOA = Cadre("c2", "CB002", "Nguyễn Thị Hòa", TAN_AN)
LOC = Cadre("c3", "CB003", "Huỳnh Văn Lộc", TAN_AN)


@pytest.fixture(autouse=True)
async def roster(db: Database) -> None:
    async with db.transaction() as tx:
        await units.save(tx, (DISTRICT, TAN_AN, AN_TRUONG))
        await cadre_writes.save(tx, BY, "import", [None] * 3, [NHA, HOA, LOC])


async def opened(db: Database, channel: str, chat: str) -> str:
    async with db.transaction() as tx:
        await accounts.open_account(tx, channel, chat, "", 1)
        rows = await tx.rows("select id from account where channel = $1 and chat = $2", channel, chat)
    return str(rows[0]["id"])


async def joined(db: Database, cadre: Cadre, channel: str = "telegram", chat: str = "") -> str:
    account = await opened(db, channel, chat or cadre.id)
    async with db.transaction() as tx:
        await links.attach(tx, BY, account, cadre.id)
    return account


async def test_a_second_chat_of_a_channel_replaces_the_first(db: Database) -> None:
    first = await joined(db, NHA, chat="1")
    second, elsewhere = await opened(db, "telegram", "2"), await joined(db, NHA, "zalo", "3")
    async with db.transaction() as tx:
        replaced = await links.attach(tx, BY, second, NHA.id)
    assert [(old.id, old.chat, old.holder_id) for old in replaced] == [(first, "1", None)]
    assert {account.id for account in await accounts.accounts_of(db, NHA.id)} == {second, elsewhere}


async def test_a_code_is_used_by_one_of_two(db: Database) -> None:
    async with db.transaction() as tx:
        await links.add_code(tx, BY, "digest", NHA.id, 5_000)
        assert (await links.known_code(tx, "digest", 4_999)).holder_id == NHA.id
        assert await links.use_code(tx, "digest", "a", 4_999)
        assert not await links.use_code(tx, "digest", "b", 4_999)
        assert (await links.known_code(tx, "digest", 4_999)).state is CodeState.USED


async def test_a_code_ends_with_its_time_or_with_a_newer_one(db: Database) -> None:
    async with db.transaction() as tx:
        await links.add_code(tx, BY, "older", NHA.id, 5_000)
        await links.add_code(tx, By("operator", 2_000), "newer", NHA.id, 6_000)
        assert (await links.known_code(tx, "older", 2_000)).state is CodeState.EXPIRED
        assert (await links.known_code(tx, "newer", 5_999)).state is CodeState.VALID
        assert (await links.known_code(tx, "newer", 6_000)).state is CodeState.EXPIRED
        assert not await links.use_code(tx, "newer", "a", 6_000)


async def test_a_code_held_for_a_chat_is_found_again(db: Database) -> None:
    async with db.transaction() as tx:
        await links.add_code(tx, BY, "digest", NHA.id, 5_000)
        await links.hold_code(tx, "digest", "a")
        assert (await links.held_code(tx, "a", 2_000)).digest == "digest"
        assert (await links.held_code(tx, "b", 2_000)).state is CodeState.UNKNOWN


async def test_only_wrong_codes_of_this_chat_and_hour_count(db: Database) -> None:
    async with db.transaction() as tx:
        for chat, at in (("1", 10), ("1", 30), ("1", 20), ("2", 25)):
            await links.note_wrong_code(tx, "telegram", chat, at)
        assert await links.wrong_codes(tx, "telegram", "1", 10) == [20, 30]


async def test_linked_people_are_counted_by_unit_and_bounded_by_the_grant(db: Database) -> None:
    await joined(db, HOA)
    await joined(db, HOA, "zalo")
    await joined(db, NHA, "terminal")
    everyone = [(unit.name, linked, total) for unit, linked, total in await links.linked_by_unit(db, OPERATOR)]
    assert everyone == [("xã An Trường", 0, 1), ("xã Tân An", 1, 2)]
    officer = Asker(grants=(Grant(Role.OFFICER, TAN_AN.id),))
    assert [unit.name for unit, *_ in await links.linked_by_unit(db, officer)] == ["xã Tân An"]
    assert await links.linked_by_unit(db, Asker(cadre_id=NHA.id)) == []
    assert sum((await links.linked_by_channel(db, OPERATOR)).values()) >= sum(linked for _, linked, _ in everyone)
    assert await links.linked_by_channel(db, Asker(cadre_id=NHA.id)) == {}


async def test_who_has_no_link_is_listed_in_order(db: Database) -> None:
    await joined(db, LOC)
    everywhere = frozenset({TAN_AN.id, AN_TRUONG.id})
    assert [holder.name for holder in await links.without_link(db, everywhere)] == ["Trần Văn Nhã", "Nguyễn Thị Hòa"]
    assert [holder.code for holder in await links.without_link(db, frozenset({TAN_AN.id}))] == ["CB002"]


async def test_a_closed_chat_does_not_count_as_linked(db: Database) -> None:
    await joined(db, NHA)
    async with db.transaction() as tx:
        await accounts.close_account(tx, "telegram", NHA.id, 2)
    assert NHA.code in {holder.code for holder in await links.without_link(db, frozenset({AN_TRUONG.id}))}


async def test_a_withdrawn_consent_stays_on_record(db: Database) -> None:
    account = await opened(db, "telegram", "1")
    async with db.transaction() as tx:
        await consents.give(tx, BY, account, "lien_ket", "1")
        await consents.withdraw(tx, By("operator", 2_000), account, "lien_ket", "thong_bao")
    (kept,) = await consents.of_account(db, account)
    assert (kept.purpose, kept.given_at, kept.withdrawn_at) == ("lien_ket", 1_000, 2_000)


async def test_a_request_is_decided_once(db: Database) -> None:
    account = await opened(db, "telegram", "1")
    async with db.transaction() as tx:
        request_id = await link_requests.add(tx, BY, account, "Trần Văn Nhã", "1974", "xã An Trường")
    assert [request.id for request in await link_requests.waiting(db, 5)] == [request_id]
    async with db.transaction() as tx:
        assert await link_requests.decide(tx, BY, request_id, confirmed=True)
        assert not await link_requests.decide(tx, BY, request_id, confirmed=False)
    assert await link_requests.open_by_id(db, request_id) is None


async def test_a_role_is_given_once_and_taken_back_by_unit_or_altogether(db: Database) -> None:
    async with db.transaction() as tx:
        assert await grants.grant(tx, BY, HOA.id, Role.OFFICER, TAN_AN.id)
        assert not await grants.grant(tx, BY, HOA.id, Role.OFFICER, TAN_AN.id)
        assert await grants.grant(tx, BY, HOA.id, Role.OFFICER, AN_TRUONG.id)
        assert await grants.revoke(tx, BY, HOA.id, Role.OFFICER, AN_TRUONG.id) == 1
    assert [(g.code, g.role, g.unit) for g in await grants.granted(db)] == [("CB002", Role.OFFICER, "xã Tân An")]
    async with db.transaction() as tx:
        assert await grants.revoke(tx, BY, HOA.id, Role.OFFICER) == 1
        assert await grants.revoke(tx, BY, HOA.id, Role.STAFF) == 0
    assert await grants.granted(db) == []


async def test_who_leaves_the_roster_may_use_no_role_until_they_are_back(db: Database) -> None:
    await joined(db, HOA)
    async with db.transaction() as tx:
        await grants.grant(tx, BY, HOA.id, Role.STAFF)
        await cadre_writes.remove(tx, BY, "import: take off", [HOA])
    assert (await accounts.facts(db, "telegram", HOA.id)).asker.roles == {Role.STRANGER}
    assert await reaching.holders_with_role(db, Role.STAFF) == []
    assert await grants.granted(db) == []
    async with db.transaction() as tx:
        await cadre_writes.put_back(tx, [HOA.id])
    assert (await accounts.facts(db, "telegram", HOA.id)).asker.has(Role.STAFF)


async def test_people_of_the_centre_are_numbered_on(db: Database) -> None:
    async with db.transaction() as tx:
        made = [await grants.create_staff(tx, BY, name) for name in ("Ngô  Thị Lan", "Bùi Văn Phúc")]
    assert [(person.code, person.name) for person in made] == [("NV01", "Ngô Thị Lan"), ("NV02", "Bùi Văn Phúc")]
    assert await links.holder_by_code(db, "nv02") == made[1]
    assert await links.holder_by_id(db, made[0].id) == made[0]


async def test_every_change_leaves_a_line_in_the_journal(db: Database) -> None:
    account = await joined(db, NHA)
    async with db.transaction() as tx:
        await links.add_code(tx, BY, "digest", NHA.id, 5_000)
        await grants.grant(tx, BY, NHA.id, Role.LEADER)
        await links.detach(tx, BY, account)
    rows = await db.rows("select action, by_whom from journal where action <> 'import' order by action")
    assert [row["action"] for row in rows] == ["grant leader", "invite", "link", "unlink"]
    assert {row["by_whom"] for row in rows} == {"operator"}
    values = await db.rows("select before, after from journal_value")
    assert "digest" not in str([row[:] for row in values])
