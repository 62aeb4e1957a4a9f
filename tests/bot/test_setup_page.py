"""The setup pages in a real browser, as a technician walks through them on a narrow screen."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.settings import load_settings
from bot.setup.config_file import ConfigFile
from bot.setup.desk import Desk
from bot.setup.server import SetupServer
from tests.bot.telegram_server import TelegramServer
from tests.bot.test_setup import BE, TAM, book, empty_database, folder, to_stand_in
from tests.browser.chromium import PATIENCE

__all__ = ["empty_database", "folder"]

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = {"width": 390, "height": 780}
EXAMINED: set[str] = set()
"""Headings of the pages that axe has looked at: it takes a second for each."""


@pytest_asyncio.fixture(loop_scope="session")
async def server(folder: Path) -> AsyncIterator[SetupServer]:
    made = SetupServer(Desk(ConfigFile(folder / "config.toml")))
    made.start()
    yield made
    await made.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[TelegramServer]:
    """The stand-in, in the loop that the browser lives in."""
    async with TelegramServer() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def page(server: SetupServer, browser: Browser) -> AsyncIterator[Page]:
    """A phone's width, on the first step; at the end nothing may have gone wrong in the page."""
    wrong: list[str] = []
    opened = await browser.new_page(viewport=PHONE, color_scheme="dark", reduced_motion="reduce", locale="vi-VN")  # type: ignore[arg-type]
    opened.set_default_timeout(PATIENCE)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: wrong.append(asked.url) if "127.0.0.1" not in asked.url else None)
    await opened.goto(server.address)
    await at(opened, "Trung tâm")
    yield opened
    await opened.close()
    assert wrong == []


async def at(page: Page, heading: str) -> None:
    """Wait for a page, and look at it: nothing reaches out of the screen, and (when first seen) nobody is shut out."""
    await expect(page.locator("section:visible h1")).to_have_text(heading)
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{heading}: {wide} px too wide"
    if heading in EXAMINED:
        return
    found: Any = await Axe().run(page, options={"resultTypes": ["violations"]})
    serious = [each["id"] for each in found.response["violations"] if each["impact"] in ("serious", "critical")]
    assert serious == [], heading
    EXAMINED.add(heading)


async def on(page: Page, heading: str) -> None:
    await page.click("#next")
    await at(page, heading)


async def drop(page: Page, *people: tuple[str, ...]) -> None:
    file = {"name": "ds.xlsx", "mimeType": "application/octet-stream", "buffer": book(*people)}
    await page.set_input_files("#roster-file", file)  # type: ignore[arg-type]  # a dict is what it takes


async def test_somebody_walks_from_the_first_page_to_the_last(
    page: Page, telegram: TelegramServer, tmp_path: Path
) -> None:
    to_stand_in(telegram)
    (tmp_path / "saoluu").mkdir()
    await page.fill("input[name=name]", "Trung tâm Càng Long")
    await on(page, "Chỉ tiêu và quy định")
    await page.click("text=Cấp xã, nhiệm kỳ 2025-2030")
    await on(page, "Danh sách cán bộ")
    await drop(page, BE, TAM)
    await page.click(".report .store")
    await expect(page.locator("#report")).to_contain_text("lần nạp số 1")
    await on(page, "Người phụ trách")
    await page.fill("#person", "tam")
    await page.click(".found button")
    await page.click(".people .quiet")
    await expect(page.locator(".people .code")).to_contain_text("LIENKET")
    await on(page, "Kênh")
    await page.fill("[data-channel=telegram] input", telegram.token)
    await page.click("[data-channel=telegram] >> text=Kiểm tra mã")
    said = page.locator("[data-channel=telegram] .said")
    await expect(said).to_contain_text("hãy nhắn một câu")
    telegram.person(7, "Hoa").says("xin chào")
    await expect(said).to_have_text("Telegram: gửi thử thành công, đã trả lời Hoa.")
    await on(page, "Phiếu liên kết")
    async with page.expect_download() as download:
        await page.click("[aria-label='Tải phiếu PDF: Phòng Nội vụ']")
    assert (await download.value).suggested_filename == "phieu-lien-ket.pdf"
    await on(page, "Sao lưu")
    await page.fill("input[name=folder]", str(tmp_path / "saoluu"))
    await on(page, "Xong")
    await page.click("#next")
    await expect(page.locator("section:visible h1")).to_have_text("Đã đóng trang thiết lập")
    settings = load_settings()
    assert (settings.telegram.enabled, settings.backup.folder) == (True, tmp_path / "saoluu")
    assert settings.centre.policies[0] == "xa-2025-2030"


async def test_one_may_go_back_and_a_page_opened_again_goes_on_where_it_stopped(page: Page) -> None:
    await page.fill("input[name=name]", "Trung tâm Càng Long")
    await on(page, "Chỉ tiêu và quy định")
    await on(page, "Danh sách cán bộ")
    await page.click("#back")
    await at(page, "Chỉ tiêu và quy định")
    await page.go_back()
    await at(page, "Danh sách cán bộ")
    await page.goto(page.url.partition("#")[0])
    await at(page, "Danh sách cán bộ")
    await page.click("#steps button >> nth=0")
    await at(page, "Trung tâm")
    assert await page.input_value("input[name=name]") == "Trung tâm Càng Long"


async def test_what_was_begun_and_not_finished_is_not_passed_over(page: Page) -> None:
    notice = page.locator("#notice")
    await page.click("#next")
    await expect(notice).to_contain_text("Xin ghi tên Trung tâm")
    await page.fill("input[name=name]", "Trung tâm Càng Long")
    await on(page, "Chỉ tiêu và quy định")
    await on(page, "Danh sách cán bộ")
    await drop(page, BE)
    await page.wait_for_selector(".report .store")
    await page.click("#next")
    await expect(notice).to_contain_text("chưa nạp")
    await page.click(".report .quiet")
    await on(page, "Người phụ trách")
    await page.fill("#person", "Nguyễn Thị Hoa")
    await page.click("#next")
    await expect(notice).to_contain_text("chưa được thêm")
    await page.click("#add-person")
    await expect(page.locator(".people")).to_contain_text("Nguyễn Thị Hoa")
    await on(page, "Kênh")
    await page.fill("[data-channel=zalo] input", "1:a")
    await page.click("#next")
    await expect(notice).to_contain_text("chưa được kiểm tra")
    await page.fill("[data-channel=zalo] input", "")
    await page.click("#web-card >> text=Internet")
    await page.click("#next")
    await expect(notice).to_contain_text("https://")
    await page.fill("#public-url", "https://chat.example.vn")
    await on(page, "Phiếu liên kết")
    assert load_settings().web.public_url == "https://chat.example.vn"


async def test_mistakes_in_a_roster_are_told_and_nothing_is_offered_to_be_stored(page: Page) -> None:
    await page.fill("input[name=name]", "Trung tâm Càng Long")
    await on(page, "Chỉ tiêu và quy định")
    await on(page, "Danh sách cán bộ")
    await drop(page, (*BE[:1], "31/2/1985", *BE[2:]))
    await expect(page.locator(".report")).to_contain_text("Tải tệp đã đánh dấu")
    assert await page.locator(".report .store").count() == 0
