"""Policies, courses, holidays, answers and plans that somebody altered: read, or refused with the file's name."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given

import policies
from rules.courses import parse_courses
from rules.faq import parse_faq
from rules.holidays import parse_holidays
from rules.policy import PolicyError
from rules.policy.files import parse_any
from rules.policy.policy import parse_policy
from rules.reorganising.plan import parse_plan
from tests.fuzz.altered import DEEP, Changes, altered, changes
from tests.fuzz.amounts import examples
from tests.fuzz.strategies import long_text, text

PARSERS: dict[str, Callable[[str, str], object]] = {
    "cang-long-2025": parse_policy,
    "xa-2025-2030": parse_any,
    "qd57": parse_any,
    "qd350": parse_any,
    "courses": parse_courses,
    "holidays": parse_holidays,
    "faq-cang-long": parse_faq,
    "sap-xep-2025-07-01": parse_plan,
}


@cache
def shipped(name: str) -> str:
    return (Path(policies.__file__).parent / f"{name}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PARSERS)
@examples(1, one_in=20)
@given(changed=changes)
def test_a_shipped_file_altered_anywhere_is_read_or_refused_by_its_name(name: str, changed: Changes) -> None:
    content = altered(shipped(name), changed)
    try:
        PARSERS[name](content, "a-name.toml")
    except PolicyError as error:
        said = str(error)
    else:
        said = "a-name.toml: "
    assert said.startswith("a-name.toml: ")


@examples(1, one_in=20)
@given(content=text | long_text)
@example(content=f"a = {DEEP[0]}")
@example(content=f"a = {DEEP[1]}")
@example(content=DEEP[2])
def test_any_text_is_no_policy(content: str) -> None:
    for parse in dict.fromkeys(PARSERS.values()):
        with suppress(PolicyError):
            parse(content, "a-name.toml")
