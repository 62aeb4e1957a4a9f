"""Linking by code: typed or tapped, once and in time; and the lock on guessing."""

from handlers.house import House
from handlers.texts import linking
from rules.access import Role
from storage import accounts, cadre_writes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Code, Linked, Sent
from tests.handlers.stored import holder_of, journal


async def test_a_code_links_after_consent(stranger: Person, code: Code, db: Database) -> None:
    invite = await code(roster.NHA)
    await stranger.starts()
    await stranger.taps("Đồng ý")
    await stranger.taps("Nhập mã liên kết")
    text = await stranger.says(f"LIENKET {invite.code}")
    assert text.startswith("Đã liên kết: đồng chí Trần Văn Nhã, xã An Trường.")
    assert await holder_of(db, stranger) == roster.NHA.id
    assert sorted(await journal(db)) == ["consent lien_ket 1", "invite", "link"]


async def test_the_turn_that_links_knows_the_roles_it_gives(stranger: Person, code: Code) -> None:
    await stranger.says((await code(roster.NHA)).code)
    assert stranger.turned.roles == {Role.STRANGER}
    await stranger.taps("Đồng ý")
    assert stranger.turned.roles == {Role.CADRE}


async def test_a_code_in_the_bots_link_waits_for_consent_and_then_links(
    stranger: Person, code: Code, db: Database
) -> None:
    invite = await code(roster.NHA)
    payload = invite.link.partition("?start=")[2]
    text = await stranger.starts(payload)
    assert text.startswith("Đã nhận mã liên kết.")
    assert await holder_of(db, stranger) is None
    text = await stranger.taps("Đồng ý")
    assert text.startswith("Đã liên kết: đồng chí Trần Văn Nhã")
    assert await holder_of(db, stranger) == roster.NHA.id


async def test_a_code_shown_without_consent_is_not_used_up(stranger: Person, code: Code, house: House) -> None:
    invite = await code(roster.NHA)
    await stranger.says(invite.code)
    other = Person(house, chat="2222")
    await other.starts()
    await other.taps("Đồng ý")
    assert (await other.says(invite.code)).startswith("Đã liên kết")
    assert "Xin chọn một cách liên kết" in await stranger.taps("agree:lien_ket:1")


async def test_a_code_works_once(stranger: Person, code: Code, house: House, db: Database) -> None:
    invite = await code(roster.NHA)
    await stranger.says(invite.code)
    await stranger.taps("Đồng ý")
    thief = Person(house, chat="6666")
    text = await thief.says(invite.code)
    assert text.startswith("Mã này đã được dùng")
    assert await holder_of(db, thief) is None


async def test_the_own_link_tapped_again_is_harmless(stranger: Person, code: Code) -> None:
    invite = await code(roster.NHA)
    payload = invite.link.partition("?start=")[2]
    await stranger.starts(payload)
    await stranger.taps("Đồng ý")
    assert "đã liên kết với đồng chí Trần Văn Nhã" in await stranger.starts(payload)


async def test_a_code_is_good_to_the_end_of_its_last_day(stranger: Person, code: Code, clock: Clock) -> None:
    invite = await code(roster.NHA)
    assert invite.expires.isoformat() == "2025-08-01"
    clock.move(days=60, hours=15)
    assert (await stranger.says(invite.code)).startswith("Đã nhận mã liên kết")
    clock.move(hours=2)
    assert (await stranger.says(invite.code)).startswith("Mã này đã hết hạn")


async def test_a_new_code_ends_the_older_one(stranger: Person, code: Code) -> None:
    lost = await code(roster.NHA)
    await code(roster.NHA)
    assert "thay bằng mã mới" in await stranger.says(lost.code)


async def test_the_code_of_someone_who_left_the_roster_links_nobody(stranger: Person, code: Code, db: Database) -> None:
    invite = await code(roster.NHA)
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, By("operator", 1), "remove", [roster.NHA])
    assert "hết hạn" in await stranger.says(invite.code)


