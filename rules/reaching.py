"""Which of a person's chats is written to when nobody asked: one of them, and which next when that one is closed."""

from collections.abc import Mapping
from enum import StrEnum

WEAK = frozenset({"web"})
"""Channels that nobody looks at unless they come by: taken last, unless the person prefers them."""


class Unreached(StrEnum):
    """Why a notice cannot go to a person whom it is for. Who switched notices off gets none, however urgent."""

    NEVER_LINKED = "never_linked"
    CLOSED = "closed"
    """They had a chat, and closed it to the bot."""
    NOT_AGREED = "not_agreed"
    MUTED = "muted"
    CHANNEL_OFF = "channel_off"
    """Their chats are on channels that do not run."""
    LEFT = "left"
    """They were taken off the roster."""

    @property
    def label(self) -> str:
        """The reason as people read it, in lower case."""
        return _LABELS[self]


_LABELS = {
    Unreached.NEVER_LINKED: "chưa liên kết",
    Unreached.CLOSED: "đã đóng trò chuyện",
    Unreached.NOT_AGREED: "chưa đồng ý nhận thông báo",
    Unreached.MUTED: "đã tắt thông báo",
    Unreached.CHANNEL_OFF: "kênh đang dùng tạm ngừng",
    Unreached.LEFT: "không còn trong danh sách",
}
_DAY = 24 * 3600 * 1000


def channels_in_order(used_at: Mapping[str, int], preferred: str = "") -> list[str]:
    """A person's channels, the best way to reach them first.

    `used_at` gives the instant of the last use of each channel on which they have an open chat. The one they prefer
    goes first, then messengers before weak ways, and what was used last before the others.
    """
    return sorted(
        used_at,
        key=lambda channel: (channel != preferred, channel in WEAK, -used_at[channel], channel),
    )


def uses_anew(at: int, used_at: int, elsewhere_at: int) -> bool:
    """Whether the use of a chat at an instant (milliseconds) is worth keeping, beside the last that was kept.

    After more than a day, or when the person used another chat of theirs since: then the order changes.
    """
    return at > used_at and (at - used_at > _DAY or elsewhere_at >= used_at)
