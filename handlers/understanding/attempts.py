"""Attempts to get others' private data by a trick, or to change what the assistant is told to do."""

import re
from enum import StrEnum

from rules.text import fold


class Attempt(StrEnum):
    """What is tried."""

    CHANGE_RULES = "change rules"
    GET_DATA = "get data"


_RULES = re.compile(
    r"(?:bo qua|quen (?:het|di|sach|moi)|phot lo|lam ngo|mac ke)\b.{0,30}"
    r"\b(?:huong dan|quy tac|quy dinh|chi dan|menh lenh|lenh tren|instructions?|prompt)\b"
    r"|\b(?:moi|cac|het) (?:quy dinh|quy tac|huong dan)\b.{0,20}\bbo qua\b"
    r"|\bignore\b.{0,25}\b(?:instructions?|previous|rules?)\b|\bsystem prompt\b|\bloi nhac he thong\b"
    r"|\bjailbreak\b|\byou are now\b|\b(?:che do|mode) (?:admin|quan tri|nha phat trien|developer)\b"
    r"|\b(?:dong vai|gia vo la|tu gio (?:may|em|ban|anh|bot) la|hay xem toi la)\b"
    r"|\b(?:cho|cap|mo) (?:toi|em|tui|minh) (?:quyen|vai tro) (?:quan tri|admin|lanh dao)\b"
)


_OF_SOMEBODY = r"(?:anh|chi|ong|ba|co|chu|bac|dong chi|giam doc|truong phong|thay)"
_DATA = re.compile(
    r"\b(?:so dien thoai|sdt|so dt|dia chi nha|ngay sinh|can cuoc|cccd|cmnd|ly lich|luong|diem|ket qua|ho so|hs"
    rf"|tin nhan|tn|trinh do)\b.{{0,25}}\b(?:cua|ben) {_OF_SOMEBODY} (?!toi\b|em\b|minh\b|phu trach\b)\w+"
    r"|\bmat khau\b.{0,15}\b(?:he thong|quan tri|admin|bot|tai khoan|dang nhap|giam doc)\b"
    r"|\b(?:toi|em|tui|day) (?:chinh )?la (?:con|vo|chong|nguoi nha|thu ky) (?:cua )?\w+.{0,60}\b(?:xem|coi|cho|gui)\b"
)


def attempt_in(text: str) -> Attempt | None:
    """Which attempt words make; None for none. Whoever may ask for a thing makes no attempt."""
    words = fold(text)
    if _RULES.search(words):
        return Attempt.CHANGE_RULES
    return Attempt.GET_DATA if _DATA.search(words) else None
