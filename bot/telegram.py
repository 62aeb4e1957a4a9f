"""Telegram: python-telegram-bot as transport only, and the one file that knows it."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, cast

import orjson

# Before python-telegram-bot is imported: a 429 then carries a timedelta, without a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

import telegram as t
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest, RequestData

from bot import html
from bot.channel import (
    Accept,
    Closed,
    Command,
    FarAway,
    Instead,
    Letter,
    Message,
    NotSent,
    Refused,
    SendFailure,
    Tap,
    TooMany,
    Unsure,
)
from bot.sections import Telegram as TelegramSettings
from bot.sections import secret_of
from bot.sending import backoff, until_done
from bot.splitting import units
from bot.telegram_keyboards import keyboard_of
from bot.telegram_updates import CHANNEL, WANTED, Json, address_of, letter_of
from bot.uploads import Uploads
from bot.web_client import Upload, WebClient
from handlers.messages import Attachment, FileUnavailable, IncomingFile, Kind, Reply
from storage.clock import now_ms

logger = logging.getLogger(__name__)

LARGEST_FILE = 20 * 2**20
"""Bytes a bot may download (Bot API, getFile)."""

_POLL, _TIMEOUT = 50, 30.0
_CONNECTIONS = 320
"""More than notices, answers and the one that fetches updates need at once."""
_SHOWN = 4.5
"""Seconds for which Telegram shows "typing"."""
_PREVIEW_OFF = {"is_disabled": True}


class _Unsent(NetworkError):
    """The connection was never made, or the server answered that it failed: nothing arrived."""


class _Fields:
    """The fields of a call as they are, in RequestData's stead: that one looks into each value for files to upload."""

    __slots__ = ("parameters",)
    multipart_data = None

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


