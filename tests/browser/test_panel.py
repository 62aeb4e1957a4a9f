"""The demonstration's panel: being somebody else, and moving the clock."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.place import Place
from tests.browser.screen import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_everybody_has_a_chat_of_their_own(screen: Screen) -> None:
    await screen.says("Tôi cần học trình độ gì?")
    await screen.reads("Hiện có: sơ cấp")
    await screen.becomes("Lê Hoàng Liêm")
    await expect(screen.answers("Hiện có: sơ cấp")).to_have_count(0)
    await screen.becomes("Phạm Văn Thuận")
    await screen.reads("Hiện có: sơ cấp")


async def test_the_clock_moves_and_today_becomes_yesterday(screen: Screen) -> None:
    await expect(screen.page.locator(".day-name")).to_have_text("Hôm nay")
    await screen.page.get_by_role("button", name="+1 ngày").click()
    await expect(screen.page.locator("#clock-day")).to_have_text("Thứ Ba03/06/2025")
    await expect(screen.page.locator(".day-name").first).to_have_text("Hôm qua")


async def test_on_a_phone_it_is_a_drawer(place: Place, opens: Opens) -> None:
    screen = await opens(place, **PHONE)
    await screen.reads("Kính chào đồng chí")
    await expect(screen.page.locator("#panel")).to_be_hidden()
    await screen.page.click("#panel-open")
    await screen.becomes("Lê Hoàng Liêm")
    await expect(screen.page.locator("#panel")).to_be_hidden()
