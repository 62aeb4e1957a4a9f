"""The doctor looks at the machine: time zone, disk, folders, port."""

import asyncio
import shutil
import socket
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.doctor.finding import Finding, bad, ok, warn
from bot.settings import Settings
from handlers.texts import doctor as words
from storage.backup import backups_in
from storage.checkup import database_file
from storage.trouble import Trouble

_VIET_NAM = ("Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Saigon")
_LITTLE, _TOO_LITTLE = 1_000_000_000, 100_000_000
"""Bytes left on a disk."""
_IN_TROUBLE = frozenset(trouble.value for trouble in Trouble)
"""What the running program says when it cannot keep anything."""
_OLD_BACKUP = 2
"""Days."""


def time_zone(settings: Settings) -> list[Finding]:
    """Whether quiet hours and deadlines follow the clock of Viet Nam."""
    zone = settings.centre.timezone
    if zone in _VIET_NAM:
        return [ok("timezone", words.time_zone(zone))]
    return [warn("timezone", *words.foreign_zone(zone))]


def disk(settings: Settings) -> list[Finding]:
    """How much room the disk of the data has left."""
    file = database_file(settings.database.url)
    place = _existing(file.parent if file else settings.files.folder)
    free = shutil.disk_usage(place).free
    said = words.disk(free)
    if free < _TOO_LITTLE:
        return [bad("disk", said, words.MEND_FULL_DISK)]
    if free < _LITTLE:
        return [warn("disk", said, words.MEND_NARROW_DISK)]
    return [ok("disk", said)]


def files_folder(settings: Settings) -> list[Finding]:
    """Whether files that people send can be kept."""
    folder = settings.files.folder
    place = _existing(folder)
    if why := why_not_writable(place):
        return [bad("files", *words.not_writable(folder, why))]
    return [ok("files", words.writable(folder))]


def backup_folder(settings: Settings) -> list[Finding]:
    """Whether copies have somewhere to go, apart from what they are copies of."""
    folder = settings.backup.folder
    if folder is None:
        return [warn("backup", *words.NO_BACKUP)]
    if not folder.is_dir():
        return [bad("backup", *words.backup_gone(folder))]
    if why := why_not_writable(folder):
        return [bad("backup", *words.backup_not_writable(folder, why))]
    file = database_file(settings.database.url)
    if file is not None and _existing(file.parent).stat().st_dev == folder.stat().st_dev:
        beside = [warn("backup", *words.backup_beside_data(folder))]
    else:
        beside = [ok("backup", words.backup(folder))]
    return [*beside, _last_backup(folder, settings.centre.timezone)]


def _last_backup(folder: Path, timezone: str) -> Finding:
    """Whether there is a backup, and of which day."""
    made = next(iter(backups_in(folder)), None)
    if made is None:
        return warn("last_backup", *words.NO_BACKUP_YET)
    days = (datetime.now(ZoneInfo(timezone)).date() - made.date()).days
    if days > _OLD_BACKUP:
        return warn("last_backup", *words.old_backup(made.date(), days))
    return ok("last_backup", words.last_backup(made.date()))


async def port(settings: Settings) -> list[Finding]:
    """Whether the port of `[web]` is free, or held by this program."""
    host, number = settings.web.host, settings.web.port
    if number == 0 or await asyncio.to_thread(port_is_free, host, number):
        return [ok("port", words.port_free(number))]
    here = "127.0.0.1" if host == "0.0.0.0" else host
    if not (await _said(here, number, "/healthz")).endswith(b"\r\n\r\nok"):
        return [bad("port", *words.port_taken(number))]
    why = (await _said(here, number, "/readyz")).partition(b"\r\n\r\n")[2].decode("utf-8", "replace")
    if why in _IN_TROUBLE:
        return [bad("port", *words.port_in_trouble(number, why))]
    return [ok("port", words.port_ours(number))]


def port_is_free(host: str, number: int) -> bool:
    """Whether this program could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with closing(socket.create_server((host, number), family=family)):
            return True
    except OSError:
        return False


async def _said(host: str, number: int, path: str) -> bytes:
    """The whole answer of whoever listens there; empty without one."""
    try:
        async with asyncio.timeout(2):
            return await _asked(host, number, path)
    except (OSError, TimeoutError):
        return b""


async def _asked(host: str, number: int, path: str) -> bytes:
    reader, writer = await asyncio.open_connection(host, number)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return await reader.read()
    finally:
        writer.close()


def why_not_writable(folder: Path) -> str:
    """Why no file can be written into a folder, as the system says it; empty when one can."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"cadrebot")
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    here = folder.resolve()
    while not here.exists():
        here = here.parent
    return here
