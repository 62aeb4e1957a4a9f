"""What is said around a notice on its way: its receipts, its end, why it stopped."""

from collections.abc import Mapping, Sequence

from rules.notices import Receipt
from rules.rewording import Reworded

RECEIPTS = {Receipt.RECEIVED: "Đã nhận", Receipt.COMING: "Sẽ dự", Receipt.NOT_COMING: "Không dự được"}
CORRECTED = "Nội dung dưới đây đã được Trung tâm đính chính"
"""Stands above a message that was edited in place."""
SEND_AGAIN = "Gửi lại"
AS_SENT = "Coi như đã gửi"

_STATES = {"sent": "Đã gửi", "failed": "Không gửi được", "unknown": "Chưa rõ đã đến hay chưa", "skipped": "Không gửi"}


def correction_of(number: int) -> str:
    """Stands above a new message that mends an old one."""
    return f"ĐÍNH CHÍNH thông báo số {number}"


def edited(number: int, changes: Sequence[Reworded], is_asked: bool) -> str:
    """Follows a message that was edited in place; what changed is told where a few words can."""
    told = "; ".join(f"từ “{each.before}” thành “{each.after}”" for each in changes)
    said = f"Đã sửa thông báo số {number}: {told}." if told else f"Đã sửa thông báo số {number}."
    return f"{said} Đề nghị đồng chí đọc lại tin đã sửa ở trên{' và xác nhận:' if is_asked else '.'}"


def answer_in_words(labels: Sequence[str]) -> str:
    """How a notice is answered where a number would answer something else."""
    return f"Trả lời bằng chữ: {' hoặc '.join(f'“{label.lower()}”' for label in labels)}."


def ended(number: int, counts: Mapping[str, int]) -> str:
    """Everybody was written to, or cannot be."""
    return "\n".join([f"Đã gửi xong thông báo số {number}.", *_figures(counts)])


def paused(number: int, reason: str) -> str:
    """The worker stopped by itself."""
    return f"Trợ lý tạm dừng gửi thông báo số {number}: {reason}. Khi đã khắc phục, xin chọn “Tiếp tục gửi”."


def too_many_failures(count: int) -> str:
    """Why it stopped."""
    return f"{count} lượt gửi liền nhau không thành công, không do người nhận"


def unknown(number: int, count: int) -> str:
    """Messages of which nobody knows whether they arrived, and what can be done about it."""
    return (
        f"Thông báo số {number}: {count} lượt gửi bị ngắt giữa chừng, chưa rõ đã đến người nhận hay chưa.\n"
        "Gửi lại thì có người có thể nhận hai lần; coi như đã gửi thì có người có thể không nhận được."
    )


def _figures(counts: Mapping[str, int]) -> list[str]:
    return [f"- {name}: {counts[state]}" for state, name in _STATES.items() if counts.get(state)]
