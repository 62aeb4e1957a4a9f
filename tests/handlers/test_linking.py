"""From the first word to a linked record: consent, codes, the lock, relinking, unlinking."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from handlers.house import House
from handlers.linking.invite import Invite, make_invite
from handlers.messages import Kind
from rules.access import Role
from rules.cadres import Cadre
from storage import accounts, cadre_writes, grants, links
from storage.clock import to_ms
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

Sent = Callable[[Person], Awaitable[list[str]]]
Code = Callable[..., Awaitable[Invite]]


@pytest.fixture
def code(house: House) -> Code:
    """`await code(roster.NHA)`: a fresh linking code of that person."""

    async def make(who: Cadre | roster.Centre) -> Invite:
        holder = await links.holder_by_code(house.db, who.code)
        assert holder is not None
        return await make_invite(house, holder, By("operator", to_ms(house.clock())))

    return make


async def holder_of(db: Database, person: Person) -> str | None:
    account = (await accounts.facts(db, person.channel, person.chat)).account
    assert account is not None
    return account.holder_id


async def journal(db: Database) -> list[str]:
    return [
        row["action"] for row in await db.rows("select action from journal where action <> 'import' order by at, id")
    ]


async def consents_of(db: Database) -> list[tuple[str, str]]:
    rows = await db.rows("select purpose, version from consent where withdrawn_at is null order by purpose")
    return [(row["purpose"], row["version"]) for row in rows]


# First contact and consent


async def test_the_first_message_says_what_this_is_and_asks_for_consent(stranger: Person) -> None:
    text = await stranger.starts()
    assert text.startswith("Đây là Trợ lý tự động của Trung tâm Chính trị huyện Càng Long.")
    assert "gặp cán bộ" in text
    assert "Anh/chị có đồng ý không?" in text
    assert stranger.labels == ["Đồng ý", "Chỉ hỏi chung", "Gặp cán bộ Trung tâm", "Về đầu"]


async def test_the_first_message_fits_a_small_phone(stranger: Person) -> None:
    text = await stranger.starts()
    assert len(text) <= 600
    assert len(text.splitlines()) <= 15


async def test_nobody_has_agreed_before_they_tap(stranger: Person, db: Database) -> None:
    await stranger.starts()
    assert await consents_of(db) == []
    await stranger.taps("Đồng ý")
    assert await consents_of(db) == [("lien_ket", "1")]


async def test_agreeing_twice_is_logged_once(stranger: Person, db: Database) -> None:
    await stranger.starts()
    await stranger.taps("Đồng ý")
    await stranger.taps("agree:lien_ket:1")
    assert await consents_of(db) == [("lien_ket", "1")]


async def test_consent_to_an_old_text_does_not_count(stranger: Person, db: Database) -> None:
    text = await stranger.taps("agree:lien_ket:0")
    assert "đã thay đổi" in text
    assert "Đồng ý" in stranger.labels
    assert await consents_of(db) == []


async def test_a_forged_purpose_does_nothing(stranger: Person, db: Database) -> None:
    await stranger.taps("agree:tat_ca:1")
    await stranger.taps("agree")
    assert await consents_of(db) == []


async def test_after_agreeing_the_three_ways_are_offered(stranger: Person) -> None:
    await stranger.starts()
    text = await stranger.taps("Đồng ý")
    assert text.startswith("Đã ghi nhận anh/chị đồng ý.")
    assert stranger.labels[:3] == ["Nhập mã liên kết", "Gửi số điện thoại", "Nhờ Trung tâm xác nhận"]


async def test_a_number_typed_does_what_the_button_does(stranger: Person, db: Database) -> None:
    await stranger.starts()
    await stranger.says("1")
    assert await consents_of(db) == [("lien_ket", "1")]


async def test_who_does_not_agree_is_still_answered_in_general(stranger: Person, db: Database) -> None:
    await stranger.starts()
    text = await stranger.taps("Chỉ hỏi chung")
    assert "vẫn hỏi được" in text
    assert await consents_of(db) == []
    assert "liên kết" not in (await stranger.says("sắp tới có lớp nào")).lower()


async def test_a_personal_question_of_a_stranger_says_first_that_it_needs_a_link(stranger: Person) -> None:
    await stranger.starts()
    text = await stranger.says("lịch học của tôi")
    assert text.splitlines()[0] == "Mục này trả lời theo hồ sơ riêng, nên cần liên kết tài khoản trước."
    assert "Đồng ý" in stranger.labels
    await stranger.taps("Đồng ý")
    text = await stranger.says("lịch học của tôi")
    assert text.startswith("Mục này trả lời theo hồ sơ riêng")
    assert "Nhập mã liên kết" in stranger.labels


async def test_start_again_is_harmless(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    assert "đã liên kết với đồng chí Trần Văn Nhã" in await nha.starts()
    assert "đã liên kết với đồng chí Trần Văn Nhã" in await nha.says("/start")
    assert await holder_of(db, nha) == roster.NHA.id


async def test_on_zalo_no_phone_can_be_shared(house: House) -> None:
    person = Person(house, channel="zalo", chat="z1")
    await person.starts()
    await person.says("1")
    assert person.labels == ["Nhập mã liên kết", "Nhờ Trung tâm xác nhận", "Gặp cán bộ Trung tâm", "Về đầu"]


# Codes


async def test_a_code_links_after_consent(stranger: Person, code: Code, db: Database) -> None:
    invite = await code(roster.NHA)
    await stranger.starts()
    await stranger.taps("Đồng ý")
    await stranger.taps("Nhập mã liên kết")
    text = await stranger.says(f"LIENKET {invite.code}")
    assert text.startswith("Đã liên kết: đồng chí Trần Văn Nhã, xã An Trường.")
    assert await holder_of(db, stranger) == roster.NHA.id
    assert sorted(await journal(db)) == ["consent lien_ket 1", "invite", "link"]


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


async def test_five_wrong_codes_lock_for_an_hour_and_staff_hear_of_it_once(
    stranger: Person, code: Code, linked: Linked, sent: Sent, clock: Clock
) -> None:
    staff, invite = await linked(roster.LAN), await code(roster.NHA)
    for left in (4, 3, 2, 1):
        assert f"còn {left} lần" in await stranger.says("LIENKET 22222-2222A")
        clock.move(minutes=1)
    assert "tạm khóa đến 09 giờ 00" in await stranger.says("LIENKET 22222-2222A")
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


# Notices, relinking, unlinking


async def test_notices_are_a_consent_of_their_own(stranger: Person, code: Code, db: Database) -> None:
    await stranger.says((await code(roster.NHA)).code)
    await stranger.taps("Đồng ý")
    assert await consents_of(db) == [("lien_ket", "1")]
    assert "đồng ý nhận thông báo" in await stranger.taps("Đồng ý nhận thông báo")
    assert await consents_of(db) == [("lien_ket", "1"), ("thong_bao", "1")]


async def test_notices_may_be_declined_and_the_link_stays(stranger: Person, code: Code, db: Database) -> None:
    await stranger.says((await code(roster.NHA)).code)
    await stranger.taps("Đồng ý")
    await stranger.taps("Để sau")
    assert await consents_of(db) == [("lien_ket", "1")]
    assert await holder_of(db, stranger) == roster.NHA.id


async def test_a_second_account_warns_the_first_and_closes_its_link(
    stranger: Person, code: Code, linked: Linked, sent: Sent, db: Database
) -> None:
    old = await linked(roster.NHA)
    await stranger.says((await code(roster.NHA)).code)
    await stranger.taps("Đồng ý")
    assert await holder_of(db, old) is None
    (warning,) = await sent(old)
    assert "liên kết tại đây đã đóng" in warning
    assert "0294 388 2000" in warning
    assert "cần liên kết" in await old.says("lịch học của tôi")


async def test_two_channels_may_be_linked_side_by_side(
    house: House, code: Code, linked: Linked, sent: Sent, db: Database
) -> None:
    telegram = await linked(roster.NHA)
    zalo = Person(house, channel="zalo", chat="z1")
    await zalo.says((await code(roster.NHA)).code)
    await zalo.says("1")
    assert await holder_of(db, zalo) == await holder_of(db, telegram) == roster.NHA.id
    assert await sent(telegram) == []


async def test_unlinking_asks_first_and_then_ends_link_and_consents(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    assert "Có chắc hủy liên kết không?" in await nha.says("hủy liên kết")
    assert await holder_of(db, nha) == roster.NHA.id
    assert (await nha.taps("Hủy liên kết")).startswith("Đã hủy liên kết")
    assert await holder_of(db, nha) is None
    assert await consents_of(db) == []
    assert {"unlink", "withdraw lien_ket", "withdraw thong_bao"} <= set(await journal(db))


async def test_an_old_unlink_button_does_not_unlink_another_person(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    await nha.taps(f"unlink_yes:{roster.HOA.id}")
    await nha.taps("unlink_yes")
    await nha.taps(f"not_me:{roster.HOA.id}")
    assert await holder_of(db, nha) == roster.NHA.id


async def test_not_me_undoes_the_link_at_once_and_tells_staff(
    stranger: Person, code: Code, linked: Linked, sent: Sent, db: Database
) -> None:
    staff = await linked(roster.LAN)
    await stranger.says((await code(roster.NHA)).code)
    await stranger.taps("Đồng ý")
    assert "Đã gỡ liên kết" in await stranger.taps("Không phải tôi")
    assert await holder_of(db, stranger) is None
    assert "không phải tôi" in (await sent(staff))[0]


# Own phone


async def agreed(stranger: Person) -> None:
    await stranger.starts()
    await stranger.taps("Đồng ý")


@pytest.mark.parametrize("phone", ["+84912000001", "84912000001", "0912 000 001", "912000001"])
async def test_the_own_phone_links_when_one_record_has_it(stranger: Person, phone: str, db: Database) -> None:
    await agreed(stranger)
    await stranger.taps("Gửi số điện thoại")
    assert stranger.last.asks_contact
    assert (await stranger.shares_contact(phone)).startswith("Đã liên kết: đồng chí Trần Văn Nhã")
    assert await holder_of(db, stranger) == roster.NHA.id


async def test_a_phone_shared_before_consent_is_not_used(stranger: Person, db: Database) -> None:
    assert "trước hết cần anh/chị đồng ý" in await stranger.shares_contact("0912000001")
    assert await holder_of(db, stranger) is None


async def test_the_forwarded_card_of_someone_else_links_nothing(stranger: Person, db: Database) -> None:
    await agreed(stranger)
    assert "chính tài khoản này" in await stranger.shares_contact("0912000001", own=False)
    assert await holder_of(db, stranger) is None


async def test_an_unknown_phone_a_shared_one_and_nonsense_read_the_same(stranger: Person, db: Database) -> None:
    await agreed(stranger)
    answers = {await stranger.shares_contact(phone) for phone in ("0999999999", roster.SHARED_PHONE, "không có")}
    assert len(answers) == 1
    assert await holder_of(db, stranger) is None
    assert "Nhờ Trung tâm xác nhận" in stranger.labels


async def test_a_contact_event_without_a_card_is_no_error(stranger: Person) -> None:
    await agreed(stranger)
    assert "chính tài khoản này" in await stranger.sends(Kind.CONTACT)


async def test_a_linked_person_who_shares_a_phone_stays_who_they_are(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    await nha.shares_contact("0912000002")
    assert await holder_of(db, nha) == roster.NHA.id


# Figures and roles


async def test_staff_see_how_many_are_linked_by_unit(linked: Linked) -> None:
    staff = await linked(roster.LAN)
    await linked(roster.NHA)
    await linked(roster.LOC, channel="terminal")
    text = await staff.taps("linked_by_unit")
    assert text.startswith("Đã liên kết: 1/11 đồng chí (9,1%). Số liệu ngày 02/06/2025.")
    assert "- xã An Trường: 1/3" in text
    assert "- xã Tân An: 0/4" in text
    assert "Nhã" not in text


async def test_an_officer_sees_only_their_own_unit(linked: Linked) -> None:
    officer = await linked(roster.LOC)
    text = await officer.taps("linked_by_unit")
    assert text.startswith("Đã liên kết: 1/4")
    assert "An Trường" not in text


async def test_a_cadre_does_not_see_the_figures(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "nhiệm vụ khác" in await nha.taps("linked_by_unit")


async def test_a_role_taken_back_is_gone_at_the_next_tap(linked: Linked, db: Database) -> None:
    officer = await linked(roster.LOC)
    async with db.transaction() as tx:
        assert await grants.revoke(tx, By("operator", 1), roster.LOC.id, Role.OFFICER) == 1
    assert "nhiệm vụ khác" in await officer.taps("linked_by_unit")


async def test_a_person_off_the_roster_may_link_afresh(linked: Linked, code: Code, db: Database) -> None:
    nha = await linked(roster.NHA)
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, By("operator", 1), "remove", [roster.NHA])
        again = replace(roster.NHA, id="cb099", code="CB099")
        await cadre_writes.save(tx, By("operator", 2), "add", [None], [again])
    assert (await nha.says((await code(again)).code)).startswith("Đã liên kết")
    assert await holder_of(db, nha) == "cb099"
