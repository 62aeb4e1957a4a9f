"""The leader's summary in words: conclusion first, count and total before percent."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlers.texts.notices import thousands
from rules.access import Role
from rules.dates import vietnamese
from rules.levels import Level
from rules.policy import Policy
from rules.summary import Summary
from rules.targets import Figure
from storage.vouching import Vouched

NO_DATA = "không có dữ liệu"
REACHED = "ĐẠT"
TITLE = "CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ"
_VOUCHERS = {Role.STAFF: "Trung tâm", Role.OFFICER: "cán bộ phụ trách đơn vị", Role.ADMIN: "quản trị"}
HEADINGS = {Level.SO_CAP: "SƠ CẤP TRỞ LÊN", Level.TRUNG_CAP: "TRUNG CẤP TRỞ LÊN", Level.CAO_CAP: "CAO CẤP"}


@dataclass(frozen=True, slots=True)
class Counted:
    """When, how new and how far the figures are counted."""

    today: date
    data_of: date
    units: tuple[str, ...] = ()
    """The units that the asker may see; empty for all that the policy speaks of."""
    voucher: str = ""
    """Who vouches for the data (see `vouched_by`); empty where nobody knows."""


def summary(policy: Policy, found: Summary, counted: Counted) -> str:
    """One screen: how many targets are reached, how many people are still needed, then each target."""
    figures = found.figures
    if not figures:
        return f"Bộ quy định {policy.name} chưa đặt chỉ tiêu nào."
    paragraphs = [
        f"{_heading(policy, counted)}\n{dated(policy, counted)}",
        conclusion(policy, found),
    ]
    places = {figure.id: n for n, figure in enumerate(figures, 1)}
    for level in sorted({figure.level for figure in figures}, reverse=True):
        lines = [line(places[f.id], policy, f) for f in figures if f.level is level]
        paragraphs.append("\n".join((HEADINGS[level], *lines)))
    paragraphs.append(_note(found))
    return "\n\n".join(paragraphs)


def _heading(policy: Policy, counted: Counted) -> str:
    """Whose figures these are: of the asker's units, measured by the targets of the policy, or of all."""
    if not counted.units:
        return f"{TITLE}, {policy.name.upper()}"
    return f"{TITLE}, {', '.join(counted.units).upper()}\n{by_targets_of(policy)}"


def by_targets_of(policy: Policy) -> str:
    """Whose targets measure the figures of some units."""
    return f"Theo mục tiêu {policy.name}."


def percent(share: Fraction, required_share: Fraction = Fraction(1)) -> str:
    """A share as it is read: one decimal, with a comma; rounded, but never up to a target that was not reached."""
    tenths = int(share * 1000 + Fraction(1, 2))
    if share < required_share <= Fraction(tenths, 1000):
        tenths = int(share * 1000)
    return f"{tenths // 10},{tenths % 10}%"


def required(comparator: str, share: Fraction) -> str:
    """What is asked: "100%", "trên 90%"."""
    whole = f"{float(share * 100):g}%".replace(".", ",")
    return f"trên {whole}" if comparator == ">" else whole


def dated(policy: Policy, counted: Counted) -> str:
    """How new the figures are, and how far the deadline is."""
    text = f"{data_of(counted.data_of, counted.voucher)}."
    if policy.deadline is None:
        return text
    deadline = vietnamese(policy.deadline)
    if policy.deadline_passed(counted.today):
        return f"{text} Thời hạn {deadline} đã qua."
    if policy.deadline == counted.today:
        return f"{text} Thời hạn {deadline}, hết hôm nay."
    return f"{text} Thời hạn {deadline}, còn {(policy.deadline - counted.today).days} ngày."


def data_of(day: date, voucher: str = "") -> str:
    """The day of the data, and who vouches for it, without an end."""
    return ", ".join(filter(None, (f"Số liệu ngày {vietnamese(day)}", voucher)))


