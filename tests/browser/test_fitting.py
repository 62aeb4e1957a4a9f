"""The page on a phone, in the dark, and for whoever does not see it or has no mouse."""

from typing import Literal

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.place import Place
from tests.browser.screen import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDER_THAN_SEEN = "document.documentElement.scrollWidth > innerWidth"
SMALL_TARGETS = """
() => [...document.querySelectorAll("button, a.file, textarea, input[type=search]")]
  .filter((each) => each.checkVisibility())
  .filter((each) => each.getBoundingClientRect().height < 43.9)
  .map((each) => each.id || each.textContent)
"""


async def test_on_a_phone_nothing_sticks_out_and_the_field_is_in_sight(place: Place, opens: Opens) -> None:
    screen = await opens(place, **PHONE)
    await screen.reads("Kính chào đồng chí")
    await screen.says("Tôi cần học trình độ gì?")
    await screen.page.click("#send")
    await screen.reads("Hiện có: sơ cấp")
    assert not await screen.page.evaluate(WIDER_THAN_SEEN)
    await expect(screen.page.locator("#field")).to_be_in_viewport(ratio=1)
    assert await screen.page.evaluate(SMALL_TARGETS) == []


async def test_a_long_word_without_spaces_is_broken(place: Place, opens: Opens) -> None:
    screen = await opens(place, **PHONE)
    await screen.reads("Kính chào đồng chí")
    await screen.page.fill("#field", "x" * 600)
    await screen.page.click("#send")
    await expect(screen.said("xxx")).to_be_visible()
    assert not await screen.page.evaluate(WIDER_THAN_SEEN)


async def test_the_theme_follows_the_device_until_one_chooses(place: Place, opens: Opens) -> None:
    screen = await opens(place, color_scheme="dark")
    page = screen.page
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await page.emulate_media(color_scheme="light")
    await expect(page.locator("html")).to_have_attribute("data-theme", "light")
    await page.get_by_role("button", name="Nền tối").click()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_the_chat_and_its_panel_are_accessible(screen: Screen) -> None:
    await screen.says("Tôi cần học trình độ gì?")
    await screen.reads("Hiện có: sơ cấp")
    await _passes_axe(screen)


async def test_the_list_of_commands_is_accessible(screen: Screen) -> None:
    await screen.page.click("#commands-open")
    await _passes_axe(screen)


async def test_the_drawer_on_a_phone_is_accessible(place: Place, opens: Opens) -> None:
    screen = await opens(place, **PHONE)
    await screen.reads("Kính chào đồng chí")
    await screen.page.click("#panel-open")
    await _passes_axe(screen)


async def test_the_door_is_accessible(centre: Place, opens: Opens) -> None:
    screen = await opens(centre)
    await screen.page.click("text=Vào hội thoại")
    await expect(screen.page.locator("#code-trouble")).to_contain_text("đã nhập 0")
    await _passes_axe(screen)


async def test_everything_is_done_without_a_mouse(screen: Screen) -> None:
    page = screen.page
    await page.locator(".current .choice").first.focus()
    await page.keyboard.press("Enter")
    await screen.reads("Hiện có: sơ cấp")
    await page.locator("#field").press_sequentially("/lop")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(screen.said("/lop")).to_be_visible()


async def _passes_axe(screen: Screen) -> None:
    """No serious finding in either theme, once nothing moves: a colour that fades is not a colour of the page."""
    for scheme in SCHEMES:
        await screen.page.emulate_media(color_scheme=scheme)
        await screen.page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")
        assert await screen.axe_finds() == []
