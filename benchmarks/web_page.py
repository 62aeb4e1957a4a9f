"""How soon the page of the web chat is ready, and how soon an answer stands in it, in Chromium at phone width.

    python -m benchmarks.web_page

Ready: from the start of the navigation, with nothing cached, until the person's messages are shown and one can write.
Answer: from Enter until the answer's bubble stands in the document, measured inside the page. The program runs as
`cadrebot demo`, a process of its own. Beside them stands an empty page of the same server: what the browser needs.
"""

import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.async_api import Browser, Page, async_playwright

from benchmarks.web_chats import QUESTIONS, server
from tests.bot.conftest import free_port
from tests.browser.chromium import ARGUMENTS, CHROMIUM

OPENINGS, ANSWERS = 15, 60
ANSWERED = """([text]) => new Promise((done) => {
  const log = document.querySelector('[role="log"]');
  const before = log.querySelectorAll('.message.bot').length;
  const field = document.querySelector('#field');
  const begun = performance.now();
  new MutationObserver((_, watcher) => {
    if (log.querySelectorAll('.message.bot').length > before) { watcher.disconnect(); done(performance.now() - begun); }
  }).observe(log, {childList: true, subtree: true});
  field.value = text;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
})"""


async def ready_in(browser: Browser, url: str, sign: str) -> float:
    """Milliseconds from the start of the navigation to the sign, in a browser that was never here."""
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    page = await context.new_page()
    await page.goto(url, wait_until="commit")
    await page.wait_for_selector(sign, state="attached")
    milliseconds: float = await page.evaluate("performance.now()")
    await context.close()
    return milliseconds


async def answers(page: Page) -> list[float]:
    """Milliseconds from Enter to the answer, for a row of questions."""
    took = []
    for n in range(ANSWERS):
        took.append(await page.evaluate(ANSWERED, [QUESTIONS[n % len(QUESTIONS)]]))
        await page.wait_for_timeout(400)  # fewer than the page may send in ten seconds
    return took


async def main() -> None:
    """Print the medians."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.toml").write_text(f"[web]\nport = {port}\n", encoding="utf-8")
        command = [sys.executable, "-m", "bot", "demo", "--no-browser"]
        async with server(command, port, folder), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
            url = f"http://127.0.0.1:{port}"
            empty = [await ready_in(browser, f"{url}/healthz", "body") for _ in range(OPENINGS)]
            ready = [await ready_in(browser, url, ".message.bot") for _ in range(OPENINGS)]
            page = await browser.new_page(viewport={"width": 390, "height": 844})
            await page.goto(url)
            await page.wait_for_selector(".message.bot")
            took = await answers(page)
            await browser.close()
    sys.stdout.write(
        f"ready    {median(ready):6.0f} ms, longest {max(ready):.0f}; an empty page {median(empty):.0f} ms\n"
    )
    sys.stdout.write(f"answer   {median(took):6.1f} ms, longest {max(took):.0f}\n")


if __name__ == "__main__":
    asyncio.run(main())
