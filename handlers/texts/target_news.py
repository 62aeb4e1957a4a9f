"""Words that tell of the targets without having been asked: what happened first, what to do behind."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from handlers.texts import targets
from rules.dates import vietnamese
from rules.policy import Policy
from rules.summary import Summary
from rules.target_news import Known, News, NewsKind
from rules.targets import Figure

MISSING = "Ai còn thiếu"
PLAN = "Cử đi học"
TARGETS = "Chỉ tiêu"
SETTINGS = "Số liệu định kỳ"

MOST_BESIDE_SUMMARY = 3
"""Lines of news above a summary, which fills a message by itself."""
HOW_TO_CHANGE = "Gửi theo lịch đã đặt; đổi hoặc thôi, xin nhắn “số liệu định kỳ”."
_TOO_SLOW = "giữ nhịp này thì không kịp thời hạn"


def alert(policy: Policy, found: Summary, news: Sequence[News], since: date, units: Sequence[str]) -> str:
    """Everything that happened since a day, in one message; of some units under their names."""
    whose = ", ".join(units) or policy.name
    compared = f"số liệu ngày {vietnamese(found.day)} so với ngày {vietnamese(since)}"
    footer = f"Chỉ tiêu trình độ lý luận chính trị, {whose}; {compared}."
    return "\n".join([*lines(policy, found, news), "", footer])


def lines(policy: Policy, found: Summary, news: Sequence[News], most: int | None = None) -> list[str]:
    """One line for each thing that happened; at most so many, and how many there are besides."""
    told = [_line(policy, found, each) for each in news[:most]]
    left = len(news) - len(told)
    return [*told, *([f"Còn {left} thay đổi khác trong bảng dưới đây."] if left else [])]


def _line(policy: Policy, found: Summary, news: News) -> str:
    if news.kind is NewsKind.DEADLINE or news.figure is None:
        return f"{_deadline(policy, news.days_left)} {targets.conclusion(policy, found)}"
    name = _name(policy, found, news.figure)
    if news.kind is NewsKind.REACHED:
        asked = targets.required(news.figure.comparator, news.figure.share_required)
        return f"{name} đã {targets.REACHED}: {_share(news.figure)}, chỉ tiêu {asked}."
    if news.kind is NewsKind.OFF_COURSE:
        return f"{name} chậm nhịp: {_TOO_SLOW}; mới đạt {_share(news.figure)}, còn thiếu {news.figure.needed}."
    before = f", trước đó {_share_of(news.before, news.figure)}" if news.before else ""
    slow = f" Chậm nhịp: {_TOO_SLOW}." if news.off_course else ""
    return f"{name} giảm: còn {_share(news.figure)}{before}.{slow}"


def _deadline(policy: Policy, days_left: int) -> str:
    deadline = vietnamese(policy.deadline) if policy.deadline else ""
    if days_left == 0:
        return f"Hôm nay là ngày cuối của thời hạn {deadline}."
    return f"Còn {days_left} ngày đến thời hạn {deadline}."


def _name(policy: Policy, found: Summary, figure: Figure) -> str:
    return f"Chỉ tiêu {_place(found, figure)} ({policy.group_by_id[figure.group].name})"


def _place(found: Summary, figure: Figure) -> int:
    return next(n for n, each in enumerate(found.figures, 1) if each.id == figure.id)


def _share(figure: Figure) -> str:
    if figure.share is None:
        return targets.NO_DATA
    return f"{figure.met}/{figure.total} ({targets.percent(figure.share, figure.share_required)})"


def _share_of(known: Known, figure: Figure) -> str:
    if known.share is None:
        return targets.NO_DATA
    return f"{known.met}/{known.total} ({targets.percent(known.share, figure.share_required)})"


def difference(found: Summary, changed: Sequence[tuple[Figure, Known]], since: date) -> str:
    """What changed since the figures that came last, in a line."""
    told = "; ".join(_change(found, figure, known) for figure, known in changed) or "không thay đổi"
    return f"So với {_then(since, found.day)}: {told}."


def _change(found: Summary, figure: Figure, known: Known) -> str:
    name = f"chỉ tiêu {_place(found, figure)}"
    if figure.met == known.met:
        return f"{name} nhóm {_up_or_down(figure.total - known.total)}"
    return f"{name} {_up_or_down(figure.met - known.met)}"


def _up_or_down(by: int) -> str:
    return f"{'tăng' if by > 0 else 'giảm'} {abs(by)} người"


def _then(since: date, today: date) -> str:
    if today - since == timedelta(days=7):
        return "tuần trước"
    months = (today.year - since.year) * 12 + today.month - since.month
    is_same_day = since.day == today.day or {(day + timedelta(days=1)).day for day in (since, today)} == {1}
    return "tháng trước" if months == 1 and is_same_day else f"ngày {vietnamese(since)}"


def late(due: datetime, today: date) -> str:
    """Opens figures that come later than they were wanted."""
    day = "" if due.date() == today else f" ngày {vietnamese(due.date())}"
    return f"Gửi muộn: tin hẹn lúc {due:%H} giờ{day}."


def left_out(due_on: date) -> str:
    """The figures before these were due on a day on which nobody could send them."""
    return f"Kỳ ngày {vietnamese(due_on)} không gửi được trong ngày."
