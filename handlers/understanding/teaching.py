"""What lecturers, and those who keep them, say of sessions, hours, swaps and works."""

import re
from collections.abc import Mapping

from rules.access import Asker, Role

_HOURS = r"\b(gio giang|gio day|so tiet|tiet day)\b"
_SWAP = r"\b(xin |muon |can )?(doi|nho) (nguoi|buoi|lich) (day|giang)\b|\b(day|giang) thay\b"
_WORKS = r"\b(de tai nghien cuu|de tai|cong trinh|tong ket thuc tien|doi moi phuong phap)\b"
_SESSIONS = (
    r"\b(lich|buoi) (giang|day)\b|\btoi (co )?(giang|day)\b"
    r"|\b(hom nay|ngay mai|tuan nay|tuan sau|thang nay) (co )?(giang|day)\b"
)
_LECTURERS: Mapping[str, tuple[str, float]] = {
    "my_teaching": (_SESSIONS, 4.4),
    "my_hours": (_HOURS, 4.8),
    "my_swaps": (_SWAP, 5.6),
    "my_works": (_WORKS, 4.4),
}
_APPROVERS: Mapping[str, tuple[str, float]] = {
    "lecturers_waiting": (r"\bgiang vien\b.*\b(cho|can) (phe )?duyet\b|\b(phe )?duyet giang vien\b", 4.6),
}
_STAFFS: Mapping[str, tuple[str, float]] = {"swaps": (_SWAP, 4.6)}
_LEADERS: Mapping[str, tuple[str, float]] = {"lecturer_hours": (_HOURS, 4.2), "works": (_WORKS, 3.8)}


def of_teaching(words: str, asker: Asker) -> dict[str, float]:
    """The intents of the pool of lecturers that somebody of these roles may mean; one's own go before the others'."""
    found: dict[str, float] = {}
    for roles, phrases in (
        ((Role.LEADER, Role.STAFF, Role.ADMIN), _LEADERS),
        ((Role.LEADER,), _APPROVERS),
        ((Role.STAFF, Role.ADMIN), _STAFFS),
        ((Role.LECTURER,), _LECTURERS),
    ):
        if asker.has(*roles):
            found |= {intent: weight for intent, (phrase, weight) in phrases.items() if re.search(phrase, words)}
    return found
