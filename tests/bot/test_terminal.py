"""What a terminal shows of a reply."""

from bot.terminal import rendered
from handlers.messages import HOME, Button, Reply

_BUTTONS = ((Button("Xem lớp 1", "class:1"),), (Button("Các lớp khác", "classes"),), (HOME,))


def test_options_are_numbered_with_the_way_home_as_zero() -> None:
    assert rendered(Reply("**Chào**", _BUTTONS)) == "Chào\n\n1. Xem lớp 1\n2. Các lớp khác\n0. Về đầu"


def test_an_option_that_the_text_lists_is_not_said_twice() -> None:
    text = "Lớp sắp mở:\n1. Bồi dưỡng cấp ủy viên"
    assert rendered(Reply(text, _BUTTONS)) == f"{text}\n\n2. Các lớp khác\n0. Về đầu"


def test_an_option_is_said_where_the_text_lists_other_things_under_its_number() -> None:
    text = "Chỉ tiêu:\n1. Ủy viên BCH Đảng bộ huyện: 39/41\n2. Trưởng phòng: 31/33"
    buttons = ((Button("Theo đơn vị", "target_units"),), (Button("Trưởng phòng", "x"),))
    assert rendered(Reply(text, buttons)) == f"{text}\n\n1. Theo đơn vị"
