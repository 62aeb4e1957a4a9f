"""What the menus say may be typed at any time, and a title where one is asked for."""

import orjson
import pytest

from handlers.dialog import begun_option
from handlers.texts import common, target_picture, titles
from handlers.texts.home import LABELS
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked


@pytest.mark.parametrize("name", ["import_roster", "corrections", "link_requests", "target_summary"])
async def test_a_clerk_types_what_the_first_menu_says_though_another_is_open(linked: Linked, name: str) -> None:
    lan = await linked(roster.LAN)
    tapped = await lan.taps(name)
    await lan.says("lớp sắp mở")
    assert (await lan.says(LABELS[name].lower()), lan.turned.intent) == (tapped, name)


async def test_a_stranger_types_the_label_that_begins_linking(stranger: Person) -> None:
    tapped = await stranger.taps("start")
    await stranger.says("0")
    await stranger.says("lớp sắp mở")
    assert await stranger.says("Liên kết hồ sơ") == tapped


async def test_a_label_of_others_is_read_as_words(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("nạp danh sách cán bộ")
    assert nha.turned.intent != "import_roster"


@pytest.mark.parametrize("command", ["/chucdanh", "/neu"])
async def test_a_title_is_typed_where_one_was_asked_for_also_one_of_an_earlier_page(
    linked: Linked, command: str
) -> None:
    nha = await linked(roster.NHA)
    await nha.says(command)
    first = nha.labels[1]
    by_tap = await nha.taps(first)
    await nha.says(command)
    await nha.says("Xem thêm")
    assert (await nha.says(first.lower())).casefold() == by_tap.casefold()


async def test_a_title_that_is_not_offered_is_answered_as_such(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("/neu")
    assert await nha.says("bí thư chi bộ") == titles.not_listed("bí thư chi bộ")


async def test_an_option_is_meant_by_its_first_word_where_only_one_begins_so(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.taps("target_summary")
    assert target_picture.TO_FORWARD in leader.labels
    await leader.says("Ảnh")
    assert leader.last.files[0].picture
    await leader.taps("target_summary")
    assert await leader.says("tệp") == await leader.taps("target_files")


async def test_the_shorter_name_of_a_record_is_no_beginning_of_a_longer() -> None:
    offered = [
        (1, "xã An Trường A", "unit:c3"),
        (2, "Ảnh để chuyển tiếp", "picture"),
        (3, "Lớp", "a"),
        (4, "Lớp tôi", "b"),
    ]
    menu = orjson.dumps(offered).decode()
    assert begun_option("anh", menu) == "picture"
    assert not any(begun_option(typed, menu) for typed in ("xã An Trường", "lớp", "", "Ảnh chụp"))


async def test_a_clerk_is_not_told_to_ask_the_clerk(linked: Linked) -> None:
    for who, is_asked_again in ((roster.LAN, True), (roster.NHA, False)):
        person = await linked(who)
        await person.says("asdf qwer")
        assert (common.NOT_UNDERSTOOD in await person.says("zxcv uiop")) == is_asked_again
