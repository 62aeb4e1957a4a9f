"""What a course is, as it stands in sentences: its length, the paper it ends with, the level it gives."""

from rules.courses import CourseKind, Outcome

_NAMES = {Outcome.GIAY_CHUNG_NHAN: "giấy chứng nhận", Outcome.BANG_TOT_NGHIEP: "bằng tốt nghiệp"}


def paper(kind: CourseKind | None) -> str:
    """The name as it stands in a sentence; just "giấy" where the kind of course names none."""
    return _NAMES[kind.outcome] if kind is not None and kind.outcome is not None else "giấy"


def course(kind: CourseKind) -> str:
    """How long it takes and what it leads to."""
    parts = (f"thời lượng {kind.length or 'theo kế hoạch từng lớp'}", *_ends_with(kind))
    return f"{kind.name}; {'; '.join(parts)}"


def leads_to(kind: CourseKind | None) -> str:
    """What somebody has of it, in a sentence; empty where nothing is known in general."""
    ends = "; ".join(_ends_with(kind)) if kind is not None else ""
    length = f"Thời lượng: {kind.length}. " if kind is not None and kind.length else ""
    return f"{length}{ends[:1].upper()}{ends[1:]}{'.' if ends else ''}".strip()


def _ends_with(kind: CourseKind) -> list[str]:
    """The paper, with how long it is good for where that is known, and the level."""
    until = f", có giá trị {kind.validity_months} tháng" if kind.validity_months else ""
    papers = [f"học xong được cấp {paper(kind)}{until}"] if kind.outcome is not None else []
    return [*papers, *([f"trình độ {kind.gives.label}"] if kind.gives else [])]
