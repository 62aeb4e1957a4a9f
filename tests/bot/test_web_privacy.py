"""The page on personal data on the web: for anybody, without a session."""

from handlers.privacy.published import PATH
from tests.bot.web_page import Page


async def test_anybody_reads_the_page_of_the_centre(page: Page) -> None:
    found = await page.http.get(PATH)
    assert found.status_code == 200
    assert "Trung tâm Chính trị huyện Càng Long" in found.text
    assert "91/2025/QH15" in found.text
    assert (await page.http.get("/static/css/page.css")).status_code == 200
