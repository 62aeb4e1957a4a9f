"""Words about any file that was read: what is wrong with it, and that nothing was stored."""

from collections.abc import Sequence

from handlers.texts import shortened
from rules.roster.problems import Problem

NOTHING_STORED = "Chưa ghi gì vào dữ liệu."
_FEW = 8


def errors(problems: Sequence[Problem], most: int | None = _FEW) -> str:
    """All that is wrong with a file, or the first of it."""
    which = [f"- {each}" for each in problems]
    lines = shortened.lines(which, most, "... và {} chỗ khác, đánh dấu trong tệp kèm theo.")
    return "\n".join([f"Tệp có {len(problems)} chỗ phải sửa:", *lines, NOTHING_STORED])
