"""Words about the conditions for being sent to study: never "được nhận", never "không đủ tuổi"."""

from collections.abc import Sequence

from rules.cadres import Cadre, Party
from rules.dates import vietnamese
from rules.eligibility import Condition, Eligibility, Overall, State
from rules.policy import ConditionName
from rules.records import Education, Rating

ASK_BODY = "chưa có căn cứ, xin hỏi Ban Tổ chức"
WHICH_LEVEL = "Đồng chí muốn xem điều kiện học trình độ nào?"
_AGE_WAY = "học hệ tập trung, hoặc cấp có thẩm quyền quyết định"
_GROUP_OPEN = "chưa thấy chức vụ thuộc diện, cấp có thẩm quyền xem xét"

_PARTY = {Party.FULL: "đảng viên chính thức", Party.PROBATIONARY: "đảng viên (dự bị hoặc chính thức)"}
_RECORDED_PARTY = {Party.FULL: "đảng viên (chính thức)", Party.PROBATIONARY: "đảng viên (dự bị)"}
_EDUCATION = {
    Education.THCS: "trung học cơ sở", Education.SO_CAP: "sơ cấp nghề", Education.THPT: "trung học phổ thông",
    Education.TRUNG_CAP: "trung cấp chuyên môn", Education.CAO_DANG: "cao đẳng", Education.DAI_HOC: "đại học",
    Education.THAC_SI: "thạc sĩ", Education.TIEN_SI: "tiến sĩ",
}  # fmt: skip
_RATING = {
    Rating.KHONG_HOAN_THANH: "không hoàn thành nhiệm vụ", Rating.HOAN_THANH: "hoàn thành nhiệm vụ",
    Rating.HOAN_THANH_TOT: "hoàn thành tốt nhiệm vụ", Rating.HOAN_THANH_XUAT_SAC: "hoàn thành xuất sắc nhiệm vụ",
}  # fmt: skip
_NAMES = {
    ConditionName.GROUP: "diện đào tạo", ConditionName.PARTY: "đảng viên",
    ConditionName.EDUCATION: "trình độ chuyên môn", ConditionName.AGE: "tuổi",
    ConditionName.RATINGS: "xếp loại hằng năm",
}  # fmt: skip
_OVERALL = {
    Overall.DU_DIEU_KIEN: "đủ điều kiện theo dữ liệu",
    Overall.CON_THIEU: "còn thiếu điều kiện",
    Overall.CAN_CAP_CO_THAM_QUYEN: "cần cấp có thẩm quyền xem xét",
    Overall.THIEU_DU_LIEU: "thiếu dữ liệu để trả lời",
}
_MARK = {
    State.MET: "Đủ",
    State.MISSING: "Còn thiếu",
    State.NEEDS_DECISION: "Cần xem xét",
    State.UNKNOWN: "Chưa rõ",
}


def answer(cadre: Cadre, found: Eligibility) -> str:
    """Whether one may be sent, with every condition and how it stands."""
    mode = f", hệ {found.mode.label}" if found.mode else ""
    lines = [f"{found.level.label.capitalize()} lý luận chính trị{mode}: {_OVERALL[found.overall]}."]
    if found.regulation is None:
        return f"{lines[0]}\n\nQuy định của ngày hôm nay: {ASK_BODY}."
    lines += ["", f"Theo {found.regulation.document} ngày {vietnamese(found.regulation.issued)}:"]
    if found.group.rule_unknown:
        lines += _lines(cadre, found.conditions, [_NAMES[ConditionName.GROUP]])
    else:
        lines += [_group(found), *each(cadre, found)]
    if found.note:
        lines += ["", found.note]
    lines += ["", "Đây là kết quả theo dữ liệu. Việc cử đi học do cấp ủy xem xét, cấp có thẩm quyền quyết định."]
    return "\n".join(lines)


def in_short(found: Eligibility) -> str:
    """Personal conditions in one line: how many are met, and what the others are."""
    asked = [c for c in found.conditions if not c.rule_unknown]
    if not asked:
        return f"Điều kiện cá nhân ({found.level.label}): {ASK_BODY}."
    met = sum(c.state is State.MET for c in asked)
    open_ones = [_short(c) for c in asked if c.state is not State.MET]
    unknown = [_NAMES[c.name] for c in found.conditions if c.rule_unknown]
    if unknown:
        open_ones.append(f"{', '.join(unknown)}: {ASK_BODY}")
    return "; ".join((f"Điều kiện cá nhân ({found.level.label}): đủ {met}/{len(asked)}", *open_ones)) + "."


def in_few_words(overall: Overall, unmet: Sequence[Condition]) -> str:
    """How it stands in a list of people: "đủ điều kiện theo dữ liệu", or what is open."""
    found = [_GROUP_OPEN if c.name is ConditionName.GROUP else _short(c) for c in unmet if not c.rule_unknown]
    unknown = [_NAMES[c.name] for c in unmet if c.rule_unknown]
    if unknown:
        found.append(f"{', '.join(unknown)}: {ASK_BODY}")
    return "; ".join(found) if found else _OVERALL[overall]