class Request(BaseRequest):
    """python-telegram-bot's HTTP on our client."""

    def __init__(self, proxy: str = "") -> None:
        self._client = WebClient(self.USER_AGENT, proxy, _CONNECTIONS)

    @property
    def read_timeout(self) -> float:
        return _TIMEOUT

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None:
        await self._client.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise TelegramError("Invalid server response") from error

    async def do_request(  # noqa: PLR0913 — the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """`read_timeout` bounds the whole request, in seconds. Raises telegram.error.NetworkError."""
        seconds = read_timeout if isinstance(read_timeout, int | float) else _TIMEOUT
        try:
            if request_data is None:
                return await self._client.get(url, seconds)
            if files := request_data.multipart_data:
                return await self._client.upload(url, request_data.json_parameters, _read(files), seconds)
            return await self._client.post(url, orjson.dumps(request_data.parameters), seconds)
        except NotSent as failure:
            raise _Unsent(str(failure)) from None
        except Unsure as failure:
            raise NetworkError(str(failure)) from None


def _read(files: Any) -> dict[str, Upload]:
    return {n: (name, f if isinstance(f, bytes) else f.read(), mime) for n, (name, f, mime) in files.items()}


def build_bot(settings: TelegramSettings) -> t.Bot:
    """python-telegram-bot's Bot with our HTTP. Its Application has no part here: the house keeps, orders and answers
    updates itself, and importing `telegram.ext` is a tenth of a start."""
    request = Request(settings.proxy)
    urls = settings.base_url, settings.base_file_url
    return t.Bot(secret_of(settings.token), *urls, request=request, get_updates_request=request)


def _plain(method: str) -> str:
    # The library turns snake_case into the method's name, so this is the same method; but under its very name it
    # warns that it has one of its own, which would fail on a single update it cannot parse.
    return f"{method}_"


class Telegram(FarAway):
    """The channel: updates read, replies rendered, failures sorted."""

    name = CHANNEL
    patience = 0.7
    only_numbers = False

    def __init__(self, settings: TelegramSettings, uploads: Uploads) -> None:
        self.fetches = settings.mode == "polling"
        self._settings = settings
        self._uploads = uploads
        self._bot = build_bot(settings)
        self._paid = settings.paid or None

    async def connect(self) -> str:
        """Reach Telegram, however long it takes. Returns the link to the bot."""
        await _until_done("getMe", self._bot.initialize)
        return f"https://t.me/{self._bot.username}"

    async def disconnect(self) -> None:
        """Close the connections."""
        await self._bot.shutdown()

    async def listen(self, accept: Accept, listening: Callable[[], None]) -> None:
        """Fetch updates, or have them sent to the webhook; those that wait are kept."""
        if self.fetches:
            listening()
            await self._poll(accept)
        else:
            await self._call_me()
            listening()

    async def _call_me(self) -> None:
        url, secret = self._settings.webhook_url, secret_of(self._settings.webhook_secret)
        await _until_done(
            "setWebhook",
            partial(self._bot.set_webhook, url, secret_token=secret, allowed_updates=WANTED, max_connections=100),
        )

    async def _poll(self, accept: Accept) -> None:
        """Fetch updates until cancelled. The next request, which acknowledges them, waits until all are accepted."""
        await _until_done("deleteWebhook", partial(self._bot.delete_webhook, drop_pending_updates=False))
        offset, failures = 0, 0
        while True:
            try:
                batch = await self._fetch(offset)
                await asyncio.gather(*(accept(orjson.dumps(update)) for update in batch))
            except Exception as error:  # the door of polling: whatever failed, nothing was acknowledged
                failures += 1
                logger.warning("updates cannot be fetched (%s); trying again", type(error).__name__)
                await asyncio.sleep(_seconds(error) if isinstance(error, RetryAfter) else backoff(failures))
                continue
            failures = 0
            if batch:
                offset = batch[-1]["update_id"] + 1

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        wanted = {"offset": offset, "timeout": _POLL, "allowed_updates": WANTED}
        call = self._bot.do_api_request(_plain("getUpdates"), api_kwargs=wanted, read_timeout=_POLL + 10)
        return cast("list[dict[str, Any]]", await call)

    def address(self, raw: bytes) -> tuple[str, str]:
        """The update's id and chat. Raises ValueError."""
        return address_of(raw)

    def read(self, payload: str) -> Letter | None:
        """The event of an update, or None for what is answered by silence: edits, service messages, unknown kinds."""
        return letter_of(orjson.loads(payload), self._file)

    def _file(self, document: Json) -> IncomingFile:
        name, size, file_id = document.get("file_name", ""), document.get("file_size", 0), document["file_id"]

        async def fetch() -> bytes:
            if size > LARGEST_FILE:
                raise FileUnavailable("too large")
            try:
                file = await self._bot.get_file(file_id)
                return bytes(await file.download_as_bytearray(read_timeout=120))
            except TelegramError as error:
                raise FileUnavailable(type(error).__name__) from error

        return IncomingFile(name, size, fetch)

    def messages(self, chat: str, reply: Reply, letter: Letter | None = None) -> list[Message]:
        """The calls a reply becomes: the text cut to size, the buttons under its end, the files after it."""
        keyboard = keyboard_of(reply)
        if len(reply.files) == 1 and units(reply.text) <= html.CAPTION and not reply.asks_contact:
            caption = html.messages(reply.text, html.CAPTION)
            return [self._attachment(chat, reply.files[0], caption[0] if caption else None, keyboard)]
        texts = html.messages(reply.text)
        made = [self._text(chat, text) for text in texts[:-1]]
        made += [self._text(chat, text, keyboard) for text in texts[-1:]]
        tap = letter.tap if letter else None
        if reply.edits and tap and tap.message and len(texts) == 1 and not reply.asks_contact:
            made = [self._edit(chat, tap.message, texts[0], keyboard, made)]
        if letter and letter.incoming.kind is Kind.CONTACT:
            made.insert(0, self._keyboard_remover(chat))
        return made + [self._attachment(chat, file, None, None if texts else keyboard) for file in reply.files]

    async def acknowledge(self, tap: Tap) -> None:
        """Stop the tapped button's spinner. An old tap cannot be acknowledged any more, and need not be."""
        try:
            await self._bot.answer_callback_query(tap.query)
        except TelegramError as error:
            logger.debug("a tap was not acknowledged (%s)", type(error).__name__)

    async def busy(self, chat: str) -> None:
        """Show "typing"; Telegram forgets it after five seconds."""
        try:
            while True:
                await self._request("sendChatAction", chat_id=chat, action="typing")
                await asyncio.sleep(_SHOWN)
        except TelegramError as error:
            logger.debug("that an answer is being made was not shown (%s)", type(error).__name__)

    async def offer(self, chat: str, commands: Sequence[Command]) -> None:
        """Set the command menu of a chat, or of all others. Raises SendFailure."""
        scope = {"type": "chat", "chat_id": int(chat)} if chat else {"type": "default"}
        lines = [{"command": command.name, "description": command.summary} for command in commands]
        try:
            await self._request("setMyCommands", commands=lines, scope=scope)
        except TelegramError as error:
            raise _sorted(error) from None

    async def _request(self, method: str, **fields: Any) -> Any:
        """A call in plain JSON: the answer is not parsed into objects that nobody reads."""
        given = {name: value for name, value in fields.items() if value is not None}
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", cast("RequestData", _Fields(given)))

    def _text(self, chat: str, text: str, keyboard: Any = None) -> Message:
        return self._call(
            chat,
            lambda to: self._request(
                "sendMessage", chat_id=to, text=text, parse_mode="HTML", reply_markup=keyboard,
                link_preview_options=_PREVIEW_OFF, allow_paid_broadcast=self._paid,
            ),
        )  # fmt: skip

    def _attachment(self, chat: str, file: Attachment, caption: str | None, keyboard: Any) -> Message:
        async def send(to: str) -> Any:
            async with self._uploads.turn(file) as handle:
                if handle:
                    return await self._request(
                        "sendPhoto" if file.picture else "sendDocument", chat_id=to, caption=caption,
                        parse_mode="HTML", reply_markup=keyboard, allow_paid_broadcast=self._paid,
                        **{"photo" if file.picture else "document": handle},
                    )  # fmt: skip
                sent = await self._upload(to, file, caption, keyboard)
                if file.digest:
                    await self._uploads.keep(file, _file_id(sent), now_ms())
                return sent

        return self._call(chat, send)

    async def _upload(self, to: str, file: Attachment, caption: str | None, keyboard: Any) -> t.Message:
        upload: Any = self._bot.send_photo if file.picture else self._bot.send_document
        sent: t.Message = await upload(
            to, t.InputFile(file.content, file.name), caption=caption, parse_mode="HTML", reply_markup=keyboard,
            read_timeout=120, allow_paid_broadcast=self._paid,
        )  # fmt: skip
        return sent

    def _edit(self, chat: str, message: int | str, text: str, keyboard: Any, instead: list[Message]) -> Message:
        async def edit() -> str:
            try:
                await self._edit_text(chat, message, text, keyboard)
            except BadRequest as error:
                if "not modified" not in error.message:
                    raise Instead(instead) from None
            except TelegramError as error:
                raise _sorted(error) from None
            return str(message)

        return edit

    async def _edit_text(self, chat: str, message: int | str, text: str, keyboard: Any) -> None:
        await self._request(
            "editMessageText", chat_id=chat, message_id=message, text=text, parse_mode="HTML",
            reply_markup=keyboard, link_preview_options=_PREVIEW_OFF,
        )  # fmt: skip

    async def edit(self, chat: str, message: str, reply: Reply) -> None:
        """Put another text and other buttons in place of a message; below a file, another caption. Raises SendFailure.

        What does not fit into one message is Refused. A message that reads so already is left as it is.
        """
        captioned = len(reply.files) == 1
        texts = html.messages(reply.text, html.CAPTION if captioned else html.MESSAGE)
        if len(texts) != 1:
            raise Refused("not one message")
        try:
            if captioned:
                await self._request(
                    "editMessageCaption", chat_id=chat, message_id=int(message), caption=texts[0], parse_mode="HTML",
                    reply_markup=keyboard_of(reply),
                )  # fmt: skip
            else:
                await self._edit_text(chat, int(message), texts[0], keyboard_of(reply))
        except TelegramError as error:
            if "not modified" not in error.message:
                raise _sorted(error) from None

    def _keyboard_remover(self, chat: str) -> Message:
        # A message has one keyboard: the one below the input line can only be taken away by a message of its own.
        async def remove(to: str) -> Any:
            markup = {"remove_keyboard": True}
            sent = await self._request(
                "sendMessage", chat_id=to, text="…", reply_markup=markup, disable_notification=True
            )
            await self._request("deleteMessage", chat_id=to, message_id=sent["message_id"])
            return sent

        return self._call(chat, remove)

    def _call(self, chat: str, call: Callable[[str], Awaitable[Any]]) -> Message:
        async def send() -> str:
            try:
                sent = await call(chat)
            except ChatMigrated as error:
                raise Instead([self._call(str(error.new_chat_id), call)]) from None
            except TelegramError as error:
                raise _sorted(error) from None
            return str(sent["message_id"])

        return send


def _file_id(sent: t.Message) -> str:
    """What Telegram calls the file of a message; of a picture's sizes the largest."""
    file = sent.photo[-1] if sent.photo else sent.document
    return file.file_id if file else ""


def _sorted(error: TelegramError) -> SendFailure:
    """What Telegram's refusal means for the message."""
    kind = type(error).__name__
    if isinstance(error, RetryAfter):
        return TooMany(_seconds(error))
    if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and "chat not found" in error.message.lower()):
        return Closed(kind)
    if isinstance(error, _Unsent):
        return NotSent(error.message)
    if isinstance(error, BadRequest | InvalidToken):
        return Refused(kind)
    return Unsure(error.message if isinstance(error, NetworkError) else kind)


async def _until_done(what: str, call: Callable[[], Awaitable[object]]) -> None:
    await until_done(f"Telegram cannot be reached: {what}", call, TelegramError, _reason)


def _reason(error: TelegramError) -> str:
    if isinstance(error, InvalidToken):
        return "the token is refused"
    return type(error).__name__ if isinstance(error, BadRequest) else error.message


def _seconds(error: RetryAfter) -> float:
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else pause
