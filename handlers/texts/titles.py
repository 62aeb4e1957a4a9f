"""Words for picking a title: to ask what it requires, or what it would if one were appointed."""

from rules.cadres import Tier

SOMEWHERE = {Tier.DISTRICT: "huyện", Tier.COMMUNE: "xã"}
"""What stands for the unit of a title that may be at any."""

WHICH_TITLE = "Muốn xem trình độ của chức danh nào? Xin chọn, hoặc viết tên chức danh."
WHICH_POST = "Xem trình độ cần có nếu được bổ nhiệm chức danh nào?"
_LONGEST = 60
OTHER = "Chức danh khác"
MINE = "Trình độ của tôi"
MORE = "Xem thêm"
"""The next page of a list."""


def no_target(asked: str) -> str:
    """A title was named that no target speaks of, or that was not read rightly: the others follow."""
    if len(asked) > _LONGEST:
        return WHICH_TITLE
    return f"Chưa thấy mục tiêu nào nêu “{asked}”. Xin chọn chức danh gần nhất, hoặc viết lại tên chức danh."
