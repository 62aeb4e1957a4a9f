"""Messages that nobody asked for."""

from handlers.house import House
from handlers.messages import Attachment, Button, Reply
from handlers.push import push, reply_from_json, reply_to_json
from handlers.texts import corrections
from storage.accounts import accounts_of
from storage.clock import from_ms
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent


def test_a_reply_comes_back_from_its_stored_text_as_it_was() -> None:
    reply = Reply("Chào", ((Button("Một", "a:1"),), (Button("Hai", "b"),)), (Attachment("a.pdf", b"\x00\xff", True),))
    assert reply_from_json(reply_to_json(reply)) == reply


async def asks_for_a_correction(person: Person) -> None:
    await person.taps("update_profile:level")
    await person.says("Tôi đã có bằng trung cấp")
    await person.taps(corrections.SEND)


async def test_staff_are_told_and_admins_only_in_their_place(linked: Linked, sent: Sent) -> None:
    admin, nha = await linked(roster.PHUC), await linked(roster.NHA)
    await asks_for_a_correction(nha)
    assert len(await sent(admin)) == 1
    staff = await linked(roster.LAN)
    await asks_for_a_correction(await linked(roster.HOA))
    assert len(await sent(staff)) == 1
    assert len(await sent(admin)) == 1
    assert await sent(nha) == []


async def test_what_can_wait_is_held_over_the_quiet_hours(house: House, linked: Linked, clock: Clock) -> None:
    await linked(roster.LAN)
    clock.move(hours=13)
    await asks_for_a_correction(await linked(roster.NHA))
    [held] = await house.db.rows("select due_at from outbox")
    assert from_ms(held["due_at"]) == clock().replace(day=3, hour=6, minute=30)


async def test_nothing_is_pushed_to_an_operators_terminal(house: House, linked: Linked, sent: Sent) -> None:
    person = await linked(roster.NHA, channel="terminal")
    (account,) = await accounts_of(house.db, roster.NHA.id)
    async with house.db.transaction() as tx:
        assert not await push(tx, account, Reply("Có việc"), 5)
    assert await sent(person) == []
