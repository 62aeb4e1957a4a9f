"""Zalo by its Bot Platform: pictures by address, options as numbers, one event a poll or a webhook."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import orjson

from bot import public_files
from bot.channel import Accept, Command, FarAway, Instead, Letter, Message, Refused, SendFailure, Tap, TooMany
from bot.faults import kind_of
from bot.handing_out import HandOut
from bot.sections import Zalo as ZaloSettings
from bot.sections import secret_of
from bot.sending import backoff
from bot.zalo_api import TimedOut, TokenRefused, ZaloApi, name_of
from bot.zalo_files import ZaloFiles
from bot.zalo_text import ZaloText, texts
from bot.zalo_updates import CHANNEL, address_of, event_of, letter_of
from handlers.house import WaysIn
from handlers.messages import IncomingFile, Reply

logger = logging.getLogger(__name__)

WEBHOOK_PATH = "/zalo/webhook"
"""What stands behind the public address."""
SECRET_HEADER = "x-bot-api-secret-token"

_POLL = 30
"""Seconds that a poll waits for an event."""
_QUICK = 1.0
"""Seconds under which an empty poll was no poll: Zalo is then not asked again at once."""
_TYPING = 4.0
"""Seconds for which Zalo shows that an answer is being written."""


class Zalo(FarAway):
    """The channel. `webhook_url` is where Zalo calls, empty when polling; `ways_in` tells the other channels."""

    name = CHANNEL
    patience = 1.0
    only_numbers = True

    def __init__(
        self,
        settings: ZaloSettings,
        hand_out: HandOut,
        ways_in: Callable[[], WaysIn],
        webhook_url: str = "",
    ) -> None:
        self.fetches = not webhook_url
        self._settings = settings
        self._webhook_url = webhook_url
        self._api = ZaloApi(settings.base_url, secret_of(settings.token))
        self._own_host = urlsplit(settings.base_url).netloc
        self._files = ZaloFiles(self._api, hand_out, ways_in, lambda chat, text: self._texts(chat, Reply(text)))

    async def connect(self) -> str:
        """Reach Zalo, however long it takes. Returns the name by which people search for the bot."""
        bot = await self._until_done("getMe", partial(self._api.call, "getMe"))
        return str(bot.get("account_name", "")) if isinstance(bot, dict) else ""

    async def disconnect(self) -> None:
        """Close the connections."""
        await self._api.close()

    async def listen(self, accept: Accept, listening: Callable[[], None]) -> None:
        """Fetch events, or have them sent to the webhook."""
        if self._webhook_url:
            secret = secret_of(self._settings.webhook_secret)
            call = partial(self._api.call, "setWebhook", url=self._webhook_url, secret_token=secret)
            await self._until_done("setWebhook", call)
            listening()
        else:
            await self._until_done("deleteWebhook", self._remove_webhook)
            listening()
            await self._poll(accept)

    async def _remove_webhook(self) -> None:
        try:
            webhook = await self._api.call("getWebhookInfo")
        except Refused:
            return  # without a webhook, Zalo was seen to answer 404
        if isinstance(webhook, dict) and webhook.get("url"):
            await self._api.call("deleteWebhook")

    async def _poll(self, accept: Accept) -> None:
        """Fetch events until cancelled. There is no acknowledging: each is kept before the next is asked for."""
        failures = 0
        while True:
            begun = asyncio.get_running_loop().time()
            try:
                event = await self._api.call("getUpdates", _POLL + 5.0, timeout=str(_POLL))
            except TimedOut:
                failures = 0
                await asyncio.sleep(begun + _QUICK - asyncio.get_running_loop().time())
            except SendFailure as failure:
                failures += 1
                await self._mend(failure, failures)
            else:
                failures = 0
                for each in event if isinstance(event, list) else [event]:
                    await _keep(accept, orjson.dumps(each))

    async def _mend(self, failure: SendFailure, failures: int) -> None:
        """After a poll that failed: wait; ask for a good token, or take away a webhook that somebody set."""
        pause = _patience(failure, failures)
        logger.warning("Zalo's events cannot be fetched (%s); next try in %.1f s", _reason(failure), pause)
        await asyncio.sleep(pause)
        if isinstance(failure, TokenRefused):
            await self._until_done("getMe", partial(self._api.call, "getMe"))
        elif isinstance(failure, Refused):
            await self._until_done("deleteWebhook", self._remove_webhook)

    def address(self, raw: bytes) -> tuple[str, str]:
        """The event's id and chat. Raises ValueError."""
        return address_of(raw)

    def read(self, payload: str) -> Letter | None:
        """The event, or None for what is answered by silence."""
        return letter_of(event_of(payload), self._file)

    def _file(self, name: str, url: str) -> IncomingFile:
        return IncomingFile(name, 0, partial(public_files.fetch, url, self._own_host))

    def messages(self, chat: str, reply: Reply, letter: Letter | None = None) -> list[Message]:
        """The calls a reply becomes: the text cut to size, the options under its end, the files after it."""
        return self._texts(chat, reply) + self._files.messages(chat, reply.files)

    async def edit(self, chat: str, message: str, reply: Reply) -> None:
        """Zalo's bots cannot edit what they sent."""
        raise Refused("a message cannot be edited")

    async def acknowledge(self, tap: Tap) -> None:
        """There are no buttons to tap."""

    async def busy(self, chat: str) -> None:
        """Show "typing" until cancelled."""
        while True:
            try:
                await self._api.call("sendChatAction", chat_id=chat, action="typing")
            except SendFailure as failure:
                logger.debug("a chat was not shown that an answer is made (%s)", failure)
                return
            await asyncio.sleep(_TYPING)

    async def offer(self, chat: str, commands: Sequence[Command]) -> None:
        """There is no menu of commands."""

    def _texts(self, chat: str, reply: Reply) -> list[Message]:
        return [self._text(chat, text) for text in texts(reply)]

    def _text(self, chat: str, text: ZaloText) -> Message:
        async def send() -> str:
            if not text.bold:
                return name_of(await self._api.call("sendMessage", chat_id=chat, text=text.text))
            try:
                sent = await self._api.call("sendMessage", chat_id=chat, text=text.text, text_styles=text.styles)
                return name_of(sent)
            except Refused:
                # Better plain than not at all, should Zalo one day want its styles another way.
                raise Instead([self._text(chat, ZaloText(text.text))]) from None

        return send

    async def _until_done(self, what: str, call: Callable[[], Awaitable[Any]]) -> Any:
        """Call until it succeeds: nothing is given up, and the operator reads why it takes so long."""
        for failures in count(1):
            try:
                return await call()
            except SendFailure as failure:
                pause = _patience(failure, failures)
                level = logging.ERROR if isinstance(failure, TokenRefused) else logging.WARNING
                logger.log(level, "Zalo: %s failed (%s); next try in %.1f s", what, _reason(failure), pause)
                await asyncio.sleep(pause)
        return None


async def _keep(accept: Accept, raw: bytes) -> None:
    """Keep an event that Zalo will not hand out again, however long it takes."""
    for failures in count(1):
        try:
            await accept(raw)
            return
        except ValueError:
            logger.warning("Zalo handed out something that is no event; it is dropped")
            return
        except Exception as error:  # whatever the database says: nobody else has the event
            logger.error("an event of Zalo could not be kept (%s); trying again", kind_of(error))
            await asyncio.sleep(backoff(failures))


def _patience(failure: SendFailure, failures: int) -> float:
    return failure.seconds if isinstance(failure, TooMany) else backoff(failures)


def _reason(failure: SendFailure) -> str:
    return "the token is refused" if isinstance(failure, TokenRefused) else str(failure)
