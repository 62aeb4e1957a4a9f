"""The pages of the web chat: the chat itself, and the door of a link that logs in."""

from html import escape
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.web import guard
from bot.web.joining import join_web_chat
from bot.web.rooms import Rooms
from handlers.linking.web import PATH as LOGIN_PATH
from handlers.texts import web as texts

STATIC = Path(__file__).parent / "static"
_REVALIDATE = {"Cache-Control": "no-cache"}


class _Assets(StaticFiles):
    """The assets, with the headers of every page; the browser asks each time whether they changed."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__(directory=STATIC, check_dir=False)
        self._headers = {**headers, **_REVALIDATE}

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(path, scope)
        except HTTPException as missing:
            response = Response(status_code=missing.status_code)
        response.headers.update(self._headers)
        return response


class Pages:
    """The routes of the pages."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def routes(self) -> list[BaseRoute]:
        """All of them."""
        door = self._rooms.door
        return [
            Route("/", door(self.chat), methods=["GET"]),
            Route(LOGIN_PATH + "{token}", door(self.ask_login), methods=["GET"]),
            Route(LOGIN_PATH + "{token}", door(self.login), methods=["POST"]),
            Mount("/static", _Assets(guard.page_headers(self._rooms.settings))),
        ]

    async def chat(self, request: Request) -> Response:
        """The chat."""
        return FileResponse(STATIC / "index.html", headers=_REVALIDATE)

    async def ask_login(self, request: Request) -> Response:
        """A page with one button: whoever only looks at a link, as messengers do, does not spend it."""
        return _page(
            texts.LOGIN_WHY, f'<form method="post"><button class="solid">{escape(texts.LOGIN_BUTTON)}</button></form>'
        )

    async def login(self, request: Request) -> Response:
        """Spend the link, and go to the chat of its person."""
        rooms = self._rooms
        guard.check_origin(request, rooms.settings.public_url)
        rooms.limits.count("codes", guard.client_of(request, rooms.settings))
        chat = await join_web_chat(rooms.house, request.path_params["token"])
        if chat is None:
            back = f'<p class="login-foot"><a href="/">{escape(texts.LOGIN_BACK)}</a></p>'
            return _page(texts.LINK_SPENT, back, 410)
        before = await rooms.sessions.of(request)
        if before is not None:
            await rooms.sessions.end(before)
            rooms.listeners.end(before)
        token, _ = await rooms.sessions.open(chat)
        response = RedirectResponse("/", 303)
        rooms.sessions.give(response, token)
        return response


_SHEETS = "".join(f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in ("tokens", "base", "login"))


def _page(text: str, more: str, status: int = 200) -> Response:
    title = escape(texts.LOGIN_TITLE)
    return HTMLResponse(
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><link rel="icon" href="/static/icon.svg">{_SHEETS}</head>'
        f'<body><main class="login"><div class="login-card"><h1>{title}</h1>'
        f'<p class="login-what">{escape(text)}</p>{more}</div></main></body></html>',
        status,
        # Without a referrer a browser would call the form's origin "null".
        {"Referrer-Policy": "same-origin"},
    )
