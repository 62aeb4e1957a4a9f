"""`cadrebot understand`: a line out for each line in, in order, whatever the lines are."""

import io
import sys

import orjson
import pytest

from bot.cli.understand import answers, understand

LINES = (
    '{"text": "Gửi tôi đề cương bài 4", "role": "cadre"}\n',
    "\n",
    "not JSON\n",
    '{"text": "chào em"}\n',
    '{"text": "chào", "role": "king"}\n',
    '["chào"]\n',
)


def _bytes(*lines: str) -> list[bytes]:
    return [line.encode() for line in lines]


def test_an_answer_tells_intent_confidence_slots_and_alternatives() -> None:
    (answer,) = answers(_bytes(LINES[0]))
    assert (answer["intent"], answer["slots"]) == ("materials", {"lesson": 4})
    assert set(answer) == {"intent", "confidence", "slots", "asks", "alternatives"}
    assert answer["alternatives"][0] == ["materials", answer["confidence"]]
    assert len(answer["alternatives"]) >= 3


def test_a_line_that_cannot_be_read_is_named_in_its_place() -> None:
    found = [answer.get("intent") or answer["error"].partition(":")[0] for answer in answers(_bytes(*LINES))]
    assert found == ["materials", "line 3", "greeting", "line 5", "line 6"]


def test_a_question_without_words_is_asked_back() -> None:
    (answer,) = answers(_bytes('{"text": " ?! "}'))
    assert answer["asks"]
    assert len(answer["alternatives"]) >= 3


@pytest.mark.parametrize(("lines", "status"), [(LINES[:1], 0), (LINES, 1)])
def test_the_exit_status_tells_whether_all_were_read(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], lines: tuple[str, ...], status: int
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("".join(lines).encode())))
    with pytest.raises(SystemExit) as ended:
        understand.callback()  # type: ignore[misc]  # click types it as optional
    assert ended.value.code == status
    assert all(orjson.loads(line) for line in capfdbinary.readouterr().out.splitlines())
