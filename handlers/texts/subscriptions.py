"""Words about figures that come by themselves: when, whether alerts come too, and how to change or end it."""

from datetime import date, datetime

from rules.dates import WEEKDAYS, vietnamese
from rules.subscriptions import LAST, Rhythm, Schedule
from storage.subscriptions import Outcome, Push, Subscription

TITLE = "Số liệu định kỳ"
CHOOSE = "Đặt lịch gửi"
CHANGE = "Đổi lịch gửi"
END = "Thôi gửi số liệu"
ALERTS_ON = "Bật cảnh báo"
ALERTS_OFF = "Tắt cảnh báo"
TARGETS = "Chỉ tiêu"

WEEKLY, MONTHLY, ONCE = "Hằng tuần", "Hằng tháng", "Một ngày chọn"
FIRST_OF_MONTH, MIDDLE_OF_MONTH, END_OF_MONTH = "Ngày 1", "Ngày 15", "Ngày cuối tháng"
TOMORROW = "Ngày mai"

HOW_OFTEN = "Trợ lý gửi số liệu chỉ tiêu cho đồng chí theo lịch nào?"
WHICH_WEEKDAY = "Vào thứ mấy hằng tuần? Ngày khác, xin viết, ví dụ “thứ Ba”."
WHICH_DAY = "Vào ngày nào hằng tháng? Ngày khác từ 1 đến 28, xin viết, ví dụ “ngày 10”."
WHICH_DATE = "Vào ngày nào? Xin viết ngày và tháng, ví dụ “30/06”."
WHICH_HOUR = "Vào lúc mấy giờ? Giờ khác, xin viết, ví dụ “9 giờ”."
NO_WEEKDAY = "Trợ lý chưa đọc được thứ trong tuần."
NO_DAY = "Trợ lý chưa đọc được ngày từ 1 đến 28 hoặc ngày cuối tháng."
NO_DATE = "Trợ lý chưa đọc được ngày. Xin viết ngày và tháng, ví dụ “30/06”."
NO_HOUR = "Trợ lý chưa đọc được giờ. Xin viết giờ tròn, ví dụ “7 giờ”."
OVER = "Thời điểm đó đã qua."
QUIET = "Giờ đó nằm trong giờ yên tĩnh, khi Trợ lý không chủ động nhắn. Xin chọn giờ khác."
_ENDED = "Đã thôi gửi số liệu chỉ tiêu theo lịch. Cần lại, xin nhắn “số liệu định kỳ”."
_STILL_ALERTS = "Cảnh báo chỉ tiêu vẫn bật; không cần nữa, chọn “Tắt cảnh báo”."
_MUTED = "Thông báo đang tắt nên số liệu và cảnh báo chưa gửi; bật lại trong mục Cài đặt."
_WHAT_ALERTS_ARE = "khi số liệu giảm, chậm nhịp, gần thời hạn hoặc có chỉ tiêu mới đạt; nhiều nhất một tin mỗi ngày"
_WHY_NOT = {
    Outcome.SENT: "đã gửi",
    Outcome.LATE: "không gửi được trong ngày",
    Outcome.NO_RIGHT: "không gửi vì khi đó đồng chí không được giao xem số liệu",
    Outcome.NO_CHAT: "không gửi được vì không có kênh nào đang mở",
    Outcome.MUTED: "không gửi vì thông báo đang tắt",
}


def weekday(day: str) -> str:
    """A weekday as its option."""
    name = WEEKDAYS[int(day)]
    return name[0].upper() + name[1:]


def hour(at: int) -> str:
    """An hour as its option."""
    return f"{at:02} giờ"


def state(wanted: Subscription, following: datetime | None, last: Push | None, muted: bool) -> str:
    """What is set, when it comes next, and what became of the last time."""
    lines = [f"Số liệu chỉ tiêu trình độ lý luận chính trị: {_when(wanted.schedule)}."]
    if following is not None:
        lines[0] += f" {_next(following)}"
    lines.append(f"Cảnh báo: {'đang bật' if wanted.alerts else 'đang tắt'} ({_WHAT_ALERTS_ARE}).")
    if last is not None:
        lines.append(f"Kỳ gần nhất, {vietnamese(last.due_on)}: {_WHY_NOT[last.outcome]}.")
    return "\n".join([*lines, *([_MUTED] if muted else [])])


def chosen(schedule: Schedule, following: datetime | None, muted: bool) -> str:
    """After a schedule was set."""
    first = f" {_next(following)}" if following is not None else ""
    text = f"Đã đặt: Trợ lý gửi số liệu chỉ tiêu {_when(schedule)}.{first}"
    return f"{text}\n{_MUTED}" if muted else text


def ended(wanted: Subscription) -> str:
    """After the schedule was given up; alerts go on where they were wanted."""
    return f"{_ENDED}\n{_STILL_ALERTS}" if wanted.alerts else _ENDED


def alerts(wanted: bool, muted: bool) -> str:
    """After alerts were switched."""
    if not wanted:
        return "Đã tắt cảnh báo chỉ tiêu. Lịch gửi số liệu, nếu có, vẫn giữ."
    text = f"Đã bật cảnh báo chỉ tiêu: Trợ lý báo {_WHAT_ALERTS_ARE}."
    return f"{text}\n{_MUTED}" if muted else text


def _when(schedule: Schedule | None) -> str:
    if schedule is None:
        return "chưa đặt lịch gửi"
    at = f"lúc {hour(schedule.hour)}"
    if schedule.rhythm is Rhythm.WEEKLY:
        return f"{at} {WEEKDAYS[int(schedule.day)]} hằng tuần"
    if schedule.rhythm is Rhythm.MONTHLY:
        day = "ngày cuối tháng" if schedule.day == LAST else f"ngày {schedule.day}"
        return f"{at} {day} hằng tháng"
    return f"{at} ngày {vietnamese(date.fromisoformat(schedule.day))}"


def _next(following: datetime) -> str:
    day = WEEKDAYS[following.weekday()]
    return f"Lần tới: {hour(following.hour)}, {day} {vietnamese(following.date())}."
