"""Who waits for news of a chat: the open pages. They are only woken; what is new they read from the database.

So nothing can be lost or come in the wrong order between what a page missed and what happens while it looks on. A page
may be open at one process and be answered by another: the others are told which chats to wake, and nothing else.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain

import orjson

from storage.signals import NoSignals, Signals
from storage.web_sessions import Session

TOPIC = "web"
_CHATS_A_CALL = 150
"""Chats that one call names: it has less than 7,900 bytes."""


class Listener:
    """One open stream of a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.is_open = True
        self._news = asyncio.Event()
        self._typing = False

    def wake(self, typing: bool = False) -> None:
        """There is something new; `typing`: an answer is being made, which ends with the answer."""
        self._typing = typing
        self._news.set()

    def close(self) -> None:
        """The stream shall end."""
        self.is_open = False
        self._news.set()

    async def wait(self, seconds: float) -> bool:
        """Until there is something new; False if so many seconds passed without."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()
        news = self._news.is_set()
        self._news.clear()
        return news

    def sees_typing(self) -> bool:
        """Whether an answer began to be made since this was asked last."""
        typing, self._typing = self._typing, False
        return typing


class Listeners:
    """All open streams of this process."""

    def __init__(self, signals: Signals) -> None:
        self._by_chat: dict[str, set[Listener]] = {}
        self._open = True
        self._signals = signals
        self._has_others = not isinstance(signals, NoSignals)
        self._to_tell: dict[str, bool] = {}
        self._telling: asyncio.Task[None] | None = None
        signals.on(TOPIC, self._told, self._wake_all)

    @contextmanager
    def listening(self, session: Session) -> Iterator[Listener]:
        """A listener for as long as the block lasts."""
        listener = Listener(session)
        listener.is_open = self._open
        self._by_chat.setdefault(session.chat, set()).add(listener)
        try:
            yield listener
        finally:
            others = self._by_chat[session.chat]
            others.discard(listener)
            if not others:
                del self._by_chat[session.chat]

    def count(self, session: Session) -> int:
        """How many streams a session has open."""
        return sum(each.session == session for each in self._by_chat.get(session.chat, ()))

    def tell(self, chat: str, typing: bool = False) -> None:
        """Wake those who look at a chat, whichever process they are at. Call after the commit of what is new."""
        self._wake(chat, typing)
        self._tell_others(chat, typing)

    def end(self, session: Session) -> None:
        """Close the streams of a session that has ended."""
        for listener in self._by_chat.get(session.chat, ()):
            if listener.session == session:
                listener.close()
        self._tell_others(session.chat, typing=False)  # whoever is woken looks whether their session holds

    def _wake(self, chat: str, typing: bool) -> None:
        for listener in self._by_chat.get(chat, ()):
            listener.wake(typing)

    def _wake_all(self) -> None:
        """Anything may be new, or have ended."""
        for listener in chain.from_iterable(self._by_chat.values()):
            listener.wake()

    def _told(self, payload: str) -> None:
        for chat, typing in orjson.loads(payload).items():
            self._wake(chat, typing)

    def _tell_others(self, chat: str, typing: bool) -> None:
        if not self._has_others:
            return
        self._to_tell[chat] = typing
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._call_out())

    async def _call_out(self) -> None:
        """Until everything is told; what comes up while a call is on its way goes out together with the next one."""
        while chats := list(self._to_tell.items()):
            self._to_tell.clear()
            for first in range(0, len(chats), _CHATS_A_CALL):
                some = dict(chats[first : first + _CHATS_A_CALL])
                await self._signals.tell(TOPIC, orjson.dumps(some).decode())

    def close(self) -> None:
        """Close every stream, and those that are opened from now on."""
        self._open = False
        for listeners in self._by_chat.values():
            for listener in listeners:
                listener.close()
