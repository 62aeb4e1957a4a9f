"""The lecturers of the invented district: the centre's own, and two from elsewhere, one of whom waits for approval."""

from collections.abc import Sequence
from datetime import date

from rules.cadres import Cadre
from rules.lecturers import Lecturer, State

_TOPICS = (
    ("Chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh", "Lịch sử Đảng"),
    ("Xây dựng Đảng", "Nghiệp vụ công tác đảng ở cơ sở"),
    ("Nhà nước và pháp luật", "Quản lý hành chính ở cơ sở"),
)
_DECISION, _DECIDED, _UNTIL = "số minh họa", date(2025, 1, 15), date(2025, 12, 31)


def full_time(cadres: Sequence[Cadre]) -> list[Lecturer]:
    """Those whose post at the centre is to teach."""
    found = [each for each in cadres if each.posts and each.posts[0].title == "Giảng viên"]
    return [_lecturer(each, True, State.APPROVED, n) for n, each in enumerate(found)]


def all_lecturers(cadres: Sequence[Cadre]) -> list[Lecturer]:
    """All who stand in the pool."""
    heads = [each for each in cadres if each.posts and each.posts[0].title.startswith("Trưởng ")]
    approved, waiting = (_lecturer(each, False, state, n) for n, (each, state) in enumerate(
        zip(heads[1:3], (State.APPROVED, State.SUBMITTED), strict=True), 1
    ))  # fmt: skip
    return [*full_time(cadres), approved, waiting]


def _lecturer(cadre: Cadre, is_full_time: bool, state: State, number: int) -> Lecturer:
    decided = not is_full_time and state is State.APPROVED
    return Lecturer(
        f"gv-{cadre.id}", "", cadre.name, is_full_time, state, _TOPICS[number % len(_TOPICS)], cadre.unit.id,
        cadre.unit.name, holder_id=cadre.id, decision=_DECISION if decided else "",
        decided_on=_DECIDED if decided else None, term_until=_UNTIL if decided else None,
    )  # fmt: skip
