"""What staff ask for in a few set words, with no menu before them."""

import pytest

from tests.handlers import roster
from tests.handlers.conftest import Linked


@pytest.mark.parametrize(
    ("typed", "tapped"),
    [
        ("hộp thư", "inbox"),
        ("xem hộp thư câu hỏi", "inbox"),
        ("ai chưa nhận thông báo", "notice_after_list"),
        ("còn ai chưa xác nhận thông báo?", "notice_after_list"),
    ],
)
async def test_set_words_are_the_item_of_the_menus(linked: Linked, typed: str, tapped: str) -> None:
    clerk = await linked(roster.LAN)
    read = await clerk.says(typed)
    assert read == await clerk.taps(tapped)


async def test_they_are_nothing_of_the_kind_to_a_cadre(linked: Linked) -> None:
    cadre = await linked(roster.NHA)
    assert "chưa rõ ý" in await cadre.says("hộp thư")
