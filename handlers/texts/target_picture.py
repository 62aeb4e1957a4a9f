"""The words on the pictures of the targets, and what stands under them in the chat."""

from datetime import date
from fractions import Fraction

from handlers.texts import targets
from handlers.texts.targets import Counted
from rules.dates import vietnamese
from rules.policy import Policy
from rules.summary import Summary
from rules.targets import Figure

HELD, STUDYING, ASKED = "đã có trình độ", "đang học, chưa tính", "chỉ tiêu"
TO_FORWARD, BACK = "Ảnh để chuyển tiếp", "Quay lại đơn vị"
FILE = "chi-tieu-{:%Y-%m-%d}.png"
"""The name of the file, with the day of the figures."""
TREND_TITLE = "Xu hướng chỉ tiêu lý luận chính trị"
TREND = TREND_TITLE.upper()
BY_CLASSES, AT_THIS_PACE = "theo các lớp", "theo đà này"
TREND_NOTES = (
    "Theo các lớp: các đồng chí có lớp kết thúc trước thời hạn đều tốt nghiệp.",
    "Theo đà này: số người tăng đều như từ đầu kỳ đến nay.",
)
NO_MONTH_ENDS = "Chưa có số liệu cuối tháng"


def of_whom(policy: Policy, units: tuple[str, ...]) -> tuple[str, ...]:
    """Whose figures these are, in a line or two: of some units, or of all that the policy speaks of."""
    if not units:
        return (_capital(policy.name),)
    return _capital(", ".join(units)), targets.by_targets_of(policy)


def numbered(policy: Policy, found: Summary) -> tuple[tuple[int, Figure], ...]:
    """Figures with the number people know their targets by, whether or not all are among them."""
    places = {target.id: place for place, target in enumerate(policy.targets, 1)}
    return tuple((places[figure.id], figure) for figure in found.figures)


def asked(figure: Figure) -> str:
    """What stands at the mark: "chỉ tiêu trên 90%"."""
    return f"{ASKED} {targets.required(figure.comparator, figure.share_required)}"


def caption(policy: Policy, found: Summary, counted: Counted) -> str:
    """The picture in words, for whoever cannot see it; short enough to stand under it."""
    whose = f"{_capital(targets.TITLE.lower())}, {', '.join(counted.units) or policy.name}."
    lines = [targets.line(place, policy, figure) for place, figure in numbered(policy, found)]
    return "\n".join((targets.conclusion(policy, found), f"{whose} {targets.dated(policy, counted)}", "", *lines))


def in_a_line(now: str, by_classes: str, at_this_pace: str) -> str:
    """Where a line of the trend ends, in words; empty for what is not known."""
    ends = ((f"{BY_CLASSES} ", by_classes), (f"{AT_THIS_PACE} ", at_this_pace))
    return "; ".join((now or _lower(NO_MONTH_ENDS), *(f"{sign}{text}" for sign, text in ends if text)))


def expected(reached: int, of: int, deadline: date) -> str:
    """What is to come, and that it hangs on classes."""
    return f"Theo các lớp hiện có: đạt {reached}/{of} chỉ tiêu khi đến hạn {vietnamese(deadline)}"


def reached_by(reached: int, of: int, day: date) -> str:
    """What was on the last day that is known."""
    return f"Ngày {vietnamese(day)}: đạt {reached}/{of} chỉ tiêu"


def trend_dated(lasting: date, past_deadline: date | None) -> str:
    """Up to when the figures go, and the deadline where it is over."""
    text = f"Số liệu đến ngày {vietnamese(lasting)}."
    return text if past_deadline is None else f"{text} Thời hạn {vietnamese(past_deadline)} đã qua."


def scale(floor: Fraction) -> str:
    """What the height of a panel means."""
    return f"Chân mỗi hình là {int(floor * 100)}%, đỉnh là 100%."


def month(day: date) -> str:
    """A month-end below its mark: "12/2024"."""
    return day.strftime("%m/%Y")


def deadline(day: date) -> str:
    """The end of every line."""
    return f"thời hạn {vietnamese(day)}"


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
