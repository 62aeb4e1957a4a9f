"""Words about any file that was read: what is wrong with it, and that nothing was stored."""

from collections.abc import Sequence

from rules.roster.problems import Problem

NOTHING_STORED = "Chưa ghi gì vào dữ liệu."
_FEW = 8


def errors(problems: Sequence[Problem], most: int | None = _FEW) -> str:
    """All that is wrong with a file, or the first of it."""
    listed = problems[:most]
    lines = [f"Tệp có {len(problems)} chỗ phải sửa:", *(f"- {each}" for each in listed)]
    if len(listed) < len(problems):
        lines.append(f"... và {len(problems) - len(listed)} chỗ khác, đánh dấu trong tệp kèm theo.")
    return "\n".join([*lines, NOTHING_STORED])
