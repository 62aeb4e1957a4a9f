"""What staff write about people of a class's list: "rút 4 7: chuyển công tác"."""

import re

from handlers.understanding.numbered import numbers_in
from rules.text import clean, fold

_OUT = re.compile(r"^(?:rut( ten)?|cho thoi hoc|thoi hoc|bo ten|xoa ten)\b")


def taken_out_in(text: str) -> tuple[tuple[int, ...], str] | None:
    """The numbers of those to be taken out and the reason, empty where none is given; None for any other text."""
    whom, _, why = text.partition(":")
    words = fold(whom)
    found = _OUT.match(words)
    numbers = numbers_in(words[found.end() :].strip()) if found else ()
    return (numbers, clean(why).rstrip(".")) if numbers else None
