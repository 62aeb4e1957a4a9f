"""`docs/audience.md` says what the program does: every filter it shows is one, and every key is shown."""

import re
from pathlib import Path

from rules.audience import Key, filters_of, parse
from rules.audience import text as text_form
from rules.reaching import Unreached

DOCUMENT = (Path(__file__).parents[3] / "docs" / "audience.md").read_text(encoding="utf-8")
FILTERS = re.findall(r"^\| `([^`]+)` \| [^|]+ \|$", DOCUMENT.split("## Grammar")[0], re.M)


def test_every_filter_of_the_document_can_be_read_and_none_is_left_out() -> None:
    assert {each.key for shown in FILTERS for each in filters_of(parse(shown))} == set(Key)


def test_the_grammar_of_the_document_is_the_one_in_the_program() -> None:
    assert text_form.__doc__ is not None
    for line in re.findall(r"^    \w+ +:= .+$", text_form.__doc__, re.M):
        assert line in DOCUMENT


def test_every_reason_of_not_being_reached_is_explained() -> None:
    assert all(f"| `{reason}` |" in DOCUMENT for reason in Unreached)
