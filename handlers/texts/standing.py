"""Words about where a person stands: status, "Vì sao?", and what a title asks. The first line answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from handlers.texts import eligibility as conditions
from handlers.texts.profile import credential
from handlers.texts.titles import echoed
from rules.cadres import Cadre, Post
from rules.dates import vietnamese
from rules.eligibility import Eligibility, Opening, State
from rules.levels import Level
from rules.policy import Policy
from rules.records import categories_of
from rules.standing import Standing, TitleRequirement

WHY = "Vì sao?"
CONDITIONS = "Điều kiện đi học"
CLASSES = "Lớp sắp mở"
WRONG = "Thông tin chưa đúng"
ADD_RATING = "Bổ sung xếp loại"
THEORY = "lý luận chính trị"
ASK_BODY = "chưa có căn cứ, xin hỏi Ban Tổ chức"
_NO_TARGET = f"Chức vụ hiện nay chưa có mục tiêu nào yêu cầu trình độ {THEORY}"
_CATEGORY_UNCLEAR = (
    "Hồ sơ chưa ghi rõ Đối tượng (cán bộ, công chức hay viên chức), nên chưa xét được mục tiêu của các nhóm này."
    f" Xin báo Trung tâm ở mục “{WRONG}”."
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a status shows beside the standing."""

    data_of: date | None
    studying: tuple[tuple[Level, str], ...]
    """The classes under way that give a level: the level and the name."""

    def gives(self, level: Level | None) -> bool:
        """Whether one of the classes gives this level."""
        return level is not None and any(given >= level for given, _ in self.studying)


def status(cadre: Cadre, standing: Standing, policy: Policy, beside: Beside) -> str:
    """One's own status on one small screen: held and required, the target, the regulation, conditions, what next."""
    return _joined(
        [f"Đồng chí {cadre.name}, {cadre.unit.name}", held_and_required(standing)],
        [
            *_target(standing, policy),
            *_unclear(cadre),
            *_planned(standing),
            *_opening_of_use(standing),
            *(f"Đang học: {name}." for _, name in beside.studying),
            *([] if beside.gives(standing.next_level) else _conditions(standing)),
        ],
        [*_next_step(standing, beside), *_data_of(beside.data_of)],
    )


def held_and_required(standing: Standing) -> str:
    """The answer itself, in one line."""
    held = "Hiện chưa có trình độ nào" if standing.held is Level.NONE else f"Hiện có: {standing.held.label}"
    if standing.met is None:
        return f"{held}. {_NO_TARGET}."
    if standing.met:
        return f"{held}. Đã đạt mức cần có: {standing.required.label} {THEORY}."
    return f"{held}. Cần có: {standing.required.label} {THEORY}."


def why(cadre: Cadre, standing: Standing, policy: Policy) -> str:
    """The trace: the posts that decide, the words of the target, the regulation, each condition, the papers held."""
    return _joined(
        [_deciding(standing)],
        [*_target_words(standing, policy), *_unclear(cadre)],
        [_regulation(standing)],
        [] if _asked_with_its_conditions(standing) else _condition_lines(cadre, standing.eligibility),
        [_papers(standing), _AS_DATA_SHOW],
    )


def title_required(title: str, found: TitleRequirement, policy: Policy, today: date) -> str:
    """What the targets ask of a named title or group."""
    said = echoed(title)
    if found.level is Level.NONE:
        return f"“{said}” chưa có mục tiêu nào yêu cầu trình độ {THEORY}, theo {policy.name}. Xin hỏi thêm Trung tâm."
    name = said[:1].upper() + said[1:]
    asked = [f"- {line.group_name}: {_or_higher(line.target.level)}. “{line.target.source}.”" for line in found.targets]
    return _joined(
        [f"{name}: cần {_theory_from(found.level)}."],
        [f"Theo mục tiêu ({policy.name}){_late(policy, today)}:", *asked],
        ["Diện và điều kiện đi học theo quy định là việc khác, tùy chức vụ và hồ sơ từng người."],
    )


def appointed(standing: Standing, before: Standing, post: Post) -> str:
    """What a post would ask if the person were appointed to it."""
    line = held_and_required(standing)
    opened = _opening(standing) if standing.opening or standing.open_question else []
    changed = "Mức cần có không đổi so với hiện nay." if standing.required is before.required else ""
    return _joined(
        [f"Nếu được bổ nhiệm {post.title}:", line],
        [changed, *opened, *_conditions(standing)],
        ["Đây chỉ là phép tính theo quy định, không phải dự kiến nhân sự; hồ sơ không thay đổi."],
    )


_AS_DATA_SHOW = "Đây là kết quả theo dữ liệu. Việc cử đi học do cấp có thẩm quyền quyết định."


def _or_higher(level: Level) -> str:
    return level.label if level is Level.CAO_CAP else f"{level.label} trở lên"


def _theory_from(level: Level) -> str:
    return f"{level.label} {THEORY}" if level is Level.CAO_CAP else f"từ {level.label} {THEORY} trở lên"


def _late(policy: Policy, today: date) -> str:
    return ", thời hạn đã qua" if policy.deadline_passed(today) else ""


def _target(standing: Standing, policy: Policy) -> list[str]:
    lines = [line for line in standing.targets if line.target.level is standing.required]
    if not lines:
        return []
    groups = "; ".join(line.group_name for line in lines)
    text = f"Mục tiêu ({policy.name}): {_or_higher(standing.required)} ({groups})."
    return [text + _deadline(standing)]


def _unclear(cadre: Cadre) -> list[str]:
    """Why a target of staff may be missing above: without a category nobody is counted as staff."""
    return [] if categories_of(cadre.category) else [_CATEGORY_UNCLEAR]


