"""A long conversation: days, older messages on scrolling up, the way back to the end, several pages of one chat."""

import re
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.demo.cast import LACKS
from storage import links, web_chat, web_sessions
from storage.clock import to_ms
from storage.web_chat import Words
from tests.browser.place import Place
from tests.browser.screen import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")

MANY = 160
IN_SIGHT = """
() => {
  const log = document.getElementById("log").getBoundingClientRect();
  const seen = [...document.querySelectorAll(".message")].find((each) => each.getBoundingClientRect().bottom > log.top);
  return [seen.dataset.id, Math.round(seen.getBoundingClientRect().top)];
}
"""


@pytest_asyncio.fixture(loop_scope="session")
async def long(place: Place, screen: Screen) -> Screen:
    """A conversation of three days, opened again."""
    house = place.house
    holder = await links.holder_by_code(house.db, LACKS.code)
    assert holder is not None
    chat = await web_sessions.chat_of(house.db, holder.id)
    assert chat is not None
    now = house.clock()
    async with house.db.transaction() as tx:
        for number in range(MANY):
            at = to_ms(now - timedelta(days=2 - number * 3 // MANY, minutes=MANY - number))
            author: web_chat.Author = "person" if number % 2 else "assistant"
            await web_chat.add(tx, f"earlier-{number}", chat, author, Words(f"Tin thứ {number}"), at)
    await screen.page.reload()
    await screen.reads(f"Tin thứ {MANY - 2}")
    return screen


async def test_it_opens_at_its_end(long: Screen) -> None:
    await expect(long.said(f"Tin thứ {MANY - 1}")).to_be_in_viewport()
    await expect(long.page.locator("#to-end")).to_be_hidden()


async def test_older_messages_come_and_what_is_in_sight_stays(long: Screen) -> None:
    await long.page.evaluate("document.getElementById('log').scrollTop = 60")
    before = await long.page.evaluate(IN_SIGHT)
    await expect(long.page.locator(".message")).to_have_count(100)
    assert await long.page.evaluate(IN_SIGHT) == before


async def test_all_of_it_is_found_by_scrolling(long: Screen) -> None:
    while await long.page.locator("[data-id=earlier-0]").count() == 0:
        shown = await long.page.locator(".message").count()
        await long.page.evaluate("document.getElementById('log').scrollTop = 0")
        await expect(long.page.locator(".message")).not_to_have_count(shown)
    assert await long.page.locator(".message").count() == MANY + 1
    assert await long.page.locator(".day-name").all_text_contents() == ["31/05/2025", "Hôm qua", "Hôm nay"]


async def test_what_comes_while_one_reads_above_is_counted(long: Screen, place: Place) -> None:
    await long.page.evaluate("document.getElementById('log').scrollTop = 900")
    await expect(long.page.locator("#to-end")).to_be_visible()
    await _says_elsewhere(long, place, "0")
    await expect(long.page.locator("#to-end b")).to_have_text("1")
    await long.page.click("#to-end")
    await expect(long.page.locator("#to-end")).to_be_hidden()


async def test_two_tabs_of_one_session_show_the_same(screen: Screen, place: Place) -> None:
    second = await _second(screen, place)
    await screen.says("Tôi cần học trình độ gì?")
    await second.reads("Hiện có: sơ cấp")
    await second.says("1")
    await screen.reads("Chức vụ quyết định")
    texts = ".message .line"
    assert await screen.page.locator(texts).all_text_contents() == await second.page.locator(texts).all_text_contents()
    assert second.errors == []


async def test_unread_messages_are_counted_in_the_tabs_title(screen: Screen, place: Place) -> None:
    await screen.page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    await _says_elsewhere(screen, place, "0")
    await expect(screen.page).to_have_title(re.compile(r"^\(1\) "))


async def _second(screen: Screen, place: Place) -> Screen:
    """Another tab of the same browser."""
    second = Screen(await screen.page.context.new_page())
    await second.page.goto(place.url)
    await second.reads("Tin thứ" if await screen.said("Tin thứ").count() else "Kính chào đồng chí")
    return second


async def _says_elsewhere(screen: Screen, place: Place, text: str) -> None:
    """Write a line in another tab."""
    second = await _second(screen, place)
    await second.says(text)
    await second.is_answered(text)
    assert second.errors == []


CURRENT = """
async (changes) => {
  const { History } = await import("/static/js/history.js");
  const history = new History();
  const put = (id, from, seq, minute, buttons) =>
    history.put({ id, from, seq, at: `2025-06-02T07:0${minute}:00Z`, buttons });
  put("progress", "bot", 1, 1, [["Tạm dừng"]]);
  put("asked", "me", 2, 2, []);
  put("card", "bot", 3, 2, [["Xem lại"]]);
  for (const change of changes) put(...change);
  return history.current.id;
}
"""
ITSELF: tuple[object, ...] = ("progress", "bot", 4, 1, [["Tiếp tục"]])
TAPPED: tuple[object, ...] = ("tap", "me", 4, 3, [])


async def test_a_message_that_changes_by_itself_takes_no_choices_from_a_later_one(screen: Screen) -> None:
    assert await screen.page.evaluate(CURRENT, [ITSELF]) == "card"


async def test_a_message_that_is_changed_by_a_tap_has_the_choices(screen: Screen) -> None:
    changed: tuple[object, ...] = ("progress", "bot", 5, 1, [["Tiếp tục"]])
    assert await screen.page.evaluate(CURRENT, [TAPPED, changed]) == "progress"
