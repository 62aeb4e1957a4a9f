"""What the menus say may be typed at any time, and a title where one is asked for."""

import pytest

from handlers.texts import titles
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
