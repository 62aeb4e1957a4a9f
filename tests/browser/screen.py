"""The page as a person uses it: what one writes, taps and reads."""

from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

SERIOUS = ("serious", "critical")


class Screen:
    """One open page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        """What the console complained of."""
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    async def says(self, text: str) -> None:
        """Write a line and send it with Enter."""
        await self.page.fill("#field", text)
        await self.page.press("#field", "Enter")

    async def taps(self, label: str) -> None:
        """Tap the latest choice with this label."""
        await self.page.locator(".choice", has_text=label).last.click()

    async def reads(self, text: str) -> None:
        """Wait until the assistant said this."""
        await expect(self.answers(text).last).to_be_visible()

    async def is_answered(self, text: str) -> None:
        """Wait until one's own message has the tick that says so."""
        tick = self.said(text).locator('[data-state="answered"]')
        await expect(tick.last).to_be_visible()

    def said(self, text: str) -> Locator:
        """One's own messages that hold this text."""
        return self.page.locator(".message.me", has_text=text)

    def answers(self, text: str) -> Locator:
        """The assistant's messages that hold this text."""
        return self.page.locator(".message.bot", has_text=text)

    async def hands_over(self, file: Path) -> None:
        """Choose a file and send it."""
        await self.page.set_input_files("#pick", file)
        await self.page.click("#send")

    async def becomes(self, name: str) -> None:
        """Be another person of the demonstration."""
        await self.page.locator("#people button", has_text=name).click()
        await expect(self.page.locator("#people [aria-current=true]", has_text=name)).to_be_visible()
        await self.reads(f"Kính chào đồng chí {name}")

    async def axe_finds(self) -> list[str]:
        """What axe-core calls serious or critical, each with the elements it means."""
        results = await Axe().run(self.page, options={"resultTypes": ["violations"]})
        return [
            f"{finding['id']}: {[node['target'] for node in finding['nodes']]}"
            for finding in results.response["violations"]
            if finding["impact"] in SERIOUS
        ]
