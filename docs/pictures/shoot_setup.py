"""Shoots the setup pages for the guide: `make pictures`. The people are invented; nothing leaves this machine."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from bot.setup.config_file import ConfigFile
from bot.setup.desk import Desk
from bot.setup.server import SetupServer
from tests.browser.chromium import ARGUMENTS, CHROMIUM

HERE = Path(__file__).parent
FOLDER = "/opt/cadrebot"
"""Where the pictures say that the program lies, whatever machine they are made on."""
ELSEWHERE = """pairs => {
    const put = text => pairs.reduce((t, [from, to]) => t.replaceAll(from, to), text)
        .replace(/http:\\/\\/[\\d.]+:8080/, "http://192.168.1.20:8080");
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) walk.currentNode.data = put(walk.currentNode.data);
    for (const input of document.querySelectorAll("input")) input.value = put(input.value);
}"""
LONG = ("roster", "channels")
"""Pages whose picture shows all of them."""
SIZES = {"": (1080, 760), "-phone": (390, 780)}

HEADINGS = ("Họ và tên", "Ngày sinh", "Đơn vị", "Đối tượng", "Chức vụ", "Trình độ LLCT")
PEOPLE = (
    ("Trần Văn Nhẫn", "1/2/1980", "UBND xã Tân An", "Công chức", "Công chức Tư pháp", "Sơ cấp"),
    ("Lê Thị Bé", "12/5/1985", "Phòng Nội vụ", "Công chức", "Phó Trưởng phòng", "Cao cấp"),
    ("Nguyễn Thành Tâm", "3/9/1978", "Phòng Nội vụ", "Công chức", "Trưởng phòng", "Cao cấp"),
    ("Thạch Sô Phia", "20/11/1990", "UBND xã Tân An", "Công chức", "Công chức Địa chính", "Trung cấp"),
    ("Phạm Hữu Lộc", "7/7/1982", "UBND xã Phương Thạnh", "Cán bộ", "Chủ tịch UBND", "Trung cấp"),
)


def _roster(file: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADINGS, *PEOPLE):
        sheet.append(row)
    book.save(file)


async def _shoot(page: Page, out: Path, name: str, suffix: str) -> None:
    width, height = SIZES[suffix]
    await page.evaluate(ELSEWHERE, [[str(Path.cwd()), FOLDER], [str(Path(sys.prefix)), f"{FOLDER}/.venv"]])
    if name in LONG:
        whole = await page.evaluate("document.documentElement.scrollHeight")
        await page.set_viewport_size({"width": width, "height": max(height, whole)})
    await page.wait_for_timeout(400)
    _keep_small(await page.screenshot(), out / f"setup-{name}{suffix}.png")
    await page.set_viewport_size({"width": width, "height": height})


def _keep_small(picture: bytes, file: Path) -> None:
    """A page has few colours: a palette makes its picture a fifth of the size."""
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(file, optimize=True)


async def _next(page: Page, step: str) -> None:
    await page.click("#next")
    await page.wait_for_selector(f"section[data-step={step}]:visible")


async def _walk(page: Page, folder: Path, out: Path, suffix: str) -> None:
    await page.fill("input[name=name]", "Trung tâm Chính trị huyện Càng Long")
    await page.fill("input[name=phone]", "0900 000 000")
    await page.fill("input[name=address]", "thị trấn Càng Long")
    await _shoot(page, out, "centre", suffix)
    await _next(page, "policies")
    await _shoot(page, out, "policies", suffix)
    await _next(page, "roster")
    await page.set_input_files("#roster-file", folder / "danh-sach.xlsx")
    await page.wait_for_selector(".report")
    await _shoot(page, out, "roster", suffix)
    await page.click(".report .store")
    await page.wait_for_selector("#report .good")
    await _next(page, "people")
    await page.fill("#person", "Nguyễn Thị Hoa")
    await page.click("#add-person")
    await page.wait_for_selector(".people li")
    await page.click(".segmented >> text=Lãnh đạo")
    await page.fill("#person", "tam")
    await page.click(".found button")
    await page.wait_for_selector(".people li:nth-child(2)")
    await page.click(".people li:last-child .quiet")
    await page.wait_for_selector(".people .code")
    await _shoot(page, out, "people", suffix)
    await _next(page, "channels")
    await page.click("#web-card >> text=Mạng nội bộ")
    await _shoot(page, out, "channels", suffix)
    await _next(page, "slips")
    await _shoot(page, out, "slips", suffix)
    await _next(page, "backup")
    (folder / "saoluu").mkdir(exist_ok=True)
    await page.fill("input[name=folder]", str(folder / "saoluu"))
    await page.click("#backup-form button")
    await page.wait_for_selector("#backup-said .good")
    await _shoot(page, out, "backup", suffix)
    await _next(page, "done")
    await _shoot(page, out, "done", suffix)


def _watch(page: Page) -> list[str]:
    """What goes wrong on a page, as it goes wrong."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    return problems


async def _shoot_all(browser: Browser, out: Path, suffix: str) -> None:
    width, height = SIZES[suffix]
    with tempfile.TemporaryDirectory(prefix="trung-tam-") as folder:
        os.chdir(folder)
        _roster(Path("danh-sach.xlsx"))
        server = SetupServer(Desk(ConfigFile(Path("config.toml"))))
        server.start()
        page = await browser.new_page(
            viewport={"width": width, "height": height}, device_scale_factor=1, locale="vi-VN"
        )
        problems = _watch(page)
        await page.goto(server.address)
        await page.wait_for_selector("section:visible")
        await _walk(page, Path(folder), out, suffix)
        await page.close()
        await server.stop()
        os.chdir(HERE)
    if problems:
        raise SystemExit("\n".join(problems))


async def main(out: Path, suffixes: Iterable[str]) -> None:
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for suffix in suffixes:
            await _shoot_all(browser, out, suffix)
        await browser.close()


if __name__ == "__main__":
    # Given a folder, the pictures go there, for a look at the pages on a phone too.
    elsewhere = [Path(argument).resolve() for argument in sys.argv[1:]]
    asyncio.run(main(elsewhere[0], SIZES) if elsewhere else main(HERE, [""]))
