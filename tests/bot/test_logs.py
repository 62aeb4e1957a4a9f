"""What a log line must never show."""

import logging

import pytest

from bot.logs import RedactingFormatter, redacted


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("POST /bot123456789:AAF-abcdefghijklmnopqrstuvwxyz_1/getMe", "POST /bot<token>/getMe"),
        ("phone 0912345678 called", "phone <phone> called"),
        ("phone +84 912 345 678", "phone <phone>"),
        ("code 7K3M9-QX2WA tried", "code <code> tried"),
        ("code 7K3M9QX2WA tried", "code <code> tried"),
        ("postgresql://bot:secret@db/cadrebot", "postgresql://<password>@db/cadrebot"),
    ],
)
def test_secrets_and_phones_are_blotted_out(said: str, shown: str) -> None:
    assert redacted(said) == shown


@pytest.mark.parametrize(
    "said", ["import 12 of 1700000000123 ms", "INTERESTED", "2026-11-22 22:00:00", "ready on 8080"]
)
def test_ordinary_lines_stay_as_they_are(said: str) -> None:
    assert redacted(said) == said


def test_a_traceback_is_blotted_out_too() -> None:
    try:
        raise ValueError("0912345678")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "failed", None, (type(error), error, error.__traceback__)
        )
    assert "0912345678" not in RedactingFormatter().format(record)
