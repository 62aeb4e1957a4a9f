"""Linking by one's own phone number."""

import pytest

from handlers.messages import Kind
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.stored import holder_of


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