def vouched_by(source: Vouched) -> str:
    """Who last read in or corrected the data: "do Trung tâm cập nhật (Lê Thị Thanh Tuyền)"; empty where unknown."""
    if source.role is None:
        return f"do đồng chí {source.name} cập nhật" if source.name else ""
    return f"do {_VOUCHERS[source.role]} cập nhật{f' ({source.name})' if source.name else ''}"


def conclusion(policy: Policy, found: Summary) -> str:
    """How many targets are reached, how many will be, and how many people are still needed."""
    return " ".join(conclusions(policy, found))


def conclusions(policy: Policy, found: Summary) -> tuple[str, ...]:
    """The same, sentence by sentence."""
    figures = found.figures
    sentences = [f"Đạt {found.reached}/{len(figures)} chỉ tiêu."]
    if found.reached == len(figures):
        return tuple(sentences)
    if (hopeful := found.reached_when_they_finish) > found.reached:
        in_time = "" if policy.deadline_passed(found.day) else " đúng hạn"
        sentences.append(f"Nếu các đồng chí đang học tốt nghiệp{in_time}: đạt {hopeful}/{len(figures)}.")
    if found.people_needed:
        filled = sum(figure.total > 0 for figure in figures)
        every = f"cả {filled}" if filled == len(figures) else f"{filled} chỉ tiêu có dữ liệu"
        sentences.append(f"Cần thêm {thousands(found.people_needed)} đồng chí (mỗi người tính một lần) để đạt {every}.")
    return tuple(sentences)


def line(place: int, policy: Policy, figure: Figure) -> str:
    """A target under its number: who, how many, what is asked, what is missing."""
    return f"{place}. {_told(policy, figure)}"


def of_group(policy: Policy, figure: Figure) -> str:
    """The answer to a question about one group: its target, and how many of it lack the level."""
    lacking = figure.total - figure.met
    higher = "" if figure.level is Level.CAO_CAP else " trở lên"
    left = f" Còn {thousands(lacking)} đồng chí chưa có {figure.level.label}{higher}." if lacking else ""
    return f"{_told(policy, figure)}{left}"


def _told(policy: Policy, figure: Figure) -> str:
    name = policy.group_by_id[figure.group].name
    if figure.share is None:
        return f"{name}: {NO_DATA}."
    text = f"{name}: {count(figure)} ({percent(figure.share, figure.share_required)}), "
    text += f"chỉ tiêu {required(figure.comparator, figure.share_required)}."
    return f"{text} {state(figure)}."


def count(figure: Figure) -> str:
    """How many of how many: "39/41"."""
    return f"{thousands(figure.met)}/{thousands(figure.total)}"


def state(figure: Figure) -> str:
    """Reached, or how many are missing and how many study; of an empty group that nothing is known."""
    if figure.share is None:
        return NO_DATA
    if figure.reached:
        return REACHED
    studying = f", đang học {thousands(figure.studying)}" if figure.studying else ""
    missing = "Chưa đạt" if figure.needed is None else f"Thiếu {thousands(figure.needed)}"
    return f"{missing}{studying}"


def _note(found: Summary) -> str:
    first, *others = notes(found)
    return " ".join((f"Ghi chú: {first[0].lower()}{first[1:]}", *others))


def notes(found: Summary) -> tuple[str, ...]:
    """What has to be known to read the figures rightly."""
    said = ["Người đang học chưa tính là đạt."]
    strict = (figure.share_required for figure in found.figures if figure.comparator == ">")
    said += dict.fromkeys(f"Đúng {required('>=', share)} chưa phải “{required('>', share)}”." for share in strict)
    said.append("Một đồng chí có thể thuộc nhiều nhóm, không cộng các dòng.")
    if found.uncounted:
        said.append(f"{thousands(found.uncounted)} người chưa ghi Đối tượng, chưa tính vào nhóm cán bộ, công chức.")
    return tuple(said)
