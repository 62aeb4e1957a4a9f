"""One person on two channels at once: the form and the topic are theirs, and no message undoes what the other left."""

import asyncio
from itertools import cycle

import pytest

from handlers.front_door import receive
from handlers.house import House
from handlers.messages import Incoming, IncomingFile, Kind
from storage.inbox import store
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked


@pytest.fixture
async def chats(linked: Linked) -> tuple[Person, Person]:
    """Two chats of one clerk."""
    return await linked(roster.LAN), await linked(roster.LAN, channel="web")


async def test_a_form_answered_on_two_channels_at_once_is_kept_once(house: House, chats: tuple[Person, Person]) -> None:
    phone, web = chats
    await phone.taps("quiet")
    said = await asyncio.gather(phone.says("21h đến 5h"), web.says("22h đến 6h"))
    kept = await house.db.rows("select channel, quiet from account where quiet <> ''")
    assert len(kept) == 1
    assert len(await house.db.rows("select 1 from journal where action = 'set_quiet_hours'")) == 1
    late = said[0 if kept[0]["channel"] == "web" else 1]
    assert "chưa rõ ý" in late, "the form is over, so the words are a question"


async def test_a_message_that_leaves_the_form_open_does_not_undo_a_step(
    house: House, chats: tuple[Person, Person]
) -> None:
    phone, web = chats
    await phone.taps("add_cadre")
    before = await open_form(house)
    await asyncio.gather(phone.says("Nguyễn Văn An"), web.sends(Kind.VOICE))
    assert "Nguyễn Văn An" in await open_form(house)
    assert "Nguyễn Văn An" not in before


async def open_form(house: House) -> str:
    [row] = await house.db.rows("select form from dialog where owner = $1", roster.LAN.id)
    return str(row["form"])


async def test_whoever_is_overtaken_twice_is_asked_to_send_again(house: House, chats: tuple[Person, Person]) -> None:
    phone, web = chats
    await web.says("/tra")
    kept = await store(house.db, "telegram", "late", phone.chat, "{}", 1)
    assert kept is not None
    meanwhile = cycle(["/chucdanh Phó trưởng phòng", "/tra"])

    async def fetch() -> bytes:
        await web.says(next(meanwhile))
        return b"ma,ho ten"

    file = IncomingFile("danh-sach.csv", 10, fetch)
    incoming = Incoming("telegram", phone.chat, "late", house.clock(), Kind.FILE, file=file)
    turned = await receive(house, incoming, kept.seq)
    assert turned.reply is not None
    assert turned.reply.text.startswith("Có tin nhắn khác đến cùng lúc")
    [row] = await house.db.rows("select state from inbox where seq = $1", kept.seq)
    assert row["state"] == "answering"
    assert "find_cadre" in await open_form(house), "what the other channel left stands"
