"""Asking and reading, tapping, numbers, files; as one does it on the page."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.screen import Screen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_question_is_answered_on_the_page(screen: Screen) -> None:
    await screen.says("Tôi cần học trình độ gì?")
    await screen.reads("Hiện có: sơ cấp. Cần có: trung cấp")
    await screen.is_answered("Tôi cần học trình độ gì?")


async def test_a_tap_shows_its_label_as_ones_own_words(screen: Screen) -> None:
    await screen.taps("Trình độ của tôi")
    await screen.reads("Hiện có: sơ cấp")
    await expect(screen.said("Trình độ của tôi")).to_be_visible()


async def test_a_double_click_is_one_tap(screen: Screen) -> None:
    await screen.page.locator(".current .choice", has_text="Trình độ của tôi").dblclick()
    await screen.reads("Hiện có: sơ cấp")
    await screen.says("xong")
    await screen.is_answered("xong")
    await expect(screen.said("Trình độ của tôi")).to_have_count(1)


async def test_a_typed_number_chooses_like_a_tap(screen: Screen) -> None:
    await screen.says("Tôi cần học trình độ gì?")
    await screen.reads("Hiện có: sơ cấp")
    first = screen.page.locator(".current .choice").first
    await expect(first).to_have_text("1Vì sao?")
    await screen.says("1")
    await screen.reads("Chức vụ quyết định")


async def test_only_the_newest_choices_look_current(screen: Screen) -> None:
    await screen.taps("Trình độ của tôi")
    await screen.reads("Hiện có: sơ cấp")
    await expect(screen.page.locator(".message.current")).to_have_count(1)
    await screen.page.locator(".message:not(.current) .choice", has_text="Hồ sơ của tôi").click()
    await expect(screen.said("Hồ sơ của tôi")).to_be_visible()


async def test_markup_of_a_person_is_only_text(screen: Screen) -> None:
    await screen.says("<b>đậm</b> & <img src=x onerror=alert(1)>")
    await expect(screen.said("<b>đậm</b> & <img src=x onerror=alert(1)>")).to_be_visible()
    assert await screen.page.locator(".bubble img").count() == 0


async def test_shift_and_enter_begin_a_new_line(screen: Screen) -> None:
    await screen.page.locator("#field").press_sequentially("một")
    height = await screen.page.locator("#field").evaluate("each => each.offsetHeight")
    await screen.page.press("#field", "Shift+Enter")
    await screen.page.locator("#field").press_sequentially("hai")
    assert await screen.page.input_value("#field") == "một\nhai"
    assert await screen.page.locator("#field").evaluate("each => each.offsetHeight") > height


async def test_a_command_is_found_without_its_marks(screen: Screen) -> None:
    await screen.page.click("#commands-open")
    await screen.page.fill("#commands-filter", "trinh do cua")
    await screen.page.press("#commands-filter", "Enter")
    await screen.reads("Hiện có: sơ cấp")


async def test_a_draft_outlives_a_reload(screen: Screen) -> None:
    await screen.page.fill("#field", "còn đang viết")
    await screen.page.reload()
    await expect(screen.page.locator("#field")).to_have_value("còn đang viết")


async def test_a_phone_number_in_an_answer_can_be_called(screen: Screen) -> None:
    await screen.taps("Gặp cán bộ Trung tâm")
    await expect(screen.page.locator(".bubble a[href='tel:0900000000']").last).to_be_visible()


async def test_a_picture_is_sent_and_seen_large(screen: Screen, tmp_path: Path) -> None:
    picture = tmp_path / "văn bằng.png"
    picture.write_bytes(await screen.page.screenshot())
    await screen.hands_over(picture)
    sent = screen.page.locator(".me .picture img[src^='/api/files/']")
    await expect(sent).to_be_visible()
    await sent.click()
    await expect(screen.page.locator("#viewer-picture")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.locator("#viewer")).to_be_hidden()


async def test_a_table_goes_in_and_a_marked_one_comes_back(screen: Screen, tmp_path: Path) -> None:
    await screen.becomes("Lê Thị Thanh Tuyền")
    table = tmp_path / "danh sách.csv"
    table.write_text("Họ và tên,Đơn vị,Chức vụ\nTrần Văn A,,Phó bí thư\n", encoding="utf-8")
    await screen.hands_over(table)
    await expect(screen.page.locator(".me .file", has_text="danh sách.csv")).to_be_visible()
    await screen.is_answered("danh sách.csv")


async def test_a_file_of_an_answer_is_downloaded(screen: Screen) -> None:
    await screen.says("dữ liệu của tôi")
    card = screen.page.locator(".bot a.file", has_text="json")
    async with screen.page.expect_download() as download:
        await card.click()
    file = await (await download.value).path()
    assert file.stat().st_size > 100


async def test_an_empty_file_is_refused_in_a_sentence(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "trống.csv").touch()
    await screen.page.set_input_files("#pick", tmp_path / "trống.csv")
    await expect(screen.page.locator("#status")).to_have_text("Tệp trống.csv trống nên không gửi.")


async def test_a_picture_that_cannot_be_shown_is_a_file_to_fetch(screen: Screen, tmp_path: Path) -> None:
    broken = tmp_path / "bang.jpg"
    broken.write_bytes(b"no picture")
    await screen.hands_over(broken)
    await expect(screen.page.locator(".message.me a.file", has_text="bang.jpg")).to_be_visible()
    await expect(screen.page.locator(".message.me img")).to_have_count(0)


async def test_what_a_tap_changes_in_its_place_is_read_from_its_beginning(screen: Screen) -> None:
    await screen.becomes("Đặng Đức Trọng")
    await screen.page.set_viewport_size({"width": 390, "height": 844})
    await screen.says("danh sách còn thiếu")
    await screen.reads("Số 1 đến 10 trong")
    await screen.taps("Xem tiếp")
    await screen.reads("Số 11 đến 20 trong")
    changed = screen.answers("Số 11 đến 20 trong")
    assert await changed.evaluate("message => message.getBoundingClientRect().top") > 0
