"""Before and after something that has not happened, in words; and the questions that lead there."""

from collections.abc import Iterable, Sequence

from handlers.texts import shortened
from handlers.texts.notices import thousands
from handlers.texts.target_trend import out_of
from handlers.texts.targets import NO_DATA, percent
from rules.cadres import Cadre
from rules.levels import Level
from rules.named_people import Doubt, NamedPeople, Unclear
from rules.policy import Group, Policy
from rules.scenario import Change, Scenario
from rules.targets import Figure

GRADUATES = "Nếu có người tốt nghiệp"
COMMITTEE = "Nếu có cấp ủy mới"
TREND = "Xu hướng"
TARGETS = "Chỉ tiêu"
ANOTHER_TRY = "Tính thử lại"
MISSING = "Xem người còn thiếu"
NEXT_PAGE = "Trang tiếp theo"

WHAT_IF = (
    "Tính thử các chỉ tiêu nếu một số đồng chí tốt nghiệp, hoặc nếu có danh sách cấp ủy mới. "
    "Chỉ là tính thử, không hồ sơ nào thay đổi."
)
WHO_GRADUATES = (
    "Những đồng chí nào tốt nghiệp? Xin nhắn mã hoặc họ tên, cách nhau bằng dấu phẩy; "
    "hoặc chọn cả lớp; hoặc gửi tệp Excel có cột Mã cán bộ hay Họ và tên."
)
WHICH_LEVEL = "Tốt nghiệp trình độ nào?"
WHICH_COMMITTEE = "Tính thử danh sách mới của cấp ủy nào?"
WHICH_UNIT = "Của xã, thị trấn nào? Xin nhắn tên đơn vị."
UNIT_UNKNOWN = "Trợ lý chưa tìm thấy xã, thị trấn này trong phạm vi được xem. Xin nhắn lại tên đơn vị."
WHO_IS_ELECTED = (
    "Danh sách mới gồm những đồng chí nào? Xin gửi tệp Excel có cột Mã cán bộ hay Họ và tên; "
    "hoặc nhắn mã, họ tên, cách nhau bằng dấu phẩy."
)
WHO_IS_MEANT = (
    "Xin nhắn mã hoặc họ tên đúng của những người chưa rõ (những người đã rõ vẫn được giữ), gửi lại tệp, "
    "hoặc tính với những người đã rõ."
)
NOBODY = "Trợ lý chưa thấy mã hay họ tên nào. Xin gửi lại."
NO_FILE = "Trợ lý chưa nhận được tệp. Xin gửi lại."
NO_CLASS = "Trợ lý chưa tìm thấy lớp này, hoặc lớp chưa có học viên trong danh sách. Xin nhắn mã lớp, ví dụ TC-K14."
NONE_MISSING = "Không còn ai thiếu trình độ trong phạm vi được xem."
NO_NAMES = "Họ tên dành cho người được giao xem danh sách; xin nhắn mã hoặc chọn cả lớp."
NO_COMMITTEES = "Bộ quy định chưa có chỉ tiêu nào về cấp ủy."
TOO_MANY = "Danh sách quá dài để tính thử. Xin gửi không quá 500 người."

LEVELS = {Level.TRUNG_CAP: "Trung cấp", Level.CAO_CAP: "Cao cấp", Level.SO_CAP: "Sơ cấp"}
_NOTHING_CHANGES = "Đây là tính thử, không hồ sơ nào thay đổi."
_MOST_UNCLEAR = 12
_DOUBTS = {
    Doubt.UNKNOWN: "không có trong danh sách",
    Doubt.SEVERAL: "có nhiều người cùng tên, xin ghi mã",
    Doubt.OTHER_NAME: "mã này của người khác",
}


def whole_class(code: str) -> str:
    """A class as an option."""
    return f"Cả lớp {code}"


def committee(group: Group) -> str:
    """A committee as an option: short enough for a button."""
    return group.name.removeprefix("Ủy viên ")


def go_on_with(count: int) -> str:
    """Leave out whoever is unclear."""
    return f"Tính với {count} người đã rõ"


def everybody(count: int) -> str:
    """Those who were named, in a sentence."""
    return f"{count} đồng chí này"


