"""What the tests of Zalo share: the stand-in, and settings of a bot at it."""

from collections.abc import AsyncIterator
from typing import Literal

import pytest

from bot import zalo_api
from bot.sections import Web, Zalo
from bot.settings import Settings
from tests.bot.conftest import free_port
from tests.bot.zalo_server import ZaloServer

SECRET = "a-secret-of-the-webhook"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
JPEG = b"\xff\xd8\xff\xe0 a photo of a paper"


@pytest.fixture
async def zalo(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ZaloServer]:
    """The stand-in, whose pauses after "too many" are short."""
    monkeypatch.setattr(zalo_api, "FIRST_PAUSE", 0.05)
    async with ZaloServer() as server:
        server.webhook.loopback_allowed = True
        yield server
    assert server.drift == []
    assert server.events.pollers_at_once <= 1


def settings_for(server: ZaloServer, mode: Literal["polling", "webhook"] = "polling", public: bool = True) -> Settings:
    """Settings of a bot at the stand-in, which fetches pictures from the program itself."""
    port = free_port()
    zalo = Zalo.model_validate(
        {"enabled": True, "token": server.token, "base_url": server.base_url, "webhook_secret": SECRET, "mode": mode}
    )
    url = f"http://127.0.0.1:{port}" if public else ""
    return Settings(web=Web(port=port, public_url=url)).model_copy(update={"zalo": zalo})
