"""Where backups go, and the first of them."""

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.doctor.machine import why_not_writable
from bot.doctor.memory import megabytes
from bot.setup.desk import Desk, Wrong, said_in, text_of
from handlers.texts import setup as words
from storage.backup import BackupFailed, make_backup
from storage.checkup import database_file
from storage.copies import Copies


class BackupPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        return [Route("/api/backup", self._choose, methods=["POST"])]

    async def _choose(self, request: Request) -> Response:
        """Keep the folder once a first copy lies in it and was read back."""
        given = text_of(await said_in(request), "folder", longest=1000)
        settings = self._desk.config.settings()
        data = database_file(settings.database.url)
        folder = await asyncio.to_thread(_usable, given, data)
        async with self._desk.house() as house:
            secret = settings.backup.passphrase
            copies = Copies(settings.database.url, house.files, folder, secret.get_secret_value() if secret else "")
            try:
                made = await make_backup(copies, house.clock())
            except BackupFailed as error:
                raise Wrong(words.copy_failed(str(error))) from None
        await asyncio.to_thread(self._desk.change, {"backup": {"folder": str(folder)}})
        beside = data is not None and await asyncio.to_thread(_same_disk, data.parent, folder)
        return JSONResponse({"file": str(made.file), "size": megabytes(made.size), "same_disk": beside})


def _usable(given: str, data: Path | None) -> Path:
    """The folder, if copies can go there. Raises Wrong."""
    if not given:
        raise Wrong(words.FOLDER_MISSING)
    try:
        folder = Path(given).expanduser()
        is_there = folder.is_dir()
    except (OSError, RuntimeError):  # longer than a path may be, or the home of nobody
        raise Wrong(words.FOLDER_NOT_THERE) from None
    if not folder.is_absolute():
        raise Wrong(words.FOLDER_RELATIVE)
    if not is_there:
        raise Wrong(words.FOLDER_NOT_THERE)
    folder = folder.resolve()
    if data is not None and data.parent == folder:
        raise Wrong(words.FOLDER_SAME)
    if why := why_not_writable(folder):
        raise Wrong(words.folder_not_writable(why))
    return folder


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev
