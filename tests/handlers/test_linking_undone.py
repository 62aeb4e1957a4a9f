"""Notices as a consent of their own, a second account, unlinking, "not me"."""

from handlers.house import House
from rules.access import Role
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Code, Linked, Sent
from tests.handlers.stored import consents_of, holder_of, journal


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
    assert nha.turned.roles == {Role.STRANGER}
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
