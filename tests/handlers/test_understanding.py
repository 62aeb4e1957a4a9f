"""What a typed text is taken for: the intent by who asks, and what the text itself names."""

import pytest

from handlers.understanding import understand
from rules.access import Asker, Grant, Role
from tests.handlers import roster
from tests.handlers.conftest import Linked

CADRE = Asker("cb001")
CLERK = Asker(grants=(Grant(Role.STAFF),))


@pytest.mark.parametrize(
    "text", ["CB001", "cb001", "tra cứu Trần Văn Nhã", "tìm tran van nha", "tìm đồng chí Trần Văn Nhã"]
)
async def test_a_clerk_finds_a_record_by_code_or_name_alone(linked: Linked, text: str) -> None:
    lan = await linked(roster.LAN)
    assert "Trần Văn Nhã" in await lan.says(text)
    assert lan.turned.intent == "find_cadre"


@pytest.mark.parametrize("text", ["tìm tài liệu bài 4", "tìm lớp trung cấp", "tra cứu lịch học tuần này"])
def test_what_a_clerk_looks_for_is_not_always_a_person(text: str) -> None:
    assert understand(text, CLERK).intent != "find_cadre"


def test_a_name_after_tra_cuu_is_no_search_for_those_who_keep_no_records() -> None:
    assert understand("tra cứu Trần Văn Nhã", CADRE).asks


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("lớp trung cấp", {"level": "trung_cap"}),
        ("lop tc", {"level": "trung_cap"}),
        ("lớp tháng 12", {"when": "12"}),
        ("các lớp bồi dưỡng tháng sau", {"when": "next_month"}),
    ],
)
def test_a_class_named_by_level_or_month_alone_asks_what_opens(text: str, slots: dict[str, str]) -> None:
    understood = understand(text, CADRE)
    assert (understood.intent, understood.asks, understood.slots) == ("upcoming_classes", False, slots)
