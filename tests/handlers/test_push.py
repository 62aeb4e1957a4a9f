"""Messages that nobody asked for."""

from handlers.house import House
from handlers.messages import Attachment, Button, Reply
from handlers.push import push, push_to_role, reply_from_json, reply_to_json
from rules.access import Role
from storage.accounts import accounts_of
from tests.handlers import roster
from tests.handlers.conftest import Linked, Sent


def test_a_reply_comes_back_from_its_stored_text_as_it_was() -> None:
    reply = Reply("Chào", ((Button("Một", "a:1"),), (Button("Hai", "b"),)), (Attachment("a.pdf", b"\x00\xff", True),))
    assert reply_from_json(reply_to_json(reply)) == reply


async def test_everyone_of_a_role_is_told(house: House, linked: Linked, sent: Sent) -> None:
    staff, cadre = await linked(roster.LAN), await linked(roster.NHA)
    async with house.db.transaction() as tx:
        assert await push_to_role(tx, Role.STAFF, Reply("Có việc"), 5) == 1
    assert await sent(staff) == ["Có việc"]
    assert await sent(cadre) == []


async def test_nothing_is_pushed_to_an_operators_terminal(house: House, linked: Linked, sent: Sent) -> None:
    person = await linked(roster.NHA, channel="terminal")
    (account,) = await accounts_of(house.db, roster.NHA.id)
    async with house.db.transaction() as tx:
        assert not await push(tx, account, Reply("Có việc"), 5)
    assert await sent(person) == []
