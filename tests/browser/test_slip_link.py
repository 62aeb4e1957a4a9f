"""The link of a slip fills in its code."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Opens
from tests.browser.place import Place

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_link_brings_its_code_and_leaves_none_in_the_address(centre: Place, opens: Opens) -> None:
    screen = await opens(centre)
    await screen.page.goto(f"{screen.page.url}?ma=7k3m9qx2wa")
    await expect(screen.page.locator("#code")).to_have_value("7K3M9-QX2WA")
    assert "ma=" not in screen.page.url
