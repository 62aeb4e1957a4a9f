"""Words about reorganisations: what a plan would do, what was done, what an old name means now."""

from collections.abc import Sequence


def became(old: str, new: Sequence[str]) -> str:
    """What became of a unit that somebody named by its old name."""
    if len(new) == 1:
        return f"{_capital(old)} nay là {new[0]}."
    return f"{_capital(old)} đã chia thành {', '.join(new)}. Xin hỏi theo tên đơn vị mới."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
