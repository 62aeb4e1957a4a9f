"""Texts of ours as somebody may have altered them: a value of another kind, a line lost or said twice, depth."""

import re

from hypothesis import strategies as st

from tests.fuzz.strategies import ODD, text

VALUE = re.compile(r"(?<= = )[^\n]+")
DEEP = ("[" * 1000 + "]" * 1000, "{a=" * 500 + "1" + "}" * 500, ".".join("a" * 2000) + " = 1")
"""Nested deeper than any reader follows."""
VALUES = (
    "1", "-1", "0.5", "1e999", "nan", "true", '""', '"x"', "[]", "[[]]", "{}", "{ a = 1 }", '["x", 1]',
    "2025-06-02", "2025-02-30", "12:00:00", "0001-01-01", "9999-12-31", "2025-06-02T08:00:00+07:00",
    "9" * 30, "1" + "0" * 5000, "0x" + "f" * 5000, r'"\u0000"', r'"\ud800"', '"' + "x" * 5000 + '"', *DEEP[:2],
)  # fmt: skip
"""What may stand behind "=" in TOML, or should not."""

lines = (
    st.sampled_from(["", "[", "]", "[[x]]", "[web]", "a = 1", "= 1", '"""', "# \0", *DEEP, *ODD])
    | st.tuples(text, st.sampled_from(VALUES)).map(" = ".join)
    | text
)
changes = st.lists(
    st.tuples(st.sampled_from(["value", "lose", "repeat", "insert", "cut"]), st.floats(0, 1), st.integers(0), lines),
    min_size=1,
    max_size=3,
)
"""What is done, at which share of the text, with which value or line."""

Changes = list[tuple[str, float, int, str]]


def altered(whole: str, changed: Changes) -> str:
    """The text with these changes, one after the other."""
    for what, share, number, line in changed:
        rows = whole.split("\n")
        at = min(int(share * len(rows)), len(rows) - 1)
        if what == "cut":
            whole = whole[: int(share * len(whole))]
            continue
        if what == "value":
            valued = [n for n, row in enumerate(rows) if VALUE.search(row)] or [at]
            at = valued[int(share * (len(valued) - 1))]
            rows[at] = f"{rows[at].partition(' = ')[0]} = {VALUES[number % len(VALUES)]}"
        elif what == "lose":
            del rows[at]
        else:
            rows.insert(at, rows[at] if what == "repeat" else line)
        whole = "\n".join(rows)
    return whole
