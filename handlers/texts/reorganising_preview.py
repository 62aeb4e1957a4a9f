"""Words that show a reorganisation before anybody says yes: units, people, posts, doubts, targets before and after."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from handlers.texts import shortened
from handlers.texts.centres import beside
from handlers.texts.reorganising import titles_ended
from handlers.texts.targets import percent
from rules.access import Role
from rules.cadres import PostKind, Unit
from rules.dates import vietnamese
from rules.policy.base import Certainty
from rules.reorganising.outcome import Change, Moved, Outcome
from rules.targets import TargetFigure
from storage.unit_bounds import Bound

if TYPE_CHECKING:
    from handlers.reorganising import Worked

_CERTAINTY = {Certainty.MEDIUM: "theo phương án, chưa đối chiếu văn bản cuối", Certainty.LOW: "chưa có căn cứ"}
_ROLES = {
    Role.OFFICER: "cán bộ phụ trách",
    Role.LEADER: "lãnh đạo",
    Role.STAFF: "cán bộ Trung tâm",
    Role.ADMIN: "quản trị",
    Role.LECTURER: "giảng viên",
}
_MOST, _OTHERS, _PEOPLE = 10, "... và {} dòng nữa", "... và {} đồng chí nữa"


def preview(worked: "Worked", today: date, names: bool = True) -> str:
    """What a plan would do; people are named only for those who may know names."""
    parts = [
        _head(worked.change, today),
        _units(worked.change),
        _people(worked.change, worked.outcome, names),
        _doubts(worked.change, worked.outcome, names),
        _restated(worked),
        _bound(worked.bound, worked.change, names),
    ]
    return "\n\n".join(filter(None, parts))


def named(worked: "Worked") -> tuple[str, ...]:
    """The ids of those whom the preview names."""
    stopped = [each for each in worked.outcome.moved if titles_ended(each)]
    moved = [each.before.id for some in (worked.outcome.leaving, stopped) for each in some[:_MOST]]
    unplaced = [each.id for each in worked.outcome.unplaced[:_MOST]]
    return tuple(dict.fromkeys([*moved, *unplaced, *(each.holder_id for each in worked.bound.roles[:_MOST])]))


def _head(change: Change, today: date) -> str:
    plan = change.plan
    lines = [f"{plan.name}.", f"Từ ngày {vietnamese(plan.day)}. Căn cứ: {plan.document}."]
    if plan.day <= today:
        lines.append("Ngày này đã đến: lưu xong sẽ thực hiện ngay, không hủy được.")
    return "\n".join(lines)


def _units(change: Change) -> str:
    lines = [f"Đơn vị kết thúc: {len(change.ends)}. Đơn vị bắt đầu: {len(change.begins)}."]
    lines += shortened.lines(_passages(change), 20, _OTHERS)
    if change.reparented:
        names = shortened.row([before.name for before, _ in change.reparented], 5, "{} đơn vị khác")
        lines.append(f"Đơn vị trực thuộc giữ nguyên, chuyển về đơn vị mới: {names}.")
    return "\n".join(lines)


def _passages(change: Change) -> list[str]:
    """Each new unit with those it takes over, then each unit that becomes several."""
    names = {unit.id: unit.name for unit in change.ends}
    taken: dict[str, tuple[Unit, list[str]]] = {}
    lines = []
    for old, new in change.successors.items():
        if len(new) > 1:
            lines.append(f"- {names[old]} chia thành {', '.join(unit.name for unit in new)}")
        else:
            taken.setdefault(new[0].id, (new[0], []))[1].append(old)
    for unit, olds in taken.values():
        if len(olds) == 1 and olds[0] in change.renamed:
            lines.append(f"- {names[olds[0]]} đổi tên thành {unit.name}")
        else:
            lines.append(f"- {' + '.join(names[old] for old in olds)} → {unit.name}")
    return lines


def _people(change: Change, outcome: Outcome, names: bool) -> str:
    leaving = outcome.leaving
    lines = [f"Cán bộ chuyển đơn vị: {len(leaving)}."]
    if names:
        said = [f"- {each.before.name}: {each.before.unit.name} → {_new_name(each)}" for each in leaving]
        lines += shortened.lines(said, _MOST, _PEOPLE)
    ended = sum(len(titles_ended(each)) for each in outcome.moved)
    passing = sum(_passes(each, change.day) for each in outcome.moved)
    lines.append(f"Chức vụ chuyển theo: {passing}. Chức vụ kết thúc cùng đơn vị: {ended}.")
    return "\n".join(lines)


def _new_name(moved: Moved) -> str:
    """The new unit, told from an old one of the same name."""
    old, new = moved.before.unit.name, moved.after.unit.name
    return f"{new} (mới)" if new == old else new


def _passes(moved: Moved, day: date) -> int:
    return sum(1 for post in moved.after.posts if post.kind is PostKind.INCUMBENT and post.since == day)


def _doubts(change: Change, outcome: Outcome, names: bool) -> str:
    lines = []
    if change.doubtful:
        said = {each.new: _CERTAINTY[each.certainty] for each in change.doubtful}
        lines.append("Xin đối chiếu với văn bản:")
        lines += [f"- {new}: {how}" for new, how in said.items()]
    stopped = [each for each in outcome.moved if titles_ended(each)]
    if stopped:
        lines.append(
            f"Chưa rõ chức vụ mới của {len(stopped)} đồng chí (người đứng đầu, cấp phó, cấp ủy của đơn vị kết thúc). "
            "Khi có quyết định, xin ghi chức vụ mới vào hồ sơ."
        )
        if names:
            said_so = [f"- {each.before.name}: {', '.join(titles_ended(each))}" for each in stopped]
            lines += shortened.lines(said_so, _MOST, _PEOPLE)
    if outcome.unplaced:
        first = {old: new[0].name for old, new in change.successors.items()}
        several = f"Chưa nêu về đâu: {len(outcome.unplaced)} đồng chí của đơn vị được chia"
        lines.append(f"{several}; tạm về đơn vị ghi đầu tiên.")
        if names:
            unplaced = [f"- {each.name} ({each.code}): tạm về {first[each.unit.id]}" for each in outcome.unplaced]
            lines += shortened.lines(unplaced, _MOST, _PEOPLE)
    return "\n".join(["Cần xem lại.", *lines]) if lines else ""


def _restated(worked: "Worked") -> str:
    """Each target on the day, without the plan and with it."""
    lines = [
        f"- {beside(each.group, each.centre) if each.centre else each.group}: "
        f"{_share(each.before)} → {_share(each.after)}"
        for each in worked.targets
    ]
    if not lines:
        return ""
    if any(titles_ended(each) for each in worked.outcome.moved):
        lines.append("Đồng chí thôi chức vụ cũ mà chưa ghi chức vụ mới thì chưa tính vào nhóm nào theo chức vụ.")
    return "\n".join(["Chỉ tiêu ngày hôm ấy, trước và sau sắp xếp:", *lines])


def _share(figure: TargetFigure) -> str:
    if figure.share is None:
        return "không có dữ liệu"
    return f"{figure.met}/{figure.total} ({percent(figure.share, figure.share_required)})"


def _bound(bound: Bound, change: Change, names: bool) -> str:
    units = {unit.id: unit.name for unit in change.ends}
    lines = []
    if bound.roles:
        lines.append(f"Vai trò được giao theo đơn vị: {len(bound.roles)}, chuyển sang đơn vị mới.")
    if bound.roles and names:
        said = [
            f"- {each.name}, {_ROLES[each.role]}: {units[each.unit_id]} → "
            + ", ".join(unit.name for unit in change.successors[each.unit_id])
            for each in bound.roles
        ]
        lines += shortened.lines(said, _MOST, _PEOPLE)
    counts: Mapping[str, int] = {
        "học viên ngoài danh sách": bound.learners,
        "giảng viên": bound.lecturers,
        "lớp có chỉ tiêu riêng": bound.classes,
        "đề nghị cử đi học đang chờ": bound.requests,
        "thông báo và nhóm người nhận đã lưu": bound.notices,
        "mã liên kết chưa dùng (vẫn dùng được)": bound.codes,
    }
    rest = [f"{name} {count}" for name, count in counts.items() if count]
    if rest:
        lines.append(f"Cũng chuyển theo: {', '.join(rest)}.")
    return "\n".join(lines)
