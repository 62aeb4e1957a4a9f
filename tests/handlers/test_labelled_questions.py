"""The labelled questions are read strictly: what cannot be read says where it stands."""

from pathlib import Path

import pytest

from handlers.understanding.labelled import BadQuestion, authors, questions_of
from handlers.understanding.labels import INTENTS


def _written(folder: Path, text: str) -> Path:
    (folder / "hai.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_line_says_who_asks_how_and_what_is_meant(tmp_path: Path) -> None:
    folder = _written(
        tmp_path,
        "# a person\n\n== unit_progress\n"
        "ln an truong a, sao roi ; unit=xã An Trường A, when=2025-11 ; also=missing_list\n",
    )
    (question,) = questions_of("hai", folder)
    assert (question.author, question.role, question.style) == ("hai", "leader", "nodiacritics")
    assert (question.text, question.intent, question.also) == ("an truong a, sao roi", "unit_progress", "missing_list")
    assert question.slots == {"unit": "xã An Trường A", "when": "2025-11"}


@pytest.mark.parametrize(
    "line",
    [
        "cp before any section",
        "== no_such_intent",
        "== help\nzp no such role",
        "== help\ncp hỏi ; level=dai_hoc",
        "== help\ncp hỏi ; unit=xã An Trường B",
        "== help\ncp hỏi ; when=13",
        "== help\ncp hỏi ; lesson=04",
        "== greeting\ncp chào ; level=so_cap",
        "== help\ncp",
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadQuestion, match=r"^hai\.txt:\d: "):
        questions_of("hai", _written(tmp_path, line))


def test_every_question_of_the_house_can_be_read() -> None:
    questions = [question for author in authors() for question in questions_of(author)]
    assert {question.intent for question in questions} == set(INTENTS)
