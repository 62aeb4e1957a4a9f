"""The setup pages served on this machine, until somebody says that they are done."""

import asyncio
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.http import HttpServer
from bot.setup.backup import BackupPages
from bot.setup.centre import CentrePages
from bot.setup.channels import ChannelPages
from bot.setup.desk import Desk
from bot.setup.door import ENTRY, Door
from bot.setup.people import PeoplePages
from bot.setup.policies import PolicyPages
from bot.setup.roster import RosterPages

_STATIC = Path(__file__).with_name("static")
_HOST = "127.0.0.1"
_LAST_WORD = 0.3
"""Seconds for the answer to "done" to reach the page."""


class SetupServer:
    """The pages, on a free port of this machine only."""

    def __init__(self, desk: Desk, port: int = 0) -> None:
        """Raises OSError when the port is taken."""
        self._done = asyncio.Event()
        pages = (CentrePages, PolicyPages, RosterPages, PeoplePages, ChannelPages, BackupPages)
        routes = [route for kind in pages for route in kind(desk).routes()]
        app = Starlette(
            routes=[
                Route("/", self._page),
                *routes,
                Route("/api/end", self._end, methods=["POST"]),
                Mount("/static", StaticFiles(directory=_STATIC)),
            ]
        )
        app.router.redirect_slashes = False
        self._door = Door(app.router)
        self._http = HttpServer(self._door, _HOST, port)
        self._door.hosts = lambda: (f"{_HOST}:{self._http.port}", f"localhost:{self._http.port}")

    @property
    def address(self) -> str:
        """The link that opens the pages, once."""
        return f"http://{_HOST}:{self._http.port}{ENTRY}?ma={self._door.token}"

    def start(self) -> None:
        """Begin to answer."""
        self._http.start()

    async def done(self) -> None:
        """Until somebody said that they are done; then stop."""
        await self._done.wait()
        await asyncio.sleep(_LAST_WORD)
        await self.stop()

    async def stop(self) -> None:
        """Close the pages."""
        await self._http.stop()

    async def _page(self, request: Request) -> Response:
        return FileResponse(_STATIC / "index.html", media_type="text/html")

    async def _end(self, request: Request) -> Response:
        self._done.set()
        return JSONResponse({})
