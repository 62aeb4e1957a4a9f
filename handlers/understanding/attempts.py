"""Attempts to get others' private data by a trick, or to change what the assistant is told to do."""

import re
from enum import StrEnum

from rules.text import fold


class Attempt(StrEnum):
    """What is tried."""

    CHANGE_RULES = "change rules"
    GET_DATA = "get data"


_RULES = re.compile(
    r"(?:bo qua|quen|phot lo|lam ngo|xoa)\b.{0,25}"
    r"\b(?:huong dan|quy tac|chi dan|menh lenh|lenh tren|instruction|prompt)"
    r"|\bignore\b.{0,25}\b(?:instruction|previous|rule)|\bsystem prompt\b|\bjailbreak\b|\byou are now\b"
    r"|\b(?:dong vai|gia vo la|gia lam|tu gio (?:may|em|ban) la|hay xem toi la)\b"
    r"|\b(?:cho|cap|mo) (?:toi|em|tui|minh) (?:quyen|vai tro) (?:quan tri|admin|lanh dao)\b"
    r"|\b(?:che do|mode) (?:admin|quan tri|nha phat trien|developer)\b"
)
_DATA = re.compile(
    r"\b(?:so dien thoai|sdt|so dt|dia chi nha|ngay sinh|mat khau|cccd|cmnd|can cuoc|ly lich|tai khoan|ma lien ket)\b"
    r".{0,20}\bcua\b (?!toi\b|em\b|minh\b|tui\b|trung tam\b|lop\b|truong\b)"
    r"|\b(?:toi|em|tui|day) (?:chinh )?la (?:nguoi nha|vo|chong|thu ky|lanh dao) cua\b.{0,60}\b(?:xem|cho|gui)\b"
)


def attempt_in(text: str) -> Attempt | None:
    """Which attempt words make; None for none. Whoever may ask for a thing makes no attempt."""
    words = fold(text)
    if _RULES.search(words):
        return Attempt.CHANGE_RULES
    return Attempt.GET_DATA if _DATA.search(words) else None
