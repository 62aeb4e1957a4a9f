"""Lines for `cadrebot understand`, of anything: each has its answer or its error, in its place."""

import orjson
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cli.understand import answers
from tests.fuzz.amounts import examples
from tests.fuzz.strategies import anything, text

asked = st.fixed_dictionaries({"text": text | anything}, optional={"role": st.sampled_from(["cadre", "x"]) | anything})
line = st.one_of(
    st.binary(max_size=40).filter(lambda given: b"\n" not in given),
    anything.map(orjson.dumps),
    asked.map(orjson.dumps),
    st.sampled_from(
        [b"[" * 3000, b'{"text":' * 3000, b'{"text":"\\ud800"}', b'{"text":"' + b"9" * 2000 + b'"}', b"1e999"]
    ),
)


@examples(12)
@given(lines=st.lists(line, max_size=4))
@example(lines=[b'{"text":"a","role":[]}', b'{"text":"a","role":{}}', b'{"text":"\xff"}', b'{"text":"\\u0000"}'])
def test_any_line_is_answered_in_its_place(lines: list[bytes]) -> None:
    told = list(answers(lines))
    orjson.dumps(told)
    assert len(told) == sum(bool(line.strip()) for line in lines)
    assert all(("error" in each) or ("intent" in each) for each in told)
