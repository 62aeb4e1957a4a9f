"""Who waits for news of a chat: the open pages. They are only woken; what is new they read from the database.

So nothing can be lost or come in the wrong order between what a page missed and what happens while it looks on.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from storage.web_sessions import Session


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
    """All open streams."""

    def __init__(self) -> None:
        self._by_chat: dict[str, set[Listener]] = {}
        self._open = True

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
        """Wake those who look at a chat."""
        for listener in self._by_chat.get(chat, ()):
            listener.wake(typing)

    def end(self, session: Session) -> None:
        """Close the streams of a session that has ended."""
        for listener in self._by_chat.get(session.chat, ()):
            if listener.session == session:
                listener.close()

    def close(self) -> None:
        """Close every stream, and those that are opened from now on."""
        self._open = False
        for listeners in self._by_chat.values():
            for listener in listeners:
                listener.close()
