"""Files fetched from an address that a message names, which may be anybody's: never from inside our own network."""

import asyncio
import socket
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from pyreqwest import exceptions as http
from pyreqwest.client import Client, ClientBuilder

from handlers.messages import FileUnavailable

LARGEST = 20 * 2**20
"""Bytes of a file that is taken."""

_TIMEOUT = timedelta(seconds=60)
_CONNECT = timedelta(seconds=10)
_PORTS = {"http": 80, "https": 443}


async def fetch(url: str, trusted: str = "") -> bytes:
    """The content at an http(s) address. `trusted` names the one host:port that may be at home.

    The name is resolved once, and it is that address which is asked. Redirects are not followed.
    Raises FileUnavailable.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        raise FileUnavailable("not an address") from None
    if not port or not parts.hostname or parts.username is not None:
        raise FileUnavailable("not an address that is fetched")
    try:
        async with await _client(parts, port, parts.netloc == trusted) as client:
            return await _content(client, url)
    except http.PyreqwestError as error:
        raise FileUnavailable(type(error).__name__) from None


async def _client(parts: SplitResult, port: int, is_trusted: bool) -> Client:
    host = parts.hostname or ""
    builder = ClientBuilder().follow_redirects(False).connect_timeout(_CONNECT).timeout(_TIMEOUT)
    if is_trusted:
        return builder.build()
    return builder.resolve(host, str(await _public_address(host, port)), port).build()


async def _public_address(host: str, port: int) -> IPv4Address | IPv6Address:
    """The address of a host all of whose addresses are public."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FileUnavailable("its host is unknown") from None
    addresses = [ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
    if not addresses or not all(map(_is_public, addresses)):
        raise FileUnavailable("its host is not public")
    return addresses[0]


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    inner = (address.ipv4_mapped or address.sixtofour) if isinstance(address, IPv6Address) else None
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)


async def _content(client: Client, url: str) -> bytes:
    async with client.get(url).build_streamed() as response:
        if response.status != 200:
            raise FileUnavailable(f"HTTP {response.status}")
        content = bytearray()
        while chunk := await response.body_reader.read_chunk():
            content += bytes(chunk)
            if len(content) > LARGEST:
                raise FileUnavailable("too large")
    return bytes(content)
