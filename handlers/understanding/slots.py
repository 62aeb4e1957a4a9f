"""What a text itself names: level, mode, course, class, time, lesson. The closed forms of docs/labels.md."""

import re
from collections.abc import Mapping

from handlers.understanding.places import Communes, nowhere
from rules.text import fold

_LEVELS = (
    ("cao_cap", r"\b(cao cap|ccllct|cc llct|cu nhan chinh tri)\b|\bcc\b"),
    ("trung_cap", r"\b(trung cap|tcllct|tc llct|tcct)\b|\btc\b"),
    ("so_cap", r"\b(so cap|scllct|sc llct)\b|\bsc\b"),
)
_MODES = (
    ("khong_tap_trung", r"\b(khong tap trung|ktt|tai chuc|vua lam vua hoc|vlvh|he tc)\b"),
    ("tap_trung", r"\btap trung\b"),
)
_COURSES = (
    ("nhan_thuc_dang", r"\b(nhan thuc ve dang|cam tinh( dang)?|doi tuong dang)\b"),
    ("dang_vien_moi", r"\b(dang vien moi|dv moi|dang vien du bi)\b"),
    ("cap_uy", r"\b(cap uy( vien)?|bi thu chi bo)\b"),
    ("chuyen_de", r"\bchuyen de\b"),
    ("cap_nhat_kien_thuc", r"\bcap nhat kien thuc\b"),
)
_WHENS = (
    ("today", r"\b(hom nay|(toi|chieu|sang) nay)\b"),
    ("tomorrow", r"\b(ngay mai|(sang|chieu|toi) mai|mai)\b"),
    ("next_week", r"\btuan (sau|toi)\b"),
    ("this_week", r"\btuan nay\b"),
    ("next_month", r"\bthang (sau|toi)\b"),
    ("this_month", r"\bthang nay\b"),
)
_XA = r"\b(xa(?! hoi)|thi tran)\b"
_HUYEN = r"\bhuyen(?! hoi| doan)\b"
_HEAD = r"(truong phong|truong ban|chanh van phong|chanh thanh tra|giam doc|hieu truong)"
_NO_COMMUNE = rf"^(?!.*{_XA})"
_GROUPS = (
    ("", r"\bkhong chuyen trach\b"),
    ("bch_xa", r"\bdang uy vien\b"),
    ("bch_huyen", rf"\b(huyen uy vien|huv)\b|\b(bi thu|uy vien|ban chap hanh|bch|ban thuong vu)\b"
                  rf"(?!.*\bdoan\b).*{_HUYEN}"),
    ("bch_xa", r"\b(bi thu|uy vien|ban chap hanh|bch)\b(?!.*\b(doan|mat tran)\b)"
               rf".*(\b(dang uy|dang bo)\b|{_XA})"),
    ("pho_phong", rf"{_NO_COMMUNE}.*\b(pho {_HEAD}|pho (phong|ban|van phong|chanh)|ptp|pp)\b"),
    ("truong_phong", rf"{_NO_COMMUNE}.*\b({_HEAD}|tp)\b"),
    ("cbcc_xa", r"\b(can bo|cong chuc|cbcc|chu tich|ct|bi thu|ke toan|dia chinh|tu phap|van hoa|van phong"
                rf"|chi huy truong|truong cong an)\b.*{_XA}"),
    ("cbccvc_huyen", rf"\b(can bo|cong chuc|vien chuc|chuyen vien|cbccvc)\b.*{_HUYEN}"),
)  # fmt: skip
"""The first that fits. Someone "không chuyên trách" is in no group; a bare "công chức" names none."""
_CLASS = re.compile(r"\b(k\s?\d+\w?(?:\.\d+)?|a\d{2,3}|kh[oó]a\s\d+(?:/\d{4})?)\b", re.IGNORECASE)
_LESSON = re.compile(r"\b(?:bai|buoi)\s(?:so\s)?(\d{1,2})\b")
_MONTH = re.compile(r"\bthang\s(\d{1,2})(?:[/-](\d{4})|\snam\s(\d{4}))?\b")


def slots_in(text: str, communes: Communes = nowhere) -> Mapping[str, str]:
    """The slots that a text fills by itself, with their values in closed form; the commune by its full name."""
    words = fold(text)
    named = {"group": _GROUPS, "level": _LEVELS, "mode": _MODES, "course": _COURSES, "when": _WHENS}
    slots = {slot: value for slot, forms in named.items() if (value := _first(forms, words))}
    if match := _CLASS.search(text):
        slots["class_ref"] = match[1]
    if match := _LESSON.search(words):
        slots["lesson"] = match[1]
    if match := _MONTH.search(words):
        month, year = f"{int(match[1]):02}", match[2] or match[3]
        slots["when"] = f"{year}-{month}" if year else month
    if commune := communes(text):
        slots["unit"] = commune
    return slots


def _first(forms: tuple[tuple[str, str], ...], words: str) -> str:
    return next((value for value, pattern in forms if re.search(pattern, words)), "")
