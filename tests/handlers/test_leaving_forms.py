"""Words typed into an open form that are for something else: asked about, never taken for an answer of the form."""

import pytest

from handlers.texts import common
from handlers.texts.forms import GO_ON, NO_FILE_HERE
from handlers.texts.home import LABELS
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked

LEVEL = f"edit:level:{roster.NHA.id}:{roster.NHA.version}"


async def choosing_a_level(linked: Linked) -> Person:
    lan = await linked(roster.LAN)
    await lan.taps(LEVEL)
    return lan


@pytest.mark.parametrize(
    "words",
    ["Tra hồ sơ cán bộ", "tra ho so can bo", "cài đặt", "sắp tới có lớp nào?", "Bàn hỏi đáp", "duyệt hỏi đáp"],
)
async def test_words_for_something_else_are_asked_about_where_an_option_is_to_be_chosen(
    linked: Linked, words: str
) -> None:
    lan = await choosing_a_level(linked)
    text = await lan.says(words)
    assert text.startswith("Đang mở biểu mẫu “Trình độ, văn bằng”; muốn bỏ biểu mẫu để xem “")
    assert lan.labels[1:] == [GO_ON]


async def test_a_file_where_an_option_is_to_be_chosen_is_told_where_to_go(linked: Linked) -> None:
    lan = await choosing_a_level(linked)
    asked = lan.last.text
    assert await lan.sends_file("danh-sach.xlsx", b"PK") == f"{NO_FILE_HERE}\n\n{asked}"
    assert common.CANCEL in NO_FILE_HERE
    await lan.taps(common.CANCEL)
    assert "Tệp có 1 chỗ phải sửa" in await lan.sends_file("danh-sach.xlsx", b"PK")


async def test_the_form_goes_on_where_it_was(linked: Linked) -> None:
    lan = await choosing_a_level(linked)
    asked = lan.last.text
    await lan.says("cài đặt")
    assert await lan.says("2") == asked
    await lan.taps("Trung cấp")
    assert lan.last.form is not None
    assert lan.last.form.step == "mode"


async def test_what_was_asked_for_is_one_tap_away_and_closes_the_form(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    tapped = await lan.taps("find_cadre")
    await lan.taps(LEVEL)
    await lan.says("Tra hồ sơ cán bộ")
    assert await lan.taps(LABELS["find_cadre"]) == tapped
    assert lan.last.form is not None
    assert lan.last.form.name == "find_cadre"


async def test_the_label_of_the_menus_is_no_name_and_no_text(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    await lan.taps("add_cadre")
    assert "muốn bỏ biểu mẫu để xem “Lớp sắp mở”" in await lan.says("Lớp sắp mở")
    await lan.taps(GO_ON)
    await lan.says("Nguyễn Văn An")
    assert lan.last.form is not None
    assert lan.last.form.data["name"] == "Nguyễn Văn An"


@pytest.mark.parametrize("words", ["duyệt hỏi đáp", "sắp tới có lớp nào?", "hộp thư"])
async def test_what_is_nobodys_name_and_surely_asks_for_something_else_is_asked_about(
    linked: Linked, words: str
) -> None:
    lan = await linked(roster.LAN)
    await lan.taps("find_cadre")
    assert (await lan.says(words)).startswith("Đang tra hồ sơ; muốn thôi")
    await lan.taps(GO_ON)
    assert "Không thấy hồ sơ nào theo “Không Có Ai”" in await lan.says("Không Có Ai")
    assert "Trần Văn Nhã" in await lan.says("Trần Văn Nhã")


async def test_free_words_stay_an_answer(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("update_profile")
    await nha.taps("Mục khác")
    await nha.says("Tôi đã học xong lớp trung cấp, Trung tâm chưa ghi")
    assert nha.last.form is not None
    assert nha.last.form.step == "confirm"


async def test_words_that_are_for_nothing_else_get_the_options_again(linked: Linked) -> None:
    lan = await choosing_a_level(linked)
    assert (await lan.says("qwerty asdf")).startswith(common.CHOOSE_ONE)


async def test_what_the_form_is_for_opens_it_anew(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    tapped = await lan.taps("find_cadre")
    assert await lan.says("Tra hồ sơ cán bộ") == tapped
