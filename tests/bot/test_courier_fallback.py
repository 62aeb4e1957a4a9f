"""Two couriers, two channels that fail as told: a parcel reaches its person once, on the first chat that takes it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.budget import Budget
from bot.channel import Accept, Closed, Command, FarAway, Letter, Message, NotSent, Refused, SendFailure, Tap, Unsure
from bot.courier import Courier
from bot.sending import Sender
from handlers.messages import Button, Reply
from handlers.push import reply_to_json
from storage import accounts, links, outbox
from storage.database import Database
from storage.files import FileStore
from storage.outbox import Onward, Posted
from tests.bot.conftest import until
from tests.storage.conftest import db, empty_sqlite, engine, migrated_file, opens, sqlite_url, url
from tests.storage.people import BY, HEAD, keep

__all__ = ["db", "empty_sqlite", "engine", "migrated_file", "opens", "sqlite_url", "url"]


class ToldChannel(FarAway):
    """A channel that takes every message, except that it fails as often as it was told first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.patience = 0.0
        self.only_numbers = False
        self.fetches = False
        self.failures: list[SendFailure] = []
        self.taken: list[tuple[str, str]] = []

    def messages(self, chat: str, reply: Reply, letter: Letter | None = None) -> list[Message]:
        return [partial(self._send, chat, reply.text)]

    async def _send(self, chat: str, text: str) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append((chat, text))
        return str(len(self.taken))

    async def edit(self, chat: str, message: str, reply: Reply) -> None: ...

    async def connect(self) -> str:
        return ""

    async def listen(self, accept: Accept, listening: object) -> None: ...

    async def disconnect(self) -> None: ...

    def address(self, raw: bytes) -> tuple[str, str]:
        return "", ""

    def read(self, payload: str) -> Letter | None:
        return None

    async def acknowledge(self, tap: Tap) -> None: ...

    async def busy(self, chat: str) -> None: ...

    async def offer(self, chat: str, commands: Sequence[Command]) -> None: ...


Pair = tuple[ToldChannel, ToldChannel]
THEN_ZALO = Onward(HEAD.id, ("zalo",))


@pytest.fixture
async def channels(db: Database, tmp_path: Path) -> AsyncIterator[Pair]:
    """Telegram and Zalo with their couriers at work, and the chat that one person has on each."""
    pair = ToldChannel("telegram"), ToldChannel("zalo")
    await keep(db, HEAD)
    async with db.transaction() as tx:
        for channel in pair:
            await accounts.open_account(tx, channel.name, "7", "", 1)
            [found] = await tx.rows("select id from account where channel = $1", channel.name)
            await links.attach(tx, BY, found["id"], HEAD.id)
    files = FileStore(tmp_path)
    couriers = [Courier(each, Sender(each, Budget(1000), db, lambda: 100), db, lambda: 100, files) for each in pair]
    work = [asyncio.create_task(each.empty_outbox()) for each in couriers]
    yield pair
    for task in work:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def pushed(db: Database, onward: Onward = THEN_ZALO) -> tuple[str, str]:
    """What became of a parcel to the person's Telegram: the channel it ended on, and its state."""
    reply = reply_to_json(Reply("Có lớp", ((Button("Xem", "x"),),)))
    async with db.transaction() as tx:
        await outbox.add(tx, "telegram", "7", reply, 50, onward)

    async def settled() -> bool:
        return not await db.rows("select 1 from outbox where state in ('waiting', 'sending')")

    await until(settled)
    [kept] = await db.rows("select channel, state from outbox")
    return kept["channel"], kept["state"]


async def open_channels(db: Database) -> list[str]:
    return [each.channel for each in await accounts.accounts_of(db, HEAD.id)]


async def test_a_message_to_an_open_chat_goes_nowhere_else(db: Database, channels: Pair) -> None:
    telegram, zalo = channels
    assert await pushed(db) == ("telegram", "sent")
    assert (telegram.taken, zalo.taken) == ([("7", "Có lớp")], [])


