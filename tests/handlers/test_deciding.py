"""What was last talked about, and the product's own set words, decide what the reader alone cannot."""

import pytest

from handlers.understanding import understand
from rules.access import Asker, Grant, Role

CADRE = Asker("cb001")
LEADER = Asker("cb002", (Grant(Role.LEADER),))


@pytest.mark.parametrize(
    ("text", "topic", "slots"),
    [
        ("còn cao cấp thì sao?", "target_summary", {"level": "cao_cap"}),
        ("thế xã Tân An?", "unit_progress", {"unit": "xã Tân An"}),
        ("xã Tân An", "missing_list", {"unit": "xã Tân An"}),
        ("còn tháng 12?", "upcoming_classes", {"when": "12"}),
    ],
)
def test_a_follow_up_asks_the_same_of_something_else(text: str, topic: str, slots: dict[str, str]) -> None:
    understood = understand(text, LEADER, topic)
    assert (understood.intent, understood.slots, understood.asks) == (topic, slots, False)


def test_a_clear_question_is_no_follow_up() -> None:
    assert understand("còn xã Tân An những ai chưa có trung cấp?", LEADER, "unit_progress").intent == "missing_list"


def test_that_class_is_asked_about_whatever_was_talked_of() -> None:
    assert understand("lớp đó học ở đâu", CADRE, "upcoming_classes").intent == "class_detail"


def test_set_words_of_the_product_are_kept_for_those_who_may_say_them() -> None:
    assert understand("nhập kết quả lớp SC-K2", Asker(grants=(Grant(Role.STAFF),))).intent == "class_results"
    assert understand("nếu được bổ nhiệm phó phòng thì cần gì", CADRE).intent == "what_if"