async def test_a_code_too_short_is_no_wrong_try(stranger: Person, db: Database) -> None:
    assert "gồm 10 ký tự" in await stranger.says("LIENKET 7K3M9-QX2")
    assert await db.rows("select 1 from link_attempt") == []


async def test_a_few_digits_said_to_be_a_code_are_told_how_long_one_is(stranger: Person, db: Database) -> None:
    for text in ("LIENKET 123", "LK 123", "mã liên kết 7K3M9"):
        assert await stranger.says(text) == linking.MALFORMED
    assert await stranger.says("LIENKET") == linking.TYPE_CODE
    assert not await db.rows("select 1 from link_attempt")


async def test_the_number_of_a_paper_in_a_form_is_no_code(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    await lan.says("/tra")
    assert "Không thấy hồ sơ nào" in await lan.says("LK 123")


async def test_a_linked_person_who_asks_to_link_hears_that_they_are(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "đã liên kết với đồng chí Trần Văn Nhã" in await nha.says("LIENKET")


async def test_five_wrong_codes_lock_for_an_hour_and_staff_hear_of_it_once(
    stranger: Person, code: Code, linked: Linked, sent: Sent, clock: Clock
) -> None:
    staff, invite = await linked(roster.LAN), await code(roster.NHA)
    for left in (4, 3, 2, 1):
        assert f"còn {left} lần" in await stranger.says("LIENKET 22222-2222A")
        clock.move(minutes=1)
    assert "tạm khóa đến 09 giờ 00" in await stranger.says("LIENKET 22222-2222A")
    assert linking.BY_CODE not in stranger.labels
    assert "tạm khóa" in await stranger.says(invite.code)
    assert len(await sent(staff)) == 1
    assert "nhập sai mã liên kết" in (await sent(staff))[0]
    clock.move(minutes=57)
    assert (await stranger.says(invite.code)).startswith("Đã nhận mã liên kết")


async def test_the_lock_is_on_one_chat_only(stranger: Person, code: Code, house: House) -> None:
    invite = await code(roster.NHA)
    for _ in range(6):
        await stranger.says("LIENKET 22222-2222A")
    assert (await Person(house, chat="3333").says(invite.code)).startswith("Đã nhận mã")


async def test_a_linked_person_does_not_use_up_the_code_of_another(
    linked: Linked, code: Code, db: Database, stranger: Person
) -> None:
    nha, invite = await linked(roster.NHA), await code(roster.HOA)
    assert "Mã vừa nhận là của người khác" in await nha.says(f"LIENKET {invite.code}")
    assert await holder_of(db, nha) == roster.NHA.id
    assert (await stranger.says(invite.code)).startswith("Đã nhận mã")


async def test_people_of_the_centre_link_by_code_too(stranger: Person, code: Code, db: Database) -> None:
    invite = await code(roster.LAN)
    await stranger.says(invite.code)
    assert (await stranger.taps("Đồng ý")).startswith("Đã liên kết: đồng chí Ngô Thị Lan.")
    assert (await accounts.facts(db, "telegram", stranger.chat)).asker.has(Role.STAFF)


async def test_neither_codes_nor_phones_are_kept_in_clear(stranger: Person, code: Code, db: Database) -> None:
    invite = await code(roster.NHA)
    plain = invite.code.replace("-", "")
    await stranger.starts(plain)
    await stranger.says("LIENKET 22222-2222A")
    await stranger.taps("agree:lien_ket:1")
    tables = await db.rows("select name from sqlite_master where type = 'table' and name <> 'cadre'")
    for table in tables:
        for row in await db.rows(f"select * from {table['name']}"):
            kept = " ".join(map(str, row[:]))
            assert plain not in kept
            assert invite.code not in kept
            assert "222222222A" not in kept
            assert table["name"] == "journal_value" or "0912000001" not in kept