def class_of(code: str, count: int) -> str:
    """The people of a class, in a sentence."""
    return f"{count} đồng chí của lớp {code}"


def unclear(found: NamedPeople, of_file: bool) -> str:
    """Who was not found, by row, each with what may have been meant."""
    total = len(found.cadres) + len(found.unclear)
    lines = [f"Đã rõ {len(found.cadres)}/{total} người. Chưa rõ:"]
    which = [_unclear(each, of_file) for each in found.unclear]
    return "\n".join([*lines, *shortened.lines(which, _MOST_UNCLEAR, "và {} người khác.")])


def missing(people: Sequence[Cadre], page: int, pages: int) -> str:
    """One page of those who lack a level, with the codes to answer by."""
    where = f", trang {page}/{pages}" if pages > 1 else ""
    return "\n".join((f"Người còn thiếu trình độ{where}:", *(f"- {_person(each)}" for each in people)))


def graduates(policy: Policy, found: Scenario, level: Level, who: str, left_out: int = 0) -> str:
    """The figures if these people reached a level; `left_out` are those of whom it is not clear who is meant."""
    told = f"Nếu {who} có trình độ {LEVELS[level].lower()}"
    notes = [f"Chưa tính {left_out} người chưa rõ."] if left_out else []
    if found.idle:
        notes.append(f"{len(found.idle)} đồng chí đã có trình độ này hoặc cao hơn, không làm thay đổi số liệu.")
    return _scenario(policy, found, told, notes)


def elected(policy: Policy, found: Scenario, whose: str, counts: tuple[int, int]) -> str:
    """The figures if a committee consisted of these people; `counts` are those counted and those not found."""
    told = f"Nếu {whose} gồm {counts[0]} đồng chí này"
    notes = []
    if found.idle:
        notes.append(f"{len(found.idle)} đồng chí đang là cấp ủy viên.")
    if counts[1]:
        notes.append(f"Chưa tính {counts[1]} người chưa rõ; tổng số thực tế sẽ nhiều hơn.")
    return _scenario(policy, found, told, notes)


def whose_committee(group: Group, unit: str) -> str:
    """The committee as it stands in a sentence."""
    return f"{committee(group)} ({unit})" if unit else committee(group)


def _scenario(policy: Policy, found: Scenario, told: str, notes: Iterable[str]) -> str:
    before = sum(each.before.reached for each in found.changes)
    after = sum(each.after.reached for each in found.changes)
    lines = [f"{told}: đạt {after}/{len(found.changes)} chỉ tiêu, nay {before}/{len(found.changes)}."]
    changed = [(place, each) for place, each in enumerate(found.changes, 1) if not each.is_none]
    lines += [f"{place}. {policy.group_by_id[each.after.group].name}: {_change(each)}" for place, each in changed]
    if not changed:
        lines.append("Không chỉ tiêu nào thay đổi.")
    elif len(changed) < len(found.changes):
        lines.append("Các chỉ tiêu khác không đổi.")
    return "\n".join((*lines, *notes, _NOTHING_CHANGES))


def _change(each: Change) -> str:
    return f"{_figure(each.before)} → {_figure(each.after)}, {_verdict(each.after)}."


def _figure(figure: Figure) -> str:
    if figure.share is None:
        return NO_DATA
    return f"{out_of(figure.met, figure.total)} ({percent(figure.share, figure.share_required)})"


def _verdict(figure: Figure) -> str:
    if figure.reached:
        return "ĐẠT"
    return "không có dữ liệu để so" if figure.needed is None else f"thiếu {thousands(figure.needed)}"


def _unclear(each: Unclear, of_file: bool) -> str:
    where = "Dòng" if of_file else "Người thứ"
    near = ""
    if each.near:
        word = "Gần giống: " if each.doubt is Doubt.UNKNOWN else ""
        near = f" {word}{'; '.join(map(_person, each.near))}."
    return f"- {where} {each.mention.place}: “{each.mention.words}” {_DOUBTS[each.doubt]}.{near}"


def _person(cadre: Cadre) -> str:
    return f"{cadre.code} {cadre.name}, {cadre.unit.name}"