def each(cadre: Cadre, found: Eligibility) -> list[str]:
    """One line for each personal condition; those whose rule is not known share the last one."""
    return _lines(cadre, found.conditions, [])


def unmet(cadre: Cadre, found: Eligibility) -> list[str]:
    """One line for each condition that is not met, the group first, each with what is asked; none where all are."""
    if found.regulation is None:
        return [f"- {_MARK[State.UNKNOWN]}: quy định của ngày hôm nay: {ASK_BODY}."]
    missing = [condition for condition in found.conditions if condition.state is not State.MET]
    if found.group.rule_unknown:
        return _lines(cadre, missing, [_NAMES[ConditionName.GROUP]])
    lines = [] if found.group.state is State.MET else [_group(found)]
    return [*lines, *(_lines(cadre, missing, []) if missing else [])]


def _lines(cadre: Cadre, conditions: Sequence[Condition], unknown: Sequence[str]) -> list[str]:
    known = [f"- {_MARK[c.state]}: {_long(cadre, c)}." for c in conditions if not c.rule_unknown]
    names = [*unknown, *(_NAMES[c.name] for c in conditions if c.rule_unknown)]
    names += [] if conditions else ["điều kiện cá nhân"]
    return [*known, f"- {_MARK[State.UNKNOWN]}: {', '.join(names)}: {ASK_BODY}."] if names else known


def _group(found: Eligibility) -> str:
    if found.group.state is State.MET and found.opening is not None:
        return f"- Thuộc diện đào tạo: {found.opening.name}."
    return "- Cần xem xét: chưa thấy chức vụ nào trong hồ sơ thuộc diện; cấp có thẩm quyền quyết định."


def _short(condition: Condition) -> str:
    if condition.state is State.NEEDS_DECISION and condition.name is ConditionName.AGE:
        return _AGE_WAY
    if condition.name is ConditionName.RATINGS and condition.years_missing:
        return f"chưa có dữ liệu xếp loại năm {_years(condition.years_missing)}"
    if condition.state is State.UNKNOWN and not condition.recorded:
        return f"chưa có dữ liệu về {_NAMES[condition.name]}"
    if condition.state is State.UNKNOWN:
        return f"cần làm rõ {_NAMES[condition.name]}"
    return f"còn thiếu: {_required(condition)}"


def _long(cadre: Cadre, condition: Condition) -> str:
    say = {
        ConditionName.PARTY: _party,
        ConditionName.EDUCATION: _education,
        ConditionName.RATINGS: _ratings,
    }.get(condition.name)
    return say(condition) if say else _age(cadre, condition)


def _party(condition: Condition) -> str:
    if condition.state is State.MET:
        return _RECORDED_PARTY[Party(condition.recorded)]
    if not condition.recorded:
        return "chưa có dữ liệu ngày vào Đảng"
    if condition.state is State.UNKNOWN:
        return "hồ sơ ghi đảng viên dự bị, chưa có ngày chính thức"
    return f"{_RECORDED_PARTY[Party(condition.recorded)]}; yêu cầu {_PARTY[Party(condition.required)]}"


def _education(condition: Condition) -> str:
    asked = f"yêu cầu từ {_EDUCATION[Education(condition.required)]}" if condition.required else ""
    if not condition.recorded:
        return f"chưa có dữ liệu trình độ chuyên môn ({asked})"
    return f"trình độ {condition.recorded[:1].lower() + condition.recorded[1:]} ({asked})"


def _age(cadre: Cadre, condition: Condition) -> str:
    whom = {"nam": "nam ", "nu": "nữ "}.get(cadre.gender or "", "")
    asked = f"hệ không tập trung: {whom}từ {condition.required} tuổi"
    if not condition.recorded:
        return f"chưa có dữ liệu ngày sinh ({asked})"
    if condition.state is State.NEEDS_DECISION:
        return f"{condition.recorded} tuổi ({asked}): {_AGE_WAY}"
    return f"{condition.recorded} tuổi ({asked})"


def _ratings(condition: Condition) -> str:
    asked = f"{_RATING[Rating(condition.required)]} trở lên hai năm liền trước khi cử đi học"
    if not condition.years_missing:
        return asked if condition.state is State.MET else f"{asked} (hồ sơ: {condition.recorded})"
    have = f"Đã có năm {_years(condition.years_met)}, chưa" if condition.years_met else "Chưa"
    return f"{asked}. {have} có năm {_years(condition.years_missing)}"


def _required(condition: Condition) -> str:
    if condition.name is ConditionName.PARTY:
        return _PARTY[Party(condition.required)]
    if condition.name is ConditionName.EDUCATION:
        return f"trình độ từ {_EDUCATION[Education(condition.required)]}"
    return _RATING[Rating(condition.required)] + " hai năm liền"


def _years(years: tuple[int, ...]) -> str:
    return ", ".join(str(year) for year in sorted(years))
