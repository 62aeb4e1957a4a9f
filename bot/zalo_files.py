"""A reply's files as messages of Zalo, which takes pictures by their address and documents not at all."""

import asyncio
from collections.abc import Callable, Sequence

from bot.channel import Instead, Message, Refused
from bot.handing_out import HandOut
from bot.pdf_pages import is_pdf, pages
from bot.zalo_api import ZaloApi, name_of
from handlers.house import WaysIn
from handlers.messages import Attachment
from handlers.texts import zalo as texts

PICTURE_LIFE = 600
"""Seconds. Zalo fetches a picture more than once, not only while it is being sent."""
LINK_DAYS = 7

_SENDING_PICTURE = 150.0
"""Seconds for Zalo to fetch a picture and answer."""


class ZaloFiles:
    """Makes the messages of files. `say` makes the messages of a text to a chat."""

    def __init__(
        self, api: ZaloApi, hand_out: HandOut, ways_in: Callable[[], WaysIn], say: Callable[[str, str], list[Message]]
    ) -> None:
        self._api = api
        self._hand_out = hand_out
        self._ways_in = ways_in
        self._say = say

    def messages(self, chat: str, files: Sequence[Attachment]) -> list[Message]:
        """Pictures as such, of a PDF its first pages, then one message with the links of all documents."""
        if not files:
            return []
        if not self._hand_out.is_possible:
            return self._say(chat, texts.not_here([file.name for file in files], self._ways_in()))
        made = [self._picture(chat, file) if file.picture else self._pages(chat, file) for file in files]
        documents = [file for file in files if not file.picture]
        return [message for message in made if message] + ([self._links(chat, documents)] if documents else [])

    def _picture(self, chat: str, file: Attachment) -> Message:
        async def send() -> str:
            address = await self._hand_out.address(file, PICTURE_LIFE)
            try:
                return name_of(await self._api.call("sendPhoto", _SENDING_PICTURE, chat_id=chat, photo=address))
            except Refused:
                # A picture that Zalo does not like can still be looked at.
                raise Instead([self._links(chat, [file])]) from None

        return send

    def _pages(self, chat: str, file: Attachment) -> Message | None:
        if not is_pdf(file):
            return None

        async def draw() -> str:
            drawn = await asyncio.to_thread(pages, file)
            raise Instead([self._picture(chat, page) for page in drawn])

        return draw

    def _links(self, chat: str, files: Sequence[Attachment]) -> Message:
        async def link() -> str:
            seconds = LINK_DAYS * 24 * 3600
            named = [(file.name, await self._hand_out.address(file, seconds)) for file in files]
            raise Instead(self._say(chat, texts.links(named, LINK_DAYS)))

        return link
