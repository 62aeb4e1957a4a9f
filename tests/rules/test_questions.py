"""Until when an answer is promised."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from rules.office_hours import USUAL
from rules.questions import promised

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        ("2026-11-23 08:00", "2026-11-24 08:00"),
        ("2026-11-23 09:20", "2026-11-24 10:00"),
        ("2026-11-20 16:30", "2026-11-23 17:00"),
        ("2026-11-21 22:00", "2026-11-23 17:00"),
    ],
    ids=["at eight", "rounded up", "over the weekend", "at night"],
)
def test_eight_hours_of_office_time_are_promised_to_the_full_hour(asked: str, until: str) -> None:
    at = datetime.fromisoformat(asked).replace(tzinfo=_ZONE)
    assert promised(at, 8, USUAL) == datetime.fromisoformat(until).replace(tzinfo=_ZONE)
