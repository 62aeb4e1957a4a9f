"""What became of a person's notice, in words: never the messenger's own."""

from rules.notices import DeliveryState, Receipt
from rules.reaching import Unreached
from rules.receipts import Way

CHANNELS = {"telegram": "Telegram", "zalo": "Zalo", "web": "Web"}
STATES = {
    DeliveryState.WAITING: "chờ gửi",
    DeliveryState.CLAIMED: "chờ gửi",
    DeliveryState.SENDING: "đang gửi",
    DeliveryState.SENT: "đã gửi",
    DeliveryState.FAILED: "không gửi được",
    DeliveryState.UNKNOWN: "chưa rõ đã đến hay chưa",
    DeliveryState.SKIPPED: "không gửi",
}
RECEIPTS = {Receipt.RECEIVED: "đã nhận", Receipt.COMING: "sẽ dự", Receipt.NOT_COMING: "không dự được"}
WAYS = {None: "tự xác nhận", Way.PHONE: "gọi điện", Way.PAPER: "phiếu"}

_REASONS = {
    **{reason.value: reason.label for reason in Unreached},
    "cancelled": "thông báo đã hủy",
    "merged": "đã gửi theo hồ sơ kia của cùng một người",
    "too late": "đã quá hạn để gửi",
    "chat closed": "đã đóng trò chuyện",
    "chat closed before": "đã đóng trò chuyện",
    "stopped while sending": "bị ngắt giữa chừng khi đang gửi",
    "sent again": "đã gửi lại một lần",
    "taken as sent": "người phụ trách coi như đã gửi",
}
_PARTLY = "arrived in part"
_OF_A_STATE = {
    DeliveryState.FAILED: "ứng dụng từ chối hoặc không trả lời",
    DeliveryState.UNKNOWN: "ứng dụng không trả lời kịp",
    DeliveryState.WAITING: "lần gửi trước chưa được, sẽ thử lại",
}


def reason(state: str, why: str) -> str:
    """Why a row stands where it does; empty where there is nothing to say."""
    if why.startswith(_PARTLY):
        return "mới đến một phần"
    return _REASONS.get(why) or (_OF_A_STATE.get(DeliveryState(state), "") if why else "")
