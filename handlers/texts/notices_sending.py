"""Words of sending a notice: approval by a second person, progress, what can be done meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.texts.notices import KINDS, STATES, instant, thousands
from rules.notices import Notice, NoticeState

if TYPE_CHECKING:  # the channels need some of these words at start, but nothing that finds people
    from storage.audience import Preview

TAKE_BACK = "Rút về để sửa"
TAKEN_BACK = "Đã rút về, nay là bản nháp."
APPROVE = "Duyệt và gửi"
REFUSE = "Chưa duyệt"
AS_READ = "Xem như người nhận"
PAUSE = "Tạm dừng"
RESUME = "Tiếp tục gửi"
CANCEL = "Hủy phần còn lại"
CANCEL_YES = "Hủy gửi"
REFRESH = "Xem lại"
WHO_GOT_IT = "Ai đã nhận, ai chưa"
SEND_AGAIN = "Gửi lại"
AS_SENT = "Coi như đã gửi"

PROPOSED = "Đã trình. Người thứ hai duyệt xong, thông báo mới được gửi; đồng chí không cần làm gì thêm."
LETTING_GO = "Đã nhận lệnh gửi."
ALREADY = "Lệnh này đã được nhận trước đó; đây là tình trạng hiện nay."
NOT_YOURS_TO_APPROVE = "Người soạn không tự duyệt được thông báo của mình. Xin chờ người thứ hai."
APPROVED = "Đã duyệt. Thông báo được gửi theo giờ đã đặt."
NO_LONGER = "Thông báo này không còn chờ duyệt: đã được duyệt, được rút về, hoặc quá một ngày."
CHANGED_MEANWHILE = "Số người nhận đã đổi từ {} thành {} kể từ khi trình. Xin xem lại rồi duyệt."
REFUSED_BACK = "Đã trả lại người soạn để sửa."
PAUSED = "Đã tạm dừng. Tin đang trên đường vẫn đến; phần còn lại chờ."
RESUMED = "Đang gửi tiếp."
SURE_TO_CANCEL = "Hủy phần chưa gửi? Người đã nhận vẫn giữ tin; người chưa nhận sẽ không nhận nữa."
CANCELLED = "Đã hủy phần chưa gửi."
CANNOT = "Việc đó không làm được ở tình trạng hiện nay."
ALONE_ON = (
    "Đã cho phép một người tự duyệt: khi không ai khác có quyền duyệt, thông báo được gửi sau 10 phút kể từ khi bấm "
    "gửi, trong lúc đó vẫn hủy được. Việc này được ghi vào nhật ký."
)
ALONE_OFF = "Từ nay thông báo lớn luôn cần người thứ hai duyệt."
ALLOW_ALONE = "Cho một người tự duyệt"
WHO_APPROVES = "Ai duyệt thông báo lớn"
FORBID_ALONE = "Luôn cần người thứ hai"
ABOUT_ALONE = (
    "Thông báo cho nhiều người cần người thứ hai duyệt. Khi không ai khác có quyền duyệt, có thể cho phép một người "
    "tự duyệt, thông báo chờ thêm 10 phút mới gửi."
)

_ROWS = (("sent", "đã gửi"), ("failed", "không gửi được"), ("unknown", "chưa rõ"), ("skipped", "không gửi"))
_UNDER_WAY = ("waiting", "claimed", "sending")


def proposal(notice: Notice, author: str, whom: str, figures: "Preview", send_at: datetime | None) -> str:
    """All that a second person approves, on one message."""
    lines = [
        f"Đề nghị duyệt thông báo số {notice.number}: {KINDS[notice.kind]}",
        f"Người soạn: {author}. Gửi {instant(send_at) if send_at else 'ngay khi duyệt'}"
        + (", gửi khẩn." if notice.urgent else "."),
        f"Gửi cho {thousands(figures.reached)} trong {thousands(figures.meant)} người thuộc diện: {whom}.",
    ]
    if figures.excluded:
        told = (f"{thousands(people)} {why.label}" for why, people in sorted(figures.excluded.items()))
        lines.append(f"Không nhận được: {', '.join(told)}.")
    return "\n".join([*lines, "", notice.text])


def files_too(names: Sequence[str]) -> str:
    """The files that go with it."""
    return f"Tệp kèm theo: {', '.join(names)}." if names else ""


def needs_second(above: int) -> str:
    """Why it does not go at once."""
    return f"Trên {above} người: cần người thứ hai duyệt."


def waits_alone(until: datetime) -> str:
    """One person's own approval waits a little."""
    return f"Không ai khác có quyền duyệt, nên thông báo được gửi lúc {instant(until)}. Đến lúc đó vẫn hủy được."


def lapsed(number: int) -> str:
    """Nobody approved it within a day."""
    return f"Thông báo số {number} chưa được duyệt sau một ngày, nay là bản nháp. Cần gửi, xin trình lại."


def refused(number: int, name: str) -> str:
    """The second person gave it back."""
    return f"Thông báo số {number}: {name} chưa duyệt, đã trả lại để sửa."


def approved(number: int, name: str) -> str:
    """The second person approved it."""
    return f"Thông báo số {number} đã được {name} duyệt."


def progress(notice: Notice, counts: Mapping[str, int], ends: datetime | None) -> str:
    """How far it is: the first line tells, the figures follow."""
    total = sum(counts.values())
    left = sum(counts.get(state, 0) for state in _UNDER_WAY)
    lines = [f"Thông báo số {notice.number}: {STATES[notice.state]}."]
    if notice.state is NoticeState.PAUSED and notice.pause_reason:
        lines.append(f"Lý do: {notice.pause_reason}.")
    if total:
        told = [f"{name} {thousands(counts[state])}" for state, name in _ROWS if counts.get(state)]
        lines.append(f"Tổng {thousands(total)}: " + ", ".join([*told, f"còn {thousands(left)}"]) + ".")
    if notice.state is NoticeState.SCHEDULED and ends is not None:
        lines.append(f"Sẽ gửi lúc {instant(ends)}.")
    elif ends is not None and left:
        lines.append(f"Dự kiến xong lúc {ends:%H} giờ {ends:%M}.")
    return "\n".join(lines)


def sent_again(count: int) -> str:
    """Unknown ones are sent once more."""
    return f"Đang gửi lại {count} tin chưa rõ. Có người có thể nhận hai lần."


def taken_as_sent(count: int) -> str:
    """Unknown ones count as arrived."""
    return f"Đã ghi {count} tin chưa rõ là đã gửi."
