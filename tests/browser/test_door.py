"""Coming in and leaving, where the page is a centre's and not a demonstration."""

import pytest
from playwright.async_api import expect

from bot.demo.cast import MEETS
from handlers.linking.invite import make_invite
from storage import links
from storage.clock import to_ms
from storage.journal import By
from tests.browser.conftest import Opens
from tests.browser.place import Place

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_code_is_written_as_on_the_slip_and_lets_in(centre: Place, opens: Opens) -> None:
    house = centre.house
    holder = await links.holder_by_code(house.db, MEETS.code)
    assert holder is not None
    invite = await make_invite(house, holder, By("operator", to_ms(house.clock())))
    screen = await opens(centre)
    await expect(screen.page.locator("#code")).to_be_visible()
    await screen.page.locator("#code").press_sequentially(invite.code.replace("-", "").lower())
    assert await screen.page.input_value("#code") == invite.code
    await screen.page.press("#code", "Enter")
    await screen.reads("Anh/chị có đồng ý không?")
    await screen.taps("Đồng ý")
    await screen.reads(holder.name)


async def test_a_code_that_is_too_short_is_not_sent(centre: Place, opens: Opens) -> None:
    screen = await opens(centre)
    await screen.page.fill("#code", "7K3")
    await screen.page.press("#code", "Enter")
    await expect(screen.page.locator("#code-trouble")).to_contain_text("đã nhập 3")
    await expect(screen.page.locator("#code")).to_be_focused()


async def test_a_stranger_comes_in_and_leaves(centre: Place, opens: Opens) -> None:
    screen = await opens(centre)
    await screen.page.click("#stranger")
    await screen.reads("Đây là Trợ lý tự động")
    await screen.page.click("#leave")
    await screen.page.get_by_role("button", name="Đăng xuất").last.click()
    await expect(screen.page.locator("#login")).to_be_visible()
    await expect(screen.page.locator("#app")).to_be_hidden()


async def test_a_centres_page_has_no_panel(centre: Place, opens: Opens) -> None:
    screen = await opens(centre)
    await screen.page.click("#stranger")
    await screen.reads("Đây là Trợ lý tự động")
    await expect(screen.page.locator("#panel")).to_be_hidden()
