"""Files fetched from an address that somebody sent."""

import asyncio
import socket
from typing import Any

import pytest

from bot import public_files
from bot.public_files import fetch
from handlers.messages import FileUnavailable
from tests.bot.zalo import JPEG
from tests.bot.zalo_server import ZaloServer


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.vn/a.jpg",
        "anh.jpg",
        "http://",
        "http://[::1",
        "http://user:secret@example.vn/a.jpg",
        "http://127.0.0.1/a.jpg",
        "http://localhost:8080/a.jpg",
        "http://10.1.2.3/a.jpg",
        "http://192.168.1.1/a.jpg",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/a.jpg",
        "http://[::ffff:127.0.0.1]/a.jpg",
        "http://[2002:7f00:0001::]/a.jpg",
        "http://0.0.0.0/a.jpg",
        "http://2130706433/a.jpg",
    ],
)
async def test_no_address_inside_our_own_network_is_asked(url: str) -> None:
    with pytest.raises(FileUnavailable):
        await fetch(url)


async def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    async def both(*_: object, **__: object) -> list[Any]:
        found = ("93.184.216.34", "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in found]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", both)
    with pytest.raises(FileUnavailable, match="not public"):
        await fetch("http://example.vn/a.jpg")


async def test_the_messengers_own_host_may_be_at_home() -> None:
    async with ZaloServer() as server:
        assert await fetch(server.host(JPEG), f"127.0.0.1:{server.port}") == JPEG


async def test_more_than_the_largest_file_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_files, "LARGEST", len(JPEG) - 1)
    async with ZaloServer() as server:
        with pytest.raises(FileUnavailable, match="too large"):
            await fetch(server.host(JPEG), f"127.0.0.1:{server.port}")


async def test_anything_but_the_file_is_no_file() -> None:
    async with ZaloServer() as server:
        with pytest.raises(FileUnavailable, match="HTTP 404"):
            await fetch(f"{server.root}/__zalo/nothing", f"127.0.0.1:{server.port}")
