"""Pace, forecast and what the forecast does not know, in words: first whether the targets will be reached."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from handlers.texts.notices import thousands
from handlers.texts.targets import NO_DATA, Counted, percent
from rules.dates import vietnamese
from rules.forecast import Forecast, MonthEnd, Pace, Timing
from rules.policy import Policy
from rules.summary import Summary
from rules.targets import Figure, satisfies

WHY = "Vì sao?"
BRIDGE = "So với tháng trước"
WHAT_IF = "Nếu có thêm người đạt"
PICTURE = "Ảnh xu hướng"
PICTURE_FILE = "xu-huong-{:%Y-%m-%d}.png"
TARGETS = "Chỉ tiêu"
TREND = "Xu hướng"

_NOT_FORESEEN = (
    "Dự kiến tính theo lớp và ngày thôi giữ chức (nghỉ hưu, chuyển công tác) đã ghi trong hồ sơ; chưa tính "
    "người nghỉ hưu mà hồ sơ chưa ghi ngày, kết quả thi và người sẽ được cử thêm."
)
"""What `rules.forecast.NOT_FORESEEN` names."""
_NO_PACE = "Chưa đủ hai mốc cuối tháng để tính tốc độ."


def no_targets(policy: Policy) -> str:
    """Nothing to speak of."""
    return f"Bộ quy định {policy.name} chưa đặt chỉ tiêu nào."


def trend(policy: Policy, found: Sequence[Forecast], counted: Counted) -> str:
    """Will it be reached, then each target: now, expected, and how fast it went and must go."""
    if policy.deadline is None:
        return no_targets(policy)
    lines = [_line(place, policy, each) for place, each in enumerate(found, 1)]
    dated = f"Số liệu{of_units(counted.units)} ngày {vietnamese(counted.data_of)}"
    dated = f"{dated}, {_left(policy.deadline, counted.today)}."
    head = f"{_conclusion(found, policy.deadline)}\n{dated}"
    return "\n\n".join((head, "\n".join(lines), f"{_pace_note(found)}\n{_NOT_FORESEEN}"))


def reasons(policy: Policy, found: Sequence[Forecast]) -> str:
    """Why each target is expected to stand where it does."""
    if policy.deadline is None:
        return no_targets(policy)
    paragraphs = [f"Căn cứ của dự kiến đến {vietnamese(policy.deadline)}:"]
    for place, each in enumerate(found, 1):
        told = "; ".join(_reasons(each)) or "không có lớp hay chức vụ nào làm thay đổi"
        paragraphs.append(f"{place}. {_name(policy, each.now)}: {told}.")
    paragraphs.append(_NOT_FORESEEN)
    return "\n".join(paragraphs)


def over(policy: Policy, now: Summary, at_deadline: Iterable[tuple[str, MonthEnd]], data_of: date) -> str:
    """After the deadline: how it ended where that was frozen, and how it stands by the data of a day; no forecast."""
    if policy.deadline is None:
        return no_targets(policy)
    ended = dict(at_deadline)
    day = vietnamese(policy.deadline)
    lines = [
        f"Thời hạn {day} đã qua: {_ended(now, ended)}nay đạt {now.reached}/{len(now.figures)} chỉ tiêu.",
        f"Trợ lý không dự kiến thêm. Số liệu ngày {vietnamese(data_of)}.",
    ]
    for place, figure in enumerate(now.figures, 1):
        then = ended.get(figure.id)
        was = f"khi hết hạn {out_of(then.met, then.total)}, " if then else ""
        lines.append(f"{place}. {_name(policy, figure)}: {was}nay {_standing(figure)}.")
    if not ended:
        lines.append("Chưa có số liệu chốt của ngày hết hạn.")
    return "\n".join(lines)


def _ended(now: Summary, ended: Mapping[str, MonthEnd]) -> str:
    """How many targets were reached when the deadline came; nothing where that was not frozen."""
    if not ended:
        return ""
    pairs = [(figure, ended[figure.id]) for figure in now.figures if figure.id in ended and ended[figure.id].total]
    reached = sum(satisfies(Fraction(e.met, e.total), f.comparator, f.share_required) for f, e in pairs)
    return f"khi hết hạn đạt {reached}/{len(now.figures)}, "


def of_units(units: Sequence[str]) -> str:
    """Whose figures they are, after the word for them; nothing where they are everyone's."""
    return f" của {', '.join(units)}" if units else ""


def out_of(met: int, total: int) -> str:
    """A count and its total."""
    return f"{thousands(met)}/{thousands(total)}"


