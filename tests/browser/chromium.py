"""The one browser of a test run's process: started by the first test that looks at a page."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

if TYPE_CHECKING:
    from playwright.async_api import Browser

_BUILDS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
"""Debian's builds of Chromium, the one without windows first: its pages come in half the time."""
CHROMIUM = next((build for build in _BUILDS if build.exists()), _BUILDS[0])
MISSING = (
    "Chromium is missing; install it: apt-get install --no-install-recommends chromium-headless-shell fonts-noto-core"
)
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 15_000
"""Milliseconds a page may take for anything: machines that test are busy."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator["Browser"]:
    if not CHROMIUM.exists():
        pytest.fail(MISSING, pytrace=False)
    from playwright.async_api import async_playwright, expect

    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        await chromium.close()
