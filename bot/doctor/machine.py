"""The doctor looks at the machine: time zone, disk, folders, port."""

import asyncio
import shutil
import socket
import tempfile
from contextlib import closing
from pathlib import Path

from bot.doctor.finding import Finding, bad, ok, warn
from bot.settings import Settings
from storage.checkup import database_file

_VIET_NAM = ("Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Saigon")
_LITTLE, _TOO_LITTLE = 1_000_000_000, 100_000_000
"""Bytes left on a disk."""


def time_zone(settings: Settings) -> list[Finding]:
    """Whether quiet hours and deadlines follow the clock of Viet Nam."""
    zone = settings.centre.timezone
    if zone in _VIET_NAM:
        return [ok("timezone", f"Múi giờ {zone}.")]
    return [warn("timezone", f"Múi giờ {zone}, không phải giờ Việt Nam.", "Đặt [centre] timezone = Asia/Ho_Chi_Minh.")]


def disk(settings: Settings) -> list[Finding]:
    """How much room the disk of the data has left."""
    file = database_file(settings.database.url)
    place = _existing(file.parent if file else settings.files.folder)
    free = shutil.disk_usage(place).free
    said = f"Đĩa chứa dữ liệu còn {free / 1e9:.1f} GB.".replace(".", ",", 1)
    if free < _TOO_LITTLE:
        return [bad("disk", said, "Dọn bớt ngay: đầy đĩa thì không ghi được tin nhắn mới.")]
    if free < _LITTLE:
        return [warn("disk", said, "Nên dọn bớt để còn ít nhất 1 GB.")]
    return [ok("disk", said)]


def files_folder(settings: Settings) -> list[Finding]:
    """Whether files that people send can be kept."""
    folder = settings.files.folder
    place = _existing(folder)
    if why := why_not_writable(place):
        return [bad("files", f"Không ghi được vào {folder}: {why}.", "Sửa quyền của thư mục, hoặc đổi [files] folder.")]
    return [ok("files", f"Ghi được vào {folder}.")]


def backup_folder(settings: Settings) -> list[Finding]:
    """Whether copies have somewhere to go, apart from what they are copies of."""
    folder = settings.backup.folder
    if folder is None:
        return [warn("backup", "Chưa chọn nơi sao lưu.", "Chọn trong cadrebot setup, mục Sao lưu.")]
    if not folder.is_dir():
        return [bad("backup", f"Không thấy thư mục sao lưu {folder}.", "Cắm lại ổ đĩa, hoặc chọn thư mục khác.")]
    if why := why_not_writable(folder):
        return [bad("backup", f"Không ghi được vào {folder}: {why}.", "Sửa quyền của thư mục sao lưu.")]
    file = database_file(settings.database.url)
    if file is not None and _existing(file.parent).stat().st_dev == folder.stat().st_dev:
        mend = "Hỏng đĩa là mất cả hai: nên sao lưu sang ổ khác hoặc máy khác."
        return [warn("backup", f"Nơi sao lưu {folder} nằm cùng ổ đĩa với dữ liệu.", mend)]
    return [ok("backup", f"Sao lưu vào {folder}.")]


async def port(settings: Settings) -> list[Finding]:
    """Whether the port of `[web]` is free, or held by this program."""
    host, number = settings.web.host, settings.web.port
    if number == 0 or await asyncio.to_thread(port_is_free, host, number):
        return [ok("port", f"Cổng {number} còn trống: cadrebot serve chưa chạy ở đây.")]
    if await _is_ours("127.0.0.1" if host == "0.0.0.0" else host, number):
        return [ok("port", f"Cổng {number}: cadrebot serve đang chạy.")]
    return [bad("port", f"Cổng {number} bị chương trình khác giữ.", "Đổi [web] port, hoặc dừng chương trình kia.")]


def port_is_free(host: str, number: int) -> bool:
    """Whether this program could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with closing(socket.create_server((host, number), family=family)):
            return True
    except OSError:
        return False


async def _is_ours(host: str, number: int) -> bool:
    try:
        async with asyncio.timeout(2):
            answer = await _asked(host, number)
    except (OSError, TimeoutError):
        return False
    return answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"ok")


async def _asked(host: str, number: int) -> bytes:
    reader, writer = await asyncio.open_connection(host, number)
    try:
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
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