def _conclusion(found: Sequence[Forecast], deadline: date) -> str:
    reached = sum(each.then.reached for each in found)
    today = sum(each.now.reached for each in found)
    text = f"Đến {vietnamese(deadline)}: dự kiến đạt {reached}/{len(found)} chỉ tiêu, nay đạt {today}/{len(found)}."
    missing = [str(place) for place, each in enumerate(found, 1) if not each.then.reached and each.then.total]
    return f"{text} Chưa đạt: chỉ tiêu {', '.join(missing)}." if missing else text


def _left(deadline: date, day: date) -> str:
    days = (deadline - day).days
    return f"còn {days} ngày" if days else "hết hạn hôm nay"


def _line(place: int, policy: Policy, each: Forecast) -> str:
    name = _name(policy, each.now)
    if not each.now.total and not each.then.total:
        return f"{place}. {name}: {NO_DATA}."
    text = f"{place}. {name}: nay {out_of(each.now.met, each.now.total)}, dự kiến {_expected(each.then)}."
    return f"{text}{_speed(each)}"


def _expected(then: Figure) -> str:
    if then.share is None:
        return "không còn ai trong nhóm"
    share = f"{out_of(then.met, then.total)} ({percent(then.share, then.share_required)})"
    return f"{share}, ĐẠT" if then.reached else f"{share}, thiếu {thousands(then.needed or 0)}"


def _standing(figure: Figure) -> str:
    if figure.share is None:
        return NO_DATA
    told = f"{out_of(figure.met, figure.total)} ({percent(figure.share, figure.share_required)})"
    return f"{told}, ĐẠT" if figure.reached else told


def _speed(each: Forecast) -> str:
    """How fast so far and how fast from now on, where both are to be said."""
    if each.pace is None or each.now.reached:
        return ""
    return f" Mỗi tháng {_signed(each.pace.per_month)}{_pace_needed(each)}."


def _pace_needed(each: Forecast) -> str:
    """How fast it must go; with less than a month left a pace of months would ask for more than are missing."""
    if not each.pace_needed or each.now.needed is None:
        return ""
    if each.pace_needed > each.now.needed:
        return f" (cần {thousands(each.now.needed)} trước hạn)"
    return f" (cần {tenths(each.pace_needed)})"


def _pace_note(found: Iterable[Forecast]) -> str:
    pace = next((each.pace for each in found if each.pace is not None), None)
    return _NO_PACE if pace is None else f"Số người mỗi tháng tính {_span(pace)}."


def _span(pace: Pace) -> str:
    return f"từ {vietnamese(pace.since.day)} đến {vietnamese(pace.until.day)}"


def _reasons(each: Forecast) -> list[str]:
    late = sum(graduate.timing is Timing.TOO_LATE for graduate in each.not_in_time)
    undated = len(each.not_in_time) - late
    counted = (
        (len({graduate.cadre_id for graduate in each.graduates}), "{} đồng chí học xong trước hạn"),
        (len(each.leaving), "{} đồng chí hết thời gian giữ chức vụ trước hạn"),
        (len(each.joining), "{} đồng chí vào nhóm trước hạn"),
        (late, "{} đồng chí học lớp kết thúc sau hạn"),
        (undated, "{} đồng chí học lớp chưa có ngày kết thúc"),
    )
    told = [words.format(thousands(number)) for number, words in counted if number]
    if each.met_at_this_pace is not None:
        told.append(f"nếu giữ tốc độ đến nay thì được {out_of(each.met_at_this_pace, each.now.total)}")
    if not each.then.reached and each.then.total:
        told.append(_places(each.free_places))
    return told


def _places(free: int | None) -> str:
    if free is None:
        return "còn lớp nhận người kịp hạn, không giới hạn chỗ"
    return f"còn {free} chỗ ở các lớp kịp hạn" if free else "chưa có lớp nào còn chỗ mà kịp hạn"


def _name(policy: Policy, figure: Figure) -> str:
    return policy.group_by_id[figure.group].name


def _signed(number: Fraction) -> str:
    if not number:
        return "không tăng"
    return f"giảm {tenths(-number)}" if number < 0 else f"tăng {tenths(number)}"


def tenths(number: Fraction) -> str:
    """One decimal, with a comma; rounded half up, but never to none at all."""
    tenths = max(int(number * 10 + Fraction(1, 2)), 1 if number else 0)
    return f"{thousands(tenths // 10)},{tenths % 10}"
