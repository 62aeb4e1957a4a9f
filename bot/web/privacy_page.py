"""The page on personal data, for anybody who opens its address."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.rooms import Rooms
from handlers.privacy.published import PATH
from handlers.texts import privacy_page as texts
from handlers.texts.privacy_page import Part


class PrivacyPage:
    """The route of the page."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def routes(self) -> list[BaseRoute]:
        """The one."""
        return [Route(PATH, self._rooms.door(self.show), methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The page as this centre's settings make it."""
        house = self._rooms.house
        parts = "".join(map(_part, texts.page(house.centre, house.retention)))
        title = escape(texts.TITLE)
        sheets = "".join(
            f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in ("tokens", "base", "page")
        )
        return HTMLResponse(
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="color-scheme" content="light dark"><link rel="icon" href="/static/icon.svg">{sheets}</head>'
            f'<body><main class="page"><h1>{title}</h1>{parts}</main></body></html>'
        )


def _part(part: Part) -> str:
    sentences = "".join(f"<p>{escape(each)}</p>" for each in part.sentences)
    points = "".join(f"<li>{escape(each)}</li>" for each in part.points)
    return f"<h2>{escape(part.heading)}</h2>{sentences}" + (f"<ul>{points}</ul>" if points else "")
