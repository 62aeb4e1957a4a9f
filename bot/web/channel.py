"""The web chat as a channel: its far end is our own database, so that what was answered is always known."""

from collections.abc import Callable, Sequence
from functools import partial

import orjson

from bot.channel import Accept, Command, Letter, Message, NotSent, Refused, Tap
from bot.faults import kind_of
from bot.web.listeners import Listeners
from handlers.house import House
from handlers.messages import FileUnavailable, Incoming, IncomingFile, Kind, Reply
from handlers.texts import web as texts
from storage import inbox, outbox, web_chat
from storage.clock import from_ms, to_ms
from storage.database import Transaction
from storage.files import Stored
from storage.ids import new_id
from storage.web_chat import CHANNEL, KeptFile, Words

KEPT = 90 * 24 * 3_600_000
"""Milliseconds for which files of the chat are kept."""


def answer_id(event: str) -> str:
    """The id of the message that answers an event: written twice, it is one message. No page can make such an id."""
    return f"{event}.answer"


class Web:
    """The channel: events read, replies written down, those who look on woken."""

    name = CHANNEL
    patience = 0.0
    only_numbers = False
    fetches = False

    def __init__(self, house: House, listeners: Listeners) -> None:
        self._house = house
        self._listeners = listeners

    async def connect(self) -> str:
        """Nothing need be reached. The way in is a setting."""
        return ""

    async def listen(self, accept: Accept, listening: Callable[[], None]) -> None:
        """Events come in by HTTP."""
        listening()

    async def disconnect(self) -> None:
        """End the streams of the open pages."""
        self._listeners.close()

    def address(self, raw: bytes) -> tuple[str, str]:
        """The event's id and chat. Raises ValueError."""
        event = orjson.loads(raw)
        return str(event["id"]), str(event["chat"])

    def read(self, payload: str) -> Letter | None:
        """The event as `event_json` wrote it."""
        event = orjson.loads(payload)
        file = event.get("file")
        incoming = Incoming(
            CHANNEL, event["chat"], event["id"], from_ms(event["at"]), Kind(event["kind"]),
            text=event.get("text", ""), key=event.get("key", ""), file=self._file(*file) if file else None,
        )  # fmt: skip
        tapped = event.get("message")
        return Letter(incoming, Tap("", tapped) if tapped else None)

    def _file(self, name: str, size: int, digest: str) -> IncomingFile:
        async def fetch() -> bytes:
            content = await self._house.files.content(digest)
            if content is None:
                raise FileUnavailable("no longer kept")
            return content

        return IncomingFile(name, size, fetch)

    def messages(self, chat: str, reply: Reply, letter: Letter | None = None) -> list[Message]:
        """One message holds everything: text, buttons and files."""
        message_id = answer_id(letter.incoming.event) if letter else new_id()
        return [partial(self._say, chat, message_id, reply, letter)]

    async def _say(self, chat: str, message_id: str, reply: Reply, letter: Letter | None) -> str:
        """The message and the mark that the event is answered: both are kept, or neither. Returns the message's id."""
        stored = await self._put(reply)
        try:
            async with self._house.db.transaction() as tx:
                words = await self._words(tx, reply, stored)
                written = await self._write(tx, chat, message_id, words, letter if reply.edits else None)
                if letter is not None:
                    await inbox.answered_with(tx, CHANNEL, letter.incoming.event, self._now())
        except self._house.db.errors as error:
            raise NotSent(kind_of(error)) from None
        self._listeners.tell(chat)
        return written

    async def edit(self, chat: str, message: str, reply: Reply) -> None:
        """Put other words in place of a message. Raises Refused when the chat has no such message any more, NotSent."""
        stored = await self._put(reply)
        try:
            async with self._house.db.transaction() as tx:
                changed = await web_chat.change(tx, chat, message, await self._words(tx, reply, stored))
        except self._house.db.errors as error:
            raise NotSent(kind_of(error)) from None
        if changed is None:
            raise Refused("no such message")
        self._listeners.tell(chat)

    async def _write(self, tx: Transaction, chat: str, message_id: str, words: Words, edits: Letter | None) -> str:
        """The message, in the place of the one that was tapped where `edits` is its tap. Returns the message's id."""
        tap = edits.tap if edits else None
        if tap is not None and await web_chat.change(tx, chat, str(tap.message), words) is not None:
            return str(tap.message)
        await web_chat.add(tx, message_id, chat, "assistant", words, self._now())
        return message_id

    async def _put(self, reply: Reply) -> list[Stored]:
        """The files of a reply on disk, before the transaction that keeps them."""
        return [
            Stored(file.digest, len(file.content)) if file.digest else await self._house.files.put(file.content)
            for file in reply.files
        ]

    async def _words(self, tx: Transaction, reply: Reply, stored: Sequence[Stored]) -> Words:
        at = self._now()
        for file, content in zip(reply.files, stored, strict=True):
            if not file.digest:
                await self._house.files.keep(tx, content, at, at + KEPT)
        return Words(
            reply.text,
            tuple(tuple((button.label, button.key) for button in row) for row in reply.buttons),
            tuple(
                KeptFile(file.name, content.digest, content.size, file.picture)
                for file, content in zip(reply.files, stored, strict=True)
            ),
        )

    async def acknowledge(self, tap: Tap) -> None:
        """The page knows that a tap arrived by its own request."""

    async def offer(self, chat: str, commands: Sequence[Command]) -> None:
        """The page asks for the commands itself."""

    async def busy(self, chat: str) -> None:
        """Those who look on see that an answer is being made."""
        self._listeners.tell(chat, typing=True)

    async def settle(self, interrupted: Sequence[inbox.Interrupted]) -> bool:
        """Whoever waits for an answer that a process did not bring to its end is told to ask again."""
        for each in interrupted:
            async with self._house.db.transaction() as tx:
                words = Words(texts.INTERRUPTED)
                await web_chat.add(tx, answer_id(each.event), each.chat, "assistant", words, self._now())
                await inbox.answered_with(tx, CHANNEL, each.event, self._now())
            self._listeners.tell(each.chat)
        return True

    async def resume_parcels(self) -> bool:
        """What was on its way to somebody who did not ask is sent once more: told twice is better than not at all."""
        await outbox.resume(self._house.db, CHANNEL)
        return True

    def _now(self) -> int:
        return to_ms(self._house.clock())
