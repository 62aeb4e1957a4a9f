"""A server that goes away and comes back: what was written meanwhile arrives once, and its answer comes."""

import pytest
from playwright.async_api import expect

from tests.browser.place import Place
from tests.browser.screen import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_what_is_written_during_a_restart_arrives_once(screen: Screen, place: Place) -> None:
    await place.stop()
    await expect(screen.page.locator("#state")).to_have_text("đang kết nối lại…")
    await screen.says("Tôi cần học trình độ gì?")
    await expect(screen.said("trình độ gì").locator('[data-state="waiting"]')).to_be_visible()
    await expect(screen.page.locator("#status")).to_contain_text("1 tin đang chờ")
    await place.start()
    await screen.reads("Hiện có: sơ cấp")
    await screen.is_answered("Tôi cần học trình độ gì?")
    await screen.page.reload()
    await screen.reads("Hiện có: sơ cấp")
    assert await screen.said("Tôi cần học trình độ gì?").count() == 1
    assert await screen.answers("Hiện có: sơ cấp").count() == 1
    _only_of_the_connection(screen)


async def test_what_is_refused_says_why_and_can_be_sent_again(screen: Screen) -> None:
    page = screen.page
    await page.route("**/api/messages", lambda route: route.fulfill(status=422, json={"error": "Chưa nhận được."}))
    await screen.says("0")
    trouble = page.locator(".trouble")
    await expect(trouble).to_contain_text("Chưa nhận được.")
    await page.unroute("**/api/messages")
    await trouble.get_by_text("Gửi lại").click()
    await expect(page.locator('.me [data-state="answered"]')).to_be_visible()
    _only_of_the_connection(screen)


def _only_of_the_connection(screen: Screen) -> None:
    """A browser itself notes every request that failed: that is no fault of the page."""
    assert all(error.startswith("Failed to load resource") for error in screen.errors), screen.errors
    screen.errors.clear()
