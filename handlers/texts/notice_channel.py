"""Words about the channel on which notices come."""

CHOOSE = "Kênh nhận thông báo"
LAST_USED = "Kênh dùng gần nhất"
NAMES = {"telegram": "Telegram", "zalo": "Zalo", "web": "Trang web"}
"""The channels as people are told of them."""


def now(chosen: str, first: str) -> str:
    """Where notices come at present: on the channel that was chosen, or by themselves on the `first`."""
    if chosen:
        where = f"Thông báo của Trung tâm gửi qua {NAMES.get(chosen, chosen)}."
    elif first:
        where = f"Thông báo của Trung tâm gửi qua {NAMES.get(first, first)}, ứng dụng nhắn tin dùng gần nhất."
    else:
        where = "Hiện không có kênh nào nhận được thông báo của Trung tâm."
    return (
        f"{where}\nMỗi thông báo chỉ gửi qua một kênh; kênh đó không nhận được thì gửi qua kênh khác. "
        "Câu trả lời luôn ở nơi đã hỏi."
    )


def kept(channel: str) -> str:
    """After choosing."""
    if not channel:
        return "Đã đặt: thông báo gửi qua ứng dụng nhắn tin dùng gần nhất."
    return f"Đã đặt: thông báo gửi qua {NAMES.get(channel, channel)}."
