"""Shoots the web chat for the README and the guides: `make pictures`. Real answers of the demonstration's people.

`python -m docs.pictures.shoot NAME...` shoots only these.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from bot.app import App
from bot.demo.build import open_demo
from bot.settings import Settings
from bot.wiring import load_policies, open_house
from tests.browser.chromium import ARGUMENTS, CHROMIUM

HERE = Path(__file__).parent
PHONE, DESKTOP = (390, 844), (1280, 800)
COLOURS = 128
"""A page has few: a palette makes its picture a fifth of the size."""

LACKS, LEADER, STAFF = "Phạm Văn Thuận", "Đặng Đức Trọng", "Lê Thị Thanh Tuyền"
STUDIES, OFFICER, LECTURER, ADMIN = "Nguyễn Tấn Cường", "Sơn Sa Vuông", "Nguyễn Thị Cúc", "Trần Quốc Khải"
NOTICE = "nhắn cho cả lớp K14 mai nghỉ học"
ASKS_RECEIPT = ("4", "4")


@dataclass(frozen=True)
class Shot:
    """One picture: who says what, on what, in which theme."""

    name: str
    size: tuple[int, int]
    theme: Literal["light", "dark"] = "light"
    who: str = LACKS
    says: tuple[str, ...] = ()
    opens: str = ""
    """What is clicked last."""


SHOTS = (
    Shot("web-status-phone", PHONE, says=("Tôi cần học trình độ gì?",)),
    Shot("web-why-phone-dark", PHONE, "dark", says=("Tôi cần học trình độ gì?", "1")),
    Shot("web-people-phone", PHONE, opens="#panel-open"),
    Shot("web-commands-phone", PHONE, opens="#commands-open"),
    Shot("web-file-phone", PHONE, says=("dữ liệu của tôi",)),
    Shot("web-status-desktop", DESKTOP, says=("Tôi cần học trình độ gì?",)),
    Shot("web-classes-desktop-dark", DESKTOP, "dark", says=("Sắp tới có lớp nào?",)),
    Shot("web-summary-desktop", DESKTOP, who=LEADER, says=("Chỉ tiêu tới đâu rồi?",)),
    Shot("web-notice-card-phone", PHONE, who=STAFF, says=(NOTICE,)),
    Shot("web-notice-preview-phone", PHONE, who=STAFF, says=(NOTICE, *ASKS_RECEIPT, "1")),
    Shot(
        "web-notice-report-phone", PHONE, who=STAFF, says=(NOTICE, *ASKS_RECEIPT, "1", "1", "/thongbao", "/thongbao 1")
    ),
    Shot("leader-summary-phone", PHONE, who=LEADER, says=("Chỉ tiêu tới đâu rồi?",)),
    Shot("leader-units-phone", PHONE, who=LEADER, says=("Chỉ tiêu theo đơn vị",)),
    Shot("leader-names-phone", PHONE, who=LEADER, says=("Xã An Trường A còn thiếu ai?",)),
    Shot("leader-picture-phone", PHONE, who=LEADER, says=("Ảnh chỉ tiêu",)),
    Shot("leader-trend-phone", PHONE, who=LEADER, says=("Xu hướng chỉ tiêu",)),
    Shot("leader-what-if-phone", PHONE, who=LEADER, says=("Nếu lớp TC-K14 tốt nghiệp thì sao?",)),
    Shot("leader-plan-phone", PHONE, who=LEADER, says=("Cử đi học", "2")),
    Shot("leader-files-phone", PHONE, who=LEADER, says=("Tệp Word, Excel", "2")),
    Shot("leader-by-calendar-phone", PHONE, who=LEADER, says=("Gửi tôi số liệu sáng thứ Hai hằng tuần",)),
    Shot("cadre-home-phone", PHONE, says=("0",)),
    Shot("cadre-classes-phone", PHONE, says=("Sắp tới có lớp nào?",)),
    Shot("cadre-timetable-phone", PHONE, who=STUDIES, says=("Tuần này tôi học gì?",)),
    Shot("cadre-privacy-phone", PHONE, says=("quyền riêng tư",)),
    Shot("cadre-question-phone", PHONE, says=("/hoi", "Nộp bản sao bằng ở đâu?")),
    Shot("officer-home-phone", PHONE, who=OFFICER, says=("0",)),
    Shot("officer-lacking-phone", PHONE, who=OFFICER, says=("Còn thiếu trình độ",)),
    Shot("officer-nominating-phone", PHONE, who=OFFICER, says=("/cudihoc", "1", "1", "cử 1 2")),
    Shot("staff-home-phone", PHONE, who=STAFF, says=("0",)),
    Shot("staff-record-phone", PHONE, who=STAFF, says=("/tra", LACKS)),
    Shot("staff-jobs-phone", PHONE, who=STAFF, says=("/lichtudong", "1")),
    Shot("lecturer-sessions-phone", PHONE, who=LECTURER, says=("/lichgiang",)),
    Shot("lecturer-session-phone", PHONE, who=LECTURER, says=("/lichgiang", "1")),
    Shot("admin-job-phone", PHONE, who=ADMIN, says=("/lichtudong", "4", "1")),
    Shot("admin-usage-phone", PHONE, who=ADMIN, says=("/thongke",)),
    Shot("web-summary-desktop-dark", DESKTOP, "dark", who=LEADER, says=("Chỉ tiêu tới đâu rồi?",)),
)
DOORS = (Shot("web-door-phone", PHONE), Shot("web-door-desktop-dark", DESKTOP, "dark"))
"""What somebody sees who is not let in yet."""


@asynccontextmanager
async def _program(folder: str, is_demo: bool) -> AsyncIterator[str]:
    """The address of the program around a world of its own."""
    url = f"sqlite:///{folder}/demo.db"
    settings = Settings.model_validate(
        {"database": {"url": url}, "files": {"folder": f"{folder}/files"}, "web": {"enabled": True, "port": 0}}
    )
    await (await open_demo(load_policies(settings)[0], url)).close()
    async with open_house(settings) as house:
        app = App(settings, house, is_demo=is_demo)
        await app.start()
        await app.ready.wait()
        yield f"http://127.0.0.1:{app.http.port}"
        await app.stop()


async def _page(browser: Browser, url: str, shot: Shot) -> Page:
    phone = shot.size == PHONE
    page = await browser.new_page(
        viewport={"width": shot.size[0], "height": shot.size[1]},
        color_scheme=shot.theme, locale="vi-VN", has_touch=phone, is_mobile=phone,
    )  # fmt: skip
    await page.goto(url)
    return page


async def _shoot(browser: Browser, url: str, shot: Shot) -> None:
    page = await _page(browser, url, shot)
    await page.locator(".message.bot").first.wait_for()
    await page.locator("#people button", has_text=shot.who).evaluate("button => button.click()")
    await page.locator(".message.bot", has_text=shot.who).first.wait_for()
    for words in shot.says:
        await page.fill("#field", words)
        await page.click("#send")
        await page.locator('.message.me [data-state="answered"]').last.wait_for()
        await page.wait_for_timeout(700)
    if shot.opens:
        await page.click(shot.opens)
    await _keep(page, shot.name)


async def _shoot_door(browser: Browser, url: str, shot: Shot) -> None:
    page = await _page(browser, url, shot)
    await page.locator("#login").wait_for()
    await _keep(page, shot.name)


async def _keep(page: Page, name: str) -> None:
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement.blur()")
    await page.wait_for_timeout(700)
    with Image.open(BytesIO(await page.screenshot())) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(HERE / f"{name}.png", optimize=True)
    await page.close()


async def _main(names: list[str]) -> None:
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    doors = [shot for shot in DOORS if not names or shot.name in names]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for shot in wanted:
            with tempfile.TemporaryDirectory() as folder:
                async with _program(folder, is_demo=True) as url:
                    await _shoot(browser, url, shot)
        with tempfile.TemporaryDirectory() as folder:
            async with _program(folder, is_demo=False) as url:
                for shot in doors:
                    await _shoot_door(browser, url, shot)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1:]))
