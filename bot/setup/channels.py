"""The ways in: the two messengers with their live trial, and the web chat."""

import asyncio
import re
import secrets
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.bot_api import BotApi
from bot.doctor.machine import port_is_free
from bot.sections import TOKEN, Telegram, Zalo, secret_of
from bot.setup.desk import Desk, Wrong, said_in, text_of
from bot.setup.trial import Trial
from bot.ways_in import way_in_fact
from handlers.house import House
from handlers.texts import setup as words
from storage.house_facts import house_fact, keep_house_fact

_PORT = 8080


@dataclass(frozen=True, slots=True)
class _Messenger:
    title: str
    shape: re.Pattern[str]
    not_its_shape: str


_MESSENGERS = {
    "telegram": _Messenger("Telegram", TOKEN, words.TOKEN_SHAPE),
    "zalo": _Messenger("Zalo", re.compile(r"[!-~]+:[!-~]+"), words.TOKEN_ZALO),
}


async def channels_state(desk: Desk, house: House) -> dict[str, Any]:
    """Which ways in are open, and under which name."""
    settings = desk.config.settings()
    web = settings.web
    return {
        "telegram": {"enabled": settings.telegram.enabled, "name": settings.telegram.username},
        "zalo": {
            "enabled": settings.zalo.enabled,
            "name": await house_fact(house.db, way_in_fact("zalo")) or "",
        },
        "web": {
            "scope": _scope(web.enabled, web.public_url),
            "port": web.port or _PORT,
            "public_url": web.public_url,
            "local": await asyncio.to_thread(local_address),
        },
    }


def _scope(enabled: bool, public_url: str) -> str:
    if not enabled:
        return "off"
    return "public" if urlsplit(public_url).scheme == "https" else "local"


def local_address() -> str:
    """The address of this machine on its network, or empty. Nothing is sent: only the route is looked up."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # an address that belongs to nobody (RFC 5737)
        except OSError:
            return ""
        return str(asking.getsockname()[0])


class ChannelPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        return [
            Route("/api/channels/web", self._web, methods=["POST"]),
            Route("/api/channels/{name:str}", self._token, methods=["POST"]),
            Route("/api/channels/{name:str}/listen", self._listen, methods=["POST"]),
            Route("/api/channels/{name:str}", self._off, methods=["DELETE"]),
        ]

    async def _token(self, request: Request) -> Response:
        """Ask the messenger who the token is; only one it knows is written down."""
        name = _name(request)
        token = text_of(await said_in(request), "token")
        messenger = _MESSENGERS[name]
        if not token:
            raise Wrong(words.TOKEN_MISSING)
        if not messenger.shape.fullmatch(token):
            raise Wrong(messenger.not_its_shape)
        async with self._trial(name, token) as trial:
            bot = await trial.name()
            webhook = await trial.webhook()
            after = 0 if webhook or name == "zalo" else await trial.waiting()
        await asyncio.to_thread(self._keep_token, name, token, bot)
        if name == "zalo":
            async with self._desk.house() as house, house.db.transaction() as tx:
                await keep_house_fact(tx, way_in_fact(name), bot)
        return JSONResponse({"name": bot, "after": after})

    def _keep_token(self, name: str, token: str, bot: str) -> None:
        try:
            file = self._desk.config.keep_secret(f"{name}-token.txt", token)
        except OSError as error:
            raise Wrong(words.not_written(f"{name}-token.txt", error.strerror or "")) from None
        values: dict[str, Any] = {"enabled": True, "token": None, "token_file": file}
        if name == "telegram":
            values["username"] = bot
        else:
            values |= self._zalo_way(self._desk.config.settings().web.public_url)
        self._desk.change({name: values})

    async def _listen(self, request: Request) -> Response:
        """Wait a few seconds for somebody to write to the bot, and answer them; the page asks again until then."""
        name = _name(request)
        said = await said_in(request)
        after = said.get("after")
        async with self._trial(name) as trial:
            if url := await trial.webhook():
                if said.get("release") is not True:
                    return JSONResponse({"webhook": words.webhook_in_the_way(trial.title, url)})
                await trial.release()
            word = await trial.word(after if isinstance(after, int) else 0)
            if word is None:
                return JSONResponse({"heard": False})
            async with self._desk.house() as house:
                await trial.answer(word, words.trial(house.centre.name))
        return JSONResponse({"heard": True, "from": word.name})

    async def _off(self, request: Request) -> Response:
        await asyncio.to_thread(self._desk.change, {_name(request): {"enabled": False}})
        return JSONResponse({})

    async def _web(self, request: Request) -> Response:
        values = await asyncio.to_thread(self._web_values, await said_in(request))
        address = values.get("public_url", self._desk.config.settings().web.public_url)
        changes = {"web": values}
        if self._desk.config.settings().zalo.enabled:
            changes["zalo"] = self._zalo_way(address)
        await asyncio.to_thread(self._desk.change, changes)
        return JSONResponse({"public_url": address})

    def _web_values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        if said.get("scope") == "off":
            return {"enabled": False}  # the address may still serve Zalo
        port = said.get("port")
        if type(port) is not int or not 1 <= port <= 65535:
            raise Wrong(words.PORT)
        if port != self._desk.config.settings().web.port and not port_is_free("127.0.0.1", port):
            raise Wrong(words.port_taken(port))
        if said.get("scope") == "public":
            address = text_of(said, "public_url").rstrip("/")
            if not _is_https(address):
                raise Wrong(words.PUBLIC)
            return {"enabled": True, "port": port, "public_url": address}
        address = local_address()
        if not address:
            raise Wrong(words.NO_NETWORK)
        return {"enabled": True, "host": "0.0.0.0", "port": port, "public_url": f"http://{address}:{port}"}

    def _zalo_way(self, public_url: str) -> dict[str, Any]:
        """How Zalo's messages come: it calls an https address; asking for them is its way of trying things out."""
        if urlsplit(public_url).scheme != "https":
            return {"mode": "polling"}
        if self._desk.config.says("zalo", "webhook_secret"):
            return {"mode": "webhook"}
        return {"mode": "webhook", "webhook_secret": secrets.token_urlsafe(24)}

    @asynccontextmanager
    async def _trial(self, name: str, token: str = "") -> AsyncIterator[Trial]:
        settings = self._desk.config.settings()
        own: Telegram | Zalo = settings.telegram if name == "telegram" else settings.zalo
        if not token and own.token is None:
            raise Wrong(words.NOT_SET)
        api = BotApi(own.base_url, token or secret_of(own.token), getattr(own, "proxy", ""))
        try:
            yield Trial(_MESSENGERS[name].title, api)
        finally:
            await api.close()


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def _name(request: Request) -> str:
    name = str(request.path_params["name"])
    if name not in _MESSENGERS:
        raise Wrong(words.UNREADABLE)
    return name
