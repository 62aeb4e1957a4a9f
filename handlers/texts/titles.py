"""Words for picking a title: to ask what it requires, or what it would if one were appointed."""

import re

from rules.cadres import Tier
from rules.text import fold

SOMEWHERE = {Tier.DISTRICT: "huyện", Tier.COMMUNE: "xã"}
"""What stands for the unit of a title that may be at any."""

WHICH_TITLE = "Muốn xem trình độ của chức danh nào? Xin chọn, hoặc viết tên chức danh."
WHICH_POST = "Xem trình độ cần có nếu được bổ nhiệm chức danh nào?"
_LONGEST = 60
OTHER = "Chức danh khác"
MINE = "Trình độ của tôi"
MORE = "Xem thêm"
"""The next page of a list."""

_ABBREVIATIONS = {
    fold(each): each
    for each in (
        "UBND", "HĐND", "MTTQ", "UBMTTQ", "BCH", "BTV", "UBKT", "UV", "UVBCH", "UVBTV", "HUV", "ĐUV",
        "PCT", "PBT", "TP", "PTP", "CVP", "PCVP", "PGĐ", "VP", "CBCC", "LLCT", "HND", "CCB", "LHPN", "TNCS", "TBXH",
    )
}  # fmt: skip
"""Those that, folded, are no word of their own."""
_WORD = re.compile(r"[^\W\d_]+")


def echoed(title: str) -> str:
    """A title as it was typed, its abbreviations in capitals: "chủ tịch ubnd xã" → "chủ tịch UBND xã"."""
    return _WORD.sub(lambda word: _ABBREVIATIONS.get(fold(word[0]), word[0]), title)


def not_listed(asked: str) -> str:
    """Somebody wonders about an appointment to a title that is not among those to pick from."""
    if len(asked) > _LONGEST:
        return WHICH_POST
    return f"Danh sách chức danh của Trợ lý chưa có “{echoed(asked)}”. Xin chọn chức danh gần nhất, hoặc hỏi Trung tâm."


def no_target(asked: str) -> str:
    """A title was named that no target speaks of, or that was not read rightly: the others follow."""
    if len(asked) > _LONGEST:
        return WHICH_TITLE
    return f"Chưa thấy mục tiêu nào nêu “{echoed(asked)}”. Xin chọn chức danh gần nhất, hoặc viết lại tên chức danh."