def _deadline(standing: Standing) -> str:
    if standing.deadline is None:
        return ""
    day = vietnamese(standing.deadline)
    return f" Thời hạn của mục tiêu, {day}, đã qua." if standing.deadline_passed else f" Thời hạn: {day}."


def _planned(standing: Standing) -> list[str]:
    if standing.planned_required <= max(standing.required, standing.held):
        return []
    return [f"Theo quy hoạch, sẽ cần: {standing.planned_required.label}."]


def _opening_of_use(standing: Standing) -> list[str]:
    """The training group, unless it lies below the level held: then it opens nothing more."""
    known, question = standing.opening, standing.open_question
    of_use = known is None or known.level >= standing.held or (question is not None and question > standing.held)
    return _opening(standing) if of_use else []


def _opening(standing: Standing) -> list[str]:
    if standing.regulation is None:
        return [f"Diện đào tạo: {ASK_BODY}."]
    document = standing.regulation.document
    if standing.opening is None:
        return [f"Diện đào tạo: chưa thấy chức vụ nào thuộc diện, theo {document}.{_open_question(standing)}"]
    text = f"Diện đào tạo: {standing.opening.level.label}, theo {document}.{_open_question(standing)}"
    if standing.open_question is None and standing.gap is not None and standing.gap > standing.opening.level:
        text += f" Mục tiêu cao hơn diện này: việc cử học {standing.gap.label} do cấp có thẩm quyền xem xét."
    return [text]


def _open_question(standing: Standing) -> str:
    """The sentence about a level that nobody here can say is open; it stands for its conditions if they are unknown."""
    level = standing.open_question
    if level is None:
        return ""
    if any(opening.level is level for opening in standing.to_confirm):
        more = "; diện này và điều kiện cá nhân" if _asked_with_its_conditions(standing) else ""
        return f" Có thể thuộc diện {level.label}{more}: {ASK_BODY}."
    more = " và điều kiện cá nhân" if _asked_with_its_conditions(standing) else ""
    return f" Diện đào tạo{more} {level.label}: {ASK_BODY}."


def _asked_with_its_conditions(standing: Standing) -> bool:
    found = standing.eligibility
    return found is not None and found.level is standing.open_question and all(c.rule_unknown for c in found.conditions)


def _conditions(standing: Standing) -> list[str]:
    if standing.eligibility is None or _asked_with_its_conditions(standing):
        return []
    return [conditions.in_short(standing.eligibility)]


def _next_step(standing: Standing, beside: Beside) -> list[str]:
    if standing.next_level is None:
        return []
    if beside.gives(standing.next_level):
        return ["Việc tiếp theo: hoàn thành lớp đang học; người đang học chưa tính là đạt."]
    if standing.next_level is Level.SO_CAP:
        return ["Việc tiếp theo: đơn vị cử học lớp của Trung tâm."]
    if standing.eligibility is not None and any(c.state is State.MISSING for c in standing.eligibility.conditions):
        return ["Việc tiếp theo: hoàn thiện điều kiện còn thiếu; cấp ủy đơn vị xem xét cử đi học."]
    return ["Việc tiếp theo: cấp ủy đơn vị xem xét cử đi học."]


def _data_of(day: date | None) -> list[str]:
    return [f"(Dữ liệu ngày {vietnamese(day)})"] if day else []


def _deciding(standing: Standing) -> str:
    line = standing.deciding
    if line is None:
        return f"{_NO_TARGET}."
    held = line.membership.post
    place = (
        f"{held.title} ({held.unit.name}, đương chức)" if held else f"làm việc tại đơn vị, {_lower(line.group_name)}"
    )
    return f"Chức vụ quyết định: {place}."


def _target_words(standing: Standing, policy: Policy) -> list[str]:
    first = standing.deciding
    if first is None:
        return []
    words: dict[str, str] = {}
    for line in standing.targets:
        if line.target.level is standing.required:
            post = line.membership.post
            other = f" (do giữ chức vụ {post.title})" if post and post != first.membership.post else ""
            words.setdefault(line.target.source, f"Mục tiêu ({policy.name}): “{line.target.source}”{other}.")
    return list(words.values())


def _regulation(standing: Standing) -> str:
    opening = standing.opening
    if standing.regulation is None or opening is None:
        return " ".join(_opening(standing))
    text = f"Theo {cited(opening)}: {opening.name} thuộc đối tượng đào tạo {opening.level.label}."
    return text + _open_question(standing)


def cited(opening: Opening) -> str:
    """A regulation as a paper cites it: document, article where it is known, date, issuer."""
    article = f"{opening.article} " if opening.article else ""
    return f"{article}{opening.document} ngày {vietnamese(opening.issued)} của {opening.issuer}"


def _condition_lines(cadre: Cadre, eligibility: Eligibility | None) -> list[str]:
    if eligibility is None:
        return []
    return [f"Điều kiện cá nhân ({eligibility.level.label}):", *conditions.each(cadre, eligibility)]


def _papers(standing: Standing) -> str:
    if standing.credential is None:
        return "Văn bằng đã ghi: chưa có."
    return f"Văn bằng đã ghi: {credential(standing.credential)}."


def _lower(text: str) -> str:
    """The text for the middle of a sentence: its first letter small, unless it begins an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _joined(*paragraphs: Iterable[str]) -> str:
    """Paragraphs of lines; an empty line or paragraph leaves no trace."""
    kept = ["\n".join(line for line in lines if line) for lines in paragraphs]
    return "\n\n".join(paragraph for paragraph in kept if paragraph)
