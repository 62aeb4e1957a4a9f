"""Asking the centre to be linked, and what staff do with it."""

from dataclasses import replace

from handlers.push import reply_from_json
from storage import cadre_writes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent
from tests.handlers.stored import holder_of


async def ask(person: Person, name: str = "Trần Văn Nhã", year: str = "1974", unit: str = "xã An Trường") -> str:
    await person.starts()
    await person.taps("agree:lien_ket:1")
    await person.taps("link_form")
    for answer in (name, year, unit):
        await person.says(answer)
    return await person.taps("Gửi yêu cầu")


async def pushed_keys(db: Database, person: Person) -> list[str]:
    rows = await db.rows("select reply from outbox where chat = $1 order by created_at, id", person.chat)
    return [b.key for row in rows for line in reply_from_json(row["reply"]).buttons for b in line]


async def test_before_it_is_sent_the_person_reads_who_will_see_it(stranger: Person) -> None:
    await stranger.taps("agree:lien_ket:1")
    await stranger.taps("Nhờ Trung tâm xác nhận")
    await stranger.says("trần văn nhã")
    await stranger.says("sinh năm 1974")
    text = await stranger.says("xã An Trường")
    assert "Người được xem: cán bộ phụ trách của Trung tâm" in text
    assert stranger.labels[0] == "Gửi yêu cầu"


async def test_staff_read_the_request_with_its_candidates(stranger: Person, linked: Linked, sent: Sent) -> None:
    staff = await linked(roster.LAN)
    assert (await ask(stranger)).startswith("Đã gửi yêu cầu liên kết")
    (text,) = await sent(staff)
    assert text.startswith("Yêu cầu liên kết: Trần Văn Nhã, sinh 1974, xã An Trường.")
    assert "- CB001 Trần Văn Nhã, sinh 12/03/1974, xã An Trường" in text


async def test_one_tap_links_and_the_person_is_told(stranger: Person, linked: Linked, sent: Sent, db: Database) -> None:
    staff = await linked(roster.LAN)
    await ask(stranger)
    confirm = next(key for key in await pushed_keys(db, staff) if key.startswith("link_ok"))
    assert "Đã liên kết với hồ sơ CB001" in await staff.taps(confirm)
    assert await holder_of(db, stranger) == roster.NHA.id
    assert (await sent(stranger))[0].startswith("Đã liên kết: đồng chí Trần Văn Nhã, xã An Trường.")
    assert "đã có người xử lý" in await staff.taps(confirm)


async def test_what_was_written_is_forgotten_once_it_is_decided(stranger: Person, linked: Linked, db: Database) -> None:
    staff = await linked(roster.LAN)
    await ask(stranger)
    await staff.taps(next(key for key in await pushed_keys(db, staff) if key.startswith("link_ok")))
    (row,) = await db.rows("select name, birth_year, unit, state, decided_by from link_request")
    assert row[:] == ("", "", "", "confirmed", roster.LAN.id)


async def test_refused_the_person_is_told_and_may_ask_again(
    stranger: Person, linked: Linked, sent: Sent, db: Database
) -> None:
    staff = await linked(roster.LAN)
    await ask(stranger)
    await staff.taps("link_requests")
    assert staff.labels[0] == "Văn Nhã, 02/06"
    await staff.says("1")
    await staff.taps("Từ chối")
    assert "chưa khớp với hồ sơ" in (await sent(stranger))[0]
    assert await holder_of(db, stranger) is None
    assert (await ask(stranger)).startswith("Đã gửi yêu cầu")


async def test_a_chat_has_one_request_waiting(stranger: Person, db: Database) -> None:
    await ask(stranger)
    assert "đang chờ" in await stranger.taps("link_form")
    assert len(await db.rows("select 1 from link_request")) == 1


async def test_a_confirmation_of_a_record_changed_meanwhile_does_nothing(
    stranger: Person, linked: Linked, db: Database
) -> None:
    staff = await linked(roster.LAN)
    await ask(stranger)
    confirm = next(key for key in await pushed_keys(db, staff) if key.startswith("link_ok"))
    async with db.transaction() as tx:
        await cadre_writes.save(tx, By("operator", 1), "change", [roster.NHA], [replace(roster.NHA, version=2)])
    assert "không còn dùng được" in await staff.taps(confirm)
    assert await holder_of(db, stranger) is None


async def test_a_cadre_cannot_confirm_even_with_the_key(stranger: Person, linked: Linked, db: Database) -> None:
    staff, nha = await linked(roster.LAN), await linked(roster.HOA)
    await ask(stranger)
    confirm = next(key for key in await pushed_keys(db, staff) if key.startswith("link_ok"))
    await nha.taps(confirm)
    await stranger.taps(confirm)
    assert await holder_of(db, stranger) is None


async def test_without_staff_in_chat_the_admin_is_asked(stranger: Person, linked: Linked, sent: Sent) -> None:
    admin = await linked(roster.PHUC)
    await ask(stranger)
    assert len(await sent(admin)) == 1


async def test_a_request_of_someone_unknown_says_so_to_staff(stranger: Person, linked: Linked, sent: Sent) -> None:
    staff = await linked(roster.LAN)
    await ask(stranger, name="Mạc Đĩnh Chi")
    assert "Không có hồ sơ nào trùng họ tên" in (await sent(staff))[0]


async def test_a_candidate_who_is_linked_already_is_marked(stranger: Person, linked: Linked, sent: Sent) -> None:
    staff = await linked(roster.LAN)
    await linked(roster.NHA)
    await ask(stranger)
    assert "đã có tài khoản liên kết" in (await sent(staff))[0]


async def test_an_operators_terminal_marks_nobody_as_linked(stranger: Person, linked: Linked, sent: Sent) -> None:
    staff = await linked(roster.LAN)
    await linked(roster.NHA, channel="terminal")
    await ask(stranger)
    assert "đã có tài khoản liên kết" not in (await sent(staff))[0]


async def test_a_request_is_closed_when_the_chat_was_linked_meanwhile(
    stranger: Person, linked: Linked, db: Database
) -> None:
    staff = await linked(roster.LAN)
    await ask(stranger)
    await stranger.shares_contact(roster.HOA.phone)
    confirm = next(key for key in await pushed_keys(db, staff) if key.startswith("link_ok"))
    assert "được khép lại" in await staff.taps(confirm)
    assert await holder_of(db, stranger) == roster.HOA.id
    assert "không có yêu cầu" in await staff.taps("link_requests")


async def test_answers_that_cannot_be_right_are_asked_again(stranger: Person) -> None:
    await stranger.taps("agree:lien_ket:1")
    await stranger.taps("link_form")
    assert "từ hai chữ" in await stranger.says("Nhã%")
    await stranger.says("Trần Văn Nhã")
    assert "bốn chữ số" in await stranger.says("hồi đó")
    await stranger.says("1974")
    assert "từ 2 đến 100" in await stranger.says("x")
    await stranger.says("xã An Trường")
    assert "Gửi yêu cầu" in await stranger.says("rồi")


async def test_the_form_needs_consent_first(stranger: Person) -> None:
    await stranger.taps("link_form")
    assert "Đồng ý" in stranger.labels


async def test_a_decided_request_opens_no_more(linked: Linked) -> None:
    staff = await linked(roster.LAN)
    assert "đã có người xử lý" in await staff.taps("link_request:nothing")
    assert "đã có người xử lý" in await staff.taps("link_no:nothing")
    assert "không còn dùng được" in await staff.taps("link_ok:half")
