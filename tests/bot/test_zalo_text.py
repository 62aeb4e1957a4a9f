"""Texts as Zalo's messages: cut where a reader would pause, emphasis as spans, options as numbers at the end."""

from hypothesis import given
from hypothesis import strategies as st

from bot.splitting import units
from bot.zalo_text import ZaloText, texts
from handlers.messages import HOME, Button, Reply

TEXT = st.text(st.sampled_from("aạ😀 \n.<&*b"), max_size=300)
OPTIONS = ((Button("Lớp sắp mở", "lop"),), (Button("Hồ sơ của tôi", "hoso"), HOME))


def shown(reply: Reply) -> list[str]:
    return [text.text for text in texts(reply)]


def test_options_stand_under_the_text_as_numbers() -> None:
    assert shown(Reply("Xin chọn.", OPTIONS)) == [
        "Xin chọn.\n\n1. Lớp sắp mở\n2. Hồ sơ của tôi\n0. Về đầu\nTrả lời bằng số."
    ]


def test_options_that_the_text_lists_are_not_said_twice() -> None:
    said = "Hai mục:\n1. Lớp sắp mở, ngày 3\n2. Hồ sơ"
    assert shown(Reply(said, OPTIONS)) == [f"{said}\n\n0. Về đầu\nTrả lời bằng số."]


def test_a_text_without_options_stays_as_it_is() -> None:
    assert shown(Reply("Đã ghi nhận.")) == ["Đã ghi nhận."]


def test_emphasis_becomes_spans_in_utf16_units() -> None:
    [text] = texts(Reply("😀 **Cần** học **cao cấp**"))
    assert text.text == "😀 Cần học cao cấp"
    assert text.styles == [{"start": 3, "len": 3, "st": ["b"]}, {"start": 11, "len": 7, "st": ["b"]}]


def test_options_stay_together_when_they_no_longer_fit() -> None:
    *_, last = texts(Reply("Một câu. " * 10, OPTIONS), 91)
    assert last == ZaloText("1. Lớp sắp mở\n2. Hồ sơ của tôi\n0. Về đầu\nTrả lời bằng số.")


@given(text=TEXT, limit=st.integers(60, 120), has_options=st.booleans())
def test_every_message_fits_and_no_word_is_lost(text: str, limit: int, has_options: bool) -> None:
    made = texts(Reply(text, OPTIONS if has_options else ()), limit)
    assert all(0 < units(each.text) <= limit for each in made)
    said = "".join("".join(each.text for each in made).split()).replace("*", "")
    assert said.startswith("".join(text.split()).replace("*", ""))
    assert sum(each.text.count("Trả lời bằng số.") for each in made) == has_options


@given(text=TEXT, limit=st.integers(60, 120))
def test_every_style_lies_within_its_message(text: str, limit: int) -> None:
    for each in texts(Reply(text), limit):
        for style in each.styles:
            start, length = style["start"], style["len"]
            assert isinstance(start, int)
            assert isinstance(length, int)
            assert start >= 0
            assert length > 0
            assert start + length <= units(each.text)
