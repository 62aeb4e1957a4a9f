"""Texts as Telegram's HTML: escaped, and cut where a reader would pause."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.html import messages
from bot.splitting import units

TEXT = st.text(st.sampled_from("aạ😀 \n.<&*b"), max_size=300)


def test_marks_become_bold_and_the_rest_is_escaped() -> None:
    assert messages("**Cần** <a> & 2 ** 3") == ["<b>Cần</b> &lt;a&gt; &amp; 2 ** 3"]


def test_a_blank_text_is_no_message() -> None:
    assert messages(" \n ") == []


def test_bold_is_closed_at_a_cut_and_opened_after_it() -> None:
    assert messages("**một hai ba bốn**", 10) == ["<b>một hai ba</b>", "<b>bốn</b>"]


def test_a_paragraph_is_the_best_place_to_cut() -> None:
    assert messages("Một. Hai.\n\nBa bốn năm sáu", 18) == ["Một. Hai.", "Ba bốn năm sáu"]


@given(text=TEXT, limit=st.integers(8, 40))
def test_every_message_fits_and_no_word_is_lost(text: str, limit: int) -> None:
    plain = [unescape(part.replace("<b>", "").replace("</b>", "")) for part in messages(text, limit)]
    assert all(0 < units(part) <= limit for part in plain)
    assert "".join("".join(plain).split()).replace("*", "") == "".join(text.split()).replace("*", "")
