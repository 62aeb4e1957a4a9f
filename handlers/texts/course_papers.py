"""What the paper is called that a course ends with."""

from rules.courses import CourseKind, Outcome

_NAMES = {Outcome.GIAY_CHUNG_NHAN: "giấy chứng nhận", Outcome.BANG_TOT_NGHIEP: "bằng tốt nghiệp"}


def paper(kind: CourseKind | None) -> str:
    """The name as it stands in a sentence; just "giấy" where the kind of course names none."""
    return _NAMES[kind.outcome] if kind is not None and kind.outcome is not None else "giấy"
