"""A day and an hour, in the words of people."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.understanding.instants import instant_in

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 6, 2, 8, 0, tzinfo=ZONE)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8h sáng mai", "2025-06-03 08:00"),
        ("14:00 25/11", "2025-11-25 14:00"),
        ("14:00 ngày 25/11/2026", "2026-11-25 14:00"),
        ("7 giờ 30 thứ Hai tuần sau", "2025-06-09 07:30"),
        ("2 giờ chiều nay", "2025-06-02 14:00"),
        ("2g rưỡi chiều thứ 6", "2025-06-06 14:30"),
        ("7h", "2025-06-03 07:00"),
        ("9h", "2025-06-02 09:00"),
        ("8h ngày 1/6", "2026-06-01 08:00"),
        ("8h Chủ nhật", "2025-06-08 08:00"),
        ("7 giờ ngày 8 tháng 12", "2025-12-08 07:00"),
    ],
)
def test_an_instant_is_understood(text: str, expected: str) -> None:
    assert instant_in(text, NOW) == datetime.fromisoformat(expected).replace(tzinfo=ZONE)


@pytest.mark.parametrize("text", ["mai", "25/11", "", "bao giờ cũng được", "25h mai", "8h75"])
def test_what_names_no_hour_is_no_instant(text: str) -> None:
    assert instant_in(text, NOW) is None
