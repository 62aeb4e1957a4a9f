"""The real program on a free port with a world of its own, which a test may stop and start again."""

import socket
from contextlib import AsyncExitStack
from pathlib import Path

from bot.app import App
from bot.settings import Settings
from bot.wiring import open_house
from handlers.house import House


class Place:
    """The program around one database: the demonstration's world, with or without the demonstration's panel."""

    def __init__(self, folder: Path, is_demo: bool) -> None:
        self._settings = Settings.model_validate(
            {
                "database": {"url": f"sqlite:///{folder}/demo.db?synchronous=off"},
                "files": {"folder": str(folder / "files")},
                "web": {"enabled": True, "port": _free_port()},
            }
        )
        self._is_demo = is_demo
        self._open = AsyncExitStack()
        self.url = f"http://127.0.0.1:{self._settings.web.port}"

    @property
    def house(self) -> House:
        """The house of the running program."""
        return self._house

    async def start(self) -> None:
        """Until people are answered."""
        self._house = await self._open.enter_async_context(open_house(self._settings))
        app = App(self._settings, self._house, is_demo=self._is_demo)
        await app.start()
        self._open.push_async_callback(app.stop)
        await app.ready.wait()

    async def stop(self) -> None:
        """An orderly end; what was said stays."""
        await self._open.aclose()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
