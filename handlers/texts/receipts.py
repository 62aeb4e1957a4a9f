"""Words about receipts: what a person answered to a notice, and the notices that went to them."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.texts import classes
from handlers.texts.notice_delivery import RECEIPTS
from handlers.texts.notices import KINDS, gist, instant
from rules.dates import vietnamese
from rules.notices import Receipt
from rules.receipts import Asked, Refusal
from storage.receipts import Chase, Sent

_ANSWERED = {
    Receipt.RECEIVED: "đồng chí đã nhận {}",
    Receipt.COMING: "đồng chí sẽ dự {}",
    Receipt.NOT_COMING: "đồng chí không dự được {}",
}
REASONS = {"work": "Trùng lịch công tác", "health": "Sức khỏe"}
OTHER_REASON = "Lý do khác"
WRITE_REASON = "Xin viết lý do trong một câu."
NO_NOTICE = "Hiện không có thông báo nào chờ đồng chí xác nhận."
NOT_THEIRS = "Thông báo này không có trong các thông báo gửi đến đồng chí, hoặc không cần xác nhận."
TRIED = "Đây là tin gửi thử cho người soạn nên xác nhận không được ghi. Người nhận bấm nút này thì được ghi."
WHICH = "Đồng chí xác nhận cho thông báo nào?"
MINE = "Thông báo của tôi"
NONE_YET = "Chưa có thông báo nào gửi đến đồng chí qua Trợ lý."
_HEAD = "Thông báo gửi đến đồng chí, mới nhất ở trên:"
_REASON_ASKED = "Xin cho biết lý do; cán bộ Trung tâm và người phụ trách của đơn vị xem được."
_STAYS = "Cấp ủy đơn vị xem xét việc vắng; đồng chí vẫn thuộc danh sách lớp đến khi có ý kiến."
IN_WORDS = "Muốn cho biết lý do, nhắn “không dự được vì ...”."
_TO_CHANGE = "Cần đổi, nhắn “đổi xác nhận”."
_REFUSALS = {
    Refusal.BEGUN: "Lớp đã khai giảng nên xác nhận không đổi được nữa. Cần báo thêm, xin gọi Trung tâm.",
    Refusal.CANCELLED: "Thông báo này đã hủy nên không cần xác nhận nữa.",
}


def answered(asked: Asked, receipt: Receipt, now: datetime, is_new: bool) -> str:
    """What was kept, of which notice, and how to change it."""
    head = "Đã ghi nhận" if is_new else "Đã ghi nhận từ trước"
    what = _ANSWERED[receipt].format(_what(asked, now.date(), with_class=receipt is not Receipt.RECEIVED))
    begins = asked.begins(now.tzinfo)
    change = [_TO_CHANGE] if begins is None or begins > now else []
    return " ".join([f"{head}: {what}.", *change])


def with_reason(reason: str, asks: bool, in_words: bool, asked: Asked) -> str:
    """What is said below "không dự được": the reason that is kept, or how to give one; and what happens then."""
    lines = [f"Lý do: {reason}." if reason else _REASON_ASKED if asks else IN_WORDS if in_words else ""]
    return "\n".join(filter(None, [*lines, _STAYS if asked.class_name else ""]))


def reason_kept(asked: Asked, reason: str) -> str:
    """The reason why somebody cannot come was kept."""
    return f"Đã ghi lý do (thông báo số {asked.number}): {reason}."


def refused(why: Refusal) -> str:
    """An answer that is not taken any more."""
    return _REFUSALS[why]


def which(asked: Asked) -> str:
    """A notice as an option."""
    return f"{KINDS[asked.kind]} số {asked.number}"


def which_of(asked: Sequence[Asked], today: date) -> str:
    """Several notices may be meant."""
    return "\n".join([WHICH, *(f"- Số {each.number}: {_about(each, today)}" for each in asked)])


def _what(asked: Asked, today: date, with_class: bool) -> str:
    if with_class and asked.class_name:
        return f"{_about(asked, today)} (thông báo số {asked.number})"
    about = f", lớp {asked.class_name}" if asked.class_name else ""
    return f"thông báo số {asked.number}{about}" if with_class is False else f"theo thông báo số {asked.number}"


def _about(asked: Asked, today: date) -> str:
    if not asked.class_name:
        return KINDS[asked.kind].lower()
    begins = f", khai giảng {classes.day(asked.starts_on, today)}" if asked.starts_on else ""
    return f"lớp {asked.class_name}{begins}"


def mine(sent: Sequence[Sent], on: Sequence[datetime]) -> str:
    """The last notices of a person, each with their answer."""
    lines = [
        f"{n}. Số {each.number}, {vietnamese(at.date())}, {KINDS[each.kind].lower()}: {gist(each.text)} {_own(each)}"
        for n, (each, at) in enumerate(zip(sent, on, strict=True), 1)
    ]
    return "\n".join([_HEAD, *lines])


def one(sent: Sent, text: str, at: datetime) -> str:
    """One notice again, as it was sent."""
    return f"Thông báo số {sent.number}, gửi lúc {instant(at)}. {_own(sent)}\n\n{text}".replace(" \n", "\n")


def _own(sent: Sent) -> str:
    if not sent.wants_receipt:
        return ""
    return f"({RECEIPTS[sent.receipt].lower()})" if sent.receipt else "(chưa xác nhận)"


def open_label(sent: Sent) -> str:
    """The way to one of them."""
    return f"Xem số {sent.number}"


def reminder(chase: Chase, today: date) -> str:
    """To those who were reached and said nothing."""
    about = f"lớp {chase.class_name}" if chase.class_name else f"thông báo số {chase.notice.number}"
    begins = f", khai giảng {classes.day(chase.starts_on, today)}" if chase.starts_on else ""
    number = f" (thông báo số {chase.notice.number})" if chase.class_name else ""
    return f"Trung tâm chưa nhận được xác nhận của đồng chí về {about}{begins}{number}. Đề nghị xác nhận:"