async def test_a_closed_chat_is_left_for_the_next_which_gets_the_same_message(db: Database, channels: Pair) -> None:
    telegram, zalo = channels
    telegram.failures = [Closed("blocked")]
    assert await pushed(db) == ("zalo", "sent")
    assert (telegram.taken, zalo.taken) == ([], [("7", "Có lớp")])
    assert await open_channels(db) == ["zalo"]
    assert (await db.rows("select tried from outbox"))[0]["tried"] == '[["telegram","7"]]'


async def test_when_every_chat_is_closed_the_message_has_failed(db: Database, channels: Pair) -> None:
    for channel in channels:
        channel.failures = [Closed("blocked")]
    assert await pushed(db) == ("zalo", "failed")
    assert await open_channels(db) == []


async def test_a_word_to_a_chat_itself_stays_there(db: Database, channels: Pair) -> None:
    telegram, zalo = channels
    telegram.failures = [Closed("blocked")]
    assert await pushed(db, Onward()) == ("telegram", "failed")
    assert zalo.taken == []


@pytest.mark.parametrize(
    ("failure", "state"), [(Unsure("cut off"), "unknown"), (Refused("too odd"), "failed"), (NotSent("500"), "sent")]
)
async def test_what_may_have_been_read_or_will_be_sent_later_goes_to_no_second_chat(
    db: Database, channels: Pair, failure: SendFailure, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.courier.backoff", lambda _: 0.0)
    telegram, zalo = channels
    telegram.failures = [failure]
    assert await pushed(db) == ("telegram", state)
    assert zalo.taken == []


async def test_a_chat_given_up_meanwhile_is_not_written_to(db: Database, channels: Pair) -> None:
    async with db.transaction() as tx:
        [account] = await accounts_on(db, "telegram")
        await links.detach(tx, BY, account)
    assert await pushed(db) == ("zalo", "sent")
    assert channels[0].taken == []


async def accounts_on(db: Database, channel: str) -> list[str]:
    return [row["id"] for row in await db.rows("select id from account where channel = $1", channel)]


async def test_the_options_of_what_was_sent_can_be_typed_as_numbers(db: Database, channels: Pair) -> None:
    await pushed(db)
    facts = await accounts.facts(db, "telegram", "7")
    assert facts.account is not None
    assert facts.account.menu == '[[1,"Xem","x"]]'


async def test_a_reminder_that_nobody_needs_any_more_is_dropped(db: Database, channels: Pair) -> None:
    reply = reply_to_json(Reply("Trung tâm chưa nhận được xác nhận."))
    async with db.transaction() as tx:
        await outbox.add_many(tx, [Posted("telegram", "7", reply, 50, THEN_ZALO, chases="answered long ago")])

    async def gone() -> bool:
        return not await db.rows("select 1 from outbox")

    await until(gone)
    assert [channel.taken for channel in channels] == [[], []]


async def test_a_parcel_whose_claim_was_kept_without_a_word_of_it_is_unknown_once_sending_begins_anew(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel, claim = ToldChannel("telegram"), outbox.claim
    courier = Courier(channel, Sender(channel, Budget(1000), db, lambda: 100), db, lambda: 100, FileStore(tmp_path))
    async with db.transaction() as tx:
        await outbox.add(tx, "telegram", "7", reply_to_json(Reply("Có lớp")), 50)

    async def cut_off(*asked: Any) -> None:
        monkeypatch.setattr(outbox, "claim", claim)
        assert await claim(*asked)
        raise ConnectionResetError

    monkeypatch.setattr(outbox, "claim", cut_off)
    with pytest.raises(ConnectionResetError):
        await courier.empty_outbox()
    working = asyncio.create_task(courier.empty_outbox())

    async def settled() -> bool:
        return not await db.rows("select 1 from outbox where state = 'sending'")

    try:
        await until(settled)
    finally:
        working.cancel()
        await asyncio.wait([working])
    assert [row["state"] for row in await db.rows("select state from outbox")] == ["unknown"]
    assert channel.taken == []
