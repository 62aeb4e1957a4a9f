"""A session as it is said: which day, which part of it, and which of a class's sessions that is."""

from datetime import date

import pytest

from rules.classes import Part, Session
from rules.said_days import sessions_meant, slot_in

TODAY = date(2025, 6, 2)
MORNING = Session("a", "k", date(2025, 5, 15), Part.SANG, "Bài 1")
AFTERNOON = Session("b", "k", date(2025, 5, 15), Part.CHIEU, "Bài 2")
LATER = Session("c", "k", date(2025, 9, 15), Part.SANG, "Bài 3")
EVERY = [MORNING, AFTERNOON, LATER]


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ("sáng 15/09", (date(2025, 9, 15), Part.SANG)),
        ("chiều thứ Hai 15/9/2026", (date(2026, 9, 15), Part.CHIEU)),
        ("15/01", (date(2026, 1, 15), None)),
        ("sáng mai", None),
        ("sáng 31/09", None),
        ("sáng chiều 15/09", None),
    ],
)
def test_one_day_and_one_part_are_read(said: str, slot: tuple[date, Part | None] | None) -> None:
    assert slot_in(said, TODAY) == slot


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("sáng 15/05", [MORNING]),
        ("15/5", [MORNING, AFTERNOON]),
        ("sáng 15/9/2026", []),
        ("sáng 15/09/2025", [LATER]),
        ("hôm nào đó", []),
    ],
)
def test_a_session_is_named_by_its_day_also_a_past_one(said: str, meant: list[Session]) -> None:
    assert sessions_meant(said, EVERY, TODAY) == meant
