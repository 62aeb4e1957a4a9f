"""A live trial of a bot's token: who is it, does a word arrive, does an answer go back."""

from dataclasses import dataclass
from typing import Any

from bot.bot_api import BotApi, Said, Unreachable
from bot.setup.desk import Wrong
from handlers.texts import setup as words

_WAIT = 8
"""Seconds one poll waits for a word. The page polls again and again."""
_UNKNOWN = (401, 404)
_CONFLICT = 409
_NOTHING_NEW = 408


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody's message to the bot."""

    chat: str
    name: str
    number: int
    """Telegram's number of the update; 0 at Zalo."""
    first: bool
    """Nothing of anybody else waits before it."""


class Trial:
    """One bot during its trial. Reads no more than it must, and takes no message away from the program but its own."""

    def __init__(self, title: str, api: BotApi) -> None:
        self.title = title
        self._api = api

    async def name(self) -> str:
        """The bot's name, if the messenger knows the token. Raises Wrong."""
        said = await self._ask("getMe")
        if not said.ok:
            unknown = said.code in _UNKNOWN
            raise Wrong(words.token_refused(self.title) if unknown else self._refused(said))
        me: dict[str, Any] = said.result if isinstance(said.result, dict) else {}
        return str(me.get("username") or me.get("account_name") or me.get("id") or "")

    async def webhook(self) -> str:
        """Where the messenger delivers to, or empty; Zalo answers 404 when it is nowhere."""
        said = await self._ask("getWebhookInfo")
        return str(said.result.get("url") or "") if said.ok and isinstance(said.result, dict) else ""

    async def release(self) -> None:
        """Take the webhook off, so that messages can be asked for."""
        await self._ask("deleteWebhook")

    async def word(self, after: int) -> Word | None:
        """The next word to the bot, waited for a few seconds; on Telegram one numbered beyond `after`. Raises Wrong."""
        said = await self._ask("getUpdates", _WAIT + 4, timeout=_timeout(self.title))
        if not said.ok and said.code == _NOTHING_NEW:
            return None
        if not said.ok:
            raise Wrong(words.another_listens(self.title) if said.code == _CONFLICT else self._refused(said))
        if isinstance(said.result, list):
            return _telegram_word(said.result, after)
        return _zalo_word(said.result)

    async def waiting(self) -> int:
        """The highest number of what waits at Telegram already: older words are not the trial's. Raises Wrong."""
        said = await self._ask("getUpdates", timeout=0)
        waits = said.result if said.ok and isinstance(said.result, list) else []
        return max((int(update["update_id"]) for update in waits), default=0)

    async def answer(self, word: Word, text: str) -> None:
        """Send the trial's answer, and tick the word off if nobody else's stands before it. Raises Wrong."""
        said = await self._ask("sendMessage", chat_id=word.chat, text=text)
        if not said.ok:
            raise Wrong(self._refused(said))
        if word.number and word.first:
            await self._ask("getUpdates", offset=word.number + 1, timeout=0)

    def _refused(self, said: Said) -> str:
        return words.refused(self.title, said.code, said.description)

    async def _ask(self, method: str, seconds: float = 8, **fields: Any) -> Said:
        try:
            return await self._api.call(method, seconds, **fields)
        except Unreachable:
            raise Wrong(words.unreachable(self.title)) from None


def _timeout(title: str) -> int | str:
    return str(_WAIT) if title == "Zalo" else _WAIT  # Zalo documents a string


def _telegram_word(updates: list[dict[str, Any]], after: int) -> Word | None:
    for place, update in enumerate(updates):
        message = update.get("message")
        if update["update_id"] > after and message and message["chat"].get("type") == "private":
            sender = message.get("from", {})
            return Word(str(message["chat"]["id"]), str(sender.get("first_name", "")), update["update_id"], place == 0)
    return None


def _zalo_word(event: Any) -> Word | None:
    message = event.get("message") if isinstance(event, dict) else None
    if not isinstance(message, dict) or "chat" not in message:
        return None
    sender = message.get("from") or {}
    return Word(str(message["chat"]["id"]), str(sender.get("display_name") or sender.get("name") or ""), 0, True)
